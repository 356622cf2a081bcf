"""How long everything is kept: one clock for each table, read by the worker and by the public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from registry.retention.cases import CASES
from registry.retention.clock import TWO_YEARS, Cleaner, Clock
from registry.retention.desk import DESK
from registry.retention.duty import DUTY
from registry.retention.features import FEATURES
from registry.retention.floors import FLOORS
from registry.retention.reviews import REVIEWS

CLOCKS: Final[Mapping[str, Clock]] = MappingProxyType(
    {clock.table: clock for clock in (*FEATURES, *DESK, *DUTY, *REVIEWS, *CASES, *FLOORS)}
)


@dataclass(frozen=True, slots=True)
class CutOff:
    """Rows of this table whose column lies before this moment have run out."""

    table: str
    column: str
    before: datetime


def cut_offs(now: datetime) -> tuple[CutOff, ...]:
    """What the worker may clear by age alone; all else goes with the file or act it belongs to."""
    counted = (
        CutOff(clock.table, clock.since, now - clock.keep)
        for clock in CLOCKS.values()
        if clock.since is not None and clock.keep is not None
    )
    ended = (
        CutOff(clock.table, clock.ends, now) for clock in CLOCKS.values() if clock.ends is not None
    )
    return (*counted, *ended)


def rows() -> list[dict[str, str]]:
    """The table of the privacy page; its sentences are translated where they are shown."""
    return [
        {"table": clock.table, "what": clock.what, "kept": clock.until, "why": clock.ground}
        for clock in CLOCKS.values()
    ]


__all__ = ["CLOCKS", "TWO_YEARS", "Cleaner", "Clock", "CutOff", "cut_offs", "rows"]
