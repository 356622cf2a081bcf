"""`kinfold bench trail`: how fast the trail is read again, and what a look on record costs."""

from __future__ import annotations

import statistics
from time import perf_counter
from typing import Final

import click

from consent import DataClass
from registry.authority import Actor, Role
from registry.cli.bench.made_up import made_up_house
from registry.cli.bench.timing import p95, tell, timed
from registry.purposes import OWN_ACCOUNT
from registry.readings import Reads, reads
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.proving import walk
from registry.work import Floors, Work

PORTION: Final = 5_000
GUARDIAN: Final = Actor(
    "account:00000000-0000-4000-8000-000000000000", frozenset({Role.FAMILY, Role.VISITOR})
)
Figures = dict[str, float | int]


@click.command()
@click.option("--entries", default=1_000_000, show_default=True, help="Entries in the trail.")
@click.option("--rounds", default=300, show_default=True, help="Views measured of each kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@reads(Reads.EVERYTHING)
def trail(entries: int, rounds: int, *, as_json: bool) -> None:
    """Measure reading all of it again, and a view with and without its look on record."""
    with made_up_house() as floors:
        _settle(floors)
        figures = _views(floors, rounds)
        _fill(floors, entries)
        figures |= _reading(floors)
    tell(figures, as_json=as_json)


def _settle(floors: Floors) -> None:
    with floors.begin(GUARDIAN) as work:
        work.vault.new_subject(GUARDIAN.ref)
        work.consent.record_basis(subject=GUARDIAN.ref, kind=OWN_ACCOUNT, people=(GUARDIAN.ref,))
        words = {"name": "Nobody"}
        work.vault.seal(GUARDIAN.ref, Compartment.CONTACT, words, subject=GUARDIAN.ref)
        work.trail.record(Event.ACCOUNT_OPENED, GUARDIAN.ref)


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


def _leave_unrecorded(work: Work) -> None:
    """Only here, to be compared with: the look is counted as written already."""
    ground = (GUARDIAN.ref, OWN_ACCOUNT, "basis", "view", DataClass.CONTACT.value)
    work.looks.add(ground)


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
