"""Tests of backups of a whole house: made, put back, drilled."""
