"""Children: a guardian registers a child, keeps the record right, and adds photos."""
