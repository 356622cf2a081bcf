"""Who has looked: what is told when, the statement, and questions."""
