"""Who stands behind a side: for whoever must tell whether telling is safe, or meet them."""

from __future__ import annotations

from dataclasses import dataclass

from consent import DataClass
from registry.accounts.contacts import read_contact
from registry.agencies.models import Agency
from registry.authority import Permission
from registry.children.operations import guardianship_of
from registry.children.rules import Anyone
from registry.claims import sides
from registry.claims.facts import Claimant, Relationship
from registry.claims.sides import Side, permit_for
from registry.errors import Absent
from registry.reunion.models import SafetyClearance
from registry.reunion.operations.case import CaseFile, any_case, every, still_stands
from registry.reunion.operations.meeting import own_task
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """One side as a verifier or a coordinator must know it: never how to reach, never where."""

    side: Side
    name: str
    tie: str | None
    """An English sentence, or a code of `consent.Capacity`; translated where it is shown."""


@dataclass(frozen=True, slots=True, repr=False)
class SafetySide:
    """One side, who must not be told on it, and who it is that would be told."""

    person: Person
    anyone: Anyone
    words: str | None
    is_answered: bool
    """Did whoever looks answer for this side already?"""


@dataclass(frozen=True, slots=True, repr=False)
class SafetyView:
    """Both sides, for one of the two who clear them."""

    case: CaseFile
    sides: tuple[SafetySide, ...]
    """Empty when a ground is gone."""

    def of(self, name: str) -> SafetySide:
        """The side of a name, if whoever looks has still to answer for it."""
        ref = self.case.side(name).ref
        found = next((each for each in self.sides if each.person.side.ref == ref), None)
        if found is None or found.is_answered:
            raise Absent
        return found


def view_safety(work: Work, review_id: str) -> SafetyView:
    """What two coordinators weigh apart from each other."""
    case = any_case(work, review_id, Permission.SAFETY_ASSESS)
    if not still_stands(work, case):
        return SafetyView(case, ())
    said = every(work.session, SafetyClearance, case)
    return SafetyView(case, (_safety(work, case.seeking, said), _safety(work, case.holding, said)))


def _safety(work: Work, side: Side, said: list[SafetyClearance]) -> SafetySide:
    told = sides.safety(work, side.ref)
    mine = [each for each in said if each.side_ref == side.ref]
    return SafetySide(
        person=person_of(work, side),
        anyone=told.anyone,
        words=told.words,
        is_answered=any(each.by_ref == work.actor.ref for each in mine),
    )


@dataclass(frozen=True, slots=True, repr=False)
class TaskView:
    """A verifier's task: whom to meet."""

    task_id: str
    people: tuple[Person, ...]
    """Empty when a ground is gone."""


def view_task(work: Work, task_id: str) -> TaskView:
    """Whom to meet, for the one who was asked to."""
    case = own_task(work, task_id)
    stands = still_stands(work, case)
    people = tuple(person_of(work, side) for side in case.sides) if stands else ()
    return TaskView(task_id, people)


def person_of(work: Work, side: Side) -> Person:
    """The name to hold papers against, and the tie that is claimed.

    A claimant's name stands in the claim; a guardian's in the own account, opened on the ground
    of that account, so that the guardian's own trail shows the look.
    """
    if side.is_found:
        key = uuid_of(side.agency_ref or "", Agency.kind)
        agency = None if key is None else work.session.get(Agency, key)
        return Person(side, "" if agency is None else agency.name, None)
    if side.is_child:
        name = read_contact(work, side.speaker_ref, "meet").name
        return Person(side, name, guardianship_of(work.session, side.ref).capacity)
    permit = permit_for(work, side.ref, DataClass.CONTACT, DataClass.DETAILS)
    claimant = Claimant.from_dict(
        work.vault.read(side.ref, Compartment.CONTACT, permit).get("claimant", {})
    )
    told = work.vault.read(side.ref, Compartment.NARRATIVE, permit).get("relationship", {})
    relation = Relationship.from_dict(told).relation
    return Person(
        side,
        "" if claimant.name is None else claimant.name.full,
        None if relation is None else relation.label,
    )
