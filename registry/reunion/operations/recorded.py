"""What is on record of each step, in plain columns: who, when, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from registry.caseworkers.actors import caseworker_of
from registry.description import ClosureReason, Code, Relation, read_code
from registry.reunion.codes import (
    Assent,
    Custody,
    Finding,
    How,
    Recommendation,
    ReunionType,
    Step,
    VisitKind,
    Wish,
)
from registry.reunion.models import (
    CaseClosing,
    ChildHeard,
    CustodyCheck,
    Determination,
    FollowUp,
    InPersonVerification,
    OfCase,
    Reunification,
    RevealQuestion,
    SafetyClearance,
    VerificationTask,
)
from registry.reunion.operations.case import CaseFile, every


@dataclass(frozen=True, slots=True)
class Done:
    """One record of a step: who, when, and what was found, in codes whose labels are shown."""

    by: str
    at: datetime
    found: tuple[str, ...] = ()
    """English sentences, translated where they are shown."""
    side: str | None = None
    """The reference of the side it is about, where it is about one."""


TABLES: dict[Step, type[OfCase]] = {
    Step.SAFETY: SafetyClearance,
    Step.CUSTODY: CustodyCheck,
    Step.HEARD: ChildHeard,
    Step.VERIFIER: VerificationTask,
    Step.MEETING: InPersonVerification,
    Step.PANEL: Determination,
    Step.ASK: RevealQuestion,
    Step.REUNION: Reunification,
    Step.FOLLOW_UP: FollowUp,
    Step.CLOSING: CaseClosing,
}


FOUND: dict[type[OfCase], tuple[tuple[str, type[Code]], ...]] = {
    SafetyClearance: (("finding", Finding),),
    CustodyCheck: (("finding", Custody),),
    ChildHeard: (("how", How), ("wish", Wish)),
    InPersonVerification: (("recommendation", Recommendation), ("assent", Assent)),
    Determination: (("recommendation", Recommendation),),
    Reunification: (("relation", Relation), ("type", ReunionType)),
    FollowUp: (("type", VisitKind),),
    CaseClosing: (("reason", ClosureReason),),
}
"""What of a record is a plain code, and on which list it stands."""


def rows_of(session: Session, case: CaseFile, step: Step) -> list[OfCase]:
    """The records of a step, oldest first."""
    table = TABLES.get(step)
    return [] if table is None else list(every(session, table, case))


def done_of(session: Session, case: CaseFile, step: Step) -> tuple[Done, ...]:
    """Who did what of a step, and when. Of the families' answers nothing is told one by one."""
    return tuple(done(session, case, row) for row in rows_of(session, case, step))


def badge_of(session: Session, account_ref: str) -> str:
    """The badge of somebody at the desk."""
    worker = caseworker_of(session, account_ref)
    return "" if worker is None else worker.badge


def done(session: Session, case: CaseFile, row: OfCase) -> Done:
    """One record: who, when, and what was found."""
    side = None
    if isinstance(row, SafetyClearance):
        side = next(each.reference for each in case.sides if each.ref == row.side_ref)
    who = row.verifier_ref if isinstance(row, VerificationTask) else row.by_ref
    return Done(by=badge_of(session, who), at=row.at, found=found_in(row), side=side)


def found_in(row: OfCase) -> tuple[str, ...]:
    """What was found, as English sentences."""
    return tuple(
        read_code(codes, getattr(row, name)).label for name, codes in FOUND.get(type(row), ())
    )
