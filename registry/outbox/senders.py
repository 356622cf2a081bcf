"""Ways a message can leave: by SMTP, or into the e-mail room of a demo."""

from __future__ import annotations

import smtplib
import socket
import ssl
import threading
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from registry.config import LOOPBACK

TIMEOUT_SECONDS = 20
LONGEST_SECONDS = 60
"""A server that goes on saying a little, and never an answer, is left then."""
_FOR_GOOD: Final = 500


class Sender(Protocol):
    """Takes one message away or raises `OSError`."""

    def __call__(self, letter: EmailMessage) -> None:
        """Send it."""


class SmtpSender:
    """Sends by the server that `KINFOLD_SMTP_URL` names (`smtp://` or `smtps://`).

    A letter is taken once the server has answered its text; a stop of ours between that answer and
    our own note of it sends it again, under the same `Message-ID`. Its certificate is held against
    those that the machine trusts, or against those that `SSL_CERT_FILE` names.
    """

    def __init__(self, url: str) -> None:
        self._url = urlsplit(url)

    def __call__(self, letter: EmailMessage) -> None:
        """Send it by TLS; a server elsewhere that does not offer it gets nothing."""
        server = self._connected()
        late = threading.Timer(LONGEST_SECONDS, _hang_up, (server.sock,))
        late.start()
        try:
            self._hand_over(server, letter)
            # It is taken, whatever the server says to a good-bye: it must not go a second time.
            with suppress(OSError):
                server.quit()
        finally:
            late.cancel()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port or 0
        if self._url.scheme == "smtps":
            trusted = ssl.create_default_context()
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trusted)
        return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)

    def _hand_over(self, server: smtplib.SMTP, letter: EmailMessage) -> None:
        server.ehlo_or_helo_if_needed()
        if self._url.scheme == "smtp":
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            elif self._url.hostname not in LOOPBACK:
                raise ssl.SSLError("the mail server offers no TLS")
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        server.send_message(letter)


def _hang_up(sock: socket.socket | None) -> None:
    with suppress(OSError):
        if sock is not None:
            sock.shutdown(socket.SHUT_RDWR)


def is_of_the_letter(error: OSError) -> bool:
    """Is it this letter that was not taken, by a server that takes others?"""
    return isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)


def is_for_good(error: OSError) -> bool:
    """Did the server say that it will never take this letter?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _FOR_GOOD for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _FOR_GOOD


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
