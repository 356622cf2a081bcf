"""A mailbox in place of a mail server."""

from __future__ import annotations

from email.message import EmailMessage


class Box:
    """Takes every letter and keeps it."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    def __call__(self, letter: EmailMessage) -> None:
        """Take one."""
        self.letters.append(letter)
