"""Leaving for good: an account is closed by its owner, or by the clock when it holds nothing."""
