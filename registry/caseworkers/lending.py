"""Agencies lend each other reviewers: one lead offers, another agrees, and either ends it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.agencies.models import Agency
from registry.agencies.operations import is_announcing, is_verified, name_of, verified
from registry.authority import Permission, Role
from registry.caseworkers.models import Caseworker, Loan
from registry.caseworkers.standing import standing_of
from registry.errors import N_, Absent, Conflict, Invalid
from registry.storage.database import uuid_of
from registry.trail.events import Event
from registry.work import Work

LONGEST: Final = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom a lead lends, to which agency, for how many days."""

    badge: str
    to_agency_ref: str
    days: int


@dataclass(frozen=True, slots=True)
class LoanLine:
    """One loan as a lead of either side reads it."""

    id: uuid.UUID
    badge: str
    lender: str
    borrower: str
    until: datetime
    is_agreed: bool
    may_agree: bool


@dataclass(frozen=True, slots=True)
class LoanPage:
    """The loans of an agency, and whom it could lend to whom."""

    lines: tuple[LoanLine, ...]
    own: tuple[str, ...]
    others: tuple[Agency, ...]


def offer_loan(work: Work, offer: Offer) -> Loan:
    """Lend a reviewer of one's own agency. It counts once the other agency's lead has agreed."""
    work.require(Permission.LOAN_KEEP)
    if offer.badge not in _own_reviewers(work):
        raise Invalid("badge", N_("Choose a caseworker of your agency who works here now."))
    if offer.to_agency_ref not in {each.ref for each in _others(work)}:
        raise Invalid("agency", N_("Choose another agency that works here now."))
    if not timedelta(0) < timedelta(days=offer.days) <= LONGEST:
        raise Invalid("days", N_("Choose an end that is within 180 days."))
    person = work.session.scalars(select(Caseworker).where(Caseworker.badge == offer.badge)).one()
    loan = Loan(
        caseworker_ref=person.ref,
        from_agency_ref=work.actor.agency_ref or "",
        to_agency_ref=offer.to_agency_ref,
        by_ref=work.actor.ref,
        at=work.now(),
        until=work.now() + timedelta(days=offer.days),
    )
    work.session.add(loan)
    work.trail.record(Event.LOAN_OFFERED, person.ref, loan.ref)
    return loan


def agree_loan(work: Work, loan_id: uuid.UUID) -> None:
    """Agree, as a lead of the agency that borrows."""
    loan = _find(work, loan_id)
    if loan.to_agency_ref != work.actor.agency_ref:
        raise Absent
    if loan.until <= work.now():
        raise Conflict(N_("This loan is over."))
    if loan.agreed_at is None:
        loan.agreed_by_ref, loan.agreed_at = work.actor.ref, work.now()
        work.trail.record(Event.LOAN_AGREED, loan.caseworker_ref, loan.ref)


def end_loan(work: Work, loan_id: uuid.UUID) -> None:
    """End a loan, as a lead of either agency."""
    loan = _find(work, loan_id)
    if loan.until > work.now():
        loan.until = work.now()
        work.trail.record(Event.LOAN_ENDED, loan.caseworker_ref, loan.ref)


def view_loans(work: Work) -> LoanPage:
    """The loans from and to one's own agency that are not over."""
    work.require(Permission.LOAN_KEEP)
    own = work.actor.agency_ref
    query = select(Loan).where(
        or_(Loan.from_agency_ref == own, Loan.to_agency_ref == own), Loan.until > work.now()
    )
    return LoanPage(
        lines=tuple(_line(work, each) for each in work.session.scalars(query.order_by(Loan.at))),
        own=tuple(_own_reviewers(work)),
        others=tuple(_others(work)),
    )


def borrowers_of(session: Session, now: datetime) -> dict[str, frozenset[str]]:
    """Who is lent now, by the reference of the person: to which agencies."""
    query = select(Loan).where(Loan.agreed_at <= now, Loan.until > now)
    lent: dict[str, frozenset[str]] = {}
    for each in session.scalars(query):
        if is_verified(session, each.to_agency_ref, now):
            earlier = lent.get(each.caseworker_ref, frozenset())
            lent[each.caseworker_ref] = earlier | {each.to_agency_ref}
    return lent


def _find(work: Work, loan_id: uuid.UUID) -> Loan:
    work.require(Permission.LOAN_KEEP)
    loan = work.session.get(Loan, loan_id)
    if loan is None or work.actor.agency_ref not in {loan.from_agency_ref, loan.to_agency_ref}:
        raise Absent
    return loan


def _own_reviewers(work: Work) -> list[str]:
    query = select(Caseworker).where(Caseworker.agency_ref == work.actor.agency_ref)
    return [
        each.badge
        for each in work.session.scalars(query.order_by(Caseworker.badge))
        if Role.CASEWORKER in standing_of(work.session, each, work.now()).roles
    ]


def _others(work: Work) -> list[Agency]:
    return [
        each
        for each in verified(work.session, work.now())
        if each.ref != work.actor.agency_ref
        and not is_announcing(work.session, each.ref, work.now())
    ]


def _line(work: Work, loan: Loan) -> LoanLine:
    person = work.session.get_one(Caseworker, uuid_of(loan.caseworker_ref, Caseworker.kind))
    is_borrower = loan.to_agency_ref == work.actor.agency_ref
    return LoanLine(
        id=loan.id,
        badge=person.badge,
        lender=name_of(work.session, loan.from_agency_ref),
        borrower=name_of(work.session, loan.to_agency_ref),
        until=loan.until,
        is_agreed=loan.agreed_at is not None,
        may_agree=is_borrower and loan.agreed_at is None,
    )
