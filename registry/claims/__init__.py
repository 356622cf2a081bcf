"""Claims: a relative looks, a guardian is apart from a child, an agency has a child in its care."""
