"""A case after "move": loaded through the person, its words sealed under both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent import DataClass
from registry.accounts.operations import find as find_account
from registry.authority import Actor, Permission, Relation, Role
from registry.claims.operations.finding import countersigned
from registry.claims.sides import Side, permit_for, side_of
from registry.errors import N_, Absent, Conflict
from registry.reasons import Task
from registry.reunion.models import CaseClosing, Numbered, OfCase
from registry.review.models import Review
from registry.review.operations.standing import decision_of, review_by_id
from registry.review.rules import Outcome
from registry.storage.vault import Compartment
from registry.work import Work

SIDES = ("seeking", "holding")
"""How pages name the two sides of a case."""

RowT = TypeVar("RowT", bound=OfCase)
NumberedT = TypeVar("NumberedT", bound=Numbered)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case in plain columns and references."""

    review: Review
    seeking: Side
    holding: Side

    @property
    def id(self) -> str:
        """The id of its review, as pages name it."""
        return str(self.review.id)

    @property
    def ref(self) -> str:
        """The case is named by its review."""
        return self.review.ref

    @property
    def sides(self) -> tuple[Side, Side]:
        """Who seeks and who holds."""
        return self.seeking, self.holding

    @property
    def refs(self) -> tuple[str, str]:
        """The references of who seeks and who holds."""
        return self.seeking.ref, self.holding.ref

    def side(self, name: str) -> Side:
        """The side of a name, as pages call it."""
        if name not in SIDES:
            raise Absent
        return self.sides[SIDES.index(name)]


def find_case(session: Session, review_id: str) -> CaseFile:
    """A case that two people moved on, whoever asks; the caller must know why it may."""
    review = review_by_id(session, review_id)
    decision = decision_of(session, review.ref)
    if decision is None or decision.outcome != Outcome.MOVE.value:
        raise Absent
    return CaseFile(
        review, side_of(session, review.seeking_ref), side_of(session, review.holding_ref)
    )


def own_case(work: Work, review_id: str, permission: Permission) -> CaseFile:
    """The case of its coordinator; for anybody else, and for anybody in it, it is not there."""
    case = find_case(work.session, review_id)
    is_own = case.review.coordinator_ref == work.actor.ref and not is_party(work.actor, case)
    work.require(permission, Relation.CASE_COORDINATOR if is_own else None)
    work.opens_for(Task.CASE, case=case.ref)
    return case


def any_case(work: Work, review_id: str, permission: Permission) -> CaseFile:
    """A case to which a second coordinator is asked; for anybody in it, it is not there."""
    work.require(permission)
    case = find_case(work.session, review_id)
    if is_party(work.actor, case):
        raise Absent
    work.opens_for(Task.CASE, case=case.ref)
    return case


def is_party(actor: Actor, case: CaseFile) -> bool:
    """Does this person speak for a side, or work where the child is?"""
    return any(
        actor.ref == side.speaker_ref or (side.is_found and actor.agency_ref == side.agency_ref)
        for side in case.sides
    )


def speaks_for(actor: Actor, side: Side) -> bool:
    """The guardian, the claimant; for a child in care a lead of the agency."""
    if side.is_found:
        return Role.LEAD in actor.roles and actor.agency_ref == side.agency_ref
    return actor.ref == side.speaker_ref


def speaker_of(session: Session, side: Side) -> str:
    """Whose papers are seen and who is written to; for a child in care the lead who signed."""
    signed = countersigned(session, side.ref) if side.is_found else None
    return side.speaker_ref if signed is None else signed.by_ref


def write_to(work: Work, side: Side, message: str, **words: str) -> None:
    """Send a neutral message to whoever speaks for a side."""
    to = speaker_of(work.session, side)
    language = find_account(work.session, to).language
    work.outbox.send(message, to=to, about=side.ref, language=language, **words)


def is_closed(session: Session, case: CaseFile) -> bool:
    """Has the case come to its end?"""
    return only(session, CaseClosing, case) is not None


def must_be_open(work: Work, case: CaseFile) -> None:
    """Nothing more is done in a closed case, or in one whose sides may not be shown any more."""
    if is_closed(work.session, case):
        raise Conflict(N_("This case is closed. Nothing more can be put on record here."))
    if not still_stands(work, case):
        raise Conflict(N_("This cannot go on: one side may not be shown any more. Close the case."))


def still_stands(work: Work, case: CaseFile) -> bool:
    """Does the ground of both sides still stand? Asked anew at each page."""
    try:
        for ref in case.refs:
            permit_for(work, ref, DataClass.NOTES)
    except Absent:
        return False
    return True


def only(session: Session, table: type[RowT], case: CaseFile) -> RowT | None:
    """The one record of its kind in a case."""
    return session.scalar(select(table).where(table.review_ref == case.ref))


def every(session: Session, table: type[RowT], case: CaseFile) -> list[RowT]:
    """Every record of a kind in a case, oldest first."""
    order = table.place if issubclass(table, Numbered) else table.at
    return list(session.scalars(select(table).where(table.review_ref == case.ref).order_by(order)))


def newest(session: Session, table: type[NumberedT], case: CaseFile) -> NumberedT | None:
    """The newest record of a kind in a case."""
    rows = every(session, table, case)
    return rows[-1] if rows else None


def next_place(work: Work, table: type[Numbered], case: CaseFile) -> int:
    """The place of a new record; of two that take the same only one is kept."""
    count = select(func.count()).where(table.review_ref == case.ref)
    return (work.session.scalar(count) or 0) + 1


def seal_words(work: Work, case: CaseFile, owner: str, words: Mapping[str, str]) -> None:
    """Seal words about both sides under both: if either is erased, so are they."""
    said = {key: value for key, value in words.items() if value}
    seeking, holding = case.refs
    work.vault.seal(owner, Compartment.NOTES, said, subject=seeking, also=holding)


def words_of(work: Work, case: CaseFile, owner: str) -> dict[str, str]:
    """Words sealed under both sides, each asked for anew."""
    permits = [permit_for(work, ref, DataClass.NOTES) for ref in case.refs]
    return {
        key: str(value)
        for key, value in work.vault.read(owner, Compartment.NOTES, *permits).items()
    }
