"""Receipts: a signed copy, for the person, of what they said and of where it stands.

The shape follows ISO/IEC TS 27560 with the terms of the Data Privacy Vocabulary (`dpv:`). Who it
is about stands there as a pairwise pseudonym: two people's receipts cannot be joined on it. The
words shown are in it, and a proof that each act is in the ledger.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from consent import canonical, jws, ledger, shape
from consent.errors import NothingShown
from consent.facts import Act, ActKind, Capacity, Expression
from consent.journal import Journal
from consent.ledger import Entry, Leaf, Signer
from consent.purposes import Assurance, Catalogue, DataClass
from consent.standing import Line, Standing, Status
from consent.tree import Tree

CONTEXT: Final = "https://w3id.org/dpv"
SCHEMA: Final = "iso-27560/consent-receipt/1"
TYPE: Final = "consent-receipt+jws"
LAWFUL_BASIS: Final = "dpv:Consent"

_DPV: Final[Mapping[Status, str]] = {
    Status.REQUESTED: "dpv:ConsentRequested",
    Status.DEFERRED: "dpv:ConsentRequestDeferred",
    Status.PENDING: "dpv:ConsentRequested",
    Status.ACTIVE: "dpv:ConsentGiven",
    Status.REFUSED: "dpv:ConsentRefused",
    Status.WITHDRAWN: "dpv:ConsentWithdrawn",
    Status.EXPIRED: "dpv:ConsentExpired",
    Status.LAPSED: "dpv:ConsentExpired",
    Status.INVALID: "dpv:ConsentInvalidated",
}
_UNKNOWN: Final = "dpv:ConsentUnknown"


@dataclass(frozen=True)
class About:
    """Whose receipt it is, about whom, from whom, and out of which ledger."""

    subject: str
    speaker: str
    issuer: str
    origin: str


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
    """One act of this speaker."""

    id: str
    event_type: ActKind
    event_time: datetime
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
    issued: datetime
    pii_controller: str
    pii_principal_id: str
    speaker_id: str
    capacity: Capacity
    assurance: Assurance
    privacy_notices: tuple[NoticeCopy, ...]
    purposes: tuple[PurposeState, ...]
    leaves: tuple[ProvenLeaf, ...]
    checkpoint: str


def draw_up(journal: Journal, about: About, signer: Signer) -> str:
    """Draw up and sign a receipt over all this speaker said about this subject."""
    issued = journal.stamp()
    entries = [e for e in journal.entries(about.subject) if e.fact.speaker == about.speaker]
    spoken = [(entry, entry.fact) for entry in entries if isinstance(entry.fact, Act)]
    if not spoken:
        raise NothingShown(about.subject)
    standing = journal.standing(about.subject, issued)
    authority = standing.authorities.get(about.speaker)
    tree = journal.tree()
    said = [act for _, act in spoken]
    receipt = Receipt(
        context=CONTEXT,
        schema_version=SCHEMA,
        receipt_id=journal.new_id(),
        issued=issued,
        pii_controller=about.issuer,
        pii_principal_id=_pseudonym(entries[0], about.issuer, about.subject),
        speaker_id=_pseudonym(entries[0], about.issuer, about.speaker),
        capacity=Capacity.NONE_DETERMINED if authority is None else authority.capacity,
        assurance=standing.assurance(about.speaker),
        privacy_notices=_notices(said, journal.catalogue),
        purposes=_purposes(said, standing),
        leaves=tuple(_proven(tree, entry) for entry, _ in spoken),
        checkpoint=ledger.sign(journal.checkpoint(about.origin), signer),
    )
    return sign(receipt, signer)


def sign(receipt: Receipt, signer: Signer) -> str:
    """Write a receipt as a compact JWS over its canonical form."""
    return jws.write(TYPE, canonical.encode(shape.plain(receipt)), signer)


def _pseudonym(first: Entry, issuer: str, ref: str) -> str:
    """Name someone to this speaker only: keyed by a salt that is shredded with their facts."""
    return hmac.new(first.salt, f"{issuer}\n{ref}".encode(), hashlib.sha256).hexdigest()[:32]


def _notices(acts: list[Act], catalogue: Catalogue) -> tuple[NoticeCopy, ...]:
    shown = {act.shown.notice: act.shown.digest for act in acts if act.shown is not None}
    copies = []
    for ref, digest in shown.items():
        notice = catalogue.find_notice(ref)
        kept = notice is not None and notice.digest == digest
        copies.append(
            NoticeCopy(
                ref=ref,
                language=ref.rpartition("/")[2],
                digest=digest,
                title=notice.title if notice and kept else "",
                body=notice.body if notice and kept else (),
            )
        )
    return tuple(copies)


def _purposes(acts: list[Act], standing: Standing) -> tuple[PurposeState, ...]:
    keys = dict.fromkeys((act.purpose, act.recipient) for act in acts)
    return tuple(
        _state(
            standing.line(*key),
            standing.status(*key),
            [act for act in acts if (act.purpose, act.recipient) == key],
        )
        for key in keys
    )


def _state(line: Line, status: Status, acts: list[Act]) -> PurposeState:
    newest = acts[-1]
    return PurposeState(
        purpose=line.purpose,
        version=newest.purpose_version,
        recipient=line.recipient,
        lawful_basis=LAWFUL_BASIS,
        pii_types=newest.data_classes,
        notice=next((act.shown.notice for act in reversed(acts) if act.shown), None),
        storage_until=line.until,
        status=status,
        event_state=_DPV.get(status, _UNKNOWN),
        events=tuple(Event(act.id, act.kind, act.recorded_at, act.expression) for act in acts),
    )


def _proven(tree: Tree, entry: Entry) -> ProvenLeaf:
    proof = tree.inclusion_proof(entry.seq)
    return ProvenLeaf(entry.seq, ledger.leaf_of(entry), tuple(each.hex() for each in proof))
