"""The link by which a young person of 18 comes to the record: sent, called off, or freed again."""

from __future__ import annotations

import hashlib
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.children.models import Child
from registry.children.operations import raise_matter
from registry.children.operations.telling import audience, may_be_written_to, write
from registry.children.rules import Concern
from registry.consents.models import ComingOfAge
from registry.consents.rules import speakers_of
from registry.errors import N_, Conflict
from registry.trail.events import Event
from registry.work import Work

TOKEN_BYTES: Final = 24


def digest_of(token: str) -> str:
    """What is kept of a link: enough to know it again, too little to make it."""
    return hashlib.sha256(token.encode()).hexdigest()


def coming_of(session: Session, child: Child) -> ComingOfAge | None:
    """How a young person of 18 was invited, if they were."""
    return session.scalar(select(ComingOfAge).where(ComingOfAge.child_ref == child.ref))


def is_theirs(session: Session, child: Child) -> bool:
    """Was the young person met, so that the record is theirs?"""
    coming = coming_of(session, child)
    return coming is not None and coming.seen_at is not None


def followed_by(session: Session, child: Child) -> str | None:
    """The account that followed the link, as long as a worker has met nobody with it."""
    coming = coming_of(session, child)
    return None if coming is None or coming.seen_at is not None else coming.account_ref


def invite(work: Work, child: Child) -> None:
    """Make the link on the 18th birthday, and send it to whoever can hand it on."""
    token = work.random(TOKEN_BYTES).hex()
    invited = ComingOfAge(child_ref=child.ref, digest=digest_of(token), invited_at=work.now())
    work.session.add(invited)
    work.trail.record(Event.MAJORITY_REACHED, child.ref, invited.ref)
    _send(work, child, invited, token)


def release(work: Work, child: Child) -> None:
    """Free a link that a wrong account followed: the old one leads nowhere, a new one is sent.

    The days to answer begin anew: nobody could answer by a link that was taken.
    """
    coming = coming_of(work.session, child)
    wrong = followed_by(work.session, child)
    if coming is None or wrong is None:
        raise Conflict(N_("Nobody has followed this link, or a worker has met them already."))
    token = work.random(TOKEN_BYTES).hex()
    coming.account_ref = coming.claimed_at = None
    coming.digest, coming.invited_at = digest_of(token), work.now()
    work.trail.record(Event.MAJORITY_RELEASED, child.ref, coming.ref, wrong)
    _send(work, child, coming, token)


def call_off(work: Work, child: Child) -> None:
    """Take an invitation back: they are no grown person yet, and its link leads nowhere."""
    coming = coming_of(work.session, child)
    if coming is not None and coming.seen_at is None:
        work.session.delete(coming)
        work.trail.record(Event.MAJORITY_CALLED_OFF, child.ref, coming.ref)


def _send(work: Work, child: Child, coming: ComingOfAge, token: str) -> None:
    to = audience(work, child, _messengers(work, child))
    write(work, child, to, "of_age", token=token)
    if not to:
        raise_matter(work, child, Concern.CALL, coming.ref)


def _messengers(work: Work, child: Child) -> frozenset[str]:
    """Who gets the link: the young person themself, or who began the record, or who keeps it."""
    standing, to = work.consent.standing(child.ref), may_be_written_to(work, child)
    own = frozenset(who for who in to if standing.authorities[who].is_own)
    began = frozenset({child.guardian_ref}) & frozenset(to)
    return own or began or speakers_of(standing)
