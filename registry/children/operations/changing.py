"""Changing what is told about a child: the same pages for a draft and for a record that stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, cast

from consent import DataClass
from registry.authority import Permission
from registry.children import parts, rules
from registry.children.models import Child, Parting
from registry.children.operations.assenting import settle
from registry.children.operations.birth import must_keep_its_bands
from registry.children.operations.opening import (
    IDENTITY,
    SAID,
    assurance_of,
    describe,
    ground,
    own,
    owner_of_safety,
    parting_of,
    progress_of,
)
from registry.children.operations.speaking import refresh_traits
from registry.children.operations.stating import Stated, relate
from registry.children.rules import Relationship, Safety, Whereabouts
from registry.description import (
    GROUPS,
    Family,
    Group,
    Mark,
    Marks,
    Names,
    Person,
    Relative,
    Sensitive,
    Withheld,
)
from registry.errors import N_, Absent, Conflict
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """Where a saved page leads: to another page of the enrolment, to its list, or to the record."""

    is_draft: bool
    page: str | None = None


def save_group(work: Work, child_id: str, name: str, told: Group) -> Step:
    """Keep one group of the description."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    if isinstance(told, Names):
        rules.check_names(told)
    if isinstance(told, Person):
        rules.check_person(told, work.now().date())

    def change(before: Group) -> Group:
        if isinstance(told, Person) and isinstance(before, Person):
            kept = rules.same_age_keeps_its_day(before, told)
            must_keep_its_bands(work, child, before, kept)
            return kept
        return told

    _change(work, child, name, change)
    return step(work, child, name)


def add_mark(work: Work, child_id: str, mark: Mark) -> None:
    """Add one mark to the list."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    _change(work, child, "marks", lambda told: Marks((*cast("Marks", told).each, mark)))


def add_relative(work: Work, child_id: str, person: Relative) -> None:
    """Add one person to the list; a list of twelve is full."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    _change(work, child, "family", lambda told: Family((*cast("Family", told).each, person)))


def take_mark_away(work: Work, child_id: str, place: int, length: int) -> None:
    """Take one mark off the list, as it was when the page was shown."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    _change(
        work, child, "marks", lambda told: Marks(_without(cast("Marks", told).each, place, length))
    )


def take_relative_away(work: Work, child_id: str, place: int, length: int) -> None:
    """Take one person off the list, as it was when the page was shown."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    _change(
        work,
        child,
        "family",
        lambda told: Family(_without(cast("Family", told).each, place, length)),
    )


def state_relationship(work: Work, child_id: str, stated: Relationship) -> Step:
    """State anew what the guardian is to the child; once papers count, people do that."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    if not child.is_draft:
        raise Conflict(N_("Ask the help line to change this. Someone has to look at your papers."))
    rules.check_relationship(stated)
    assurance = assurance_of(work, child.ref)
    anew = Stated(stated.capacity, assurance, stated.with_others)
    relate(work, child, child.guardian_ref, anew)
    return step(work, child, "relationship")


def state_whereabouts(work: Work, child_id: str, stated: Whereabouts) -> Step:
    """Mark child and family together, or apart since about when."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    rules.check_whereabouts(stated, work.now().date())
    parting = parting_of(work.session, child.ref)
    since = rules.plain_day(stated.since)
    if parting is not None and (not stated.apart or parting.since != since):
        parting.ended_at = work.now()
        parting = None
    if stated.apart and parting is None:
        work.session.add(Parting(child_ref=child.ref, since=since, stated_at=work.now()))
    child.whereabouts_on = work.now().date()
    work.trail.record(Event.CHILD_CHANGED, child.ref, groups=["whereabouts"])
    work.session.flush()
    if child.is_registered:
        settle(work, child)
        refresh_traits(work, child)
    return step(work, child, "whereabouts")


def save_safety(work: Work, child_id: str, told: Safety) -> Step:
    """Keep who must not be told, as this guardian says it beside every other one.

    It is never shown again here: somebody may look on.
    """
    child = own(work, child_id, Permission.CHILD_EDIT)
    ground(work, child, "edit", DataClass.DETAILS)
    value = {"anyone": told.anyone.value} | ({"words": told.words} if told.words else {})
    owner = owner_of_safety(work.session, child, work.actor.ref)
    work.vault.seal(owner, Compartment.SAFETY, value, subject=child.ref)
    work.trail.record(Event.SAFETY_STATED, child.ref, *({owner} - {child.ref}))
    return step(work, child, "safety")


def save_withheld(work: Work, child_id: str, told: Withheld) -> Step:
    """Keep the facts only the family would know."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    rules.check_withheld(told)
    _seal(work, child, Compartment.WITHHELD, told.to_dict())
    return step(work, child, "withheld")


def save_sensitive(work: Work, child_id: str, told: Sensitive) -> Step:
    """Keep what can cost a life in the wrong hands, only where it was told."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    _seal(work, child, Compartment.SENSITIVE, told.to_dict())
    return step(work, child, "sensitive")


def save_health(work: Work, child_id: str, told: dict[str, str]) -> Step:
    """Keep health or help needed; never shown in a review."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    _seal(work, child, Compartment.HEALTH, told)
    return step(work, child, "health")


def own_list(work: Work, child_id: str, name: str) -> tuple[tuple[Group, ...], Step]:
    """The marks, or the people of the family, and where the page leads on to."""
    child = own(work, child_id, Permission.CHILD_EDIT)
    permit = ground(work, child, "edit", DataClass.DETAILS)
    told = cast("Marks | Family", describe(work, child.ref, permit).groups()[name])
    return told.each, step(work, child, name)


def step(work: Work, child: Child, page: str) -> Step:
    """Where this page leads."""
    if not child.is_draft:
        return Step(is_draft=False)
    work.session.flush()
    return Step(is_draft=True, page=parts.page_after(page, progress_of(work, child)))


def _seal(work: Work, child: Child, compartment: Compartment, value: Mapping[str, object]) -> None:
    # The yes to keep the record is asked, though sealing opens nothing: a record whose yes ran out
    # takes nothing in.
    permit = ground(work, child, "edit", DataClass.DETAILS)
    work.vault.seal(child.ref, compartment, value, subject=child.ref)
    if child.is_draft:
        identity = work.vault.read(child.ref, Compartment.IDENTITY, permit)
        if SAID in identity:
            identity[SAID] = sorted({*identity[SAID], compartment.value})
            work.vault.seal(child.ref, Compartment.IDENTITY, identity, subject=child.ref)
    # One word for all that is locked apart: an entry is plain, and must not say that a child has
    # a word on health or faith.
    work.trail.record(Event.CHILD_CHANGED, child.ref, groups=["withheld"])


def _change(work: Work, child: Child, name: str, change: Callable[[Group], Group]) -> None:
    """Open the sealed groups, change one, seal them again, and bring search in line."""
    if name not in GROUPS:
        raise Absent
    compartment = Compartment.IDENTITY if name in IDENTITY else Compartment.NARRATIVE
    permit = ground(work, child, "edit", DataClass.DETAILS)
    told = work.vault.read(child.ref, compartment, permit)
    before = GROUPS[name].from_dict(told.get(name, {}))
    told[name] = change(before).to_dict()
    work.vault.seal(child.ref, compartment, told, subject=child.ref)
    work.trail.record(Event.CHILD_CHANGED, child.ref, groups=[name])
    work.session.flush()
    if child.is_registered:
        refresh_traits(work, child)


def _without(entries: tuple[T, ...], place: int, length: int) -> tuple[T, ...]:
    if len(entries) != length or not 0 <= place < length:
        raise Conflict(N_("This list has changed since you saw it. Please look at it again."))
    return entries[:place] + entries[place + 1 :]
