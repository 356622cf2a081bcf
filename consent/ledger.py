"""The ledger: each fact is sealed behind a salted commitment and becomes one leaf of a tree.

The leaf tells the kind of fact, a random id and a moment: no person, no purpose. The salt lives
with the fact; once both are shredded, nothing can link the leaf to anybody. A checkpoint is a
signed note (C2SP `signed-note`, `tlog-checkpoint`) of the tree's size and root.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from consent import canonical, detail, shape, tree
from consent.errors import BadNote, LedgerBroken
from consent.facts import Fact

_ED25519: Final = b"\x01"
_DASH: Final = "\u2014 "
_NOTE_LINES: Final = 3


class Signer(Protocol):
    """An Ed25519 key, wherever it lives."""

    @property
    def key_id(self) -> str:
        """Name the key: no blank, no plus sign."""
        ...

    def sign(self, message: bytes) -> bytes:
        """Sign a message."""
        ...

    def public_bytes(self) -> bytes:
        """Give the 32 bytes of the public key."""
        ...


@dataclass(frozen=True)
class Leaf:
    """What the tree says of a fact: nothing that leads to a person."""

    commitment: str
    id: str
    schema: int
    time: datetime
    type: str

    @property
    def body(self) -> bytes:
        """Give the bytes that are hashed."""
        return canonical.encode(shape.plain(self))


@dataclass(frozen=True)
class Entry:
    """One fact with its place in the ledger."""

    seq: int
    fact: Fact
    detail: bytes
    salt: bytes
    body: bytes  # what the leaf says
    key: str | None = None  # the same act handed in twice has the same key

    @property
    def leaf_hash(self) -> bytes:
        """Give the hash that stands in the tree."""
        return tree.leaf_hash(self.body)


def seal(fact: Fact, *, seq: int, salt: bytes, key: str | None = None) -> Entry:
    """Make a fact ready to be recorded."""
    written = detail.write(fact)
    leaf = Leaf(
        commitment=_commitment(salt, written),
        id=fact.id,
        schema=detail.SCHEMA,
        time=fact.recorded_at,
        type=fact.kind_of_fact,
    )
    return Entry(seq, fact, written, salt, leaf.body, key)


def leaf_of(entry: Entry) -> Leaf:
    """Read what a leaf says, and make sure that the stored fact is the one it was made from."""
    leaf = shape.revive(Leaf, canonical.decode(entry.body))
    if leaf.commitment != _commitment(entry.salt, entry.detail):
        raise LedgerBroken(str(entry.seq))
    return leaf


@dataclass(frozen=True)
class Checkpoint:
    """The size and root of one ledger."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """Give the lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True)
class Signature:
    """One signature line of a note."""

    key_id: str
    key_hash: bytes
    value: bytes


def sign(checkpoint: Checkpoint, signer: Signer) -> str:
    """Write a checkpoint as a signed note."""
    marked = key_hash(signer.key_id, signer.public_bytes()) + signer.sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{_DASH}{signer.key_id} {base64.b64encode(marked).decode()}\n"


def key_hash(key_id: str, public: bytes) -> bytes:
    """Give the four bytes by which a note points to a key."""
    return hashlib.sha256(key_id.encode() + b"\n" + _ED25519 + public).digest()[:4]


def open_note(note: str) -> tuple[Checkpoint, tuple[Signature, ...]]:
    """Take a note apart. Whoever calls this checks the signatures."""
    text, blank, tail = note.partition("\n\n")
    lines, marks = text.split("\n"), tail.removesuffix("\n").split("\n")
    if not blank or not tail.endswith("\n") or len(lines) != _NOTE_LINES:
        raise BadNote("shape")
    try:
        checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))
        signatures = tuple(_signature(mark) for mark in marks)
    except ValueError as error:
        raise BadNote("numbers or letters") from error
    if checkpoint.text != text + "\n":
        raise BadNote("written differently")
    return checkpoint, signatures


def _signature(mark: str) -> Signature:
    key_id, value = mark.removeprefix(_DASH).split(" ")
    marked = base64.b64decode(value, validate=True)
    if not mark.startswith(_DASH) or base64.b64encode(marked).decode() != value:
        raise BadNote("signature line")
    return Signature(key_id, marked[:4], marked[4:])


def _commitment(salt: bytes, written: bytes) -> str:
    return hashlib.sha256(salt + written).hexdigest()
