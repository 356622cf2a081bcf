"""Not more pages at a time than the machine can carry: who cannot be served soon is told so."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import Final

from flask import Flask, g, request

from registry.errors import Busy

AT_ONCE: Final = 8
"""So many pages are worked on at a time. The server has as many threads again, which wait."""
LONGEST_WAIT: Final = 2.0
"""Seconds until one who waits is sent away, and the next may wait."""
NEVER_WAITS: Final = "public.health"


def install(app: Flask, at_once: int = AT_ONCE, longest: float = LONGEST_WAIT) -> None:
    """Let so many in at a time; another one waits a little, then is told to come again (`Busy`)."""
    free = BoundedSemaphore(at_once)

    @app.before_request
    def enter() -> None:
        if request.endpoint != NEVER_WAITS:
            if not free.acquire(timeout=longest):
                raise Busy
            g.is_inside = True

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        if g.pop("is_inside", False):
            free.release()
