"""Forms of a child record; each ends in facts."""
