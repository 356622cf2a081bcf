"""How a case stands, worked out from its records; nobody types a status."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from consent import Assurance, Capacity, DataClass, Holder, Standing
from registry.children.rules import Anyone
from registry.claims import sides
from registry.claims.sides import Side, permit_for
from registry.description import read_code
from registry.errors import Absent
from registry.purposes import REVEAL_MATCH
from registry.reunion import rules
from registry.reunion.codes import Assent, Custody, Finding, How, Recommendation, Wish
from registry.reunion.models import (
    ChildHeard,
    CustodyCheck,
    Determination,
    FollowUp,
    InPersonVerification,
    Reunification,
    RevealAnswer,
    RevealQuestion,
    SafetyClearance,
    VerificationTask,
)
from registry.reunion.operations.case import (
    CaseFile,
    every,
    is_closed,
    newest,
    only,
    speaker_of,
)
from registry.work import Work


def records_of(session: Session, case: CaseFile) -> rules.Case:
    """What the plain records say; whatever has to be opened or asked counts as a no."""
    met = newest(session, InPersonVerification, case)
    heard = newest(session, ChildHeard, case)
    visits = every(session, FollowUp, case)
    return rules.Case(
        sides=case.refs,
        is_decided_move=True,
        clearings=tuple(
            rules.Clearing(each.side_ref, each.by_ref, each.finding == Finding.CLEAR.value)
            for each in every(session, SafetyClearance, case)
        ),
        custody=tuple(
            read_code(Custody, each.finding) for each in every(session, CustodyCheck, case)
        ),
        heard=None if heard is None else _hearing(heard),
        has_verifier=newest(session, VerificationTask, case) is not None,
        verified=None if met is None else read_code(Recommendation, met.recommendation),
        panel=_panel(session, case),
        assent=None if met is None else read_code(Assent, met.assent),
        is_asked=newest(session, RevealQuestion, case) is not None,
        answers=tuple((each.side_ref, each.is_yes) for each in answers_of(session, case)),
        is_reunited=only(session, Reunification, case) is not None,
        visits=len(visits),
        needs_another_visit=bool(visits) and visits[-1].needed_by is not None,
        is_closed=is_closed(session, case),
    )


def _panel(session: Session, case: CaseFile) -> tuple[tuple[str, Recommendation], ...]:
    said = {
        each.by_ref: read_code(Recommendation, each.recommendation)
        for each in every(session, Determination, case)
    }
    return tuple(said.items())


def _hearing(heard: ChildHeard) -> rules.Hearing:
    return rules.Hearing(read_code(How, heard.how), read_code(Wish, heard.wish))


def plain_facts(session: Session, case: CaseFile) -> rules.Case:
    """As far as plain records tell: for lists, and for a case that nobody opens any more."""
    return rules.as_recorded(records_of(session, case))


def facts_of(work: Work, case: CaseFile) -> rules.Case:
    """Everything on record about a case, for the rules to weigh; `Absent` when a ground is gone."""
    return replace(
        records_of(work.session, case),
        safety_assessed=frozenset(ref for ref in case.refs if is_assessed(work, ref)),
        papers_seen=frozenset(side.ref for side in case.sides if has_papers(work, side)),
        oldest_age=oldest_age(work, case),
        is_mutual=is_mutual(work, case),
    )


def is_assessed(work: Work, ref: str) -> bool:
    """Did this side say whether there is anyone who must not be told?"""
    return sides.safety(work, ref).anyone is not Anyone.NOT_ASSESSED


def has_papers(work: Work, side: Side) -> bool:
    """Does the one who speaks for this side stand at AL2?"""
    return assurance_of(work, side) >= Assurance.AL2


def assurance_of(work: Work, side: Side) -> Assurance:
    """How sure we are of who speaks for a side; for a child in care, of the surest lead."""
    standing = work.consent.standing(side.ref)
    if not side.is_found:
        return standing.assurance(speaker_of(work.session, side))
    return max((each.assurance for each in leads_of(standing)), default=Assurance.AL0)


def leads_of(standing: Standing) -> tuple[Holder, ...]:
    """The leads who may speak for a child in care, or may at least say no."""
    return tuple(each for each in standing.holders if each.capacity is Capacity.CARE_AUTHORITY)


def oldest_age(work: Work, case: CaseFile) -> int | None:
    """The highest age either side gives; None as soon as neither gives any."""
    today = work.now().date()
    found = [rules.oldest_age(sides.describe(work, ref).person, today) for ref in case.refs]
    return max((age for age in found if age is not None), default=None)


def answers_of(session: Session, case: CaseFile) -> list[RevealAnswer]:
    """What each side answered to the newest question."""
    question = newest(session, RevealQuestion, case)
    if question is None:
        return []
    found = every(session, RevealAnswer, case)
    return [each for each in found if each.question_ref == question.ref]


def is_mutual(work: Work, case: CaseFile) -> bool:
    """Did both say yes, and do both still, with nothing against it since?"""
    records = records_of(work.session, case)
    if records.is_closed or rules.is_held_back(records):
        return False
    if not rules.is_mutual(records.answers, case.refs):
        return False
    try:
        for ref in case.refs:
            permit_for(work, ref, DataClass.NOTES)
            work.permit(ref, REVEAL_MATCH, "reveal", DataClass.DETAILS, recipient=case.ref)
    except Absent:
        return False
    return True
