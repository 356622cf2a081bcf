"""The meeting in person: who is asked, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from consent import Answer, Assurance, Capacity, Expression, Medium, Method
from registry.accounts.operations import find as find_account
from registry.authority import Permission, Relation
from registry.caseworkers.eligible import Eligible, eligible
from registry.children.operations import find, kept_away, raise_assurance
from registry.children.operations.stating import Stated, state
from registry.children.rules import Paper, Papers, Seen
from registry.claims.sides import Side
from registry.errors import N_, Absent, Conflict
from registry.purposes import REVEAL_MATCH
from registry.reasons import Task
from registry.reunion import rules
from registry.reunion.codes import Assent, Observed, Recommendation
from registry.reunion.models import InPersonVerification, SafetyClearance, VerificationTask
from registry.reunion.operations.before import must_go_on
from registry.reunion.operations.case import (
    CaseFile,
    every,
    find_case,
    newest,
    next_place,
    own_case,
    seal_words,
    speaker_of,
)
from registry.reunion.operations.standing import has_papers, oldest_age
from registry.review.models import Assignment
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Work

ANSWERS = {Assent.YES: Answer.YES, Assent.NO: Answer.NO, Assent.TOO_YOUNG: Answer.UNABLE}


@dataclass(frozen=True, slots=True, repr=False)
class Meeting:
    """What the verifier saw; what was recommended is plain, all that was said is sealed."""

    met_on: date
    known_to_child: Observed
    information_agrees: Observed
    wants_to_care: Observed
    able_to_care: Observed
    child_wishes_with: str
    recommendation: Recommendation
    comments: str
    paper_seeking: Paper | None
    paper_holding: Paper | None
    how: Seen
    assent: Assent

    def words(self) -> dict[str, str]:
        """What is sealed of it."""
        return {
            "known_to_child": self.known_to_child.value,
            "information_agrees": self.information_agrees.value,
            "wants_to_care": self.wants_to_care.value,
            "able_to_care": self.able_to_care.value,
            "child_wishes_with": self.child_wishes_with,
            "words": self.comments,
        }


def ask_verifier(work: Work, review_id: str) -> VerificationTask:
    """The system asks a caseworker who is neither coordinator nor reviewer of the case."""
    case = own_case(work, review_id, Permission.CASE_MOVE)
    must_go_on(work, case)
    people = _free(work, case)
    if not people:
        raise Conflict(N_("Nobody can be asked: one more verified caseworker is needed."))
    found = people[int.from_bytes(work.random(4)) % len(people)]
    task = VerificationTask(
        review_ref=case.ref,
        place=next_place(work, VerificationTask, case),
        by_ref=work.actor.ref,
        at=work.now(),
        verifier_ref=found.account_ref,
    )
    work.session.add(task)
    work.trail.record(Event.VERIFICATION_ASSIGNED, case.ref, task.ref)
    language = find_account(work.session, found.account_ref).language
    work.outbox.send("task_waiting", to=found.account_ref, language=language)
    return task


def _free(work: Work, case: CaseFile) -> list[Eligible]:
    """Who has no part in the case so far; whoever was asked before is not asked again."""
    reviewers = select(Assignment.reviewer_ref).where(Assignment.review_ref == case.ref)
    wished = kept_away(work.session, [side.ref for side in case.sides])
    return eligible(
        work.session,
        work.now(),
        not_agencies={
            *wished.agencies,
            *(side.agency_ref for side in case.sides if side.agency_ref is not None),
        },
        not_people={
            *wished.people,
            *work.session.scalars(reviewers),
            *(each.verifier_ref for each in every(work.session, VerificationTask, case)),
            *(each.by_ref for each in every(work.session, SafetyClearance, case)),
            case.review.coordinator_ref,
            *(side.speaker_ref for side in case.sides),
        },
    )


def own_task(work: Work, task_id: str) -> CaseFile:
    """The case of whoever was asked to meet both sides; for anybody else it is not there."""
    key = uuid_of(f"{VerificationTask.kind}:{task_id}", VerificationTask.kind)
    task = None if key is None else work.session.get(VerificationTask, key)
    if task is None:
        raise Absent
    is_own = task.verifier_ref == work.actor.ref
    work.require(Permission.VERIFICATION_RECORD, Relation.VERIFIER if is_own else None)
    case = find_case(work.session, task.review_ref.partition(":")[2])
    if newest(work.session, VerificationTask, case) is not task:
        raise Absent
    work.opens_for(Task.MEETING, case=case.ref)
    return case


def record_meeting(work: Work, task_id: str, meeting: Meeting) -> InPersonVerification:
    """Put a meeting on record; papers seen raise a speaker to AL2, the child's answer stands."""
    case = own_task(work, task_id)
    must_go_on(work, case)
    rules.check_day(meeting.met_on, work.now().date(), "met_on")
    rules.check_assent(meeting.assent, oldest_age(work, case))
    seen = InPersonVerification(
        review_ref=case.ref,
        place=next_place(work, InPersonVerification, case),
        by_ref=work.actor.ref,
        at=work.now(),
        met_on=meeting.met_on,
        recommendation=meeting.recommendation.value,
        paper_seeking=meeting.paper_seeking and meeting.paper_seeking.value,
        paper_holding=meeting.paper_holding and meeting.paper_holding.value,
        assent=meeting.assent.value,
    )
    work.session.add(seen)
    seal_words(work, case, seen.ref, meeting.words())
    work.trail.record(Event.VERIFICATION_RECORDED, case.ref, seen.ref)
    papers = (meeting.paper_seeking, meeting.paper_holding)
    for side, paper in zip(case.sides, papers, strict=True):
        if paper is not None and not has_papers(work, side):
            _raise(work, side, Papers(paper, meeting.how))
        _record_assent(work, side, meeting.assent)
    return seen


def _raise(work: Work, side: Side, papers: Papers) -> None:
    """A guardian's papers are the child record's own matter; for a claim it is stated here."""
    if side.is_child:
        raise_assurance(work, find(work.session, side.ref.partition(":")[2]), papers)
        return
    capacity = Capacity.CARE_AUTHORITY if side.is_found else Capacity.SELF_ADULT
    stated = Stated(capacity, Assurance.AL2, seen_by=work.actor.ref)
    state(work, side.ref, speaker_of(work.session, side), stated)


def _record_assent(work: Work, side: Side, assent: Assent) -> None:
    """The child's own answer stands on the child's record or, found, on the claim about them."""
    if not (side.is_child or side.is_found):
        return
    answer = ANSWERS.get(assent, Answer.NOT_ASKED)
    work.consent.record_assent(
        subject=side.ref,
        purpose=REVEAL_MATCH,
        answer=answer,
        reason="heard_in_person",
        heard_by=work.actor.ref,
        expression=Expression(Method.ASSISTED, Medium.READ_ALOUD, "en"),
    )
    work.trail.record(Event.ASSENT_RECORDED, side.ref, purpose=REVEAL_MATCH, answer=answer.value)
