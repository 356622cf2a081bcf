"""What the worker clears away: drafts nobody finished, old claims, and pairs of what is wiped."""

from __future__ import annotations

from sqlalchemy import or_, select

from registry.accounts.operations import find as find_account
from registry.authority import Permission
from registry.claims.models import Candidate, Claim, SetAside
from registry.claims.operations.closing import wipe
from registry.claims.operations.finding import closing_of, is_taken_back
from registry.claims.operations.pairs import reviews
from registry.claims.rules import DRAFT_LIVES
from registry.description import ClosureReason
from registry.retention import TWO_YEARS
from registry.storage.erasure import Erasure
from registry.trail.events import Event
from registry.work import Work


def tidy(work: Work) -> int:
    """Let old drafts and old claims lapse and drop dead pairs; how much was there?"""
    work.require(Permission.ERASURE_RUN)
    return _lapse(work) + _end_old(work) + _drop_pairs(work)


def _lapse(work: Work) -> int:
    oldest = work.now().date() - DRAFT_LIVES
    stale = select(Claim).where(Claim.filed_at.is_(None), Claim.started_on < oldest)
    drafts = [
        claim
        for claim in work.session.scalars(stale).all()
        if not is_taken_back(work.session, claim.ref)
    ]
    for claim in drafts:
        wipe(work, claim)
    return len(drafts)


def _end_old(work: Work) -> int:
    """Wipe claims 24 months after they were filed; who was not told of an end is told now."""
    query = select(Claim).where(Claim.filed_at < work.now() - TWO_YEARS)
    old = [
        claim
        for claim in work.session.scalars(query).all()
        if not is_taken_back(work.session, claim.ref)
    ]
    for claim in old:
        is_news = closing_of(work.session, claim.ref) is None
        wipe(work, claim, ClosureReason.OTHER)
        if is_news:
            language = find_account(work.session, claim.claimant_ref).language
            work.outbox.send("claim_closed", to=claim.claimant_ref, language=language)
    return len(old)


def _drop_pairs(work: Work) -> int:
    """A pair that was reviewed stays: its review speaks of it."""
    wiped = select(Erasure.subject_ref).where(Erasure.closed_at.is_not(None))
    query = select(Candidate).where(
        or_(Candidate.seeking_ref.in_(wiped), Candidate.holding_ref.in_(wiped))
    )
    reviewed = reviews(work.session)
    dead = [pair for pair in work.session.scalars(query).all() if pair.ref not in reviewed]
    for pair in dead:
        work.trail.record(Event.CANDIDATE_DROPPED, pair.ref)
        for put in work.session.scalars(
            select(SetAside).where(SetAside.candidate_ref == pair.ref)
        ).all():
            work.session.delete(put)
        work.session.delete(pair)
    return len(dead)
