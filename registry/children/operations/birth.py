"""A birth told anew on a record that stands: what a child has a say in is not typed away.

By the age the ledger knows whose no counts, and from which day nobody else decides. So whoever
speaks for a child may write down more of the same birth, and not another one.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from consent.bands import Age, Band
from registry.children.models import Child
from registry.description import Person
from registry.errors import N_, Invalid
from registry.purposes import CATALOGUE
from registry.purposes.bands import ADULT_AGE
from registry.storage.ages import UNKNOWN, Span, birthday, births, years_on
from registry.work import Work

ASKED: Final = ("date_of_birth", "age", "estimated")
"""What a birth is told by, in the order in which a page points to it."""


def must_keep_its_bands(work: Work, child: Child, before: Person, now: Person) -> None:
    """Refuse another band of age or another 18th birthday, once the record stands."""
    if not child.is_registered:
        return
    today = work.now().astimezone(work.settings.zone).date()
    old, new = births(before.to_dict()), births(now.to_dict())
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


def _majority(span: Span | None) -> date | None:
    return None if span is None else birthday(span.latest, ADULT_AGE)


def _bands(span: Span | None, today: date) -> tuple[Band, ...]:
    age = UNKNOWN
    if span is not None:
        age = Age(years_on(span.latest, today), years_on(span.earliest, today))
    return CATALOGUE.bands.of(age)
