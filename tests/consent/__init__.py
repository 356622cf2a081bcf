"""The tests of the consent ledger; they know nothing of the registry."""
