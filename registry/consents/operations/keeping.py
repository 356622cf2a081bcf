"""In which form a guardian takes a receipt along; or not at all, and the desk keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import find, own
from registry.consents.models import ReceiptChoice, ReceiptKeeping
from registry.consents.operations.receipts import (
    Paper,
    code_of,
    draw_up_for,
    lines_of,
    paper_of,
)
from registry.consents.rules import ReceiptForm
from registry.errors import N_, Absent, Conflict
from registry.storage.erasure import Erasure
from registry.trail.events import Event
from registry.work import Work

SIGNS: Final = "23456789CFGHJKMPQRVWX"  # none that is taken for another, and no words
REFERENCE_SIGNS: Final = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """The form that counts, and what to say at the desk where the desk keeps the paper."""

    form: ReceiptForm = ReceiptForm.FULL
    reference: str | None = None
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A receipt that the desk is to print and put away."""

    choice_id: str
    reference: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A receipt for the folder of the desk, and the reference it is asked for by."""

    choice_id: str
    reference: str
    paper: Paper
    is_kept: bool


def chosen_form(work: Work, child_id: str) -> Chosen:
    """The form this guardian chose last."""
    choice = _newest(work, f"child:{UUID(child_id)}", work.actor.ref)
    if choice is None:
        return Chosen()
    return Chosen(ReceiptForm(choice.form), choice.reference, _keeping(work, choice) is not None)


def choose_form(work: Work, child_id: str, form: ReceiptForm) -> None:
    """Choose how to take receipts along; with the desk as keeper, a reference is drawn."""
    child = own(work, child_id, Permission.RECEIPT_VIEW)
    if not child.is_registered:
        raise Absent
    work.session.add(
        ReceiptChoice(
            child_ref=child.ref,
            by_ref=work.actor.ref,
            form=form.value,
            reference=_reference(work) if form is ReceiptForm.OFFICE else None,
            at=work.now(),
        )
    )
    work.trail.record(Event.RECEIPT_FORM_CHOSEN, child.ref, form=form.value)


def list_waiting(work: Work) -> list[Waiting]:
    """The receipts to be printed, the oldest first; one that was chosen otherwise is off."""
    work.require(Permission.RECEIPT_KEEP)
    wiped = select(Erasure.subject_ref).where(Erasure.closed_at.is_not(None))
    asked = select(ReceiptChoice).where(
        ReceiptChoice.form == ReceiptForm.OFFICE.value, ReceiptChoice.child_ref.not_in(wiped)
    )
    found = work.session.scalars(asked.order_by(ReceiptChoice.at)).all()
    return [
        Waiting(str(choice.id), choice.reference or "", choice.at)
        for choice in found
        if _keeping(work, choice) is None and _is_newest(work, choice)
    ]


def view_kept(work: Work, choice_id: str, language: str) -> KeptPaper:
    """One receipt for the folder, drawn up at this moment for the one who spoke."""
    choice, child = _asked(work, choice_id)
    receipt = draw_up_for(work, child, choice.by_ref)
    lines = lines_of(work, child, "record", language)
    paper = paper_of(work, child, lines, code_of(work, receipt), ReceiptForm.OFFICE)
    return KeptPaper(choice_id, choice.reference or "", paper, _keeping(work, choice) is not None)


def keep(work: Work, choice_id: str) -> None:
    """Record that a receipt was printed and put away."""
    choice, child = _asked(work, choice_id)
    if _keeping(work, choice) is not None:
        raise Conflict(N_("This paper is in the folder already."))
    work.session.add(
        ReceiptKeeping(
            child_ref=child.ref, choice_ref=choice.ref, by_ref=work.actor.ref, at=work.now()
        )
    )
    work.trail.record(Event.RECEIPT_KEPT, child.ref)


def _asked(work: Work, choice_id: str) -> tuple[ReceiptChoice, Child]:
    work.require(Permission.RECEIPT_KEEP)
    try:
        choice = work.session.get(ReceiptChoice, UUID(choice_id))
    except ValueError as error:
        raise Absent from error
    if choice is None or choice.form != ReceiptForm.OFFICE.value:
        raise Absent
    return choice, find(work.session, choice.child_ref.removeprefix("child:"))


def _newest(work: Work, child_ref: str, by_ref: str) -> ReceiptChoice | None:
    query = select(ReceiptChoice).where(
        ReceiptChoice.child_ref == child_ref, ReceiptChoice.by_ref == by_ref
    )
    return work.session.scalars(query.order_by(ReceiptChoice.at.desc())).first()


def _is_newest(work: Work, choice: ReceiptChoice) -> bool:
    return _newest(work, choice.child_ref, choice.by_ref) is choice


def _keeping(work: Work, choice: ReceiptChoice) -> ReceiptKeeping | None:
    return work.session.scalar(
        select(ReceiptKeeping).where(ReceiptKeeping.choice_ref == choice.ref)
    )


def _reference(work: Work) -> str:
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in work.random(REFERENCE_SIGNS))
    return f"{signs[:4]}-{signs[4:]}"
