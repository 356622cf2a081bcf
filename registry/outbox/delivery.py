"""Delivering what is queued: render, send, note. A message that does not go is tried again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.outbox.models import Message

MOST_TRIES = 12
LONGEST_PAUSE = timedelta(hours=6)


def due(
    session: Session, now: datetime, most: int = 20, *, but: Collection[str] = ()
) -> list[Message]:
    """The messages to try now, oldest first; those named in `but` wait where they are."""
    query = select(Message).where(Message.next_try_at <= now, Message.name.not_in(but))
    return list(session.scalars(query.order_by(Message.queued_at).limit(most)))


class Letters:
    """Turns a queued message and its words into a letter of plain text."""

    def __init__(self, folder: Path, sender: str, **shared: str) -> None:
        self._templates = Environment(  # noqa: S701 - plain text, nothing is markup here
            loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True
        )
        self._sender = sender
        self._shared = shared

    def write(self, message: Message, address: str, words: Mapping[str, str]) -> EmailMessage:
        """The letter: a neutral subject, no child's name, no outcome, no tracking."""
        letter = EmailMessage()
        letter["From"], letter["To"] = self._sender, address
        letter["Subject"] = self._render(message.name, "subject", words).strip()
        letter["X-Kinfold-Message"] = str(message.id)
        # The same at each try: a mail server that has it already can leave the second one out.
        letter["Message-ID"] = f"<{message.id}@{parseaddr(self._sender)[1].rpartition('@')[2]}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(self._render(message.name, "body", words))
        return letter

    def _render(self, name: str, part: str, words: Mapping[str, str]) -> str:
        template = self._templates.get_template(f"messages/{name}/{part}.txt")
        return template.render(**self._shared, **words)


def note_sent(message: Message, now: datetime) -> None:
    """It went; what it said is no longer needed, nor whom it was about."""
    message.about_ref = None
    message.sent_at, message.next_try_at, message.tries = now, None, message.tries + 1


def note_refused(message: Message, now: datetime, *, for_good: bool = False) -> None:
    """It did not go: try again later, each time waiting longer.

    Only a letter that a server will never take is given up at last. One that reached no server
    waits as long as it is kept: a mail server may be down for days.
    """
    message.tries += 1
    pause = min(timedelta(minutes=2 ** min(message.tries, MOST_TRIES)), LONGEST_PAUSE)
    message.next_try_at = None if for_good and message.tries >= MOST_TRIES else now + pause
