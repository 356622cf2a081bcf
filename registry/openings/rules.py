"""When more may be asked for, and who may be one of the two who sign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from registry.errors import N_, Conflict

WAITS: Final = timedelta(hours=24)
"""What nobody signed by then is asked anew."""

Asked = tuple[datetime, datetime | None]
"""When somebody asked, and until when it was raised."""


def is_waiting(asked: Asked, now: datetime) -> bool:
    """Does a question still wait for signatures?"""
    at, until = asked
    return until is None and now - at < WAITS


def may_ask(before: Sequence[Asked], now: datetime, apart: timedelta) -> None:
    """One question at a time, and one raise in a week: a rule that is always raised is none."""
    if any(is_waiting(asked, now) for asked in before):
        raise Conflict(N_("You have asked already. Two other people have to sign."))
    if any(until is not None and now - until < apart for _, until in before):
        raise Conflict(N_("It was raised within the last 7 days. Share the work out for now."))


def may_sign(for_ref: str, signed_by: Collection[str], actor_ref: str) -> None:
    """Two people, neither of them the one it is for."""
    if actor_ref == for_ref:
        raise Conflict(N_("This is about yourself. Two other people have to sign."))
    if actor_ref in signed_by:
        raise Conflict(N_("You have signed already. Somebody else has to sign, too."))
