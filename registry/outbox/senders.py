"""Ways a message can leave: by SMTP, or into the e-mail room of a demo."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

TIMEOUT_SECONDS = 20


class Sender(Protocol):
    """Takes one message away or raises `OSError`."""

    def __call__(self, letter: EmailMessage) -> None:
        """Send it."""


class SmtpSender:
    """Sends by the server that `KINFOLD_SMTP_URL` names (`smtp://` or `smtps://`)."""

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def __call__(self, letter: EmailMessage) -> None:
        """Send it; with TLS wherever the server offers it."""
        kind = smtplib.SMTP_SSL if self._url.scheme == "smtps" else smtplib.SMTP
        with kind(self._url.hostname or "", self._url.port or 0, timeout=TIMEOUT_SECONDS) as server:
            if self._url.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls()
            if self._url.username:
                server.login(unquote(self._url.username), unquote(self._url.password or ""))
            server.send_message(letter)


class RoomSender:
    """Keeps letters as files for the demo's e-mail room; nothing leaves the machine."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, letter: EmailMessage) -> None:
        """File it under its own id."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (self._folder / f"{letter['X-Kinfold-Message']}.eml").write_bytes(bytes(letter))


class NullSender:
    """For a house without a mail server: messages wait."""

    def __call__(self, letter: EmailMessage) -> None:  # noqa: ARG002 - nothing is taken
        """Refuse, so that the message stays queued and is tried again."""
        raise OSError("KINFOLD_SMTP_URL is not set")
