"""Caseworkers and all who work at the desk: invited, verified, in their roles, until when."""
