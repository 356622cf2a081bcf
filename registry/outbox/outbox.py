"""Queueing a message in the act that causes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from registry.outbox.models import Message
from registry.storage.vault import Compartment, Vault


class Outbox:
    """The outbox of one `Work`."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        queued: Callable[[Message], None],
        dropped: Callable[[Message], None],
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._session = session
        self._vault = vault
        self._queued = queued
        self._dropped = dropped
        self._now = now

    def send(
        self, name: str, *, to: str, about: str | None = None, language: str = "en", **words: str
    ) -> Message:
        """Queue a message; `words` fill its template and are sealed like everything personal.

        One that is `about` a record or a claim goes with it, if it has not left before.
        """
        now = self._now()
        message = Message(
            id=uuid4(),
            to_ref=to,
            about_ref=about,
            name=name,
            language=language,
            queued_at=now,
            next_try_at=now,
        )
        if not self._vault.has_key(to):
            return message  # they closed their account: there is nobody to write to
        self._session.add(message)
        self._vault.seal(message.ref, Compartment.MESSAGE, words, subject=to)
        self._queued(message)
        return message

    def drop_about(self, subject: str, *, to: str | None = None) -> None:
        """Take back what waits about a record or a claim: all of it, or what one person gets."""
        self._drop(Message.about_ref == subject, *([] if to is None else [Message.to_ref == to]))

    def drop_own(self, to: str) -> None:
        """Take back what waits for one person about any record or claim."""
        self._drop(Message.to_ref == to, Message.about_ref.is_not(None))

    def drop_all(self, to: str) -> None:
        """Take back whatever waits for one person, who is leaving."""
        self._drop(Message.to_ref == to)

    def _drop(self, *those: ColumnElement[bool]) -> None:
        query = select(Message).where(Message.sent_at.is_(None), *those)
        for message in self._session.scalars(query).all():
            self._dropped(message)
            self._vault.remove(message.ref)
            self._session.delete(message)
