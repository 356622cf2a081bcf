"""Stopping all disclosure: one person stops it, and two different people let it go on.

While it is stopped a family sees its own records, letters that reveal nothing go out, and nobody
else opens anything. The row is read in every act: no process remembers an answer of yesterday.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.authority import Actor
from registry.errors import N_, Frozen
from registry.purposes import CONTACT_ME, OWN_ACCOUNT, REVEAL_MATCH, SHARE_PARTNER
from registry.storage.database import Base, Referenced

LIFTERS: Final = 2
BETWEEN_SIDES: Final = frozenset({REVEAL_MATCH, CONTACT_ME, SHARE_PARTNER})
"""What one side learns of the other, whoever asks."""
REVEALING: Final = frozenset({"question_waiting", "letter_waiting"})
"""Letters that wait: whoever reads one learns that there is something to learn."""


class Why(StrEnum):
    """Why everything is stopped."""

    INTRUDER = "intruder"
    INSIDER = "insider"
    WRONG_PERSON = "wrong_person"
    KEY_LOST = "key_lost"
    PRECAUTION = "precaution"


SAID: Final = {
    Why.INTRUDER: N_("Somebody from outside got in, or may have"),
    Why.INSIDER: N_("Somebody who works here looked at what was not theirs"),
    Why.WRONG_PERSON: N_("Something was shown to the wrong person"),
    Why.KEY_LOST: N_("A key, a phone or a computer is gone"),
    Why.PRECAUTION: N_("To be on the safe side"),
}


class Freeze(Referenced, Base):
    """All disclosure was stopped: by whom, when and why."""

    __tablename__ = "freezes"
    kind = "freeze"

    by_ref: Mapped[str]
    why: Mapped[str]
    """A code of `Why`."""
    at: Mapped[datetime]


class FreezeLift(Referenced, Base):
    """One of the two people who let it go on."""

    __tablename__ = "freeze_lifts"
    __table_args__ = (UniqueConstraint("freeze_ref", "by_ref"),)
    kind = "freeze-lift"

    freeze_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """It changes its freeze."""
        return self.freeze_ref


def lifts_of(session: Session, freeze: Freeze) -> list[FreezeLift]:
    """Who has said so far that it may go on."""
    query = select(FreezeLift).where(FreezeLift.freeze_ref == freeze.ref).order_by(FreezeLift.at)
    return list(session.scalars(query))


def standing(session: Session) -> Freeze | None:
    """The stop that stands now; None while everything goes its way."""
    newest = session.scalar(select(Freeze).order_by(Freeze.at.desc()).limit(1))
    if newest is None:
        return None
    count = select(func.count()).select_from(FreezeLift).where(FreezeLift.freeze_ref == newest.ref)
    return newest if (session.scalar(count) or 0) < LIFTERS else None


def stops(actor: Actor, subject: str, ground: str) -> bool:
    """Does a stop keep this person, or a machine, from opening this?"""
    if ground in BETWEEN_SIDES:
        return True
    is_own_account = ground == OWN_ACCOUNT and subject == actor.ref
    return actor.is_staff and not is_own_account


def refuse(session: Session, actor: Actor, subject: str, ground: str) -> None:
    """`Frozen` where all is stopped and this would disclose something."""
    if stops(actor, subject, ground) and standing(session) is not None:
        raise Frozen
