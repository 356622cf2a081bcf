"""Forms of a claim; each ends in facts."""
