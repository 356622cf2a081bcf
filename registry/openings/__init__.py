"""How people at the desk open records: why, how many in a day, and more than that by two."""
