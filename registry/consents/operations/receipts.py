"""Receipts: what was said, in plain words and as a signed copy that anyone can check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from consent import Act, BadProof, Issuer, NothingShown, Party, compact, receipts
from consent.comparing import Extension, write_extension
from consent.parties import CONTROLLER
from registry.agencies.models import Agency
from registry.authority import Permission, Relation
from registry.children.models import Child
from registry.children.operations import did_speak, find, subject_of
from registry.consents.operations.standing import SHOWN, PurposeLine, line_of
from registry.consents.rules import ReceiptForm
from registry.errors import Absent
from registry.purposes import CONTACT_ME, STORE_DETAILS
from registry.storage.keys import look_up
from registry.storage.signing import signer
from registry.trail.events import Event
from registry.work import Work

ABOUT: Final = {"record": STORE_DETAILS, "contact": CONTACT_ME}
"""Two receipts: one about the child, one about the guardian's own yes to being called."""
TOKEN_SIGNS: Final = 24


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt in plain words, and what the wallet card bears."""

    child_id: str
    reference: str
    at: datetime
    lines: tuple[PurposeLine, ...]
    card_token: str
    key_id: str
    is_taken_back: bool

    @property
    def spoke_of_contact(self) -> bool:
        """Is there a second receipt, on being called and written to?"""
        return any(line.purpose == CONTACT_ME for line in self.lines)


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt as it is printed: what it says in words, and the same as a code."""

    reference: str
    at: datetime
    lines: tuple[PurposeLine, ...]
    code: str
    key_id: str
    house: str
    is_discreet: bool


def view_receipt(work: Work, child_id: str, language: str) -> ReceiptView:
    """What was said so far, in plain words."""
    child = _spoken_for(work, child_id)
    acts = [fact for fact in work.consent.facts(child.ref) if isinstance(fact, Act)]
    if not acts:
        raise Absent
    return ReceiptView(
        child_id=str(child.id),
        reference=child.reference,
        at=acts[-1].recorded_at,
        lines=tuple(line for about in ABOUT for line in lines_of(work, child, about, language)),
        card_token=look_up(work.keyring.purpose("card"), child.reference)[:TOKEN_SIGNS],
        key_id=signer(work.keyring).key_id,
        is_taken_back=not child.is_registered,
    )


def view_paper(work: Work, child_id: str, about: str, language: str, form: ReceiptForm) -> Paper:
    """A receipt to be printed and taken along; drawn up at this moment."""
    child = _spoken_for(work, child_id)
    code = code_of(work, _drawn(work, child, about, work.actor.ref))
    return paper_of(work, child, lines_of(work, child, about, language), code, form)


def draw_up(work: Work, child_id: str, about: str) -> str:
    """The signed receipt, as a compact JWS."""
    child = _spoken_for(work, child_id)
    return _drawn(work, child, about, work.actor.ref)


def ledger_since(work: Work, child_id: str, size: int) -> str:
    """The signed checkpoint of now, with the proof that it goes on from a ledger of that size."""
    _spoken_for(work, child_id)
    try:
        proof = work.consent.extension(size)
    except BadProof as error:
        raise Absent from error
    note = work.consent.checkpoint(signer(work.keyring))
    return write_extension(Extension(note, size, proof))


def draw_up_for(work: Work, child: Child, speaker: str) -> str:
    """The signed receipt about a record, drawn up by the desk for the one who spoke."""
    return _drawn(work, child, "record", speaker)


def code_of(work: Work, receipt: str) -> str:
    """The same receipt, as the text of a code on paper."""
    return compact.write(compact.cut(receipts.read(receipt)), signer(work.keyring))


def lines_of(work: Work, child: Child, about: str, language: str) -> tuple[PurposeLine, ...]:
    """What was said on each purpose that one of the two receipts is about."""
    of_contact = about == "contact"
    said = (
        line_of(work, child, purpose, language)
        for purpose in SHOWN
        if (purpose == CONTACT_ME) is of_contact
    )
    return tuple(line for line in said if line.status.value not in {"none", "requested"})


def paper_of(
    work: Work, child: Child, lines: tuple[PurposeLine, ...], code: str, form: ReceiptForm
) -> Paper:
    """What stands on the paper; on one that anybody may find, as little as can be."""
    is_discreet = form is ReceiptForm.DISCREET
    return Paper(
        reference=child.reference,
        at=work.now(),
        lines=() if is_discreet else lines,
        code=code,
        key_id=signer(work.keyring).key_id,
        house="" if is_discreet else work.settings.house_name,
        is_discreet=is_discreet,
    )


def issuer(work: Work) -> Issuer:
    """Who answers for a receipt, and how what it says is taken back."""
    settings = work.settings
    house = Party(
        party_id=settings.base_url,
        party_name=settings.house_name,
        party_address=settings.house_address,
        party_contact=settings.helpline,
        party_role=CONTROLLER,
    )
    return Issuer(
        controller=house,
        jurisdiction=settings.jurisdiction,
        storage_locations=(settings.jurisdiction,),
        withdrawal_method=f"{settings.base_url}/children",
        recipients=tuple(map(_office, work.session.scalars(select(Agency)))),
    )


def _drawn(work: Work, child: Child, about: str, speaker: str) -> str:
    if about not in ABOUT:
        raise Absent
    subject = subject_of(child, ABOUT[about], speaker)
    try:
        receipt = work.consent.receipt(
            subject=subject, speaker=speaker, signer=signer(work.keyring), issuer=issuer(work)
        )
    except NothingShown as error:
        raise Absent from error
    work.trail.record(Event.RECEIPT_ISSUED, subject, child.ref)
    return receipt


def _office(agency: Agency) -> Party:
    return Party(agency.ref, agency.name, agency.country, agency.contact)


def _spoken_for(work: Work, child_id: str) -> Child:
    # A record that was taken back still has its receipt: it is what shows the taking back.
    child = find(work.session, child_id)
    if child.registered_on is None or not did_speak(work.session, child, work.actor.ref):
        raise Absent
    work.require(Permission.RECEIPT_VIEW, Relation.GUARDIAN)
    return child
