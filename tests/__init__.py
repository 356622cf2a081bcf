"""The tests of Kinfold; their tree mirrors the code's."""
