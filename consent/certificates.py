"""Certificates of erasure: a signed copy of what was taken back, and by when nothing opens it.

The last receipt of a subject. It is drawn up from days alone, so that it says the same whether the
work is done or something keeps a locked copy for a while; it names the longest that may last.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from consent import canonical, jws, shape
from consent.errors import ConsentError
from consent.ledger import Signer
from consent.parties import Party
from consent.purposes import DataClass

SCHEMA: Final = "consent-erasure-certificate/1"
TYPE: Final = "consent-erasure+jws"
STATE: Final = "erased"

LIMITS: Final = (
    "It proves what was promised, and when. An order of a court may keep a locked copy until the"
    " last day named; nobody can open it meanwhile."
)


@dataclass(frozen=True)
class Certificate:
    """What was erased: no person, and no reference but the public one."""

    schema_version: str
    event_state: str
    issued: datetime
    issuer: Party
    jurisdiction: str
    reference: str
    pii_types: frozenset[DataClass]
    shut_at: datetime
    """From here on nobody opened it."""
    erased_by: datetime
    """By then the key is destroyed."""
    backups_until: str
    """The last day on which a backup of the key could open anything, as `2026-01-31`."""
    orders_until: str
    """The same, where an order had a locked copy kept for as long as any may."""


def sign(certificate: Certificate, signer: Signer) -> str:
    """Write a certificate as a compact JWS over its canonical form."""
    return jws.write(TYPE, canonical.encode(shape.plain(certificate)), signer)


def is_one(text: str) -> bool:
    """Does it say to be a certificate? Then it is to be examined as one, and as nothing else."""
    try:
        jws.read(TYPE, text.removesuffix("\n"))
    except ConsentError:
        return False
    return True


def is_whole(certificate: Certificate) -> bool:
    """Is it of the form this code knows, with days that are days?"""
    days = (certificate.backups_until, certificate.orders_until)
    is_known = (certificate.schema_version, certificate.event_state) == (SCHEMA, STATE)
    return is_known and all(_is_day(day) for day in days)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
