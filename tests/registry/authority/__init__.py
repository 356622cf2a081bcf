"""Authority: who may do what."""
