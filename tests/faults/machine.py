"""A machine that fails on purpose: the story is lived in a process whose n-th write goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.config import Settings
from tests.faults import story
from tests.making import houses

SHIM: Final = Path(__file__).with_name("shim.c")
LONGEST_SECONDS: Final = 120
COMPILERS: Final = ("cc", "gcc", "clang")


@dataclass(frozen=True)
class Told:
    """What the process said before it ended, by step; and everything else it left behind."""

    saved: dict[str, str]
    refused: dict[str, str]
    was_killed: bool
    count: int
    text: str


@dataclass(frozen=True)
class Machine:
    """A prepared house, and a library that makes writing to a copy of it fail."""

    prepared: Settings
    shim: Path

    def live(self, folder: Path, fault: str = "", at: int = 0) -> Told:
        """Live the day in a copy in this folder, with the machine failing at its n-th act."""
        houses.copied(self.prepared, folder)
        counted = folder.with_suffix(".count")
        shutil.copy(
            self.prepared.data_dir.with_name(story.AT_HAND), folder.with_name(story.AT_HAND)
        )
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.story", str(folder)],
            env={
                **os.environ,
                "LD_PRELOAD": str(self.shim),
                "FAULT_PATH": str(folder),
                "FAULT_COUNT": str(counted),
                "FAULT": fault,
                "FAULT_AT": str(at),
            },
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
        saved: dict[str, str] = {}
        refused: dict[str, str] = {}
        for line in done.stdout.splitlines():
            what, name, said = line.split(" ", 2)
            (saved if what == "saved" else refused)[name] = said
        count = int(counted.read_text()) if counted.exists() else 0
        return Told(saved, refused, done.returncode < 0, count, done.stdout + done.stderr)


def built(folder: Path) -> Path:
    """The library, made here."""
    compiler = next(filter(None, map(shutil.which, COMPILERS)))
    shim = folder / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-O1", str(SHIM), "-o", str(shim), "-ldl"]
    subprocess.run(command, check=True)
    return shim
