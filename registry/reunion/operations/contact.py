"""Contact through the desk: one side writes, the coordinator reads and passes on.

A letter is opened on the two-sided yes and on nothing else, so it shuts with either of the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consent import DataClass, Permit
from registry.authority import Permission
from registry.claims.sides import Side
from registry.errors import Absent
from registry.purposes import REVEAL_MATCH
from registry.reasons import Task
from registry.reunion.models import ContactNote, Relay
from registry.reunion.operations.case import CaseFile, every, own_case, write_to
from registry.reunion.operations.standing import answers_of, is_mutual
from registry.reunion.operations.telling import own_side
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """One letter, as the desk or one of the sides reads it."""

    id: str
    is_own: bool
    """Written by the side that reads; for the desk, by the side that seeks."""
    words: str
    written_at: datetime
    relayed_at: datetime | None


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """What one side sees once both said yes: the other's name, and the letters."""

    review_id: str
    name: str
    letters: tuple[Letter, ...]


def reveal_permits(work: Work, case: CaseFile, *classes: DataClass) -> tuple[Permit, ...]:
    """The two-sided yes: a permit of each side to tell the other of it."""
    if not is_mutual(work, case):
        raise Absent
    return tuple(
        work.permit(ref, REVEAL_MATCH, "reveal", *classes, recipient=case.ref) for ref in case.refs
    )


def told_name(work: Work, case: CaseFile, side: Side) -> str:
    """What the other side wants to be called; nothing else of it is ever told here."""
    permits = reveal_permits(work, case, DataClass.DETAILS)
    said = next(each for each in answers_of(work.session, case) if each.side_ref != side.ref)
    return str(work.vault.read(said.ref, Compartment.IDENTITY, *permits)["name"])


def view_contact(work: Work, review_id: str) -> Contact:
    """What one side wrote, and what reached it from the other."""
    case, side = own_side(work, review_id, Permission.CONTACT_WRITE)
    return Contact(
        review_id=case.id,
        name=told_name(work, case, side),
        letters=tuple(
            each
            for each in _letters(work, case, side)
            if each.is_own or each.relayed_at is not None
        ),
    )


def view_letters(work: Work, review_id: str) -> tuple[CaseFile, tuple[Letter, ...]]:
    """Every letter of a case, for the coordinator who passes them on."""
    case = own_case(work, review_id, Permission.CONTACT_RELAY)
    work.opens_for(Task.LETTERS)
    return case, _letters(work, case, case.seeking)


def write(work: Work, review_id: str, words: str) -> ContactNote:
    """Write to the other side through the desk."""
    case, side = own_side(work, review_id, Permission.CONTACT_WRITE)
    reveal_permits(work, case, DataClass.CONTACT)
    note = ContactNote(review_ref=case.ref, by_ref=work.actor.ref, at=work.now(), side_ref=side.ref)
    work.session.add(note)
    seeking, holding = case.refs
    said = {"words": words}
    work.vault.seal(note.ref, Compartment.MESSAGE, said, subject=seeking, also=holding)
    work.trail.record(Event.CONTACT_WRITTEN, case.ref, side.ref, note.ref)
    return note


def relay(work: Work, review_id: str, note_id: str) -> None:
    """The coordinator has read a letter and passes it on; a second time changes nothing."""
    case = own_case(work, review_id, Permission.CONTACT_RELAY)
    reveal_permits(work, case, DataClass.CONTACT)
    notes = every(work.session, ContactNote, case)
    note = next((each for each in notes if str(each.id) == note_id), None)
    if note is None:
        raise Absent
    if note.ref in {each.note_ref for each in every(work.session, Relay, case)}:
        return
    passed = Relay(review_ref=case.ref, by_ref=work.actor.ref, at=work.now(), note_ref=note.ref)
    work.session.add(passed)
    work.trail.record(Event.CONTACT_RELAYED, case.ref, note.ref, passed.ref)
    reader = case.holding if note.side_ref == case.seeking.ref else case.seeking
    write_to(work, reader, "letter_waiting", case=case.id)


def _letters(work: Work, case: CaseFile, side: Side) -> tuple[Letter, ...]:
    permits = reveal_permits(work, case, DataClass.CONTACT)
    relayed = {each.note_ref: each.at for each in every(work.session, Relay, case)}
    return tuple(
        Letter(
            id=str(note.id),
            is_own=note.side_ref == side.ref,
            words=str(work.vault.read(note.ref, Compartment.MESSAGE, *permits)["words"]),
            written_at=note.at,
            relayed_at=relayed.get(note.ref),
        )
        for note in every(work.session, ContactNote, case)
    )
