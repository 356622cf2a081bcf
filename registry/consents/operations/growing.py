"""The 18th birthday: nobody but the young person decides, with an account and a paper of their own.

Until a worker has met them everything is on hold. From then on the record is theirs, and who spoke
for them before sees it no longer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, Authority, Capacity, Status
from consent.facts import OWN
from registry.accounts.operations import account_by_email
from registry.authority import Permission, Role
from registry.children.models import Child, Guardianship
from registry.children.operations import find, find_registered, is_apart, kept_away, own
from registry.children.operations.papers import note_papers
from registry.children.operations.stating import Stated, relate
from registry.children.operations.telling import may_be_written_to, write
from registry.children.rules import Papers
from registry.consents.models import ComingOfAge
from registry.consents.operations.inviting import coming_of, digest_of
from registry.errors import N_, Absent, Conflict, Invalid, SignInNeeded
from registry.purposes import MAJORITY_WHILE_MISSING, STORE_DETAILS
from registry.purposes.bands import DAYS_TO_ANSWER
from registry.storage.ages import days_of_majority
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class OfAgePage:
    """What a guardian is told of the birthday to come."""

    child_id: str
    reference: str
    day: date | None
    is_on_hold: bool
    is_apart: bool
    days_to_answer: int = DAYS_TO_ANSWER


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the link of a young person leads to."""

    is_signed_in: bool
    is_own: bool
    """This account has followed the link."""
    is_taken: bool
    """Another account has."""
    is_met: bool
    child_id: str | None
    """Once a worker has met them: where their record is."""


def view_of_age(work: Work, child_id: str) -> OfAgePage:
    """When one's own child comes of age, and what becomes of the record."""
    child = own(work, child_id, Permission.CHILD_VIEW)
    status = work.consent.standing(child.ref).status(STORE_DETAILS)
    return OfAgePage(
        child_id=str(child.id),
        reference=child.reference,
        day=days_of_majority(work.vault, [child.ref]).get(child.ref),
        is_on_hold=status is Status.MAJORITY_HOLD,
        is_apart=is_apart(work.session, child.ref),
    )


def view_invitation(work: Work, token: str) -> Invitation:
    """What a young person finds behind the link; it says nothing about the record."""
    work.require(Permission.MAJORITY_CLAIM)
    coming = _by_token(work.session, token)
    is_own = coming.account_ref == work.actor.ref
    is_met = is_own and coming.seen_at is not None
    return Invitation(
        is_signed_in=Role.VISITOR not in work.actor.roles,
        is_own=is_own,
        is_taken=coming.account_ref is not None and not is_own,
        is_met=is_met,
        child_id=coming.child_ref.partition(":")[2] if is_met else None,
    )


def take_over(work: Work, token: str) -> None:
    """Tie the record to the young person's own account; nothing opens before they were met."""
    work.require(Permission.MAJORITY_CLAIM)
    coming = _by_token(work.session, token)
    if Role.VISITOR in work.actor.roles:
        raise SignInNeeded
    child = find(work.session, coming.child_ref.partition(":")[2])
    if work.actor.ref in _others(work, child):
        raise Conflict(N_("This is for the young person. They need an account of their own."))
    if coming.account_ref == work.actor.ref:
        return
    if coming.account_ref is not None:
        raise Conflict(N_("Somebody has followed this link already. Ring the help line."))
    coming.account_ref, coming.claimed_at = work.actor.ref, work.now()
    work.trail.record(Event.MAJORITY_CLAIMED, child.ref, coming.ref)


def record_grown(work: Work, reference: str, email: str, papers: Papers) -> None:
    """Record that a young person was met and showed a paper: from now on the record is theirs.

    The link went to a guardian, so who followed it is not known by it. Whoever was met says which
    address is theirs, and it has to be the account that is waiting.
    """
    work.require(Permission.MAJORITY_RECORD)
    child = find_registered(work, reference)
    coming = None if child is None else coming_of(work.session, child)
    if child is None or coming is None or coming.account_ref is None or not _may(work, child):
        raise Invalid("reference", N_("This cannot be recorded. Look at the reference again."))
    young = account_by_email(work.session, work.keyring, email)
    if young is None or young.ref != coming.account_ref:
        raise Invalid(
            "email",
            N_(
                "Another account has followed the link. Ask the young person for the address of "
                "their own account. Is it this one? Then record nothing. A coordinator and a "
                "second person can free the link."
            ),
        )
    if coming.seen_at is not None:
        return
    if young.confirmed_on is None:
        raise Conflict(N_("They have to confirm their e-mail address first."))

    former = sorted(_others(work, child).intersection(may_be_written_to(work, child)))
    gone = Stated(Capacity.NONE_DETERMINED, Assurance.AL2, seen_by=work.actor.ref)
    for speaker in sorted(_everybody(work, child) - {young.ref}):
        relate(work, child, speaker, gone)
    note_papers(work, child, young.ref, papers)
    grown = Stated(Capacity.SELF_ADULT, Assurance.AL2, seen_by=work.actor.ref)
    relate(work, child, young.ref, grown)
    _end_going_on(work, child)
    child.guardian_ref = young.ref
    coming.seen_by_ref, coming.seen_at = work.actor.ref, work.now()
    work.trail.record(Event.MAJORITY_RECORDED, child.ref, coming.ref)
    write(work, child, (young.ref,), "of_age_met")
    write(work, child, former, "of_age_over")


def _everybody(work: Work, child: Child) -> set[str]:
    """Everybody who speaks for the child or ever did, with an account or without."""
    holders = {each.speaker for each in work.consent.standing(child.ref).holders}
    return holders | _speakers(work.session, child)


def _end_going_on(work: Work, child: Child) -> None:
    """Whoever was met is missing no longer, and decides."""
    if MAJORITY_WHILE_MISSING not in work.consent.standing(child.ref).bases:
        return
    work.consent.end_basis(subject=child.ref, kind=MAJORITY_WHILE_MISSING, by=work.actor.ref)
    work.trail.record(Event.BASIS_ENDED, child.ref, basis=MAJORITY_WHILE_MISSING)
    work.search.forget(child.ref)


def _speakers(session: Session, child: Child) -> set[str]:
    stated = select(Guardianship.guardian_ref).where(Guardianship.child_ref == child.ref)
    return {child.guardian_ref, *session.scalars(stated)}


def _others(work: Work, child: Child) -> set[str]:
    """Everybody who ever spoke for the child, but for the child: some spoke alone before 18."""
    standing = work.consent.standing(child.ref)
    every = _speakers(work.session, child)
    return {ref for ref in every if not _is_own(standing.authorities.get(ref))}


def _is_own(authority: Authority | None) -> bool:
    return authority is not None and authority.capacity in OWN


def _may(work: Work, child: Child) -> bool:
    is_of_them = work.actor.ref in _speakers(work.session, child)
    return not is_of_them and not kept_away(work.session, [child.ref]).covers(work.actor)


def _by_token(session: Session, token: str) -> ComingOfAge:
    query = select(ComingOfAge).where(ComingOfAge.digest == digest_of(token))
    coming = session.scalar(query)
    if coming is None:
        raise Absent
    return coming
