"""A day in a house, told step by step by a process of its own: what it says is done must be done.

`python -m tests.faults.story FOLDER` lives it in a copy of the house that `prepared` made. Each
line it prints names a step that was saved; "refused" a step that was not, and why. `forking` starts
such processes out of one that has loaded everything.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy.exc import SQLAlchemyError

from registry import app  # noqa: F401 - which brings in every feature's tables
from registry.accounts import passwords
from registry.config import Settings, settings_for
from registry.consents import operations as consents
from registry.consents.erasing import finish_due
from registry.errors import KinfoldError
from registry.purposes import SEARCH_FOUND
from registry.work import Floors
from registry.worker import deliver, draw_waiting, sender_for, sign_checkpoints
from tests.cast import AMINA, YUSUF
from tests.making import accounts, children, claims, houses

BEGAN: Final = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
AT_HAND: Final = "at-hand.json"
"""Whom the story is about: references, beside the house."""


@dataclass
class Day:
    """The house, its clock, and whom the story is about."""

    at: datetime = BEGAN
    known: dict[str, str] = field(default_factory=dict)

    def now(self) -> datetime:
        """The clock of the house."""
        return self.at


def prepared(folder: Path) -> Settings:
    """A house with two guardians and two children in it, at rest."""
    day, settings = Day(), houses.settings_in(folder)
    with pytest.MonkeyPatch.context() as cheaply, houses.house(settings, day.now) as floors:
        cheaply.setattr(passwords, "HASHER", accounts.CHEAP)
        amina, _ = accounts.guardian(floors), claims.yusuf(floors)
        for name in ("kept", "wiped"):
            child = children.enrolled(floors, amina, photos=1, apart=name == "kept")
            day.known[name] = child.ref
    folder.with_name(AT_HAND).write_text(json.dumps(day.known))
    return settings


def register(floors: Floors, _day: Day) -> str:
    """Amina registers one more child, with a photo."""
    return children.enrolled(floors, accounts.acting(floors, AMINA), photos=1).ref


def take_back(floors: Floors, day: Day) -> str:
    """Amina takes a yes back."""
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        consents.take_back_one(work, _id(day.known["kept"]), SEARCH_FOUND, "en")
    return day.known["kept"]


def wipe(floors: Floors, day: Day) -> str:
    """Amina has a record wiped, and the worker does it."""
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        consents.wipe(work, _id(day.known["wiped"]), at_once=True)
    day.at += timedelta(hours=1)
    finish_due(floors)
    return day.known["wiped"]


def claim(floors: Floors, _day: Day) -> str:
    """Yusuf files a claim, and the worker draws."""
    filed = claims.filed(floors, accounts.acting(floors, YUSUF))
    draw_waiting(floors)
    return filed.ref


def write_letters(floors: Floors, _day: Day) -> str:
    """The worker delivers what waits."""
    while deliver(floors, sender_for(floors.settings)):
        pass
    return ""


def sign(floors: Floors, _day: Day) -> str:
    """The worker signs where both logs stand."""
    sign_checkpoints(floors)
    return ""


STEPS: Final[Mapping[str, Callable[[Floors, Day], str]]] = {
    step.__name__: step for step in (register, take_back, wipe, claim, write_letters, sign)
}


def live(floors: Floors, day: Day) -> None:
    """Live the day; whatever the machine refuses, the next step is tried all the same."""
    for name, step in STEPS.items():
        try:
            said = step(floors, day)
        except (KinfoldError, SQLAlchemyError, OSError) as error:
            print(f"refused {name} {type(error).__name__}", flush=True)  # noqa: T201 - the answer
        else:
            print(f"saved {name} {said}", flush=True)  # noqa: T201 - the answer


def settings_of(folder: Path) -> Settings:
    """The settings of a house that stands in this folder."""
    return settings_for(folder, {"KINFOLD_ROOT_KEY": f"file:{folder.with_suffix('.key')}"})


def _id(ref: str) -> str:
    return ref.partition(":")[2]


def main(folder: Path) -> None:
    """Live the day in the house of this folder, one that is at rest."""
    day = Day(known=json.loads(folder.with_name(AT_HAND).read_text()))
    with houses.standing(settings_of(folder), day.now) as floors:
        live(floors, day)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
