"""What a reviewer notes in an open stage; closing it locks the notes for good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consent import DataClass, Permit
from registry.claims import sides
from registry.errors import Absent
from registry.review import rules
from registry.review.models import Judgement, Review, StageClosing
from registry.review.operations.showing import Sheet, sheet_of
from registry.review.operations.standing import Desk, at_work, judgements_of
from registry.review.rules import Answer, Stage
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

Noted = tuple[Answer | None, str]
"""What was seen in a row, and the reason in words."""


def judge(work: Work, assignment_id: str, stage: int, answers: Mapping[str, Noted]) -> None:
    """Keep what was seen in the rows of an open stage, as far as it has come."""
    desk, sheet = _in_hand(work, assignment_id, stage, answers)
    rules.may_save(answers, is_weak=sheet.is_weak)
    _keep(work, desk, stage, answers)


def close_stage(work: Work, assignment_id: str, stage: int, answers: Mapping[str, Noted]) -> None:
    """Keep the last of it and close the stage: every row of it has its answer now."""
    desk, sheet = _in_hand(work, assignment_id, stage, answers)
    if stage in {Stage.CONFLICT, Stage.CONCLUSION}:
        raise Absent
    rules.may_close(sheet.asked, answers, is_weak=sheet.is_weak)
    _keep(work, desk, stage, answers)
    known = {each.item for each in judgements_of(work.session, desk.assignment.ref)}
    for item in sheet.unasked:
        if item not in known:
            work.session.add(_judgement(work, desk, stage, item, Answer.NOT_GIVEN))
    lock(work, desk, stage)


def lock(work: Work, desk: Desk, stage: int) -> None:
    """Close a stage: its notes are locked, and the next may be asked for."""
    work.session.add(StageClosing(assignment_ref=desk.assignment.ref, stage=stage, at=work.now()))
    work.trail.record(Event.STAGE_CLOSED, desk.review.ref, desk.assignment.ref, stage=int(stage))


def notes_of(work: Work, desk: Desk, stage: int | None = None) -> dict[str, Noted]:
    """What this reviewer noted so far, by row; of one stage, or of all."""
    permits = permits_for(work, desk.review)
    return {
        each.item: (Answer(each.answer), reason_of(work, each, permits))
        for each in judgements_of(work.session, desk.assignment.ref)
        if stage in {None, each.stage}
    }


def reason_of(work: Work, judgement: Judgement, permits: Iterable[Permit]) -> str:
    """The reason that was given for one row; empty where none was."""
    told = work.vault.read(judgement.ref, Compartment.NOTES, *permits)
    return str(told.get("reason", ""))


def permits_for(work: Work, review: Review) -> tuple[Permit, Permit]:
    """Ask both sides for a look at what was written about them together."""
    return (
        sides.permit_for(work, review.seeking_ref, DataClass.NOTES),
        sides.permit_for(work, review.holding_ref, DataClass.NOTES),
    )


def seal_words(work: Work, review: Review, owner: str, words: Mapping[str, str]) -> None:
    """Seal a reviewer's words under both sides: if either is erased, so are they."""
    work.vault.seal(
        owner, Compartment.NOTES, words, subject=review.seeking_ref, also=review.holding_ref
    )


def _in_hand(
    work: Work, assignment_id: str, stage: int, answers: Iterable[str]
) -> tuple[Desk, Sheet]:
    """The desk and the open stage; a row it does not show cannot be judged."""
    desk = at_work(work, assignment_id)
    rules.may_judge(desk.steps, stage)
    sheet = sheet_of(work, desk, Stage(stage))
    if not set(answers) <= set(sheet.asked):
        raise Absent
    return desk, sheet


def _keep(work: Work, desk: Desk, stage: int, answers: Mapping[str, Noted]) -> None:
    before = notes_of(work, desk, stage)
    known = {each.item: each for each in judgements_of(work.session, desk.assignment.ref)}
    kept = []
    for item, (answer, reason) in answers.items():
        if answer is None or before.get(item) == (answer, reason):
            continue
        judgement = known.get(item) or _judgement(work, desk, stage, item, answer)
        judgement.answer, judgement.at = answer.value, work.now()
        work.session.add(judgement)
        if reason or before.get(item, (None, ""))[1]:
            seal_words(work, desk.review, judgement.ref, {"reason": reason})
        kept.append(judgement.ref)
    if kept:
        work.trail.record(
            Event.JUDGEMENT_SAVED, desk.review.ref, desk.assignment.ref, *kept, stage=int(stage)
        )


def _judgement(work: Work, desk: Desk, stage: int, item: str, answer: Answer) -> Judgement:
    return Judgement(
        assignment_ref=desk.assignment.ref,
        stage=int(stage),
        item=item,
        answer=answer.value,
        at=work.now(),
    )
