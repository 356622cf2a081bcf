"""What coordinators put on record before either side may be asked."""

from __future__ import annotations

from registry.authority import Permission
from registry.errors import N_, Conflict
from registry.reunion import rules
from registry.reunion.codes import Custody, Finding, Recommendation
from registry.reunion.models import (
    ChildHeard,
    CustodyCheck,
    Determination,
    SafetyClearance,
)
from registry.reunion.operations.case import (
    CaseFile,
    any_case,
    every,
    must_be_open,
    next_place,
    own_case,
    seal_words,
)
from registry.reunion.operations.standing import is_assessed, records_of
from registry.reunion.rules import Hearing
from registry.trail.events import Event
from registry.work import Work


def clear_safety(
    work: Work, review_id: str, side_name: str, finding: Finding, words: str
) -> SafetyClearance:
    """One of two coordinators says whether telling is safe for this side."""
    case = any_case(work, review_id, Permission.SAFETY_ASSESS)
    must_be_open(work, case)
    side_ref = case.side(side_name).ref
    if not is_assessed(work, side_ref):
        raise Conflict(N_("Safety is not assessed on this side. Speak with the family first."))
    before = every(work.session, SafetyClearance, case)
    if (side_ref, work.actor.ref) in {(each.side_ref, each.by_ref) for each in before}:
        raise Conflict(N_("You have answered. A second person must answer, too."))

    said = SafetyClearance(
        review_ref=case.ref,
        side_ref=side_ref,
        by_ref=work.actor.ref,
        at=work.now(),
        finding=finding.value,
    )
    work.session.add(said)
    seal_words(work, case, said.ref, {"words": words})
    work.trail.record(
        Event.SAFETY_CLEARED,
        case.ref,
        side_ref,
        said.ref,
        finding=finding.value,
    )
    return said


def check_custody(work: Work, review_id: str, finding: Custody, words: str) -> CustodyCheck:
    """Say whether a court or an authority has decided about the child."""
    case = own_case(work, review_id, Permission.CASE_MOVE)
    must_go_on(work, case)
    check = CustodyCheck(
        review_ref=case.ref,
        place=next_place(work, CustodyCheck, case),
        by_ref=work.actor.ref,
        at=work.now(),
        finding=finding.value,
    )
    work.session.add(check)
    seal_words(work, case, check.ref, {"words": words})
    work.trail.record(Event.CUSTODY_CHECKED, case.ref, check.ref)
    return check


def hear_child(work: Work, review_id: str, hearing: Hearing, words: str) -> ChildHeard:
    """Say how the child was heard and what they wish; or why not yet. The newest counts."""
    case = own_case(work, review_id, Permission.CASE_MOVE)
    must_go_on(work, case)
    rules.check_hearing(hearing)
    heard = ChildHeard(
        review_ref=case.ref,
        place=next_place(work, ChildHeard, case),
        by_ref=work.actor.ref,
        at=work.now(),
        how=hearing.how.value,
        wish=hearing.wish.value,
    )
    work.session.add(heard)
    seal_words(work, case, heard.ref, {"words": words})
    work.trail.record(Event.CHILD_HEARD, case.ref, heard.ref)
    return heard


def find_best(
    work: Work, review_id: str, recommendation: Recommendation, words: str
) -> Determination:
    """One of a panel of two coordinators says what is best; the newest of each person counts."""
    case = any_case(work, review_id, Permission.SAFETY_ASSESS)
    must_go_on(work, case)
    records = records_of(work.session, case)
    if not rules.may_weigh(records):
        raise Conflict(N_("The panel needs custody, the child's voice and the meeting on record."))
    said = dict(records.panel)
    rules.may_weigh_again(said.get(work.actor.ref))
    found = Determination(
        review_ref=case.ref,
        place=next_place(work, Determination, case),
        by_ref=work.actor.ref,
        at=work.now(),
        recommendation=recommendation.value,
    )
    work.session.add(found)
    seal_words(work, case, found.ref, {"words": words})
    work.trail.record(Event.DETERMINATION_RECORDED, case.ref, found.ref)
    return found


def must_go_on(work: Work, case: CaseFile) -> None:
    """After one person found it not safe, or an order against it, nothing but closing is left."""
    must_be_open(work, case)
    if rules.is_stopped(records_of(work.session, case)):
        raise Conflict(N_("This case is stopped. The only thing left to do is to close it."))
