"""A birth told anew on a record that stands: what a child has a say in is not typed away.

By the age the ledger knows whose no counts, and from which day nobody else decides. So whoever
speaks for a child may write down more of the same birth, and not another one: that is for the
desk, which saw a paper.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from consent.bands import Age, Band
from registry.children.models import Child
from registry.children.operations.assenting import settle
from registry.children.operations.sealed import sealing_of
from registry.children.operations.speaking import refresh_traits
from registry.description import Person
from registry.errors import N_, Invalid
from registry.purposes import CATALOGUE
from registry.purposes.bands import ADULT_AGE
from registry.storage.ages import UNKNOWN, Span, birthday, births, years_on
from registry.trail.events import Event
from registry.work import Work

ASKED: Final = ("date_of_birth", "age", "estimated")
"""What a birth is told by, in the order in which a page points to it."""


def must_keep_its_bands(work: Work, child: Child, before: Person, now: Person) -> None:
    """Refuse another band of age or another 18th birthday, once the record stands."""
    if not child.is_registered:
        return
    old, new = births(before.to_dict()), births(now.to_dict())
    today = _today(work)
    if old == new or (
        _majority(old) == _majority(new) and _bands(old, today) == _bands(new, today)
    ):
        return
    changed = (name for name in ASKED if getattr(before, name) != getattr(now, name))
    raise Invalid(
        next(changed, "age"),
        N_(
            "A worker has to see a paper for this, because your child’s rights go by the age. "
            "Please ring %(line)s. Nothing has changed."
        ),
        line=work.settings.helpline,
    )


def restate_birth(work: Work, child: Child, told: Person) -> None:
    """Write the birth that a paper shows over what was told; the caller was asked.

    All of it is replaced: a date beside an age that is not of it would make a range of the two.
    """
    facts = told.to_dict()
    work.vault.restate_birth(child.ref, {name: facts[name] for name in ASKED if name in facts})
    work.trail.record(Event.CHILD_CHANGED, child.ref, groups=["person"])
    work.session.flush()
    settle(work, child)
    if sealing_of(work.session, child.ref) is None:
        # What is kept of a sealed record was kept by a yes that has run out; it stays as it is.
        refresh_traits(work, child)


def bands_by(work: Work, told: Person) -> tuple[Band, ...]:
    """The bands of age somebody born so is in today."""
    return _bands(births(told.to_dict()), _today(work))


def majority_by(told: Person) -> date | None:
    """The day on which somebody born so is surely of age."""
    return _majority(births(told.to_dict()))


def _today(work: Work) -> date:
    return work.now().astimezone(work.settings.zone).date()


def _majority(span: Span | None) -> date | None:
    return None if span is None else birthday(span.latest, ADULT_AGE)


def _bands(span: Span | None, today: date) -> tuple[Band, ...]:
    age = UNKNOWN
    if span is not None:
        age = Age(years_on(span.latest, today), years_on(span.earliest, today))
    return CATALOGUE.bands.of(age)
