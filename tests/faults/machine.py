"""A machine that fails on purpose: the story is lived in a process whose n-th write goes wrong."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, cast

from registry.config import Settings
from tests.faults import story
from tests.making import houses

SHIM: Final = Path(__file__).with_name("shim.c")
COMPILERS: Final = ("cc", "gcc", "clang")


@dataclass(frozen=True)
class Told:
    """What the process said before it ended, by step; and everything else it left behind."""

    code: int
    text: str
    saved: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def was_killed(self) -> bool:
        """Did it end in the middle of something?"""
        return self.code == -signal.SIGKILL


@dataclass(frozen=True)
class Machine:
    """A prepared house, and a process to fork: what it writes in copies of the house goes wrong."""

    prepared: Settings
    process: subprocess.Popen[str]

    def live(self, folder: Path, fault: str = "", at: int = 0) -> Told:
        """Live the day in a copy in this folder, with the machine failing at its n-th act."""
        self._copy(folder)
        asks, answers = cast("IO[str]", self.process.stdin), cast("IO[str]", self.process.stdout)
        print(json.dumps([str(folder), fault, at]), file=asks, flush=True)
        code = int(answers.readline())
        return _told(code, folder.with_name("said.txt").read_text())

    def _copy(self, folder: Path) -> None:
        houses.copied(self.prepared, folder)
        known = self.prepared.data_dir.with_name(story.AT_HAND)
        shutil.copy(known, folder.with_name(story.AT_HAND))


def _told(code: int, text: str) -> Told:
    told = Told(code, text)
    for line in text.splitlines():
        what, _, rest = line.partition(" ")
        name, _, said = rest.partition(" ")
        if what in {"saved", "refused"}:
            getattr(told, what)[name] = said
        elif what == "counted":
            told.counts.update(json.loads(said))
    return told


def started(prepared: Settings, shim: Path) -> Machine:
    """The machine: its process has loaded everything, and waits."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.forking"],
        env={**os.environ, "LD_PRELOAD": str(shim)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Machine(prepared, process)


def built(folder: Path) -> Path:
    """The library, made here."""
    compiler = next(filter(None, map(shutil.which, COMPILERS)))
    shim = folder / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-O1", str(SHIM), "-o", str(shim), "-ldl"]
    subprocess.run(command, check=True)
    return shim
