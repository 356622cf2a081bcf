"""Stating what somebody is to a record: a fact in the ledger, its entry, and a row beside it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from consent import Alone, Assurance, Capacity, WithOthers
from registry.accounts.models import Account
from registry.children.models import Child, Guardianship
from registry.children.operations.opening import guardianship_of
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody is to a child or a claim, and how sure we are of it."""

    capacity: Capacity
    assurance: Assurance
    with_others: WithOthers = WithOthers.SOLE
    seen_by: str | None = None
    alone: Alone | None = None


def stated_of(work: Work, child: Child, assurance: Assurance, seen_by: str | None = None) -> Stated:
    """What the guardian who began a record said they are, as sure as we are now."""
    row = guardianship_of(work.session, child.ref)
    together = WithOthers(row.with_others)
    return Stated(Capacity(row.capacity), assurance, together, seen_by)


def state(work: Work, subject: str, speaker: str, stated: Stated) -> None:
    """State it in the ledger; the newest statement of each speaker counts."""
    work.consent.state_authority(
        subject=subject,
        speaker=speaker,
        capacity=stated.capacity,
        with_others=stated.with_others,
        assurance=stated.assurance,
        seen_by=stated.seen_by,
        alone=stated.alone,
    )
    others = () if speaker == work.actor.ref else (speaker,)
    work.trail.record(
        Event.AUTHORITY_STATED,
        subject,
        *others,
        assurance=stated.assurance.name,
        capacity=stated.capacity.value,
    )


def relate(work: Work, child: Child, speaker: str, stated: Stated) -> None:
    """State it of somebody who speaks for a child, and keep a row for each who has an account."""
    if speaker.startswith(f"{Account.kind}:"):
        last = select(func.max(Guardianship.place)).where(Guardianship.child_ref == child.ref)
        work.session.add(
            Guardianship(
                child_ref=child.ref,
                guardian_ref=speaker,
                capacity=stated.capacity.value,
                with_others=stated.with_others.value,
                place=(work.session.scalar(last) or 0) + 1,
                stated_on=work.now().date(),
            )
        )
        work.session.flush()
    state(work, child.ref, speaker, stated)
