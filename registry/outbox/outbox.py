"""Queueing a message in the act that causes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from registry.outbox.models import Message
from registry.storage.vault import Compartment, Vault


class Outbox:
    """The outbox of one `Work`."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        *,
        now: Callable[[], datetime],
        record: Callable[[Message], None],
    ) -> None:
        self._session = session
        self._vault = vault
        self._record = record
        self._now = now

    def send(self, name: str, *, to: str, language: str = "en", **words: str) -> Message:
        """Queue a message; `words` fill its template and are sealed like everything personal."""
        now = self._now()
        message = Message(to_ref=to, name=name, language=language, queued_at=now, next_try_at=now)
        self._session.add(message)
        self._vault.seal(message.ref, Compartment.MESSAGE, words, subject=to)
        self._record(message)
        return message
