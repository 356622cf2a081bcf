"""The requirements and the register, read from their files; a line that cannot be read is told.

A file of the register has one requirement a line: its number, then the tests that prove it, or
`open:` and what is missing, or `no:` and why it does not concern this house. A further test, or
the rest of a sentence, stands on a line of its own that begins with a space.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


class State(Enum):
    """How a requirement stands."""

    PROVED = "proved"
    OPEN = "open"
    OUTSIDE = "does not apply"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of the standard, in our words."""

    number: str
    level: str
    applies: bool
    words: str

    @property
    def chapter(self) -> int:
        """The chapter it stands in."""
        return int(self.number.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Standing:
    """How one requirement stands: by these tests, or for this reason."""

    number: str
    state: State
    tests: tuple[str, ...] = ()
    reason: str = ""


@cache
def requirements() -> tuple[Requirement, ...]:
    """All 345, in the order of the standard."""
    with (FOLDER / "requirements.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Requirement(row["id"], row["level"], row["applies"] == "yes", row["paraphrase"])
            for row in csv.DictReader(file)
        )


@cache
def register() -> tuple[Standing, ...]:
    """What the files of the register say, in their order."""
    files = sorted((FOLDER / "register").glob("*.txt"))
    return tuple(
        standing for file in files for standing in standings(file.read_text(encoding="utf-8"))
    )


def standings(text: str) -> Iterator[Standing]:
    """What the text of one file of the register says."""
    for line in _joined(text):
        number, _, rest = line.partition(" ")
        yield _standing(number, rest.strip())


def _joined(text: str) -> Iterator[str]:
    whole = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            whole += " " + line.strip()
            continue
        if whole:
            yield whole
        whole = line.strip()
    if whole:
        yield whole


def _standing(number: str, rest: str) -> Standing:
    for word, state in (("open:", State.OPEN), ("no:", State.OUTSIDE)):
        if rest.startswith(word):
            reason = rest.removeprefix(word).strip()
            if not reason or "::" in reason or not reason.endswith("."):
                raise ValueError(f"{number} gives no plain reason.")
            return Standing(number, state, reason=reason)
    tests = tuple(rest.split())
    if not tests or not all("::test_" in test for test in tests):
        raise ValueError(f"{number} names neither a test nor a reason.")
    return Standing(number, State.PROVED, tests)
