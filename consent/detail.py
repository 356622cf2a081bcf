"""How a fact is written down and read back: canonical JSON of references and codes, no prose."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from consent import canonical, facts, grounds, shape
from consent.canonical import Json
from consent.errors import ConsentError, NotAReference
from consent.facts import Fact, Unreadable

SCHEMA: Final = 1

_KINDS: Final[Mapping[object, type[Fact]]] = {
    kind.kind_of_fact: kind
    for kind in (
        facts.Presentation,
        facts.Authority,
        facts.Act,
        facts.Assent,
        facts.Restriction,
        facts.Lift,
        grounds.BasisRecord,
        grounds.BasisEnd,
        facts.HolderAbsence,
        grounds.Override,
        grounds.OverrideReview,
    )
}
# No blank and no @ or +: a sentence, an e-mail address or a dialled number does not fit.
_REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.,:/-]{0,127}")


def write(fact: Fact) -> bytes:
    """Write a fact in canonical form, or refuse what is no reference, code or moment."""
    members = shape.plain(fact)
    _only_references(members)
    return canonical.encode({"fact": fact.kind_of_fact, "of": members, "schema": SCHEMA})


def read(octets: bytes, *, subject: str) -> Fact:
    """Read a fact back. What cannot be understood becomes an `Unreadable`, and so a no.

    Whether the bytes are still those that were written is for the audit to say.
    """
    try:
        fact = _read(json.loads(octets))
    except (ConsentError, KeyError, TypeError, ValueError):
        fact = None
    if fact is not None and fact.subject == subject:
        return fact
    nobody, never = "unknown", datetime.min.replace(tzinfo=UTC)
    return Unreadable(id=nobody, subject=subject, speaker=nobody, recorded_at=never)


def _read(document: Json) -> Fact | None:
    if not isinstance(document, dict) or document["schema"] != SCHEMA:
        return None
    return shape.revive(_KINDS[document["fact"]], document["of"])


def _only_references(value: Json) -> None:
    """Refuse prose, without repeating it: an error may end up in a log."""
    if isinstance(value, str):
        if not _REFERENCE.fullmatch(value):
            raise NotAReference
    elif isinstance(value, dict):
        for item in (*value, *value.values()):
            _only_references(item)
    elif isinstance(value, list):
        for item in value:
            _only_references(item)
