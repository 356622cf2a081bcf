"""Where each purpose of a record stands, for its guardian."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from consent import Reason, Status
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import is_apart, notice_for, own, subject_of
from registry.errors import Absent
from registry.purposes import (
    CATALOGUE,
    SEARCH_RELATIVE,
    STORE_DETAILS,
    asked_at_enrolment,
    offered_later,
)
from registry.work import Work

SHOWN: Final = (*asked_at_enrolment(has_photo=True, apart=True), *offered_later())
"""The purposes of a record's page, in order."""


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """One purpose: its question, where it stands, until when, and what it may wait for."""

    purpose: str
    title: str
    status: Status
    until: datetime | None
    waits_for_papers: bool
    waits_for_others: bool
    waits_for_child: bool
    is_childs_no: bool
    is_braked: bool
    is_required: bool
    may_be_asked: bool

    @property
    def is_live(self) -> bool:
        """Is there a yes to take back?"""
        return self.status.is_live

    @property
    def is_on_hold(self) -> bool:
        """Is it stopped for now?"""
        return self.status is Status.SUSPENDED

    @property
    def ends_all(self) -> bool:
        """Is it the one that everything rests on?"""
        return self.purpose == STORE_DETAILS


def view_consents(work: Work, child_id: str, language: str) -> list[PurposeLine]:
    """Every purpose of the record, in order."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    if not child.is_registered:
        raise Absent
    return [line_of(work, child, purpose, language) for purpose in SHOWN]


def view_one(work: Work, child_id: str, purpose: str, language: str) -> PurposeLine:
    """One purpose of the record."""
    if purpose not in SHOWN:
        raise Absent
    found = view_consents(work, child_id, language)
    return next(line for line in found if line.purpose == purpose)


def line_of(work: Work, child: Child, purpose: str, language: str) -> PurposeLine:
    """Where one purpose stands now."""
    standing = work.consent.standing(subject_of(child, purpose, work.actor.ref))
    line, status, hurdles = (
        standing.line(purpose),
        standing.status(purpose),
        standing.hurdles(purpose),
    )
    apart = is_apart(work.session, child.ref)
    return PurposeLine(
        purpose=purpose,
        title=notice_for(purpose, language).title,
        status=status,
        until=line.until if status.is_live else None,
        waits_for_papers=Reason.ASSURANCE_TOO_LOW in hurdles,
        waits_for_others=Reason.CO_CONSENT_MISSING in hurdles,
        waits_for_child=Reason.ASSENT_MISSING in hurdles,
        is_childs_no=Reason.DISSENT in hurdles,
        is_braked=Reason.RESTRICTED in hurdles,
        is_required=CATALOGUE.purpose(purpose).required,
        may_be_asked=purpose != SEARCH_RELATIVE or apart,
    )
