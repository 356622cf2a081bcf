"""An enrolment from the first page to the registration."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from consent import Assurance, Reason, Status
from registry.accounts.operations import find as find_account
from registry.authority import Permission
from registry.children import parts, rules
from registry.children.models import Child
from registry.children.operations.assenting import settle
from registry.children.operations.heeding import is_stopped_by_child, unheeded
from registry.children.operations.opening import (
    SAID,
    forget_what_was_said,
    is_apart,
    own,
    progress_of,
    seal_empty,
)
from registry.children.operations.speaking import (
    answer,
    drop_photos,
    refresh_traits,
    said_yes,
)
from registry.children.operations.stating import Stated, relate, stated_of
from registry.children.rules import Relationship, Reply
from registry.description import new_reference
from registry.errors import N_, Absent, Conflict
from registry.purposes import (
    CATALOGUE,
    CONTACT_ME,
    OWN_DRAFT,
    STORE_PHOTO,
    asked_at_enrolment,
)
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


def start_draft(work: Work, stated: Relationship) -> Child:
    """Begin a record with what the guardian is to the child; from here each page is kept."""
    work.require(Permission.CHILD_REGISTER)
    rules.check_relationship(stated)
    rules.may_start_another(_drafts(work))

    child = Child(
        reference=_free_reference(work),
        guardian_ref=work.actor.ref,
        started_on=work.now().date(),
    )
    work.session.add(child)
    work.vault.new_subject(child.ref)
    work.trail.record(Event.CHILD_DRAFTED, child.ref)
    work.consent.record_basis(subject=child.ref, kind=OWN_DRAFT, people=(work.actor.ref,))
    work.trail.record(Event.BASIS_RECORDED, child.ref, basis=OWN_DRAFT)
    relate(work, child, work.actor.ref, Stated(stated.capacity, Assurance.AL0, stated.with_others))
    work.vault.seal(child.ref, Compartment.IDENTITY, {SAID: []}, subject=child.ref)
    seal_empty(work, child)
    return child


def questions(work: Work, child: Child) -> tuple[str, ...]:
    """The purposes asked before this child is registered, in order."""
    has_photo = bool(work.photos.of(child.ref))
    asked = asked_at_enrolment(has_photo=has_photo, apart=is_apart(work.session, child.ref))
    known = work.consent.standing(child.guardian_ref).status(CONTACT_ME) is Status.ACTIVE
    # Who said for an older child how they may be reached is not asked again.
    return tuple(code for code in asked if code != CONTACT_ME or not known)


def answers(work: Work, child: Child) -> dict[str, bool | None]:
    """What the guardian said to each question of this enrolment; None where nothing is said."""
    return {code: said_yes(work, child, code) for code in questions(work, child)}


def next_question(work: Work, child: Child) -> str | None:
    """The first purpose that waits for a yes or no; None when each was answered."""
    return next((code for code, said in answers(work, child).items() if said is None), None)


def refused(work: Work, child: Child) -> tuple[str, ...]:
    """The required purposes the guardian said no to: the enrolment cannot go on with them."""
    return _refused(answers(work, child))


def answer_in_draft(work: Work, child_id: str, purpose: str, reply: Reply) -> None:
    """Record the answer to one of the questions of this enrolment, and to no other."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    if not child.is_draft or purpose not in questions(work, child):
        raise Absent
    answer(work, child_id, purpose, reply)


def is_confirmed(work: Work) -> bool:
    """Has whoever acts shown that the e-mail address is theirs?"""
    return find_account(work.session, work.actor.ref).confirmed_on is not None


def register_child(work: Work, child_id: str) -> Child:
    """Make a draft a record: from now on it is found by what was agreed to, and by nothing else."""
    work.require(Permission.CHILD_REGISTER)
    child = own(work, child_id, Permission.CHILD_EDIT)
    if child.is_registered:
        return child
    _may_be_registered(work, child)

    forget_what_was_said(work, child)
    stated = stated_of(work, child, Assurance.AL1)
    relate(work, child, child.guardian_ref, stated)
    child.registered_on = work.now().date()
    work.trail.record(Event.CHILD_REGISTERED, child.ref)
    work.consent.end_basis(subject=child.ref, kind=OWN_DRAFT, by=work.actor.ref)
    work.trail.record(Event.BASIS_ENDED, child.ref, basis=OWN_DRAFT)
    settle(work, child)
    _settle_photos(work, child)
    refresh_traits(work, child)
    work.trail.record(Event.RECEIPT_ISSUED, child.ref)
    language = find_account(work.session, work.actor.ref).language
    work.outbox.send("child_registered", to=work.actor.ref, about=child.ref, language=language)
    return child


def _may_be_registered(work: Work, child: Child) -> None:
    if not is_confirmed(work):
        raise Conflict(N_("Confirm your e-mail address first. What you wrote is kept."))
    if parts.still_needed(progress_of(work, child)):
        raise Conflict(N_("A few answers are still needed. The list shows which."))
    said = answers(work, child)
    if None in said.values():
        raise Conflict(N_("There are questions you have not answered with yes or no."))
    if is_stopped_by_child(work, child) or unheeded(work, child, tuple(said)):
        raise Conflict(
            N_(
                "Your child has to say yes first. After a no, a worker speaks with them: ring the "
                "help line. Nothing you wrote is lost."
            )
        )
    if _refused(said):
        raise Conflict(N_("Without this yes we cannot keep a record."))


def _refused(said: Mapping[str, bool | None]) -> tuple[str, ...]:
    return tuple(
        code for code, yes in said.items() if yes is False and CATALOGUE.purpose(code).required
    )


def _settle_photos(work: Work, child: Child) -> None:
    """A photo stays where the yes to it counts by now; any other goes."""
    standing = work.consent.standing(child.ref)
    waits_for_child = Reason.ASSENT_MISSING in standing.hurdles(STORE_PHOTO)
    if standing.status(STORE_PHOTO) is not Status.ACTIVE and not waits_for_child:
        drop_photos(work, child)
        return
    for photo in work.photos.of(child.ref):
        photo.is_draft = False
        work.trail.record(Event.PHOTO_AGREED, child.ref, photo.ref)


def _drafts(work: Work) -> int:
    query = select(func.count()).where(
        Child.guardian_ref == work.actor.ref,
        Child.registered_on.is_(None),
        Child.withdrawn_on.is_(None),
    )
    return work.session.scalar(query) or 0


def _free_reference(work: Work) -> str:
    while True:
        reference = new_reference(work.random)
        if work.session.scalar(select(Child.id).where(Child.reference == reference)) is None:
            return reference
