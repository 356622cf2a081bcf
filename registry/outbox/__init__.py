"""The outbox: a message is queued in the transaction of its cause, and delivered after it."""
