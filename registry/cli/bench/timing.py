"""How long something takes: each figure in milliseconds, with the slowest twentieth left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable


def timed(act: Callable[[], object]) -> float:
    """The milliseconds one act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def p95(times: Iterable[float]) -> float:
    """What nineteen of twenty stay below."""
    row = sorted(times)
    return round(row[int(len(row) * 0.95)], 2)
