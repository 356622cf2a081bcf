"""Why, how many in a day, and more by two."""
