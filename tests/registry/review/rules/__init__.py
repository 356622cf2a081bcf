"""The rules of the review, with no database and no page."""
