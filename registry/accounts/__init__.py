"""Accounts: who a person is to this house, how they sign in, and how they are reached."""
