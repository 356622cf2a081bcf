"""Two guardians of one record, and the people of the desk who made them so."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select

from consent import Absence, Assurance, Capacity, WithOthers
from registry.authority import Actor, Role
from registry.children import operations as records
from registry.children.models import Child, Matter
from registry.children.operations.assenting import notice_for_child
from registry.children.operations.stating import Stated, relate
from registry.children.rules import Heard, Said
from registry.description import AgeRange, Description, Names, PartialDate, Person, PersonName
from registry.holders import operations
from registry.holders.models import Measure
from registry.holders.rules import Proposal, What
from registry.purposes import STORE_DETAILS
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import MARA, NOOR, TOMAS
from tests.making import caseworkers, children


class Desk(NamedTuple):
    """People of two agencies, and a coordinator."""

    noor: Actor
    tomas: Actor
    mara: Actor


def desk(floors: Floors) -> Desk:
    """Two caseworkers and a coordinator."""
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour Aid")
    lantern = caseworkers.agency(floors, admins, "Lantern Trust")
    return Desk(
        caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour),
        caseworkers.staff(floors, admins, TOMAS, Role.CASEWORKER, agency=lantern),
        caseworkers.staff(floors, admins, MARA, Role.COORDINATOR),
    )


def aged(floors: Floors, years: int, high: int | None = None) -> Description:
    """A child of so many years."""
    today = floors.clock().date()
    return Description(
        names=Names(name=PersonName("Idris Haddad")),
        person=Person(age=AgeRange(years, high or years, today)),
    )


def young(floors: Floors, guardian: Actor, years: int, *, born: PartialDate | None = None) -> Child:
    """A registered child who is old enough to decide, and has said yes to being kept."""
    child = children.begun(floors, guardian)
    description = aged(floors, years)
    if born is not None:
        description = replace(description, person=Person(date_of_birth=born))
    children.tell(floors, guardian, child, description)
    children.answer_all(floors, guardian, child)
    told = heard(floors, child, STORE_DETAILS, Said.YES, guardian)
    with floors.begin(guardian) as work:
        records.hear(work, str(child.id), STORE_DETAILS, told)
    with floors.begin(guardian) as work:
        return records.register_child(work, str(child.id))


def joined(
    floors: Floors,
    worker: Actor,
    child: Child,
    guardian: Actor,
    *,
    assurance: Assurance = Assurance.AL2,
) -> None:
    """A second guardian is on record, as two people would have put them there."""
    with floors.begin(worker) as work:
        together = WithOthers.ALL
        for each in work.consent.standing(child.ref).holders:
            again = Stated(each.capacity, each.assurance, together)
            relate(work, child, each.speaker, again)
        stated = Stated(Capacity.PARENT_BY_BIRTH, assurance, together, worker.ref)
        relate(work, child, guardian.ref, stated)


def unsafe(floors: Floors, desk: Desk, child: Child, holder: Actor) -> None:
    """Two people recorded that asking this guardian would not be safe."""
    people = (desk.noor.ref, desk.tomas.ref)
    with floors.begin(desk.noor) as work:
        work.consent.record_absence(
            subject=child.ref, holder=holder.ref, why=Absence.UNSAFE, people=people
        )
        work.trail.record(Event.ABSENCE_RECORDED, child.ref, holder.ref, why="unsafe")


def heard(floors: Floors, child: Child, purpose: str, said: Said, who: Actor) -> Heard:
    """A child's answer to the words as they are shown."""
    with floors.begin(who) as work:
        shown = notice_for_child(work, child.ref, purpose, "en").digest
    return Heard(said, shown)


def matters(floors: Floors, child: Child) -> list[Matter]:
    """What was put before the desk about a record."""
    with floors.reading() as session:
        return list(session.scalars(select(Matter).where(Matter.child_ref == child.ref)))


def proposed(floors: Floors, worker: Actor, child: Child, told: Proposal) -> Measure:
    """A measure, written down by the first of two."""
    with floors.begin(worker) as work:
        return operations.propose(work, str(child.id), told)


def signed(floors: Floors, worker: Actor, measure: Measure) -> None:
    """The second of two signs."""
    with floors.begin(worker) as work:
        operations.sign(work, str(measure.id))


def died(guardian: Actor, words: str) -> Proposal:
    """That a guardian has died."""
    return Proposal(What.BEREAVEMENT, words, about=guardian.ref)
