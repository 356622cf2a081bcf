"""Backups of a whole house: made, put back, and drilled, so that putting back is no surprise."""
