"""The reunion, the visits after it, and the end of the case."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from registry.authority import Permission
from registry.claims.operations.closing import close_claims_of
from registry.description import ClosureReason, Relation
from registry.errors import N_, Absent, Conflict
from registry.reunion import rules
from registry.reunion.codes import Comfort, ReunionType, VisitKind
from registry.reunion.models import CaseClosing, FollowUp, Reunification
from registry.reunion.operations.before import must_go_on
from registry.reunion.operations.case import (
    SIDES,
    is_closed,
    must_be_open,
    next_place,
    only,
    own_case,
    seal_words,
)
from registry.reunion.operations.standing import is_mutual
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Reunion:
    """How a child came to an adult of the family; who and where are sealed."""

    reunited_on: date
    type: ReunionType
    relation: Relation
    with_verified_adult: bool
    comfort: Comfort
    adult: str
    place: str
    reason: str = ""
    """Why the adult is not the one who was met, where it is so."""


@dataclass(frozen=True, slots=True, repr=False)
class Visit:
    """One visit after a reunion."""

    type: VisitKind
    visited_on: date
    child_was_seen: bool
    needed_by: date | None
    recommends_closing: bool
    action: str
    reason: str = ""
    """Why the child was not seen, where it is so."""


def reunify(work: Work, review_id: str, reunion: Reunion) -> Reunification:
    """Put the reunion on record. A child who said no at the door is not handed over."""
    case = own_case(work, review_id, Permission.CASE_MOVE)
    must_go_on(work, case)
    if not is_mutual(work, case):
        raise Conflict(N_("Both sides must have said yes, and still say so."))
    if only(work.session, Reunification, case) is not None:
        raise Conflict(N_("The reunion is on record already."))
    rules.check_day(reunion.reunited_on, work.now().date(), "reunited_on")
    rules.check_handover(
        reunion.comfort, with_verified_adult=reunion.with_verified_adult, reason=reunion.reason
    )
    made = Reunification(
        review_ref=case.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        reunited_on=reunion.reunited_on,
        type=reunion.type.value,
        relation=reunion.relation.value,
        with_verified_adult=reunion.with_verified_adult,
        comfort=reunion.comfort.value,
    )
    work.session.add(made)
    words = {"adult": reunion.adult, "place": reunion.place, "reason": reunion.reason}
    seal_words(work, case, made.ref, words)
    work.trail.record(Event.REUNIFICATION_RECORDED, case.ref, made.ref)
    return made


def follow_up(work: Work, review_id: str, visit: Visit) -> FollowUp:
    """Put a visit after the reunion on record."""
    case = own_case(work, review_id, Permission.CASE_MOVE)
    must_be_open(work, case)
    if only(work.session, Reunification, case) is None:
        raise Absent
    rules.check_day(visit.visited_on, work.now().date(), "visited_on")
    rules.check_visit(child_was_seen=visit.child_was_seen, reason=visit.reason)
    made = FollowUp(
        review_ref=case.ref,
        place=next_place(work, FollowUp, case),
        by_ref=work.actor.ref,
        at=work.now(),
        type=visit.type.value,
        visited_on=visit.visited_on,
        child_was_seen=visit.child_was_seen,
        needed_by=visit.needed_by,
        recommends_closing=visit.recommends_closing,
    )
    work.session.add(made)
    seal_words(work, case, made.ref, {"words": visit.action, "reason": visit.reason})
    work.trail.record(Event.FOLLOW_UP_RECORDED, case.ref, made.ref)
    return made


def close_case(
    work: Work, review_id: str, reason: ClosureReason, *, also: frozenset[str] = frozenset()
) -> CaseClosing:
    """Close the case, and the claims of the sides in `also`, by name; after a reunion, of both.

    It opens nothing, so it can be done when the ground of a side is gone.
    """
    case = own_case(work, review_id, Permission.CASE_CLOSE)
    if is_closed(work.session, case):
        raise Conflict(N_("This case is closed already."))
    is_reunited = only(work.session, Reunification, case) is not None
    rules.check_closing(reason, is_reunited=is_reunited)
    closing = CaseClosing(
        review_ref=case.ref, by_ref=work.actor.ref, at=work.now(), reason=reason.value
    )
    work.session.add(closing)
    work.trail.record(Event.CASE_CLOSED, case.ref, closing.ref, reason=reason.value)
    for name, ref in zip(SIDES, case.refs, strict=True):
        if name in also or reason is ClosureReason.REUNIFIED:
            # A claim whose owner took it back is gone already.
            with suppress(Absent):
                close_claims_of(work, ref, reason)
    return closing
