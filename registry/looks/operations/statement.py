"""The statement of looks: the very rows of the page, signed, so that anyone can check it."""

from __future__ import annotations

from typing import Final

from consent import canonical, jws
from registry.looks.operations.reading import Look, LooksPage, Whose, view_looks
from registry.storage.signing import signer
from registry.trail.events import Event
from registry.work import Work

TYPE: Final = "kinfold-looks+jws"
VERSION: Final = "kinfold-looks/1"
CASES, AGENCY, GUARDIANS = "cases_since_last_week", "agency_until_closed", "other_guardians"


def draw_up(work: Work, whose: Whose) -> tuple[LooksPage, str]:
    """The page of this moment, and the same as a compact JWS. Nothing held back is in it."""
    page = view_looks(work, whose)
    kind, id_ = ("child", whose.child_id) if whose.child_id else ("claim", whose.claim_id)
    work.trail.record(Event.STATEMENT_DRAWN, f"{kind}:{id_}")
    return page, jws.write(TYPE, canonical.encode(content_of(work, page)), signer(work.keyring))


def key_id_of(work: Work) -> str:
    """The name of the key that signs it."""
    return signer(work.keyring).key_id


def content_of(work: Work, page: LooksPage) -> dict[str, canonical.Json]:
    """What is signed: codes and days, no name of a person."""
    written = page.traits_on
    held_back = [CASES, AGENCY, *([GUARDIANS] if page.has_other_guardians else [])]
    return {
        "schema": VERSION,
        "house": {"name": work.settings.house_name, "address": work.settings.base_url},
        "about": {"kind": _kind(page), "reference": page.reference},
        "drawn_at": canonical.instant(page.at),
        "time_zone": work.settings.time_zone,
        "cases_told_until": page.last_week_told.isoformat(),
        "held_back": held_back,
        "looks": [_row(look) for look in page.looks],
        "computers": {"words_written_on": None if written is None else written.isoformat()},
    }


def _kind(page: LooksPage) -> str:
    return "record" if page.whose.child_id else "claim"


def _row(look: Look) -> dict[str, canonical.Json]:
    return {
        "day": look.day.isoformat(),
        "is_week": look.is_weekly,
        "badge": look.badge,
        "agencies": list(look.agencies),
        "by_other_side": look.is_by_family,
        "opened": list(look.classes),
        "grounds": list(look.purposes),
        "reasons": list(look.reasons),
    }
