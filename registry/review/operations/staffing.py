"""Can cases be decided with the people there are today? If not, who is missing, said aloud."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from registry.agencies.operations import is_announcing, verified
from registry.authority import Permission
from registry.caseworkers.eligible import eligible
from registry.errors import Absent
from registry.review import rules
from registry.review.models import Decision, Review
from registry.review.operations.assigning import candidates_for
from registry.review.operations.overseeing import missing_in
from registry.review.operations.standing import progress_of, sides_of
from registry.review.rules import Missing
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A case whose child is with this agency (or with a family): who is free, who is missing."""

    agency: str
    free: int
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class CaseShort:
    """An open case that cannot be brought to its end with today's people."""

    id: str
    reference: str
    missing: Missing
    waits: bool
    """Does a chair stand empty already?"""


@dataclass(frozen=True, slots=True)
class StaffingPage:
    """The check: by who has the child, and by open case."""

    shortfalls: tuple[Shortfall, ...]
    cases: tuple[CaseShort, ...]


def check_staffing(work: Work) -> StaffingPage:
    """Count who could be asked now, case by case; nothing is opened for it, and nobody named."""
    work.require(Permission.CASE_LIST)
    session, now = work.session, work.now()
    holders = [each for each in verified(session, now) if not is_announcing(session, each.ref, now)]
    shortfalls = [_shortfall("", len(eligible(session, now)))]
    shortfalls += [
        _shortfall(each.name, len(eligible(session, now, not_agencies={each.ref})))
        for each in holders
    ]
    done = set(session.scalars(select(Decision.review_ref)))
    mine = select(Review).where(Review.coordinator_ref == work.actor.ref)
    cases = (_case(work, each) for each in session.scalars(mine) if each.ref not in done)
    return StaffingPage(tuple(shortfalls), tuple(each for each in cases if each is not None))


def _shortfall(agency: str, free: int) -> Shortfall:
    outside = [agency] if agency else []
    needed = max(0, rules.PEOPLE_OF_A_CASE - free)
    return Shortfall(agency, free, rules.missing(needed, outside))


def _case(work: Work, review: Review) -> CaseShort | None:
    """Empty chairs, and one more to meet both sides, against whoever is still free."""
    progress = progress_of(work.session, review)
    empty = len(progress.empty_seats)
    lacking = max(0, empty + rules.MEETS_BOTH - len(candidates_for(work, review)))
    known = missing_in(work.session, progress)
    try:
        reference = sides_of(work.session, review)[1].reference
    except Absent:
        return None
    missing = rules.missing(lacking, known.outside if known is not None else ())
    return None if missing is None else CaseShort(str(review.id), reference, missing, empty > 0)
