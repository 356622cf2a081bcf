"""What a receipt proves: that it is genuine, unchanged, in the ledger, and in date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from consent import canonical, jws, ledger, shape, tree
from consent.errors import BadNote, ConsentError
from consent.facts import Act
from consent.ledger import Checkpoint
from consent.notices import digest_of
from consent.receipts import SCHEMA, TYPE, NoticeCopy, ProvenLeaf, Receipt
from consent.standing import Status


class Outcome(IntEnum):
    """What was found; also the exit code."""

    VALID = 0
    EXPIRED = 10
    SUPERSEDED = 11
    BAD_SIGNATURE = 20
    NOTICE_DIFFERS = 21
    PROOF_BAD = 22
    KEY_UNKNOWN = 23
    MALFORMED = 24
    FORK = 25


@dataclass(frozen=True)
class Key:
    """A public key, and when it was retired."""

    public: bytes
    retired_at: datetime | None = None

    def is_in_use(self, at: datetime) -> bool:
        """Does what it signed at this moment count?"""
        return self.retired_at is None or at < self.retired_at


@dataclass(frozen=True)
class Verdict:
    """What was found; and the receipt, once its signature was seen to hold."""

    outcome: Outcome
    receipt: Receipt | None = None


def examine(text: str, keys: Mapping[str, Key], at: datetime) -> Verdict:
    """Examine one receipt as of a moment."""
    try:
        token = jws.read(TYPE, text.removesuffix("\n"))
        receipt = shape.revive(Receipt, canonical.decode(token.payload))
    except ConsentError:
        return Verdict(Outcome.MALFORMED)
    key = keys.get(token.key_id)
    if receipt.schema_version != SCHEMA:
        return Verdict(Outcome.MALFORMED)
    if key is None or not key.is_in_use(receipt.issued):
        return Verdict(Outcome.KEY_UNKNOWN)
    if not _did_sign(key, token.signature, token.signed):
        return Verdict(Outcome.BAD_SIGNATURE)
    return Verdict(_look_into(receipt, keys, at), receipt)


def compare(first: Receipt, other: Receipt) -> Outcome | None:
    """Say what a second genuine receipt does to the first, if anything."""
    one, two = _checkpoint(first), _checkpoint(other)
    if one.origin == two.origin:
        leaves = {leaf.index: leaf.leaf for leaf in first.leaves}
        is_forked = any(leaves.get(leaf.index, leaf.leaf) != leaf.leaf for leaf in other.leaves)
        if is_forked or (one.size == two.size and one.root != two.root):
            return Outcome.FORK
    same = (first.pii_principal_id, first.speaker_id) == (other.pii_principal_id, other.speaker_id)
    if not same or other.issued < first.issued:
        return None
    given = {(each.purpose, each.recipient) for each in first.purposes if _is_given(each.status)}
    taken = {
        (each.purpose, each.recipient) for each in other.purposes if not _is_given(each.status)
    }
    return Outcome.SUPERSEDED if given & taken else None


def weigh(verdict: Verdict, other: Verdict) -> Verdict:
    """Hold a verdict against that on a second receipt, which must be genuine too."""
    if verdict.receipt is None or verdict.outcome >= Outcome.BAD_SIGNATURE:
        return verdict
    if other.receipt is None or other.outcome >= Outcome.BAD_SIGNATURE:
        return other
    found = compare(verdict.receipt, other.receipt)
    return Verdict(verdict.outcome if found is None else found, verdict.receipt)


def _look_into(receipt: Receipt, keys: Mapping[str, Key], at: datetime) -> Outcome:
    if not all(map(_has_its_words, receipt.privacy_notices)):
        return Outcome.NOTICE_DIFFERS
    try:
        is_proven = _is_in_the_ledger(receipt) and _is_checkpoint_signed(receipt, keys)
    except BadNote:
        is_proven = False
    if not is_proven:
        return Outcome.PROOF_BAD
    return Outcome.EXPIRED if _has_run_out(receipt, at) else Outcome.VALID


def _did_sign(key: Key, signature: bytes, signed: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _has_its_words(notice: NoticeCopy) -> bool:
    """Are these the words of the digest? A copy without words is only its digest."""
    is_bare = not notice.title and not notice.body
    return is_bare or digest_of(notice.ref, notice.title, notice.body) == notice.digest


def _is_in_the_ledger(receipt: Receipt) -> bool:
    """Does every event have its own leaf, and every leaf its way to the root?"""
    checkpoint = _checkpoint(receipt)
    events = {
        (event.id, event.event_time) for purpose in receipt.purposes for event in purpose.events
    }
    leaves = {(proven.leaf.id, proven.leaf.time) for proven in receipt.leaves}
    return events == leaves and all(_leads_to(checkpoint, each) for each in receipt.leaves)


def _leads_to(checkpoint: Checkpoint, proven: ProvenLeaf) -> bool:
    try:
        proof = tuple(bytes.fromhex(each) for each in proven.proof)
    except ValueError:
        return False
    leaf = tree.leaf_hash(proven.leaf.body)
    size, root = checkpoint.size, checkpoint.root
    return proven.leaf.type == Act.kind_of_fact and tree.verify_inclusion(
        leaf, proven.index, size, proof, root
    )


def _is_checkpoint_signed(receipt: Receipt, keys: Mapping[str, Key]) -> bool:
    checkpoint, signatures = ledger.open_note(receipt.checkpoint)
    return any(
        (key := keys.get(each.key_id)) is not None
        and key.is_in_use(receipt.issued)
        and each.key_hash == ledger.key_hash(each.key_id, key.public)
        and _did_sign(key, each.value, checkpoint.text.encode())
        for each in signatures
    )


def _checkpoint(receipt: Receipt) -> Checkpoint:
    return ledger.open_note(receipt.checkpoint)[0]


def _is_given(status: Status) -> bool:
    return status in {Status.ACTIVE, Status.PENDING}


def _has_run_out(receipt: Receipt, at: datetime) -> bool:
    return any(
        _is_given(each.status) and (each.storage_until is None or at >= each.storage_until)
        for each in receipt.purposes
    )
