"""Receipts: a signed copy, for the person, of what they said and of where it stands.

The shape follows ISO/IEC TS 27560 with the terms of the Data Privacy Vocabulary (`dpv:`); see
`consent.dpv` for what stands where. Who it is about stands there as a pairwise pseudonym: two
people's receipts cannot be joined on it. The words shown are in it, and a proof that each act is
in the ledger.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from consent import canonical, jws, shape
from consent.facts import ActKind, Capacity, Expression
from consent.ledger import Leaf, Signer
from consent.lines import Status
from consent.parties import Party
from consent.purposes import Assurance, DataClass

CONTEXT: Final = "https://w3id.org/dpv"
SCHEMA: Final = "iso-27560/consent-receipt/2"
TYPE: Final = "consent-receipt+jws"


@dataclass(frozen=True)
class NoticeCopy:
    """The words as they were shown; without them where they are no longer kept."""

    ref: str
    language: str
    digest: str
    title: str
    body: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """One act of this speaker: what was said, how, and how long it was to last."""

    id: str
    act: ActKind
    event_time: datetime
    event_type: str
    event_state: str
    entity_id: str
    validity_until: datetime | None
    expression: Expression


@dataclass(frozen=True)
class PurposeState:
    """One purpose for one recipient: where it stands, and how it came there."""

    purpose: str
    version: int
    recipient: str
    lawful_basis: str
    pii_types: frozenset[DataClass]
    notice: str | None
    storage_until: datetime | None
    status: Status
    event_state: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class ProvenLeaf:
    """A leaf, its place, and the hashes that lead from it to the checkpoint's root."""

    index: int
    leaf: Leaf
    proof: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """Everything a receipt says."""

    context: str
    schema_version: str
    receipt_id: str
    record_id: str
    issued: datetime
    pii_principal_id: str
    speaker_id: str
    capacity: Capacity
    assurance: Assurance
    pii_controllers: tuple[str, ...]
    parties: tuple[Party, ...]
    jurisdiction: str
    language: str
    storage_locations: tuple[str, ...]
    withdrawal_method: str
    privacy_notices: tuple[NoticeCopy, ...]
    purposes: tuple[PurposeState, ...]
    leaves: tuple[ProvenLeaf, ...]
    checkpoint: str


def sign(receipt: Receipt, signer: Signer) -> str:
    """Write a receipt as a compact JWS over its canonical form."""
    return jws.write(TYPE, canonical.encode(shape.plain(receipt)), signer)


def read(text: str) -> Receipt:
    """Read what a receipt says, without looking at its signature."""
    return shape.revive(Receipt, canonical.decode(jws.read(TYPE, text).payload))
