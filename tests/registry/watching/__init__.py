"""Unusual looks: the rules, and what is written of them."""
