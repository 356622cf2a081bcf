"""Opening accounts, signing in, and being reached."""
