"""What is noticed at the moment of opening, in the act itself: nothing opens that was not noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from functools import partial
from typing import Any, Final

from sqlalchemy.orm import Session

from registry.authority import Actor
from registry.storage.keys import Keyring
from registry.storage.vault import Compartment, Vault
from registry.trail.trail import Trail
from registry.watching.canaries import is_marked
from registry.watching.codes import Rule
from registry.watching.names import bears, names_in
from registry.watching.noting import note
from registry.watching.rules import Seen

NAMING: Final = frozenset({Compartment.IDENTITY, Compartment.NARRATIVE, Compartment.CONTACT})
"""The groups in which people are named."""


class Watch:
    """The one pair of eyes over what a `Work` opens; no view can open past it."""

    def __init__(
        self,
        session: Session,
        trail: Trail,
        actor: Actor,
        keyring: Keyring,
        *,
        now: Callable[[], datetime],
        zone: tzinfo,
    ) -> None:
        self._session = session
        self._trail = trail
        self._actor = actor
        self._keyring = keyring
        self._now = now
        self._zone = zone
        self._looks: dict[str, int] = {}

    def looked(self, subject: str, seq: int, *, is_own: bool) -> None:
        """A look was just put on record: remember those of the desk, by their entry."""
        if not self._actor.is_staff:
            return
        if not is_own:
            self._looks.setdefault(subject, seq)
        if self.is_canary(subject):
            self._note(Rule.CANARY, subject, seq)

    def reached(self, subject: str) -> None:
        """Somebody came to a record without opening anything: of a canary even that is noted."""
        if self._actor.is_staff and self.is_canary(subject):
            self._note(Rule.CANARY, subject)

    def is_canary(self, ref: str) -> bool:
        """Did the house make this record, or this account, up?"""
        return is_marked(self._session, self._keyring, ref)

    def opened(self, vault: Vault, subject: str, compartment: str, told: Mapping[str, Any]) -> None:
        """A group lies open: does whoever opened it find their own family name in it?

        That is no refusal: many people share a name. It is written before anybody reads on.
        """
        if subject not in self._looks or compartment not in NAMING:
            return
        names = frozenset(names_in(told))
        if names and vault.is_called(self._actor.ref, partial(bears, others=names)):
            self._note(Rule.SAME_NAME, subject, self._looks[subject])

    def _note(self, rule: Rule, subject: str, *entries: int) -> None:
        now = self._now()
        day = now.astimezone(self._zone).date()
        seen = Seen(rule, self._actor.ref, subject, day, now, entries)
        note(self._session, self._trail, seen, now)
