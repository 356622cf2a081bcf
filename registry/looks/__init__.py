"""Looks: who has opened a record or a claim, told to whom it is about; and questions about it."""
