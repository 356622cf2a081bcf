"""Finding what a record's people are about, and the sealed words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import DataClass, HolderAbsence
from registry.authority import Permission, is_allowed
from registry.children.models import Child, Matter
from registry.children.operations import find, is_guardian, must_not_be_kept_away
from registry.errors import Absent
from registry.holders.models import Attempt, Measure, MeasureEnd, OtherHolder
from registry.holders.rules import What
from registry.purposes import ACCOUNTABILITY
from registry.storage.database import Referenced, uuid_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

Row = TypeVar("Row", bound=Referenced)


def at_desk(
    work: Work, child_id: str, permission: Permission, *, may_be_draft: bool = False
) -> Child:
    """A registered record, for somebody at the desk who is no guardian of it.

    Of a form that is not finished the desk sees its reference, where its guardian was sent here.
    """
    work.require(permission)
    child = find(work.session, child_id)
    is_there = child.is_registered or (may_be_draft and child.is_draft)
    if not is_there or is_guardian(work.session, child, work.actor.ref):
        raise Absent
    must_not_be_kept_away(work, child.ref)
    work.watch.reached(child.ref)
    return child


def row_of(session: Session, kind: type[Row], row_id: str) -> Row:
    """One row by its id."""
    key = uuid_of(f"{kind.kind}:{row_id}", kind.kind)
    row = None if key is None else session.get(kind, key)
    if row is None:
        raise Absent
    return row


def others_of(session: Session, child_ref: str) -> Sequence[OtherHolder]:
    """The other guardians that were told of, oldest first."""
    query = select(OtherHolder).where(OtherHolder.child_ref == child_ref)
    return session.scalars(query.order_by(OtherHolder.at, OtherHolder.id)).all()


def attempts_of(session: Session, child_ref: str, holder_ref: str) -> Sequence[Attempt]:
    """The attempts to reach one guardian, oldest first."""
    query = select(Attempt).where(Attempt.child_ref == child_ref, Attempt.holder_ref == holder_ref)
    return session.scalars(query.order_by(Attempt.on, Attempt.id)).all()


def open_measures(session: Session, child_ref: str | None = None) -> list[Measure]:
    """What waits for a second person, oldest first; of one record, or of all."""
    query = select(Measure).order_by(Measure.at, Measure.id)
    if child_ref is not None:
        query = query.where(Measure.child_ref == child_ref)
    ended = set(session.scalars(select(MeasureEnd.measure_ref)))
    return [measure for measure in session.scalars(query) if measure.ref not in ended]


def keep_words(
    work: Work, child: Child, owner: Referenced, words: str | None, **beside: object
) -> None:
    """Seal what was said and what goes beside it, for the people who have to decide by it."""
    if not words:
        return
    if ACCOUNTABILITY not in work.consent.standing(child.ref).bases:
        work.consent.record_basis(subject=child.ref, kind=ACCOUNTABILITY, people=(work.actor.ref,))
        work.trail.record(Event.BASIS_RECORDED, child.ref, basis=ACCOUNTABILITY)
    work.vault.seal(owner.ref, Compartment.NOTES, {"words": words} | beside, subject=child.ref)
    work.trail.record(Event.CHILD_CHANGED, child.ref, owner.ref, groups=["notes"])


def words_of(work: Work, owner: OtherHolder | Measure | Matter) -> str | None:
    """What was said, read on the ground that a decision must be found again.

    For a coordinator, and for who wrote a measure down; its second reads it where they sign.
    """
    may_read = is_allowed(work.actor, Permission.DISPUTE_ANSWER, ())
    return read_words(work, owner) if may_read or owner_wrote(work, owner) else None


def owner_wrote(work: Work, owner: OtherHolder | Measure | Matter) -> bool:
    """Did whoever acts write this measure down?"""
    return isinstance(owner, Measure) and owner.by_ref == work.actor.ref


def read_words(work: Work, owner: OtherHolder | Measure | Matter) -> str | None:
    """What was said, for somebody who has to decide by it."""
    sealed = work.vault.find(owner.ref, Compartment.NOTES)
    if sealed is None:
        return None
    if isinstance(owner, Measure) and owner.what == What.SECOND_GUARDIAN.value:
        # A review let somebody's claim go on; told at once, this look would say so.
        work.looks.case = owner.ref
    permit = work.permit_on_basis(owner.child_ref, ACCOUNTABILITY, "open", DataClass.NOTES)
    words = work.vault.open(sealed, permit).get("words")
    return None if words is None else str(words)


def absent_holders(work: Work, child_ref: str) -> frozenset[str]:
    """The guardians that are not waited for now: an absence ends with a newer authority."""
    known = [each.absence for each in work.consent.standing(child_ref).holders]
    told = (
        fact
        for fact in work.consent.facts(child_ref)
        if isinstance(fact, HolderAbsence) and fact.holder.startswith(f"{OtherHolder.kind}:")
    )
    now = work.now()
    return frozenset(
        absence.holder
        for absence in (*known, *told)
        if absence is not None and (absence.until is None or now < absence.until)
    )
