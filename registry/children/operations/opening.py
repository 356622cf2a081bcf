"""Finding a child record and opening its parts; every opening needs a permit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, Capacity, DataClass, Permit
from registry.authority import Permission, Relation
from registry.children.models import Child, Guardianship, Leaving, Parting
from registry.children.rules import Anyone, Progress, Safety
from registry.description import Description, Sensitive, Withheld, read_code
from registry.errors import Absent, Withdrawn
from registry.purposes import MAJORITY_WHILE_MISSING, OWN_DRAFT, STORE_DETAILS
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.work import Work

IDENTITY = ("names", "person")
"""The groups of a description sealed as who the child is; the others are sealed apart from them."""
SAID: Final = "said"
"""Under this name, beside who the child is: which of the pages below were answered in a form."""
LOCKED_APART: Final = (Compartment.WITHHELD, Compartment.SENSITIVE, Compartment.HEALTH)
"""What every record has, with nothing in it where nothing was said."""


def find(session: Session, child_id: str) -> Child:
    """The record of an id, whoever asks; the caller must know why it may."""
    key = uuid_of(f"child:{child_id}", Child.kind)
    child = None if key is None else session.get(Child, key)
    if child is None:
        raise Absent
    return child


def find_registered(work: Work, reference: str) -> Child | None:
    """The record that stands under a public reference; None for a draft, or one taken back."""
    child = work.session.scalar(select(Child).where(Child.reference == reference))
    if child is None or not child.is_registered:
        return None
    work.watch.reached(child.ref)
    return child


def own(work: Work, child_id: str, permission: Permission) -> Child:
    """The record of an id, if whoever acts is a guardian of it and did not take it back."""
    child = find(work.session, child_id)
    if not did_speak(work.session, child, work.actor.ref):
        raise Absent
    work.require(permission, Relation.GUARDIAN)
    if is_gone(work.session, child, work.actor.ref):
        raise Withdrawn
    work.opens_own(child.ref)
    return child


def is_guardian(session: Session, child: Child, account_ref: str) -> bool:
    """Does this person speak for the child: as who began the record, or as one recorded later?"""
    if child.guardian_ref == account_ref:
        return True
    stated = _stated(session, child.ref, account_ref)
    return stated is not None and stated.capacity != Capacity.NONE_DETERMINED.value


def did_speak(session: Session, child: Child, account_ref: str) -> bool:
    """Does this person speak for the child, or did they until the record was taken back?

    What they said they were to the child is wiped with it; that it is gone for them is kept.
    """
    return (
        is_guardian(session, child, account_ref)
        or leaving_of(session, child.ref, account_ref) is not None
    )


def is_gone(session: Session, child: Child, account_ref: str) -> bool:
    """Was the record taken back, as far as this person can see?"""
    return gone_on(session, child, account_ref) is not None


def gone_on(session: Session, child: Child, account_ref: str) -> date | None:
    """The day on which it was taken back, as far as this person can see."""
    leaving = leaving_of(session, child.ref, account_ref)
    return child.withdrawn_on if leaving is None else leaving.asked_at.date()


def leaving_of(session: Session, child_ref: str, account_ref: str) -> Leaving | None:
    """How a guardian took everything back while another's yes stands, if they did."""
    query = select(Leaving).where(Leaving.child_ref == child_ref, Leaving.holder_ref == account_ref)
    return session.scalar(query)


def ground(work: Work, child: Child, operation: str, *classes: DataClass) -> Permit:
    """Why the guardian may open the own record: the draft's basis, then the yes to keep it."""
    if child.is_draft:
        return work.permit_on_basis(child.ref, OWN_DRAFT, operation, *classes)
    return work.permit(child.ref, STORE_DETAILS, operation, *classes)


def describe(work: Work, child_ref: str, *permits: Permit) -> Description:
    """What is told about a child; sensitive and withheld facts are not in it."""
    identity = work.vault.read(child_ref, Compartment.IDENTITY, *permits)
    narrative = work.vault.read(child_ref, Compartment.NARRATIVE, *permits)
    return Description.from_dict({**identity, **narrative})


def withheld_of(work: Work, child_ref: str, *permits: Permit) -> Withheld:
    """The facts only the family would know."""
    return Withheld.from_dict(work.vault.read(child_ref, Compartment.WITHHELD, *permits))


def sensitive_of(work: Work, child_ref: str, *permits: Permit) -> Sensitive:
    """Nationality, ethnic group and faith, where the family chose to tell them."""
    return Sensitive.from_dict(work.vault.read(child_ref, Compartment.SENSITIVE, *permits))


def health_of(work: Work, child_ref: str, *permits: Permit) -> str | None:
    """Health or help needed, in the family's words."""
    words = work.vault.read(child_ref, Compartment.HEALTH, *permits).get("words")
    return str(words) if words else None


def safety_of(work: Work, child_ref: str, *permits: Permit) -> Safety:
    """Who must not be told; where nobody was asked yet, it is not assessed.

    Each who speaks for a child answers for themselves, and the most careful answer counts: a
    dangerous guardian could else take the other one's warning back.
    """
    owners = {child_ref, *_owners_of_safety(work.session, child_ref).values()}
    said = (work.vault.find(owner, Compartment.SAFETY) for owner in sorted(owners))
    told = [work.vault.open(each, *permits) for each in said if each is not None]
    return Safety.most_careful(
        Safety(read_code(Anyone, each.get("anyone", ""), "anyone"), each.get("words"))
        for each in told
    )


def owner_of_safety(session: Session, child: Child, account_ref: str) -> str:
    """Where the answer of one guardian on safety is sealed: apart from every other one's."""
    owner = _owners_of_safety(session, child.ref).get(account_ref)
    if owner is None:
        raise Absent
    return owner


def _owners_of_safety(session: Session, child_ref: str) -> dict[str, str]:
    # The first statement of each guardian stays for good; whoever began the record answers in it.
    query = select(Guardianship).where(Guardianship.child_ref == child_ref)
    owners: dict[str, str] = {}
    for stated in session.scalars(query.order_by(Guardianship.place)):
        owners.setdefault(stated.guardian_ref, stated.ref if owners else child_ref)
    return owners


def guardianship_of(
    session: Session, child_ref: str, account_ref: str | None = None
) -> Guardianship:
    """What a guardian is to the child: who began the record, or the one named.

    The newest statement of each counts.
    """
    first = account_ref or find(session, child_ref.removeprefix("child:")).guardian_ref
    stated = _stated(session, child_ref, first)
    if stated is None:
        raise Absent
    return stated


def _stated(session: Session, child_ref: str, account_ref: str) -> Guardianship | None:
    query = select(Guardianship).where(
        Guardianship.child_ref == child_ref, Guardianship.guardian_ref == account_ref
    )
    return session.scalars(query.order_by(Guardianship.place.desc()).limit(1)).first()


def parting_of(session: Session, child_ref: str) -> Parting | None:
    """The separation that is open, if child and family are apart."""
    query = select(Parting).where(Parting.child_ref == child_ref, Parting.ended_at.is_(None))
    return session.scalar(query)


def is_apart(session: Session, child_ref: str) -> bool:
    """Are child and family marked apart?"""
    return parting_of(session, child_ref) is not None


def is_still_missing(work: Work, child_ref: str) -> bool:
    """Did two people decide to go on for somebody who is grown, apart, and cannot be asked?"""
    basis = work.consent.standing(child_ref).bases.get(MAJORITY_WHILE_MISSING)
    return basis is not None and work.now() < basis.until and is_apart(work.session, child_ref)


def assurance_of(work: Work, child_ref: str) -> Assurance:
    """How sure we are that the guardian may speak for the child."""
    child = find(work.session, child_ref.removeprefix("child:"))
    return work.consent.standing(child_ref).assurance(child.guardian_ref)


def progress_of(work: Work, child: Child) -> Progress:
    """Which pages hold an answer; for the guardian's own list."""
    permit = ground(work, child, "view", DataClass.DETAILS)
    identity = work.vault.read(child.ref, Compartment.IDENTITY, permit)
    narrative = work.vault.read(child.ref, Compartment.NARRATIVE, permit)
    # Every record has the groups that are locked apart; which of them were answered stands inside.
    said = identity.get(SAID, _sealed(work, child.ref))
    answered = {"relationship", *identity, *narrative, *said} - {SAID}
    if work.vault.find(child.ref, Compartment.SAFETY) is not None:
        answered.add("safety")
    if child.whereabouts_on is not None:
        answered.add("whereabouts")
    photos = len(work.photos.of(child.ref))
    return Progress(frozenset(answered), is_apart(work.session, child.ref), photos)


def _sealed(work: Work, child_ref: str) -> Iterable[str]:
    """Of a form begun before every record had them: that something lies there said so."""
    for compartment in LOCKED_APART:
        if work.vault.find(child_ref, compartment) is not None:
            yield compartment.value


def forget_what_was_said(work: Work, child: Child) -> None:
    """Drop the list of answered pages once a form becomes a record, and fill up what it lacks."""
    identity = work.vault.read(
        child.ref, Compartment.IDENTITY, ground(work, child, "edit", DataClass.DETAILS)
    )
    identity.pop(SAID, None)
    work.vault.seal(child.ref, Compartment.IDENTITY, identity, subject=child.ref)
    seal_empty(work, child)


def seal_empty(work: Work, child: Child) -> int:
    """Give a record each group it lacks, with nothing in it; how many were that?

    That one had a word on health or faith could else be read off the disk.
    """
    lacks = [
        each
        for each in (Compartment.NARRATIVE, *LOCKED_APART)
        if work.vault.find(child.ref, each) is None
    ]
    for compartment in lacks:
        work.vault.seal(child.ref, compartment, {}, subject=child.ref)
    return len(lacks)
