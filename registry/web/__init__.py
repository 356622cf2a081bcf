"""The web floor: sessions, guards, forms, headers and errors that all three doors share."""
