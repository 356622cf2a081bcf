"""Receipts: what was said, in plain words and as a signed copy that anyone can check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from consent import Act, NothingShown
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import own, subject_of
from registry.consents.operations.standing import SHOWN, PurposeLine, line_of
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

    @property
    def spoke_of_contact(self) -> bool:
        """Is there a second receipt, on being called and written to?"""
        return any(line.purpose == CONTACT_ME for line in self.lines)


def view_receipt(work: Work, child_id: str, language: str) -> ReceiptView:
    """What was said so far, in plain words."""
    child = _registered(work, child_id)
    said = tuple(line_of(work, child, purpose, language) for purpose in SHOWN)
    acts = [fact for fact in work.consent.facts(child.ref) if isinstance(fact, Act)]
    return ReceiptView(
        child_id=str(child.id),
        reference=child.reference,
        at=acts[-1].recorded_at,
        lines=tuple(line for line in said if line.status.value not in {"none", "requested"}),
        card_token=look_up(work.keyring.purpose("card"), child.reference)[:TOKEN_SIGNS],
        key_id=signer(work.keyring).key_id,
    )


def draw_up(work: Work, child_id: str, about: str) -> str:
    """The signed receipt, as a compact JWS."""
    child = _registered(work, child_id)
    if about not in ABOUT:
        raise Absent
    subject = subject_of(child, ABOUT[about])
    try:
        receipt = work.consent.receipt(
            subject=subject,
            speaker=work.actor.ref,
            signer=signer(work.keyring),
            issuer=work.settings.base_url,
        )
    except NothingShown as error:
        raise Absent from error
    work.trail.record(Event.RECEIPT_ISSUED, subject, child.ref)
    return receipt


def _registered(work: Work, child_id: str) -> Child:
    child = own(work, child_id, Permission.RECEIPT_VIEW)
    if not child.is_registered:
        raise Absent
    return child
