"""Tests of holders: who speaks for a child, and what happens when they differ."""
