"""What may be opened where: said beside each view, command and job; `Work` holds them to it.

To open without having said so is a mistake of ours, never a person's: it is `Undeclared`, loud in
the tests and a broken page in the house. What is declared and never opened fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from consent import DataClass
from registry.errors import Misconfigured, Undeclared
from registry.purposes import (
    ACCOUNTABILITY,
    CARE_OF_FOUND_CHILD,
    CLAIM_HANDLING,
    HAND_OVER,
    KEEP_IF_SILENT,
    MAJORITY_WHILE_MISSING,
    MESSAGE_DELIVERY,
    OWN_ACCOUNT,
    OWN_DRAFT,
    REVEAL_MATCH,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)

P = ParamSpec("P")
R = TypeVar("R")
Grounds = frozenset[str]

_RECORD: Final = frozenset({OWN_DRAFT, STORE_DETAILS})
_CARE: Final = frozenset({CLAIM_HANDLING, CARE_OF_FOUND_CHILD})
_CLAIM: Final = _CARE | {OWN_DRAFT}
_SIDE: Final = _CARE | {SHOW_CASEWORKERS, MAJORITY_WHILE_MISSING}
_KEPT: Final = (KEEP_IF_SILENT, MAJORITY_WHILE_MISSING)
_REVEAL: Final = frozenset({REVEAL_MATCH})


class Reads(Enum):
    """One kind of reading: on one of these grounds, this class of data."""

    NOTHING = (frozenset[str](), None)
    EVERYTHING = (frozenset({"*"}), None)
    """Only where a house is made up: the demo, the measuring, the tests."""

    ACCOUNT_CONTACT = (frozenset({OWN_ACCOUNT}), DataClass.CONTACT)
    """How a person is called and reached: by themselves, or by whoever has to know who they are."""
    VOUCHING = (frozenset({ACCOUNTABILITY}), DataClass.EVIDENCE)
    HAND_OVER_CONTACT = (frozenset({HAND_OVER}), DataClass.CONTACT)
    """Who is with a child, for whoever on duty took it over."""
    HAND_OVER_PLACE = (frozenset({HAND_OVER}), DataClass.LOCATION)
    LETTER = (frozenset({MESSAGE_DELIVERY}), DataClass.CONTACT)

    RECORD_DETAILS = (_RECORD, DataClass.DETAILS)
    """A guardian's own record: a draft, or one with a yes to keep it."""
    RECORD_WITHHELD = (_RECORD, DataClass.WITHHELD)
    RECORD_SENSITIVE = (_RECORD, DataClass.SENSITIVE)
    RECORD_HEALTH = (_RECORD, DataClass.HEALTH)
    RECORD_PHOTO = (frozenset({OWN_DRAFT, STORE_PHOTO}), DataClass.PHOTO)

    CLAIM_DETAILS = (_CLAIM, DataClass.DETAILS)
    """One's own claim, or one that waits for one's second name."""
    CLAIM_CONTACT = (_CLAIM, DataClass.CONTACT)
    CLAIM_LOCATION = (_CLAIM, DataClass.LOCATION)
    CLAIM_WITHHELD = (_CLAIM, DataClass.WITHHELD)
    CLAIM_NOTES = (_CLAIM, DataClass.NOTES)
    CLAIM_PHOTO = (_CLAIM, DataClass.PHOTO)

    SIDE_DETAILS = (_SIDE, DataClass.DETAILS)
    """One side of a pair, as the desk opens it: a record with a yes, or a claim."""
    SIDE_WITHHELD = (_SIDE, DataClass.WITHHELD)
    SIDE_EVIDENCE = (_SIDE, DataClass.EVIDENCE)
    SIDE_CONTACT = (_SIDE, DataClass.CONTACT)
    SIDE_NOTES = (_SIDE, DataClass.NOTES)
    SIDE_PHOTO = (_CARE | {STORE_PHOTO, MAJORITY_WHILE_MISSING}, DataClass.PHOTO)
    SIDE_TRAITS = (_CARE | {SEARCH_FOUND, SEARCH_RELATIVE, *_KEPT}, DataClass.TRAITS)
    MISSING_DETAILS = (frozenset({MAJORITY_WHILE_MISSING}), DataClass.DETAILS)
    """Somebody grown who is still apart: read by the worker, to go on comparing."""
    SEALED_DETAILS = (frozenset({KEEP_IF_SILENT}), DataClass.DETAILS)
    """A record whose guardian is silent: opened by two, or to keep it for a found child."""
    TRUSTED_CONTACT = (
        frozenset({STORE_DETAILS, SHOW_CASEWORKERS, KEEP_IF_SILENT}),
        DataClass.CONTACT,
    )
    """Whom a family trusts: seen by the guardian, and by the desk that makes sure of them."""

    GUARDIANS_SAFETY = (frozenset({SHOW_CASEWORKERS}), DataClass.NOTES)
    """Whether another guardian may hear that something changed: read before a yes is taken back."""
    GUARDIANS_WORDS = (frozenset({ACCOUNTABILITY}), DataClass.NOTES)
    """What was said about guardians who differ, for the people of the desk who decide."""

    REVEALED_NAME = (_REVEAL, DataClass.DETAILS)
    """What one side told the other of itself, once both said yes."""
    REVEALED_LETTERS = (_REVEAL, DataClass.CONTACT)

    def covers(self, ground: str, data_class: DataClass) -> bool:
        """Is this such a reading?"""
        return self is Reads.EVERYTHING or (
            ground in self.grounds and data_class is self.data_class
        )

    @property
    def grounds(self) -> Grounds:
        """The purposes and bases it may rest on."""
        grounds: Grounds = self.value[0]
        return grounds

    @property
    def data_class(self) -> DataClass | None:
        """What is opened."""
        data_class: DataClass | None = self.value[1]
        return data_class


Declared = frozenset[Reads]

WHOLE_RECORD: Final = (
    Reads.RECORD_DETAILS,
    Reads.RECORD_WITHHELD,
    Reads.RECORD_SENSITIVE,
    Reads.RECORD_HEALTH,
)
WHOLE_CLAIM: Final = (
    Reads.CLAIM_DETAILS,
    Reads.CLAIM_CONTACT,
    Reads.CLAIM_LOCATION,
    Reads.CLAIM_WITHHELD,
)
WHOEVER_IS_TOLD: Final = (Reads.SIDE_DETAILS, Reads.SIDE_CONTACT, Reads.ACCOUNT_CONTACT)
"""The people of both sides by name: to be met, or asked about before anything else is shown."""
EVERY_STAGE: Final = (
    *WHOEVER_IS_TOLD,
    Reads.SIDE_WITHHELD,
    Reads.SIDE_EVIDENCE,
    Reads.SIDE_NOTES,
)

# Around the act rather than inside it: so no `Work` that a view opens on a by-way escapes it.
_IN_HAND: ContextVar[Declared | None] = ContextVar("readings", default=None)


@contextmanager
def held_to(declared: Declared) -> Iterator[None]:
    """Let nothing else be opened meanwhile; a job that a command calls answers for itself."""
    token = _IN_HAND.set(declared)
    try:
        yield
    finally:
        _IN_HAND.reset(token)


def reads(*declared: Reads) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare beside a command or a job what it opens."""

    def named(act: Callable[P, R]) -> Callable[P, R]:
        @wraps(act)
        def held(*args: P.args, **kwargs: P.kwargs) -> R:
            with held_to(frozenset(declared)):
                return act(*args, **kwargs)

        held.reads = frozenset(declared)  # type: ignore[attr-defined]
        return held

    return named


def declared_by(act: object) -> Declared:
    """What stands beside a view, a command or a job; empty when nothing does."""
    found: Declared = getattr(act, "reads", frozenset())
    return found


def refuse_undeclared(*acts: object) -> None:
    """Refuse to start with a command or a job that does not say what it opens."""
    for act in acts:
        if not declared_by(act):
            raise Misconfigured(
                f"{getattr(act, '__name__', act)} does not say what it opens: write"
                " @reads(Reads.NOTHING) above it, or name its readings; registry/readings.py"
                " lists them."
            )


def must_be_declared(ground: str, data_class: DataClass, otherwise: Declared) -> None:
    """Raise `Undeclared` unless whoever opens this said so; `otherwise` counts outside of all."""
    declared = _IN_HAND.get()
    allowed = otherwise if declared is None else declared
    if not any(each.covers(ground, data_class) for each in allowed):
        raise Undeclared(
            f"{data_class.value} is opened on {ground}, and nothing here says so. Name the reading"
            " beside the view, in @guard(Permission.…, Reads.…), or beside the command or job, in"
            " @reads(Reads.…); registry/readings.py lists them."
        )
