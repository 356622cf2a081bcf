"""Consents of a record: given later, taken back, wiped, proved, and who has looked."""
