"""Kinfold: a consent-based family reunification registry."""
