"""Closing an account: what stands in the way, and what goes in that very act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import column, delete, select, table

from registry.accounts.factors.operations import drop_all as drop_factors
from registry.accounts.models import Account, AddressLink, EntryLink
from registry.accounts.operations import find as find_account
from registry.authority import Permission, Relation
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.standing import grants_of
from registry.children.models import Child, Guardianship, Leaving
from registry.children.operations import is_gone, is_guardian
from registry.children.operations.speaking import on_screen
from registry.claims.models import Claim
from registry.claims.operations.finding import is_taken_back
from registry.consents import rules as consents
from registry.errors import N_, Conflict
from registry.storage.database import uuid_of
from registry.storage.erasure import Erasure
from registry.trail.events import Event
from registry.work import Work

_SESSIONS: Final = table("web_sessions", column("account_ref"))
# Written as a table, for its rows belong to the web, which is above every operation's reach.


@dataclass(frozen=True, slots=True)
class Standing:
    """A record or a claim that is to be wiped first."""

    id: str
    reference: str
    is_claim: bool
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ClosingPage:
    """What closing the account means for whoever acts, and what stands in the way."""

    standing: tuple[Standing, ...]
    works_here: bool
    last_backup_day: date

    @property
    def may_be_closed(self) -> bool:
        """Does nothing stand in the way?"""
        return not self.standing and not self.works_here


def view_closing(work: Work) -> ClosingPage:
    """What stands in the way of closing one's own account, and what follows from it."""
    work.require(Permission.ACCOUNT_CLOSE, Relation.SELF)
    account = find_account(work.session, work.actor.ref)
    return ClosingPage(
        standing=(*_records(work, account.ref), *_claims(work, account.ref)),
        works_here=works_here(work, account.ref),
        last_backup_day=consents.last_backup_day(work.now()),
    )


def close_own(work: Work) -> date:
    """Close one's own account; the last day on which a backup could open anything of it."""
    page = view_closing(work)
    if page.works_here:
        raise Conflict(N_("You work here. An administrator has to end that first."))
    if page.standing:
        raise Conflict(N_("Something of yours is still kept. Wipe it first, then come back."))
    close(work, find_account(work.session, work.actor.ref))
    return page.last_backup_day


def close(work: Work, account: Account) -> None:
    """End an account for good: nobody signs in to it, nothing of it opens, and its key goes.

    What a person said stays in the ledger by a random number, and so does the trail.
    """
    now, ref = work.now(), account.ref
    account.closed_on = now.date()
    account.email_index = account.password_hash = account.confirmed_on = None
    work.trail.record(Event.ACCOUNT_CLOSED, ref)
    standing = work.consent.standing(ref)
    if ref in standing.authorities:
        for act in work.consent.withdraw_all(
            subject=ref, speaker=ref, expression=on_screen(account.language)
        ):
            work.trail.record(Event.CONSENT_WITHDRAWN, ref, purpose=act.purpose)
    for kind in sorted(standing.bases):
        work.consent.end_basis(subject=ref, kind=kind, by=work.actor.ref)
        work.trail.record(Event.BASIS_ENDED, ref, basis=kind)
    work.outbox.drop_all(ref)
    _drop_links(work, ref)
    drop_factors(work, account)
    work.session.execute(delete(_SESSIONS).where(_SESSIONS.c.account_ref == ref))
    work.session.add(Erasure(subject_ref=ref, asked_at=now, due_at=now))


def holds_something(work: Work, account: Account) -> bool:
    """Is there anything an account is still needed for? Also to see what became of a record."""
    ref = account.ref
    is_of_desk = caseworker_of(work.session, ref) is not None
    return is_of_desk or bool(_of_theirs(work, ref) or _claims(work, ref))


def works_here(work: Work, account_ref: str) -> bool:
    """Does this person have a role at the desk, or wait for one?"""
    worker = caseworker_of(work.session, account_ref)
    return worker is not None and bool(grants_of(work.session, worker, work.now()))


def _records(work: Work, account_ref: str) -> list[Standing]:
    return [
        Standing(str(child.id), child.reference, is_claim=False, is_draft=child.is_draft)
        for child in _of_theirs(work, account_ref)
        if is_guardian(work.session, child, account_ref)
        and not is_gone(work.session, child, account_ref)
    ]


def _of_theirs(work: Work, account_ref: str) -> list[Child]:
    """Every record they spoke for and that still has a row, those taken back among them."""
    spoke = select(Guardianship.child_ref).where(Guardianship.guardian_ref == account_ref)
    left = select(Leaving.child_ref).where(Leaving.holder_ref == account_ref)
    refs = set(work.session.scalars(spoke.union(left)))
    ids = [key for ref in refs if (key := uuid_of(ref, Child.kind)) is not None]
    begun = select(Child).where((Child.guardian_ref == account_ref) | Child.id.in_(ids))
    return list(work.session.scalars(begun.order_by(Child.started_on, Child.id)))


def _claims(work: Work, account_ref: str) -> list[Standing]:
    """The claims they did not take back. Whether the desk closed one is told on fixed days only."""
    query = select(Claim).where(Claim.claimant_ref == account_ref, Claim.claim_kind != "found")
    return [
        Standing(str(claim.id), claim.reference, is_claim=True, is_draft=claim.is_draft)
        for claim in work.session.scalars(query)
        if not is_taken_back(work.session, claim.ref)
    ]


def _drop_links(work: Work, account_ref: str) -> None:
    query = select(AddressLink).where(AddressLink.account_ref == account_ref)
    entries = select(EntryLink).where(EntryLink.account_ref == account_ref)
    for link in (*work.session.scalars(query), *work.session.scalars(entries)):
        work.vault.remove(link.ref)
        work.trail.record(Event.LINK_CLOSED, account_ref, link.ref)
        work.session.delete(link)
