"""How a person is called and reached: sealed under their own key, opened on a named ground."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Final

from consent import DataClass
from registry.authority import Permission, Relation
from registry.errors import Absent
from registry.purposes import MESSAGE_DELIVERY, OWN_ACCOUNT
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

GROUNDS: Final = (OWN_ACCOUNT, MESSAGE_DELIVERY)
RENEWED_BEFORE_END: Final = timedelta(days=600)
"""Longer than an account may lie unused: the word before it ends can still be sent."""


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """What a person is called and how they are reached safely."""

    name: str
    email: str
    phone: str | None = None
    safe_times: str = ""


def seal_contact(work: Work, account_ref: str, contact: Contact) -> None:
    """Keep a contact in place of what stood there; the caller records it."""
    work.vault.seal(account_ref, Compartment.CONTACT, asdict(contact), subject=account_ref)


def read_contact(work: Work, account_ref: str, operation: str) -> Contact:
    """Open a contact on the ground of the account; the caller was asked."""
    permit = work.permit_on_basis(account_ref, OWN_ACCOUNT, operation, DataClass.CONTACT)
    return Contact(**work.vault.read(account_ref, Compartment.CONTACT, permit))


def name_of(work: Work, account_ref: str) -> str:
    """What a person is called; the caller was asked."""
    return read_contact(work, account_ref, "name").name


def contact_of(work: Work, account_ref: str) -> Contact:
    """How a person is called and reached, for that person."""
    work.require(Permission.ACCOUNT_VIEW, Relation.SELF if account_ref == work.actor.ref else None)
    return read_contact(work, account_ref, "view")


def address_for_delivery(work: Work, account_ref: str) -> str | None:
    """Where a message to this person goes; None when the person is no longer here, or never was."""
    work.require(Permission.OUTBOX_DELIVER)
    if work.watch.is_canary(account_ref):
        return None
    try:
        permit = work.permit_on_basis(account_ref, MESSAGE_DELIVERY, "deliver", DataClass.CONTACT)
        contact = work.vault.read(account_ref, Compartment.CONTACT, permit)
    except Absent:
        return None
    return Contact(**contact).email if contact else None


def record_grounds(work: Work, account_ref: str) -> None:
    """Record why the contact is kept, and why it may be written to."""
    for kind in GROUNDS:
        _record(work, account_ref, kind)


def renew_grounds(work: Work, account_ref: str) -> None:
    """Whoever signs in still uses the account: a ground that would end soon is recorded anew."""
    open_bases = work.consent.standing(account_ref).bases
    for kind in GROUNDS:
        basis = open_bases.get(kind)
        if basis is not None and work.now() > basis.until - RENEWED_BEFORE_END:
            _record(work, account_ref, kind)


def _record(work: Work, account_ref: str, kind: str) -> None:
    work.consent.record_basis(subject=account_ref, kind=kind, people=(account_ref,))
    work.trail.record(Event.BASIS_RECORDED, account_ref, basis=kind)
