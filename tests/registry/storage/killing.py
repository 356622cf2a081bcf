"""A rotation that is killed at its first step, then at its second, and so on; told as JSON lines.

Run as a program of its own, so that it may fork: each rotation is a real process, ended by a real
SIGKILL just before it writes, syncs, links or commits for the n-th time.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, event

from registry.config import Settings
from registry.oversight import rotation
from registry.storage import rotating
from tests.making import houses

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SUBJECTS = 12
PORTION = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What was there after one kill, and after the same command was run once more."""

    point: int
    was_killed: bool
    opened_meanwhile: bool
    """Did every key open, to the same bytes, before anybody mended anything?"""
    opened: bool
    versions: list[int]
    keys: list[int]
    """How many keys each version wraps in the end."""
    noted: int
    """The newest version on record in the trail."""


def story(folder: Path) -> None:
    """Kill at every point there is, each time in a fresh copy of one house."""
    first = houses.settings_in(folder / "first")
    with houses.house(first, lambda: AT) as floors:
        secrets = {name: floors.keyring.create(name) for name in _names()}
    for point in itertools.count(1):
        copy = houses.copied(first, folder / f"copy{point}")
        was_killed = _in_a_process(lambda copy=copy, point=point: _rotate(copy, point))  # type: ignore[misc]
        opened_meanwhile = _open(copy) == secrets
        _in_a_process(lambda copy=copy: _rotate(copy, None))  # type: ignore[misc]
        with houses.standing(copy, lambda: AT) as floors:
            every = rotating.versions(floors.keyring)
            told = Told(
                point,
                was_killed,
                opened_meanwhile,
                _open(copy) == secrets,
                sorted(floors.keyring.roots.versions()),
                [each.keys for each in every],
                rotation.noted_version(floors.engine),
            )
        sys.stdout.write(json.dumps(asdict(told)) + "\n")
        if not was_killed:
            return


def _names() -> list[str]:
    return [f"child:{number:02}" for number in range(SUBJECTS)]


def _in_a_process(act: Callable[[], None]) -> bool:
    """Do it in a process of its own; was that killed?"""
    process = os.fork()
    if process == 0:
        act()
        os._exit(0)
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    return False


def _rotate(settings: Settings, point: int | None) -> None:
    if point is not None:
        _die_at(point)
    with houses.standing(settings, lambda: AT) as floors:
        floors.keyring.check()
        for _ in rotation.rotate(floors, PORTION):
            pass


def _open(settings: Settings) -> dict[str, bytes]:
    with houses.standing(settings, lambda: AT) as floors:
        floors.keyring.check()
        return floors.keyring.data_keys(_names())


def _die_at(point: int) -> None:
    """End this process at its n-th step that leaves something behind."""
    steps = itertools.count(1)

    def step(*_args: object) -> None:
        if next(steps) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def written(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN", "PRAGMA")):
            step()

    event.listen(Engine, "before_cursor_execute", written)
    event.listen(Engine, "commit", step)
    for name in ("fsync", "link", "unlink"):
        kept = getattr(os, name)

        def traced(*args: object, kept: Callable[..., object] = kept) -> object:
            step()
            return kept(*args)

        setattr(os, name, traced)


if __name__ == "__main__":
    story(Path(sys.argv[1]))
