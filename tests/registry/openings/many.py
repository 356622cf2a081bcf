"""Many records, opened by one person: made at once, for the reading is what is tested."""

from __future__ import annotations

from uuid import UUID

from consent import DataClass
from registry.authority import Actor
from registry.purposes import CLAIM_HANDLING
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Floors, Work


def refs(count: int, first: int = 0) -> list[str]:
    """References of claims nobody else knows."""
    return [f"claim:{UUID(int=number)}" for number in range(first, first + count)]


def filed(floors: Floors, by: Actor, *subjects: str) -> None:
    """Seal something about each, on the ground of handling it."""
    with floors.begin(by) as work:
        for subject in subjects:
            work.vault.new_subject(subject)
            work.consent.record_basis(subject=subject, kind=CLAIM_HANDLING, people=(by.ref,))
            work.vault.seal(subject, Compartment.NOTES, {"words": "Nobody."}, subject=subject)
            work.trail.record(Event.CLAIM_FILED, subject, claim_kind="relative")


def read(work: Work, subject: str) -> dict[str, object]:
    """Open what was sealed."""
    permit = work.permit_on_basis(subject, CLAIM_HANDLING, "open", DataClass.NOTES)
    return work.vault.read(subject, Compartment.NOTES, permit)


def opens(floors: Floors, who: Actor, *subjects: str, why: Task = Task.REVIEW) -> None:
    """Open each, for a task, in an act of its own."""
    for subject in subjects:
        with floors.begin(who) as work:
            work.opens_for(why)
            assert read(work, subject)


def opens_at_once(floors: Floors, who: Actor, *subjects: str) -> None:
    """Open all in one act: it counts the same."""
    with floors.begin(who) as work:
        work.opens_for(Task.REVIEW)
        for subject in subjects:
            assert read(work, subject)
