"""Agencies: added by one, verified by another."""
