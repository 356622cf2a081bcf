"""Backups on the way out and in: the copies, what they say of themselves, the sealed parcels."""
