"""Is somebody who shows a badge really at work here? A code that changes answers it, and no more.

The code is worked out from the key of the house, the person and the time. It stands in no table, so
none can be looked up or counted through; whoever was not shown one can only guess among 2**50.
"""

from __future__ import annotations

import base64
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.agencies.operations import name_of
from registry.authority import Permission, Relation
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.models import Caseworker
from registry.caseworkers.standing import standing_of
from registry.errors import Absent
from registry.storage.keys import Keyring
from registry.work import Work

LASTS: Final = timedelta(minutes=10)
SIGNS: Final = 10
LONGEST: Final = 40
"""What is longer was never a code."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a code tells: at work or not, and for whom."""

    is_active: bool
    agency: str


def code_at(keyring: Keyring, caseworker_ref: str, step: int) -> str:
    """The code of a person in one span of ten minutes."""
    digest = hmac.digest(keyring.purpose("badge"), f"{caseworker_ref}/{step}".encode(), sha256)
    return base64.b32encode(digest).decode()[:SIGNS]


def step_of(now: datetime) -> int:
    """Which span of ten minutes it is."""
    return int(now.timestamp() // LASTS.total_seconds())


def tidy_code(text: str) -> str:
    """A code as it was typed: in any case, with blanks and strokes; what cannot be one is empty."""
    signs = unicodedata.normalize("NFKC", text[:LONGEST]).upper()
    kept = "".join(sign for sign in signs if sign.isascii() and sign.isalnum())
    return kept if len(kept) == SIGNS else ""


def own_code(work: Work) -> str:
    """The code that somebody at work may show now, in two groups."""
    work.require(Permission.CREDENTIALS_VIEW, Relation.SELF)
    caseworker = caseworker_of(work.session, work.actor.ref)
    if caseworker is None:
        raise Absent
    code = code_at(work.keyring, caseworker.ref, step_of(work.now()))
    return f"{code[: SIGNS // 2]}-{code[SIGNS // 2 :]}"


def shown_by(session: Session, keyring: Keyring, typed: str, now: datetime) -> Shown | None:
    """Whom a code of now, or of the span before, belongs to. Nobody: unknown, or too old.

    Everybody is gone through each time, so that the answer takes as long for every code.
    """
    code, step = tidy_code(typed).encode(), step_of(now)
    found: Caseworker | None = None
    for each in session.scalars(select(Caseworker).order_by(Caseworker.badge)):
        now_or_before = (code_at(keyring, each.ref, span).encode() for span in (step, step - 1))
        if sum(hmac.compare_digest(code, one) for one in now_or_before):
            found = each
    if found is None:
        return None
    is_active = bool(standing_of(session, found, now).roles)
    return Shown(is_active, name_of(session, found.agency_ref))
