"""Cases after “move”: what stands before anybody is told, and what follows."""
