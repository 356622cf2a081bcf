"""Saying yes for longer, purpose by purpose, or letting a yes end on its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from consent import Status
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import answer, own, sealing_of
from registry.children.rules import Reply
from registry.consents import rules
from registry.consents.models import LeftToEnd
from registry.consents.operations.silence import wiped_after
from registry.consents.operations.standing import SHOWN, PurposeLine, line_of
from registry.errors import Absent
from registry.purposes import STORE_DETAILS
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class Ending:
    """One yes that ends soon, or has ended."""

    line: PurposeLine
    is_left: bool
    """The guardian was asked, and lets it end."""

    @property
    def is_over(self) -> bool:
        """Has it ended?"""
        return not self.line.is_live


@dataclass(frozen=True, slots=True)
class RenewalPage:
    """Everything that ends within 60 days; while a record is shut, the one yes that opens it."""

    child_id: str
    reference: str
    is_shut: bool
    is_sealed: bool
    wiped_on: date | None
    endings: tuple[Ending, ...]

    @property
    def next(self) -> str | None:
        """The first that waits for an answer."""
        return next((each.line.purpose for each in self.endings if not each.is_left), None)


def view_renewal(work: Work, child_id: str, language: str) -> RenewalPage:
    """What ends soon, each to be renewed on its own page or left to end."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    if not child.is_registered:
        raise Absent
    standing = work.consent.standing(child.ref)
    is_shut = standing.status(STORE_DETAILS) is Status.EXPIRED
    is_sealed = sealing_of(work.session, child.ref) is not None and is_shut
    return RenewalPage(
        child_id=str(child.id),
        reference=child.reference,
        is_shut=is_shut,
        is_sealed=is_sealed,
        wiped_on=wiped_after(work, child) if is_shut and not is_sealed else None,
        endings=tuple(
            ending
            for code in SHOWN
            if (ending := _ending(work, child, code, language)) is not None
            and (not is_shut or code == STORE_DETAILS)
        ),
    )


def renew(work: Work, child_id: str, purpose: str, reply: Reply) -> None:
    """Record a fresh yes; a no here only lets the yes end on its day."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    page = view_renewal(work, child_id, reply.language)
    found = next((each for each in page.endings if each.line.purpose == purpose), None)
    if found is None:
        raise Absent
    if reply.yes:
        answer(work, child_id, purpose, reply)
    elif found.line.until is not None and not found.is_left:
        left = LeftToEnd(
            child_ref=child.ref,
            purpose=purpose,
            ends_on=found.line.until.date(),
            by_ref=work.actor.ref,
            at=work.now(),
        )
        work.session.add(left)
        work.trail.record(Event.CONSENT_LEFT_TO_END, child.ref, left.ref, purpose=purpose)


def _ending(work: Work, child: Child, purpose: str, language: str) -> Ending | None:
    line = line_of(work, child, purpose, language)
    if line.status is Status.EXPIRED and line.may_be_asked:
        return Ending(line, is_left=False)
    horizon = work.now() + timedelta(days=max(rules.RENEWAL_STEPS) + 1)
    if line.status not in {Status.ACTIVE, Status.PENDING} or line.until is None:
        return None
    if line.until > horizon or not line.may_be_asked:
        return None
    left = select(LeftToEnd.id).where(
        LeftToEnd.child_ref == child.ref,
        LeftToEnd.purpose == purpose,
        LeftToEnd.ends_on == line.until.date(),
    )
    return Ending(line, work.session.scalar(left) is not None)
