"""The forms of holders: a guardian's, and the desk's."""
