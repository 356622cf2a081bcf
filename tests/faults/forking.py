"""The process that trials are forked from: all is loaded once, and each trial fails on its own.

It is started with the failing library before the C library. Each line it reads is one trial; it
answers with how that process ended.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Final, NoReturn

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from tests.faults import small_disk, story

LONGEST_SECONDS: Final = 120
KINDS: Final = ("any", "write", "sync", "name")
"""What the library counts, in its own order."""


def main() -> None:
    """Fork a process for each trial, until no more are asked for."""
    for line in sys.stdin:
        folder, fault, at = json.loads(line)
        child = os.fork()
        if child == 0:
            lived(Path(folder), fault, at)
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)  # noqa: T201 - the answer


def lived(folder: Path, fault: str, at: int) -> NoReturn:
    """Live the day in this folder with one fault in it, and end the process."""
    signal.alarm(LONGEST_SECONDS)
    said = os.open(folder.with_name("said.txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for standard in (1, 2):
        os.dup2(said, standard)
    failing = ctypes.CDLL(None)
    try:
        if fault == "pages":
            _let_no_database_grow_by_more_than(at)
        failing.fault_arm(str(folder).encode(), fault.encode(), ctypes.c_long(at))
        with small_disk.around(folder, at) if fault == "room" else nullcontext():
            story.main(folder)
        counts = {name: failing.fault_count(kind) for kind, name in enumerate(KINDS)}
        print("counted -", json.dumps(counts), flush=True)  # noqa: T201 - the answer
    except BaseException:  # noqa: BLE001 - a fork must never go on as its parent
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


def _let_no_database_grow_by_more_than(pages: int) -> None:
    """Each database is full once it has grown by so many pages."""

    @event.listens_for(Engine, "connect")
    def limit(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        name = cursor.execute("PRAGMA database_list").fetchone()[2]
        if name not in _SIZES:
            _SIZES[name] = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {_SIZES[name] + pages}")


_SIZES: Final[dict[str, int]] = {}

if __name__ == "__main__":
    main()
