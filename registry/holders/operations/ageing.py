"""Correcting an age: a worker saw a paper, and what protects a child less waits for a second.

As long as the second has not signed, what the record says of the age goes on counting.
"""

from __future__ import annotations

from consent import DataClass
from registry.children.models import Child
from registry.children.operations import bands_of
from registry.children.operations.birth import bands_by, majority_by, restate_birth
from registry.children.operations.telling import audience, write
from registry.children.rules import check_person
from registry.consents.operations import call_off, is_theirs
from registry.description import Person, read_code
from registry.errors import N_, Absent, Conflict, Invalid
from registry.holders import rules
from registry.holders.models import Measure
from registry.holders.rules import AgePaper, Proposal, Reading
from registry.purposes import ACCOUNTABILITY, MAJORITY_WHILE_MISSING
from registry.storage.ages import days_of_majority
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


def check_age(work: Work, child: Child, told: Proposal) -> None:
    """A paper was seen, it says a birth, and it takes nothing from a person who is grown."""
    read_code(AgePaper, told.paper, "age_paper")
    if told.born is None:
        raise Invalid("age", N_("Write an age, like 6 or 5-7. A guess is fine."))
    check_person(told.born, work.now().date())
    _must_not_be_theirs(work, child, told.born)


def needs_second(work: Work, child: Child, born: Person) -> bool:
    """Does another age protect the child less in anything, or end a guardian's say sooner?"""
    majority = days_of_majority(work.vault, [child.ref]).get(child.ref)
    now = Reading(bands_of(work, child.ref), majority)
    return rules.takes_two(now, Reading(bands_by(work, born), majority_by(born)))


def correct_age(work: Work, child: Child, measure: Measure, born: Person) -> None:
    """Write the birth that a paper shows, and tell whoever speaks for the child of a change."""
    _must_not_be_theirs(work, child, born)
    restate_birth(work, child, born)
    seen = {"paper": measure.paper or "", "how": measure.how or ""}
    work.trail.record(Event.AGE_CORRECTED, child.ref, measure.ref, **seen)
    if not any(band.is_adult for band in bands_of(work, child.ref)):
        call_off(work, child)
        _end_going_on(work, child)
    concerned = audience(work, child, {child.guardian_ref})
    write(work, child, concerned, "record_changed")


def born_of(work: Work, measure: Measure) -> Person:
    """The birth that the first of two wrote down, for whoever has to decide by it."""
    permit = work.permit_on_basis(measure.child_ref, ACCOUNTABILITY, "open", DataClass.NOTES)
    born = work.vault.read(measure.ref, Compartment.NOTES, permit).get("born")
    if born is None:
        raise Absent
    return Person.from_dict(born)


def _end_going_on(work: Work, child: Child) -> None:
    """Nobody goes on for a grown person who is none: from now on a guardian's yes counts again."""
    kind = MAJORITY_WHILE_MISSING
    if kind in work.consent.standing(child.ref).bases:
        work.consent.end_basis(subject=child.ref, kind=kind, by=work.actor.ref)
        work.trail.record(Event.BASIS_ENDED, child.ref, basis=kind)


def _must_not_be_theirs(work: Work, child: Child, born: Person) -> None:
    """Whoever was met, grown, and has the record is not made a child again on it."""
    is_grown = any(band.is_adult for band in bands_by(work, born))
    if not is_grown and is_theirs(work.session, child):
        raise Conflict(N_("A worker has met this person as grown up. The record is theirs."))
