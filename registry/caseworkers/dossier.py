"""All that a person's state follows from, gathered from records; nothing sealed is opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.factors import operations as factors
from registry.accounts.models import account_of
from registry.caseworkers.checklist import Facts
from registry.caseworkers.models import Caseworker, EvidenceHandedIn, Vouch
from registry.caseworkers.standing import Stops, approvals_of, checks_of, stops_of
from registry.storage.database import uuid_of


def facts_of(session: Session, caseworker: Caseworker, now: datetime) -> Facts:
    """What is on record of a person since they last left."""
    stops = stops_of(session, caseworker)
    account = account_of(session, caseworker.account_ref)
    return Facts(
        has_password=account is not None and account.password_hash is not None,
        has_evidence=evidence_of(session, caseworker, stops) is not None,
        checks=checks_of(session, caseworker, stops),
        vouching_agencies=tuple(
            each.by_agency_ref for each in vouches_for(session, caseworker, now, stops)
        ),
        agency_ref=caseworker.agency_ref,
        has_factor=factors.any_of(session, caseworker.account_ref),
        approvals=approvals_of(session, caseworker, stops),
        ending=stops.ending,
    )


def evidence_of(
    session: Session, caseworker: Caseworker, stops: Stops | None = None
) -> EvidenceHandedIn | None:
    """What a person handed in last, since they last left."""
    stops = stops or stops_of(session, caseworker)
    query = select(EvidenceHandedIn).where(
        EvidenceHandedIn.caseworker_ref == caseworker.ref, EvidenceHandedIn.at > stops.left_at
    )
    return session.scalar(query.order_by(EvidenceHandedIn.at.desc()).limit(1))


def vouches_for(
    session: Session, caseworker: Caseworker, now: datetime, stops: Stops | None = None
) -> list[Vouch]:
    """Who vouches for a person now, one vouch of each: none from before they last left."""
    left_at = (stops or stops_of(session, caseworker)).left_at
    query = select(Vouch).where(Vouch.caseworker_ref == caseworker.ref, Vouch.at > left_at)
    found = (each for each in session.scalars(query.order_by(Vouch.at)) if _is_live(each, now))
    return list({each.by_ref: each for each in found}.values())


def vouches_by(session: Session, account_ref: str, now: datetime) -> list[tuple[Vouch, Caseworker]]:
    """For whom somebody vouches now; a vouch for one who left counts no more."""
    query = select(Vouch).where(Vouch.by_ref == account_ref).order_by(Vouch.at)
    live = [each for each in session.scalars(query) if _is_live(each, now)]
    found = ((each, _person_of(session, each)) for each in live)
    return [(each, person) for each, person in found if each.at > stops_of(session, person).left_at]


def _person_of(session: Session, vouch: Vouch) -> Caseworker:
    return session.get_one(Caseworker, uuid_of(vouch.caseworker_ref, Caseworker.kind))


def _is_live(vouch: Vouch, now: datetime) -> bool:
    return vouch.ended_at is None and now < vouch.until
