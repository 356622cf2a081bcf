"""Unusual looks of the people at the desk: what is found, written once, and for auditors only."""
