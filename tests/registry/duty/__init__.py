"""Duty: the rota, and reports of found children."""
