"""The rules of a case after “move”."""
