"""How long something takes, each figure with its slowest twentieth left out; and telling it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping

import click


def timed(act: Callable[[], object]) -> float:
    """The milliseconds one act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def p95(times: Iterable[float]) -> float:
    """What nineteen of twenty stay below."""
    row = sorted(times)
    return round(row[int(len(row) * 0.95)], 2)


def tell(figures: Mapping[str, object], *, as_json: bool) -> None:
    """Print the figures, and as one JSON object on the last line where that was asked for."""
    for name, figure in figures.items():
        click.echo(f"  {name:<32} {figure}")
    if as_json:
        click.echo(json.dumps(figures))
