"""Why a record was opened: one word of a closed list on every entry of a look, and no free text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from registry.description.codes import Code
from registry.errors import N_

STANDS_FOR: Final = timedelta(minutes=30)
"""So long one answer counts for one record and one door."""


class Own(StrEnum):
    """A family's own doing."""

    OWN = "own"
    """One's own record, claim or account."""
    TOLD = "told"
    """What the other side told of itself, once both said yes."""


class Task(StrEnum):
    """The door belongs to a task, so the code says why."""

    REVIEW = "review"
    CASE = "case"
    MEETING = "meeting"
    LETTERS = "letters"
    MATTER = "matter"
    MEASURE = "measure"
    COUNTERSIGNING = "countersigning"
    QUESTION = "question"
    SAFETY = "safety"
    VOICE = "voice"
    SILENT = "silent"
    """Two people agreed to open the record of a family that is silent."""
    HOLD = "hold"
    """Why a key is to wait: read by whoever signs it."""
    HAND_OVER = "hand-over"
    """Somebody is with a child, and whoever is on duty took it over."""
    STANDING = "standing"
    """Who somebody at the desk is, and who vouched for them."""


class Stated(Code):
    """The door is opened of one's own accord, so the person says why."""

    NEXT_STEP = "next_step", N_("To decide what happens next")
    FAMILY_ASKED = "family_asked", N_("The family asked us to")
    COLLEAGUE_ASKED = "colleague_asked", N_("A colleague who works on it asked me to")
    TO_CONTACT = "to_contact", N_("To get in touch with somebody it names")
    PUT_RIGHT = "put_right", N_("Something in it has to be put right")
    WORRY = "worry", N_("I am worried about somebody’s safety")


Reason = Own | Task | Stated
NOT_OF_DESK: Final = frozenset({Own.OWN.value, Own.TOLD.value, Task.STANDING.value})
"""Why something is opened that is no file of somebody else's."""


class Told(StrEnum):
    """What a family is told of a reason: no more than it could not do harm with."""

    WORK = "work"
    CONTACT = "contact"
    MENDING = "mending"


TOLD_AS: Final[Mapping[Reason, Told]] = MappingProxyType(
    {
        Task.MATTER: Told.WORK,
        Task.MEASURE: Told.WORK,
        Task.VOICE: Told.WORK,
        Stated.NEXT_STEP: Told.WORK,
        Stated.FAMILY_ASKED: Told.WORK,
        Stated.COLLEAGUE_ASKED: Told.WORK,
        Stated.WORRY: Told.WORK,
        Stated.TO_CONTACT: Told.CONTACT,
        Stated.PUT_RIGHT: Told.MENDING,
    }
)
"""Of looks at a record outside every case; of all others no reason is told.

Many fall into one word on purpose. Of two guardians, one must not read that the other asked, that
the child was asked, that two people are deciding, or that somebody worries. Nor may a word say that
there is a case. The true reason stands in the trail.
"""


def told_of(code: str | None) -> Told | None:
    """What is told of a reason as it was written; nothing of one from before reasons were kept."""
    return next((told for reason, told in TOLD_AS.items() if reason.value == code), None)
