"""What time does to a record. The worker enters here once a day, and each word is sent once."""

from registry.consents.clock.rounds import remind

__all__ = ["remind"]
