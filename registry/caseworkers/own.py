"""What somebody at the desk sees of their own: how they stand, and for whom they vouch."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from registry.authority import Permission, Relation
from registry.caseworkers import checklist
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.checklist import Acquaintance
from registry.caseworkers.dossier import facts_of, vouches_by
from registry.caseworkers.file import Item, items_of
from registry.caseworkers.people import PersonLine, line_of
from registry.description.codes import label
from registry.errors import Absent
from registry.work import Work


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own standing, with the checklist; no words about one are opened."""

    line: PersonLine
    items: tuple[Item, ...]
    has_evidence: bool


@dataclass(frozen=True, slots=True)
class Given:
    """For whom one vouches."""

    id: uuid.UUID
    badge: str
    how: str
    until: datetime


@dataclass(frozen=True, slots=True)
class VouchPage:
    """All for whom one vouches, and for how many more one may."""

    given: tuple[Given, ...]
    left: int


def view_credentials(work: Work) -> OwnPage:
    """One's own standing; absent for those who do not work here."""
    work.require(Permission.CREDENTIALS_VIEW, Relation.SELF)
    caseworker = caseworker_of(work.session, work.actor.ref)
    if caseworker is None:
        raise Absent
    facts = facts_of(work.session, caseworker, work.now())
    return OwnPage(
        line=line_of(work, caseworker),
        items=items_of(facts, work.now()),
        has_evidence=facts.has_evidence,
    )


def view_vouches(work: Work) -> VouchPage:
    """For whom one vouches, by badge."""
    work.require(Permission.VOUCH_GIVE)
    given = tuple(
        Given(vouch.id, person.badge, label(Acquaintance, vouch.how), vouch.until)
        for vouch, person in vouches_by(work.session, work.actor.ref, work.now())
    )
    return VouchPage(given, max(0, checklist.MOST_VOUCHES - len(given)))
