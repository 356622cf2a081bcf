"""Agencies and people a family wants kept away: said by the family, kept by every door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consent import DataClass
from registry.agencies.operations import (
    announced_until,
    is_announcing,
    is_verified,
    name_of,
    verified,
)
from registry.authority import Actor, Permission
from registry.caseworkers.models import Caseworker
from registry.children.models import Child, Exclusion
from registry.children.operations.opening import own
from registry.children.rules import Excluded
from registry.description import passage, read_code
from registry.errors import N_, Absent, Invalid
from registry.purposes import SHOW_CASEWORKERS
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class KeptAway:
    """Whom the families of some records want kept away: whole agencies, and accounts."""

    agencies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    def covers(self, actor: Actor) -> bool:
        """Is this person, or their agency, kept away?"""
        return actor.ref in self.people or (actor.agency_ref or "") in self.agencies


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """One agency of the public list; `new_until` while it is announced and may receive nothing."""

    id: str
    name: str
    country: str
    new_until: date | None
    is_excluded: bool


@dataclass(frozen=True, slots=True)
class ExclusionLine:
    """One wish on the family's page; what was written of a person is not shown again."""

    id: str
    concerns: Excluded
    agency: str
    since: date


@dataclass(frozen=True, slots=True)
class ExclusionsPage:
    """Everything the page says."""

    child_id: str
    reference: str
    lines: tuple[ExclusionLine, ...]
    agencies: tuple[AgencyChoice, ...]

    @property
    def announced(self) -> tuple[AgencyChoice, ...]:
        """The agencies that are new here."""
        return tuple(each for each in self.agencies if each.new_until is not None)


def view_exclusions(work: Work, child_id: str) -> ExclusionsPage:
    """Whom this guardian keeps away, and every agency there is, the new ones among them."""
    child = own(work, child_id, Permission.EXCLUSION_STATE)
    stated = _own_open(work, child)
    refs = {each.excluded_ref for each in stated}
    return ExclusionsPage(
        child_id=str(child.id),
        reference=child.reference,
        lines=tuple(
            ExclusionLine(
                str(each.id),
                read_code(Excluded, each.concerns),
                name_of(work.session, each.excluded_ref),
                each.at.date(),
            )
            for each in stated
        ),
        agencies=tuple(
            AgencyChoice(
                str(agency.id),
                agency.name,
                agency.country,
                _new_until(work.session, agency.ref, work.now()),
                agency.ref in refs,
            )
            for agency in verified(work.session, work.now())
        ),
    )


def exclude_agency(work: Work, child_id: str, agency_id: str) -> None:
    """Keep an agency of the public list away."""
    child = own(work, child_id, Permission.EXCLUSION_STATE)
    listed = {str(agency.id): agency.ref for agency in verified(work.session, work.now())}
    if agency_id not in listed:
        raise Invalid("agency", N_("Choose an agency on the list."))
    _state(work, child, Excluded.AGENCY, listed[agency_id])


def exclude_person(work: Work, child_id: str, concerns: Excluded, words: str | None) -> None:
    """Keep a person away, by a badge or in words; the answer is the same for every badge."""
    child = own(work, child_id, Permission.EXCLUSION_STATE)
    if concerns is Excluded.AGENCY:
        raise Absent
    if not words:
        raise Invalid("words", N_("Write a badge number, a name, or who it is to you."))
    known = _by_badge(work.session, words) if concerns is Excluded.CASEWORKER else None
    stated = _state(work, child, concerns, known)
    if stated is not None and known is None:
        said = {"words": passage(words, "words")}
        work.vault.seal(stated.ref, Compartment.SAFETY, said, subject=child.ref)


def end_exclusion(work: Work, child_id: str, exclusion_id: str) -> None:
    """Take one wish back."""
    child = own(work, child_id, Permission.EXCLUSION_STATE)
    stated = _find(work.session, exclusion_id)
    if stated not in _own_open(work, child):
        raise Absent
    stated.ended_at = work.now()
    work.vault.remove(stated.ref)
    work.trail.record(Event.EXCLUSION_ENDED, child.ref, stated.ref)


def kept_away(session: Session, refs: Collection[str]) -> KeptAway:
    """Whom the families of these records keep away; asked before anybody is given work."""
    stated = _open(session, [ref for ref in refs if ref.startswith(f"{Child.kind}:")])
    named = [(each.concerns, each.excluded_ref) for each in stated if each.excluded_ref]
    agency = Excluded.AGENCY.value
    return KeptAway(
        frozenset(ref for concerns, ref in named if concerns == agency),
        frozenset(ref for concerns, ref in named if concerns != agency),
    )


def with_wishes(session: Session) -> frozenset[str]:
    """The records whose family keeps somebody of the desk away, for whoever gives work out."""
    query = select(Exclusion.child_ref).where(
        Exclusion.ended_at.is_(None), Exclusion.excluded_ref.is_not(None)
    )
    return frozenset(session.scalars(query))


def must_not_be_kept_away(work: Work, child_ref: str) -> None:
    """Asked at every door of the desk: who is kept away finds nothing there."""
    if kept_away(work.session, [child_ref]).covers(work.actor):
        raise Absent


def words_on_exclusion(work: Work, child_ref: str) -> tuple[str, ...]:
    """What a family wrote of people to keep away; for a coordinator, before anybody is asked."""
    work.require(Permission.EXCLUSION_READ)
    stated = [each for each in _open(work.session, [child_ref]) if each.excluded_ref is None]
    if not stated:
        return ()
    permit = work.permit(child_ref, SHOW_CASEWORKERS, "open", DataClass.NOTES)
    read = (work.vault.read(each.ref, Compartment.SAFETY, permit) for each in stated)
    return tuple(str(said["words"]) for said in read if said.get("words"))


def may_receive(session: Session, child_ref: str, agency_ref: str, now: datetime) -> bool:
    """May anything of a record be sent to an agency? One kept away looks like one not there.

    Nothing sends so far: there is no export and no referral. Whoever builds the first of them asks
    here before each sending, not only when the yes is given. To compare a pair is no sending, and
    is guarded elsewhere: while an agency is announced, no role of its people stands
    (`caseworkers.standing`), and whom the family keeps away is never asked (`kept_away`).
    """
    return (
        is_verified(session, agency_ref, now)
        and not is_announcing(session, agency_ref, now)
        and agency_ref not in kept_away(session, [child_ref]).agencies
    )


def _state(
    work: Work, child: Child, concerns: Excluded, excluded_ref: str | None
) -> Exclusion | None:
    known = {each.excluded_ref for each in _own_open(work, child)} - {None}
    if excluded_ref in known:
        return None
    stated = Exclusion(
        child_ref=child.ref,
        concerns=concerns.value,
        excluded_ref=excluded_ref,
        by_ref=work.actor.ref,
        at=work.now(),
    )
    work.session.add(stated)
    work.trail.record(Event.EXCLUSION_STATED, child.ref, stated.ref)
    return stated


def _open(session: Session, refs: Collection[str]) -> list[Exclusion]:
    if not refs:
        return []
    query = select(Exclusion).where(Exclusion.child_ref.in_(refs), Exclusion.ended_at.is_(None))
    return list(session.scalars(query.order_by(Exclusion.at, Exclusion.id)))


def _own_open(work: Work, child: Child) -> list[Exclusion]:
    # Another guardian's wish is kept as well, but only who said it sees it or takes it back.
    said = _open(work.session, [child.ref])
    return [each for each in said if each.by_ref == work.actor.ref]


def _find(session: Session, exclusion_id: str) -> Exclusion:
    key = uuid_of(f"{Exclusion.kind}:{exclusion_id}", Exclusion.kind)
    stated = None if key is None else session.get(Exclusion, key)
    if stated is None:
        raise Absent
    return stated


def _by_badge(session: Session, words: str) -> str | None:
    badge = words.strip().upper()
    return session.scalar(
        select(Caseworker.account_ref).where(func.upper(Caseworker.badge) == badge)
    )


def _new_until(session: Session, agency_ref: str, now: datetime) -> date | None:
    """The day until which an agency is announced; None once families have had time to object."""
    until = announced_until(session, agency_ref)
    return until.date() if until is not None and now < until else None
