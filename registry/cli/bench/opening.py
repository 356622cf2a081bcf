"""How fast records are opened in bulk: as a shortlist opens them, each on a permit of its own."""

from __future__ import annotations

from time import perf_counter, process_time

from consent import DataClass, Permit
from registry.authority import MACHINE
from registry.cli.bench.made_up import made_up_house
from registry.cli.bench.records import fill, subjects
from registry.errors import Conflict
from registry.purposes import SEARCH_FOUND
from registry.storage.vault import Compartment
from registry.work import Floors

ROUNDS = 3


def opening(records: int) -> dict[str, float | int]:
    """Records opened in a second, once their permits are there; and with the asking for them."""
    with made_up_house() as floors:
        fill(floors, records)
        took = [_once(floors, subjects(records)) for _ in range(ROUNDS)]
    wall, processor, with_asking = (min(figures) for figures in zip(*took, strict=True))
    return {
        "records_opened": records,
        "opened_per_s": round(records / wall),
        "opened_per_s_of_processor": round(records / processor),
        "opened_and_asked_per_s_of_processor": round(records / with_asking),
    }


def _once(floors: Floors, refs: list[str]) -> tuple[float, float, float]:
    with floors.begin(MACHINE) as work:
        asked = process_time()
        answers = work.consent.decide_many(
            subjects=refs,
            purpose=SEARCH_FOUND,
            operation="search",
            data_classes=frozenset({DataClass.TRAITS}),
            actor=MACHINE.ref,
        )
        permits = {ref: each for ref, each in answers.items() if isinstance(each, Permit)}
        wall, processor = perf_counter(), process_time()
        opened = work.vault.read_own(Compartment.TRAITS, permits)
        wall, end = perf_counter() - wall, process_time()
    if len(opened) != len(refs):
        raise Conflict("Not every record was opened.")
    return wall, end - processor, end - asked
