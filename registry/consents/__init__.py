"""Consents of a record: give later, take back, wipe, receipts, and who has looked."""
