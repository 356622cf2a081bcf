"""Someone the family trusts: named by the guardian, made sure of once, heard while they are silent.

What such a person says opens nothing. It keeps a shut record from being wiped for a while, or asks
the desk to call.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, DataClass, Permit
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import (
    assurance_of,
    find,
    find_registered,
    is_guardian,
    is_opened_by_two,
    kept_away,
    must_not_be_kept_away,
    own,
    raise_matter,
    sealing_of,
)
from registry.children.operations.opening import ground
from registry.children.operations.telling import may_be_written_to, write
from registry.children.rules import Concern
from registry.consents import rules
from registry.consents.models import ContactWord, TrustedContact
from registry.consents.rules import Word
from registry.description import one_line, read_code
from registry.errors import N_, Absent, Conflict, Invalid
from registry.purposes import KEEP_IF_SILENT, SHOW_CASEWORKERS, STORE_DETAILS
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """Who is trusted, and how they can be reached."""

    name: str
    contact: str


@dataclass(frozen=True, slots=True, repr=False)
class ContactPage:
    """The guardian's page; `named` is None where nobody is trusted yet."""

    child_id: str
    reference: str
    is_shut: bool = False
    """No yes stands, so no name is shown; what was said is."""
    named: Named | None = None
    link: str = ""
    named_on: date | None = None
    confirmed_on: date | None = None
    said: tuple[tuple[Word, date], ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class DeskPage:
    """The desk's page; without a name where no yes lets it be opened."""

    contact_id: str
    reference: str
    named: Named | None
    is_confirmed: bool
    may_be_confirmed: bool
    is_silent: bool
    others: tuple[str, ...] = ()
    """The ids of those whom other guardians of the record trust."""


def view_contact(work: Work, child_id: str) -> ContactPage:
    """Whom one trusts oneself; another guardian's trusted contact is theirs alone."""
    child = own(work, child_id, Permission.CONTACT_NAME)
    stands = _own_standing(work, child)
    if stands is None:
        return ContactPage(str(child.id), child.reference)
    try:
        permit = ground(work, child, "view", DataClass.CONTACT)
    except Absent:
        told = {}
    else:
        told = work.vault.read(stands.ref, Compartment.CONTACT, permit)
    return ContactPage(
        child_id=str(child.id),
        reference=child.reference,
        is_shut=not told,
        named=Named(told["name"], told["contact"]) if told else None,
        link=f"{work.settings.base_url}/trusted/{told['token']}" if told else "",
        named_on=stands.named_at.date(),
        confirmed_on=stands.confirmed_at.date() if stands.confirmed_at else None,
        said=tuple(
            (read_code(Word, each.said), each.at.date()) for each in _words(work.session, stands)
        ),
    )


def name_contact(work: Work, child_id: str, told: Named) -> None:
    """Name somebody; whom one named before is trusted no longer."""
    child = own(work, child_id, Permission.CONTACT_NAME)
    if not child.is_registered:
        raise Absent
    if not told.name or not told.contact:
        field = "contact" if told.name else "name"
        raise Invalid(field, N_("Write a name, and a telephone number or an address."))
    ground(work, child, "edit", DataClass.CONTACT)
    _end(work, child)

    token = work.random(TOKEN_BYTES).hex()
    stands = TrustedContact(
        child_ref=child.ref, by_ref=work.actor.ref, named_at=work.now(), digest=digest_of(token)
    )
    work.session.add(stands)
    name, contact = one_line(told.name, "name"), one_line(told.contact, "contact")
    value = {"name": name, "contact": contact, "token": token}
    work.vault.seal(stands.ref, Compartment.CONTACT, value, subject=child.ref)
    work.trail.record(Event.CONTACT_NAMED, child.ref, stands.ref)


def remove_contact(work: Work, child_id: str) -> None:
    """Trust nobody any more; name, address and link go at once."""
    child = own(work, child_id, Permission.CONTACT_NAME)
    _end(work, child)


def find_contact(work: Work, reference: str) -> str:
    """The id under which the desk sees a trusted contact; the same no for every reason."""
    work.require(Permission.CONTACT_CONFIRM)
    child = find_registered(work, reference)
    standing = [] if child is None else _standing(work.session, child.ref)
    if (
        child is None
        or not standing
        or is_guardian(work.session, child, work.actor.ref)
        or kept_away(work.session, [child.ref]).covers(work.actor)
    ):
        raise Invalid("reference", N_("Nobody is named here. Look at the reference again."))
    return str(standing[0].id)


def view_at_desk(work: Work, contact_id: str) -> DeskPage:
    """Whom a family trusts, for the one who makes sure of them or writes down what they say."""
    child, stands = _at_desk(work, contact_id)
    work.asks_why(child.ref, Permission.CONTACT_CONFIRM)
    try:
        told = work.vault.read(stands.ref, Compartment.CONTACT, _desk_permit(work, child))
    except Absent:
        told = {}
    return DeskPage(
        contact_id=contact_id,
        reference=child.reference,
        named=Named(told["name"], told["contact"]) if told else None,
        is_confirmed=stands.confirmed_at is not None,
        may_be_confirmed=bool(told) and assurance_of(work, child.ref) >= Assurance.AL2,
        is_silent=is_silent(work, child),
        others=tuple(
            str(each.id) for each in _standing(work.session, child.ref) if each is not stands
        ),
    )


def confirm_contact(work: Work, contact_id: str) -> None:
    """Record that the person agreed and showed who they are; once, and above AL1 only."""
    child, stands = _at_desk(work, contact_id)
    if assurance_of(work, child.ref) < Assurance.AL2:
        raise Conflict(N_("The guardian's papers have not been seen yet. Arrange that first."))
    if stands.confirmed_at is not None:
        return
    _desk_permit(work, child)
    stands.confirmed_by_ref, stands.confirmed_at = work.actor.ref, work.now()
    work.trail.record(Event.CONTACT_CONFIRMED, child.ref, stands.ref)
    _tell(work, child, stands, "contact_confirmed")


def write_down(work: Work, contact_id: str, word: Word) -> None:
    """Record what a trusted contact said to a worker: the method is assisted."""
    child, stands = _at_desk(work, contact_id)
    _speak(work, child, stands, word, helper=work.actor.ref)


def may_speak(work: Work, token: str) -> bool:
    """Is there anything for the holder of this link to say now? Absent for a link of nobody."""
    work.require(Permission.CONTACT_SPEAK)
    stands = _by_token(work.session, token)
    child = find(work.session, stands.child_ref.partition(":")[2])
    return stands.confirmed_at is not None and is_silent(work, child)


def speak(work: Work, token: str, word: Word) -> None:
    """Record what a trusted contact said by the link."""
    work.require(Permission.CONTACT_SPEAK)
    stands = _by_token(work.session, token)
    child = find(work.session, stands.child_ref.partition(":")[2])
    _speak(work, child, stands, word, helper=None)


def is_silent(work: Work, child: Child) -> bool:
    """Has the guardian let the yes to keep the record come to its last days, or past them?"""
    until = work.consent.standing(child.ref).until(STORE_DETAILS)
    if not child.is_registered or until is None:
        return False
    return work.now() >= until - rules.SPEAKS_BEFORE


def digest_of(token: str) -> str:
    """What is kept of a link: enough to know it again, too little to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _speak(
    work: Work, child: Child, stands: TrustedContact, word: Word, *, helper: str | None
) -> None:
    if stands.confirmed_at is None or not is_silent(work, child):
        raise Conflict(N_("Nothing has to be said now. Keep the link for later."))
    now = work.now()
    said = _words(work.session, stands)
    if any(each.said == word.value and now - each.at < rules.SAID_ANEW for each in said):
        return
    spoken = ContactWord(
        child_ref=child.ref, contact_ref=stands.ref, said=word.value, helper_ref=helper, at=now
    )
    work.session.add(spoken)
    work.trail.record(Event.CONTACT_SPOKE, child.ref, spoken.ref, said=word.value)
    if word is Word.DESK:
        raise_matter(work, child, Concern.CALL, spoken.ref)
    _tell(work, child, stands, "contact_spoke")


def _at_desk(work: Work, contact_id: str) -> tuple[Child, TrustedContact]:
    work.require(Permission.CONTACT_CONFIRM)
    key = uuid_of(f"{TrustedContact.kind}:{contact_id}", TrustedContact.kind)
    stands = None if key is None else work.session.get(TrustedContact, key)
    if stands is None or stands.ended_at is not None:
        raise Absent
    child = find(work.session, stands.child_ref.partition(":")[2])
    if not child.is_registered or is_guardian(work.session, child, work.actor.ref):
        raise Absent
    must_not_be_kept_away(work, child.ref)
    return child, stands


def _desk_permit(work: Work, child: Child) -> Permit:
    is_sealed = sealing_of(work.session, child.ref) is not None
    if is_sealed and not is_opened_by_two(work, child.ref):
        raise Absent
    purpose = KEEP_IF_SILENT if is_sealed else SHOW_CASEWORKERS
    return work.permit(child.ref, purpose, "open", DataClass.CONTACT)


def _by_token(session: Session, token: str) -> TrustedContact:
    query = select(TrustedContact).filter_by(digest=digest_of(token), ended_at=None)
    if (stands := session.scalar(query)) is None:
        raise Absent
    return stands


def _standing(session: Session, child_ref: str) -> list[TrustedContact]:
    """Everybody who is trusted, each by one guardian; who was named first comes first."""
    query = select(TrustedContact).filter_by(child_ref=child_ref, ended_at=None)
    return list(session.scalars(query.order_by(TrustedContact.named_at, TrustedContact.id)))


def _own_standing(work: Work, child: Child) -> TrustedContact | None:
    named = _standing(work.session, child.ref)
    return next((each for each in named if each.by_ref == work.actor.ref), None)


def _words(session: Session, stands: TrustedContact) -> list[ContactWord]:
    query = select(ContactWord).where(ContactWord.contact_ref == stands.ref)
    return list(session.scalars(query.order_by(ContactWord.at)))


def _end(work: Work, child: Child) -> None:
    if (stands := _own_standing(work, child)) is None:
        return
    stands.ended_at = work.now()
    work.vault.remove(stands.ref)
    work.trail.record(Event.CONTACT_REMOVED, child.ref, stands.ref)


def _tell(work: Work, child: Child, stands: TrustedContact, message: str) -> None:
    """Whoever named the contact is told of them, and nobody else: to others it is no news."""
    to = [who for who in may_be_written_to(work, child) if who == stands.by_ref]
    write(work, child, to, message)
