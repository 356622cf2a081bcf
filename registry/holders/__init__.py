"""Holders: who speaks for a child beside the first guardian, and what happens when they differ."""
