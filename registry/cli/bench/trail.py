"""`kinfold bench trail`: how fast the trail is read again, and what a look on record costs."""

from __future__ import annotations

import statistics
from time import perf_counter
from typing import Final
from uuid import UUID

import click

from consent import DataClass
from registry.authority import Actor, Role
from registry.cli.bench.made_up import made_up_house
from registry.cli.bench.timing import p95, tell, timed
from registry.purposes import CLAIM_HANDLING, OWN_ACCOUNT
from registry.readings import Reads, reads
from registry.reasons import Own, Task
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.proving import walk
from registry.work import Floors, Work

PORTION: Final = 5_000
GUARDIAN: Final = Actor(
    "account:00000000-0000-4000-8000-000000000000", frozenset({Role.FAMILY, Role.VISITOR})
)
WORKER: Final = frozenset({Role.FAMILY, Role.VISITOR, Role.CASEWORKER})
CLAIM: Final = "claim:00000000-0000-4000-8000-000000000000"
HALF_A_DAY: Final = 30
Figures = dict[str, float | int]


@click.command()
@click.option("--entries", default=1_000_000, show_default=True, help="Entries in the trail.")
@click.option("--rounds", default=300, show_default=True, help="Views measured of each kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@reads(Reads.EVERYTHING)
def trail(entries: int, rounds: int, *, as_json: bool) -> None:
    """Measure reading all of it again, and a view with and without its look on record."""
    tell(looks_and_reading(entries, rounds), as_json=as_json)


def looks_and_reading(entries: int, rounds: int) -> Figures:
    """What a look on record costs, and how fast a trail of so many entries is read again."""
    with made_up_house() as floors:
        _settle(floors)
        figures = _views(floors, rounds) | _desk_views(floors, rounds)
        _fill(floors, entries)
        return figures | _reading(floors)


def _settle(floors: Floors) -> None:
    with floors.begin(GUARDIAN) as work:
        work.vault.new_subject(GUARDIAN.ref)
        work.consent.record_basis(subject=GUARDIAN.ref, kind=OWN_ACCOUNT, people=(GUARDIAN.ref,))
        words = {"name": "Nobody"}
        work.vault.seal(GUARDIAN.ref, Compartment.CONTACT, words, subject=GUARDIAN.ref)
        work.trail.record(Event.ACCOUNT_OPENED, GUARDIAN.ref)
    with floors.begin(GUARDIAN) as work:
        for subject in (CLAIM, *(f"claim:{UUID(int=n)}" for n in range(HALF_A_DAY))):
            work.vault.new_subject(subject)
            work.consent.record_basis(subject=subject, kind=CLAIM_HANDLING, people=(GUARDIAN.ref,))
            work.vault.seal(subject, Compartment.NOTES, {"words": "Nothing."}, subject=subject)
            work.trail.record(Event.CLAIM_FILED, subject, claim_kind="relative")


def _views(floors: Floors, rounds: int) -> Figures:
    """The same act both ways, in turn, so that a busy moment falls on both."""
    plain, recorded = [], []
    for _ in range(rounds):
        plain.append(timed(lambda: _view(floors, on_record=False)))
        recorded.append(timed(lambda: _view(floors, on_record=True)))
    added = statistics.median(recorded) - statistics.median(plain)
    return {
        "view_p95_ms": p95(plain),
        "recorded_view_p95_ms": p95(recorded),
        "look_adds_at_p95_ms": round(p95(recorded) - p95(plain), 2),
        "look_adds_median_ms": round(added, 2),
    }


def _view(floors: Floors, *, on_record: bool) -> None:
    with floors.begin(GUARDIAN) as work:
        if not on_record:
            _leave_unrecorded(work)
        permit = work.permit_on_basis(GUARDIAN.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        work.vault.read(GUARDIAN.ref, Compartment.CONTACT, permit)


def _desk_views(floors: Floors, rounds: int) -> Figures:
    """A look that counts, by somebody half a day in, beside the same look as one's own."""
    own, counted = [], []
    for number in range(rounds):
        who = Actor(f"account:{UUID(int=number)}", WORKER)
        with floors.begin(who) as work:
            work.opens_for(Task.REVIEW)
            for other in range(HALF_A_DAY):
                _open_claim(work, f"claim:{UUID(int=other)}")
        own.append(timed(lambda who=who: _desk_view(floors, who, is_own=True)))  # type: ignore[misc]
        counted.append(timed(lambda who=who: _desk_view(floors, who, is_own=False)))  # type: ignore[misc]
    return {
        "desk_view_p95_ms": p95(counted),
        "count_adds_at_p95_ms": round(p95(counted) - p95(own), 2),
        "count_adds_median_ms": round(statistics.median(counted) - statistics.median(own), 2),
    }


def _desk_view(floors: Floors, who: Actor, *, is_own: bool) -> None:
    with floors.begin(who) as work:
        work.opens_for(Task.REVIEW)
        if is_own:
            work.opens_own(CLAIM)
        _open_claim(work, CLAIM)


def _open_claim(work: Work, subject: str) -> None:
    permit = work.permit_on_basis(subject, CLAIM_HANDLING, "open", DataClass.NOTES)
    work.vault.read(subject, Compartment.NOTES, permit)


def _leave_unrecorded(work: Work) -> None:
    """Only here, to be compared with: the look is counted as written already."""
    ground = (GUARDIAN.ref, OWN_ACCOUNT, "basis", "view", DataClass.CONTACT.value)
    work.looks.noted.add(ground)


def _fill(floors: Floors, entries: int) -> None:
    with click.progressbar(length=entries, label="writing entries") as bar:
        for first in range(0, entries, PORTION):
            count = min(PORTION, entries - first)
            with floors.begin(GUARDIAN) as work:
                for number in range(first, first + count):
                    work.trail.record(
                        Event.RECORD_OPENED,
                        f"child:{number:032x}",
                        classes=["details"],
                        purpose=OWN_ACCOUNT,
                        ground="basis",
                        operation="view",
                        case="",
                        reason=Own.OWN.value,
                    )
            bar.update(count)


def _reading(floors: Floors) -> Figures:
    start = perf_counter()
    with floors.reading() as session:
        found = walk(session)
    seconds = perf_counter() - start
    if found.broken_at is not None or found.fault is not None:
        raise click.ClickException("The trail that was just written does not hold.")
    return {
        "entries": found.size,
        "read_again_seconds": round(seconds, 2),
        "read_again_per_second": round(found.size / seconds),
    }
