"""Agencies: who may send people to the desk, and until when they are trusted."""
