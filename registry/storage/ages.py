"""The book of ages: how old each child can be now, read inside the vault, for the ledger alone.

A day of birth never enters the ledger, and no permit is asked for it: the ledger needs the age to
say whether there may be a permit at all. Nothing but whole years leaves this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, Final, NamedTuple

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from consent.bands import Age
from registry.description import AgeRange, PartialDate
from registry.purposes.bands import ADULT_AGE
from registry.storage.database import UtcTime
from registry.storage.vault import Vault

UNKNOWN: Final = Age(0, ADULT_AGE - 1)
"""Nobody told an age: whoever it is, is asked as every child would be."""
A_GUESS: Final = timedelta(days=366)
"""How far a day of birth that is a guess may be off, to either side."""
_SUBJECTS: Final = "child:"
# Written as columns, for the rows belong to a feature above this floor.
_PARTINGS: Final = table(
    "partings",
    column("child_ref"),
    column("since"),
    column("stated_at", UtcTime),
    column("ended_at", UtcTime),
)


class Span(NamedTuple):
    """A first and a last day."""

    earliest: date
    latest: date


def book_of_ages(
    session: Session, vault: Vault, now: Callable[[], datetime], zone: tzinfo = UTC
) -> Callable[[Sequence[str]], Mapping[str, Age]]:
    """The ages of children, for `Consents(ages=…)`; who is no child is not in the answer.

    A day begins at midnight in the zone of the registry. One query for each database.
    """

    def ages(subjects: Sequence[str]) -> Mapping[str, Age]:
        children = [subject for subject in subjects if subject.startswith(_SUBJECTS)]
        if not children:
            return {}
        today = now().astimezone(zone).date()
        told = vault.persons(children)
        born = {child: births(told.get(child, {})) for child in children}
        grown = {
            child: span
            for child, span in born.items()
            if span is not None and years_on(span.latest, today) >= ADULT_AGE
        }
        apart = _apart(session, list(grown), today, zone)
        return {
            child: UNKNOWN
            if span is None
            else Age(
                years_on(span.latest, today),
                years_on(span.earliest, today),
                _days_of_age(span, today, apart.get(child, [])) if child in grown else 0,
            )
            for child, span in born.items()
        }

    return ages


def days_of_majority(vault: Vault, subjects: Sequence[str]) -> dict[str, date]:
    """The day on which each child is surely of age; who has told nothing of it is left out."""
    spans = {child: births(told) for child, told in vault.persons(subjects).items()}
    return {
        child: birthday(span.latest, ADULT_AGE) for child, span in spans.items() if span is not None
    }


def births(person: Mapping[str, Any]) -> Span | None:
    """The days of birth that what was told can mean, in its widest reading; None if nothing was."""
    told = [read(person[name]) for name, read in _READ.items() if name in person]
    if not told:
        return None
    guess = A_GUESS if person.get("estimated") else timedelta()
    return Span(
        min(span.earliest for span in told) - guess, max(span.latest for span in told) + guess
    )


def years_on(born: date, today: date) -> int:
    """The whole years of somebody born on a day; who is not born yet is 0."""
    before_birthday = (today.month, today.day) < (born.month, born.day)
    return max(0, today.year - born.year - before_birthday)


def birthday(born: date, years: int) -> date:
    """The day on which somebody is so many years old; 29 February counts on 1 March."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def _day_of_birth(told: Mapping[str, object]) -> Span:
    match told:
        case {"calendar": "gregorian", "year": int(y), "month": int(m), "day": int(d)} if (
            m,
            d,
        ) != (1, 1):
            # The common case in a tenth of the time: three hundred may be asked for at once.
            return Span(date(y, m, d), date(y, m, d))
    day = PartialDate.from_dict(told)
    # The first of a year is what papers say when nobody knew: the whole year is meant.
    whole = PartialDate(day.year, calendar=day.calendar) if day.is_often_unknown else day
    return Span(whole.earliest, whole.latest)


def _age(told: Mapping[str, object]) -> Span:
    age = AgeRange.from_dict(told)
    return Span(age.earliest, age.latest)


_READ: Final[Mapping[str, Callable[[Mapping[str, object]], Span]]] = {
    "date_of_birth": _day_of_birth,
    "age": _age,
}


def _days_of_age(span: Span, today: date, apart: Iterable[Span]) -> int:
    """The days since somebody surely came of age, without those on which they were apart."""
    at, days = birthday(span.latest, ADULT_AGE), 0
    for gone, back in sorted(apart):
        if gone > at:
            days += (min(gone, today) - at).days
        at = max(at, back)
    return days + max(0, (today - at).days)


def _apart(
    session: Session, children: list[str], today: date, zone: tzinfo
) -> dict[str, list[Span]]:
    """The times in which child and family were apart; one that is still open lasts to today."""
    if not children:
        return {}
    times: dict[str, list[Span]] = {}
    for child, since, stated, ended in session.execute(
        select(*_PARTINGS.columns).where(_PARTINGS.c.child_ref.in_(children))
    ):
        first = PartialDate.parse(since).earliest if since else stated.astimezone(zone).date()
        last = today if ended is None else ended.astimezone(zone).date()
        times.setdefault(child, []).append(Span(min(first, last), last))
    return times
