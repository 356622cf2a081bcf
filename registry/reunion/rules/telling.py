"""What must stand before anybody of the other side is told, in one pure function."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.description import Person
from registry.errors import N_
from registry.reunion.codes import Assent, Custody, How, Recommendation, Wish

PEOPLE_TO_CLEAR: Final = 2
PANEL: Final = 2
ASSENT_FROM_YEARS: Final = 6
GOING_AHEAD: Final = frozenset(
    {Recommendation.YES, Recommendation.REUNIFICATION, Recommendation.WITH_SUPPORT}
)
NOT_HELD_BACK: Final = frozenset({Wish.NOW, Wish.UNSURE})
"""A child who is not sure may still want to know; one who says later or no is not gone past."""


@dataclass(frozen=True, slots=True)
class Clearing:
    """One person's finding on one side."""

    side: str
    by: str
    is_clear: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """One time the child was heard, or why not."""

    how: How
    wish: Wish


@dataclass(frozen=True, slots=True)
class Case:
    """What is on record after two people said move; everything absent counts as a no."""

    sides: tuple[str, str]
    is_decided_move: bool = False
    safety_assessed: frozenset[str] = frozenset()
    clearings: tuple[Clearing, ...] = ()
    custody: tuple[Custody, ...] = ()
    """Every finding: one order against it is not undone by a later look."""
    heard: Hearing | None = None
    """The newest: a child may change their mind."""
    has_verifier: bool = False
    verified: Recommendation | None = None
    panel: tuple[tuple[str, Recommendation], ...] = ()
    """Who found what is best for the child; of each person the newest."""
    papers_seen: frozenset[str] = frozenset()
    assent: Assent | None = None
    oldest_age: int | None = None
    """The highest age the child may have; None when nobody knows."""
    is_asked: bool = False
    answers: tuple[tuple[str, bool], ...] = ()
    is_mutual: bool = False
    """Both said yes, and both still do."""
    is_reunited: bool = False
    visits: int = 0
    needs_another_visit: bool = False
    is_closed: bool = False


def is_cleared(case: Case, side: str) -> bool:
    """Did two different people find this side safe, and nobody the contrary?"""
    found = [each for each in case.clearings if each.side == side]
    return all(each.is_clear for each in found) and (
        len({each.by for each in found}) >= PEOPLE_TO_CLEAR
    )


def is_stopped(case: Case) -> bool:
    """Did one person find it not safe, or is there an order? Then only closing is left."""
    return Custody.FORBIDS in case.custody or not all(each.is_clear for each in case.clearings)


def is_held_back(case: Case) -> bool:
    """Is it stopped, or did the child ask us to wait? Then nobody hears of the other any more."""
    return is_stopped(case) or asks_to_wait(case)


def asks_to_wait(case: Case) -> bool:
    """Did the child say no, or later?"""
    wish = None if case.heard is None else case.heard.wish
    return wish in {Wish.LATER, Wish.NO} or case.assent is Assent.NO


def needs_assent(oldest_age: int | None) -> bool:
    """A child who may be six or older is asked; where the age is not known, so is this child."""
    return oldest_age is None or oldest_age >= ASSENT_FROM_YEARS


def oldest_age(person: Person, today: date) -> int | None:
    """The highest age a description allows: the reading that asks the child sooner."""
    earliest = [told.earliest for told in (person.date_of_birth, person.age) if told is not None]
    if not earliest:
        return None
    born = min(earliest)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def still_needed(case: Case) -> tuple[str, ...]:
    """What has still to be put on record before either side may be asked or told, in words."""
    wanted = (
        (case.is_decided_move, N_("two reviewers who say move")),
        (set(case.sides) <= case.safety_assessed, N_("safety assessed on both sides")),
        (
            all(is_cleared(case, side) for side in case.sides),
            N_("safety cleared by two people on both sides"),
        ),
        (is_custody_clear(case), N_("custody checked, with nothing against it")),
        (is_heard(case), N_("the child heard, who does not ask us to wait")),
        (case.verified in GOING_AHEAD, N_("a meeting in person that recommends it")),
        (is_best(case), N_("two people who find it best for the child")),
        (set(case.sides) <= case.papers_seen, N_("papers of both sides seen")),
        (has_assent(case), N_("the child's own yes")),
    )
    return tuple(words for stands, words in wanted if not stands)


def may_tell(case: Case) -> bool:
    """May both sides be asked whether the other may know of them?"""
    return not still_needed(case)


def is_mutual(answers: Collection[tuple[str, bool]], sides: tuple[str, str]) -> bool:
    """Did both sides say yes? One yes alone tells nobody anything."""
    return {side for side, is_yes in answers if is_yes} == set(sides) and all(
        is_yes for _, is_yes in answers
    )


def is_custody_clear(case: Case) -> bool:
    """Was custody checked, and does no order speak against it?"""
    return bool(case.custody) and Custody.FORBIDS not in case.custody


def is_heard(case: Case) -> bool:
    """Was the child heard, and does not ask us to wait?"""
    if case.heard is None:
        return False
    if case.heard.how is How.TOO_YOUNG:
        return not needs_assent(case.oldest_age)
    return case.heard.how is not How.NOT_YET and case.heard.wish in NOT_HELD_BACK


def is_best(case: Case) -> bool:
    """Do two people find it best, and nobody otherwise?"""
    return all(found in GOING_AHEAD for _, found in case.panel) and (
        len({person for person, _ in case.panel}) >= PANEL
    )


def has_assent(case: Case) -> bool:
    """A no is a no at every age; from six on nothing less than a yes will do."""
    if needs_assent(case.oldest_age):
        return case.assent is Assent.YES
    return case.assent in {Assent.YES, Assent.TOO_YOUNG}
