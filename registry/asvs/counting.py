"""How many requirements of each level are proved, of those that concern this house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registry.asvs.reading import Requirement, Standing, State, register, requirements

LEVELS: Final = ("L1", "L2", "L3")


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one level."""

    level: str
    proved: int
    applying: int

    @property
    def percent(self) -> int:
        """The share that is proved, rounded down: it is never said to be more than it is."""
        return 100 * self.proved // self.applying


def tally(level: str) -> Tally:
    """The figures of this level."""
    applying = [standing for need, standing in paired() if need.level == level and need.applies]
    proved = sum(standing.state is State.PROVED for standing in applying)
    return Tally(level, proved, len(applying))


def paired() -> list[tuple[Requirement, Standing]]:
    """Each requirement with how it stands."""
    stands = {standing.number: standing for standing in register()}
    return [(need, stands[need.number]) for need in requirements()]


def still_open() -> list[tuple[Requirement, Standing]]:
    """What nothing proves yet, with the reason."""
    return [(need, stands) for need, stands in paired() if stands.state is State.OPEN]
