"""Retention carried out, disclosure stopped, incidents and figures."""
