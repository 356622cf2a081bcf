"""What is kept and how: databases, keys, sealed values, photo files."""
