"""Compact receipts: the facts of a receipt as one code on paper, small enough for a QR.

Deterministic CBOR in a COSE_Sign1, in the letters of base45 (see `consent.cose`). It
bears no word anybody could read: purposes, recipients, the ledger and the key stand there as cut
digests. The notices are cut to 16 bytes; the checkpoint is there, the way up to it is not.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from consent import base45, cbor, cose, ledger
from consent.acts import HOST
from consent.cbor import Cbor
from consent.errors import NotCanonical
from consent.facts import Capacity, Medium, Method
from consent.ledger import Signer
from consent.lines import Status
from consent.purposes import Assurance, DataClass
from consent.receipts import PurposeState, Receipt

PREFIX: Final = "R1:"
SCHEMA: Final = 1
NOTICE_BYTES: Final = 16
MARK_BYTES: Final = 8
TAG_BYTES: Final = 4
ROOT_BYTES: Final = 32

# The order is part of the form: a new word goes to the end, and none is ever taken out.
STATUSES: Final = tuple(
    map(
        Status,
        (
            *("none", "requested", "deferred", "pending", "active", "suspended", "refused"),
            *("withdrawn", "expired", "lapsed", "invalid", "majority_hold"),
        ),
    )
)
CAPACITIES: Final = tuple(
    map(
        Capacity,
        (
            *("parent_by_birth", "parent_by_adoption", "court_guardian", "care_authority"),
            *("kinship_carer", "appointed_advocate", "self_adult", "self_emancipated"),
            *("self_competent_minor", "none_determined"),
        ),
    )
)
CLASSES: Final = tuple(
    map(
        DataClass,
        (
            *("details", "photo", "contact", "location", "health", "sensitive", "withheld"),
            *("traits", "evidence", "notes"),
        ),
    )
)
METHODS: Final = tuple(map(Method, ("self", "assisted", "witnessed")))
MEDIA: Final = tuple(map(Medium, ("screen", "paper", "read_aloud", "interpreter")))


@dataclass(frozen=True)
class Row:
    """One purpose for one recipient."""

    purpose: bytes
    version: int
    recipient: bytes | None  # nobody but the host where it is not there
    status: Status
    data_classes: frozenset[DataClass]
    method: Method
    medium: Medium
    said_at: datetime
    until: datetime | None
    notice: bytes | None


@dataclass(frozen=True)
class Compact:
    """Everything a compact receipt says."""

    receipt: bytes
    subject: bytes
    speaker: bytes
    capacity: Capacity
    assurance: Assurance
    issued: datetime
    origin: bytes
    size: int
    root: bytes
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Sealed:
    """A compact receipt taken apart; its signature is not checked yet."""

    compact: Compact
    token: cose.Token


def tag(purpose: str) -> bytes:
    """Give the four bytes that stand for a purpose."""
    return hashlib.sha256(purpose.encode()).digest()[:TAG_BYTES]


def mark(text: str | bytes) -> bytes:
    """Give the eight bytes that stand for a recipient, a ledger or a key."""
    octets = text.encode() if isinstance(text, str) else text
    return hashlib.sha256(octets).digest()[:MARK_BYTES]


def cut(receipt: Receipt) -> Compact:
    """Cut a receipt down to what fits on paper."""
    checkpoint, _ = ledger.open_note(receipt.checkpoint)
    digests = {copy.ref: bytes.fromhex(copy.digest) for copy in receipt.privacy_notices}
    return Compact(
        receipt=bytes.fromhex(receipt.receipt_id.replace("-", ""))[:MARK_BYTES],
        subject=bytes.fromhex(receipt.pii_principal_id)[:MARK_BYTES],
        speaker=bytes.fromhex(receipt.speaker_id)[:MARK_BYTES],
        capacity=receipt.capacity,
        assurance=receipt.assurance,
        issued=_whole(receipt.issued),
        origin=mark(checkpoint.origin),
        size=checkpoint.size,
        root=checkpoint.root,
        rows=tuple(
            _row(state, digests[state.notice][:NOTICE_BYTES] if state.notice else None)
            for state in receipt.purposes
        ),
    )


def write(compact: Compact, signer: Signer) -> str:
    """Sign a compact receipt and write it as text."""
    payload = cbor.encode(_plain(compact))
    return PREFIX + base45.encode(cose.write(payload, signer, mark(signer.public_bytes())))


def read(text: str) -> Sealed:
    """Take a compact receipt apart, or raise `NotCanonical`."""
    if not text.startswith(PREFIX):
        raise NotCanonical("another kind")
    token = cose.read(base45.decode(text.removeprefix(PREFIX)))
    return Sealed(_revive(cbor.decode(token.payload)), token)


def _row(state: PurposeState, notice: bytes | None) -> Row:
    newest = state.events[-1]
    return Row(
        purpose=tag(state.purpose),
        version=state.version,
        recipient=None if state.recipient == HOST else mark(state.recipient),
        status=state.status,
        data_classes=state.pii_types,
        method=newest.expression.method,
        medium=newest.expression.medium,
        said_at=_whole(newest.event_time),
        until=None if state.storage_until is None else _whole(state.storage_until),
        notice=notice,
    )


def _plain(compact: Compact) -> list[Cbor]:
    return [
        SCHEMA,
        compact.receipt,
        compact.subject,
        compact.speaker,
        CAPACITIES.index(compact.capacity),
        compact.assurance.value,
        _seconds(compact.issued),
        compact.origin,
        compact.size,
        compact.root,
        [_plain_row(row) for row in compact.rows],
    ]


def _plain_row(row: Row) -> list[Cbor]:
    return [
        row.purpose,
        row.version,
        row.recipient,
        STATUSES.index(row.status),
        sum(1 << CLASSES.index(each) for each in row.data_classes),
        METHODS.index(row.method) * len(MEDIA) + MEDIA.index(row.medium),
        _seconds(row.said_at),
        None if row.until is None else _seconds(row.until),
        row.notice,
    ]


def _revive(value: Cbor) -> Compact:
    schema, receipt, subject, speaker, *rest = cbor.items(value, 11)
    capacity, assurance, issued, origin, size, root, rows = rest
    if schema != SCHEMA or type(schema) is not int:
        raise NotCanonical("another form")
    return Compact(
        receipt=cbor.octets(receipt, MARK_BYTES),
        subject=cbor.octets(subject, MARK_BYTES),
        speaker=cbor.octets(speaker, MARK_BYTES),
        capacity=CAPACITIES[_number(capacity, len(CAPACITIES))],
        assurance=Assurance(_number(assurance, len(Assurance))),
        issued=_moment(issued),
        origin=cbor.octets(origin, MARK_BYTES),
        size=_number(size),
        root=cbor.octets(root, ROOT_BYTES),
        rows=tuple(map(_revive_row, cbor.items(rows))),
    )


def _revive_row(value: Cbor) -> Row:
    purpose, version, recipient, status, classes, *rest = cbor.items(value, 9)
    how, said_at, until, notice = rest
    bits = _number(classes, 1 << len(CLASSES))
    method, medium = divmod(_number(how, len(METHODS) * len(MEDIA)), len(MEDIA))
    return Row(
        purpose=cbor.octets(purpose, TAG_BYTES),
        version=_number(version),
        recipient=None if recipient is None else cbor.octets(recipient, MARK_BYTES),
        status=STATUSES[_number(status, len(STATUSES))],
        data_classes=frozenset(each for at, each in enumerate(CLASSES) if bits >> at & 1),
        method=METHODS[method],
        medium=MEDIA[medium],
        said_at=_moment(said_at),
        until=None if until is None else _moment(until),
        notice=None if notice is None else cbor.octets(notice, NOTICE_BYTES),
    )


def _number(value: Cbor, below: int = 2**63) -> int:
    if not isinstance(value, int) or not 0 <= value < below:
        raise NotCanonical("a number")
    return value


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _moment(value: Cbor) -> datetime:
    return datetime.fromtimestamp(_number(value, 2**36), UTC)


def _whole(at: datetime) -> datetime:
    """Round down to the whole second: what is on paper never lasts longer than the truth."""
    return at.replace(microsecond=0)
