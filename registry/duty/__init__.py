"""Duty: somebody can always be rung, and whoever is with a child can say so without an account."""
