"""What a family sees of a case: a question, and after it the same words whatever comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consent import Notice
from registry.authority import Permission
from registry.claims.sides import Side
from registry.purposes import REVEAL_MATCH
from registry.reunion.operations.case import CaseFile, is_closed, still_stands
from registry.reunion.operations.contact import told_name
from registry.reunion.operations.standing import is_mutual
from registry.reunion.operations.telling import notice, own_answer, own_side
from registry.work import Work


class Shown(StrEnum):
    """Which page it is."""

    ASK = "ask"
    KEPT = "kept"
    """Answered. The same for a no of either side, for waiting, and for all that may come."""
    TOLD = "told"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, repr=False)
class Asked:
    """The question to one side."""

    review_id: str
    reference: str
    """The side's own: nothing of the other is in here before both said yes."""
    shown: Shown
    notice: Notice
    said_yes: bool
    name: str | None
    is_agency: bool


def view_question(work: Work, review_id: str, language: str) -> Asked:
    """The question as it stands for the side that asks."""
    case, side = own_side(work, review_id, Permission.REVEAL_ANSWER)
    said = own_answer(work, case, side)
    shown = _shown(work, case, is_answered=said is not None)
    return Asked(
        review_id=case.id,
        reference=side.reference,
        shown=shown,
        notice=notice(language),
        said_yes=said is not None and said.is_yes and _still_says_so(work, case, side),
        name=told_name(work, case, side) if shown is Shown.TOLD else None,
        is_agency=side.is_found,
    )


def _shown(work: Work, case: CaseFile, *, is_answered: bool) -> Shown:
    if is_answered:
        return Shown.TOLD if is_mutual(work, case) else Shown.KEPT
    is_over = is_closed(work.session, case) or not still_stands(work, case)
    return Shown.ENDED if is_over else Shown.ASK


def _still_says_so(work: Work, case: CaseFile, side: Side) -> bool:
    return work.consent.standing(side.ref).status(REVEAL_MATCH, case.ref).is_live
