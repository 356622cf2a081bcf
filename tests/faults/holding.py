"""Another process that holds the writer's lock of a database.

`python -m tests.faults.holding FILE` says so, and lets go when its standard input ends.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held(file: str) -> Iterator[None]:
    """Another process holds it meanwhile."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.holding", file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.communicate()


if __name__ == "__main__":
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    print("held", flush=True)  # noqa: T201 - the answer
    sys.stdin.read()
