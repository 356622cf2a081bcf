"""What a receipt proves: that it is genuine, unchanged, in the ledger, and in date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from consent import canonical, certificates, compact, curve, jws, ledger, shape, tree
from consent.certificates import Certificate
from consent.compact import Compact
from consent.errors import BadNote, ConsentError
from consent.facts import Act
from consent.ledger import Checkpoint, Signature
from consent.lines import Status
from consent.notices import digest_of
from consent.receipts import SCHEMA, TYPE, NoticeCopy, ProvenLeaf, Receipt


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

    @property
    def is_genuine(self) -> bool:
        """May what the receipt says be believed?"""
        return self < Outcome.BAD_SIGNATURE


@dataclass(frozen=True)
class Key:
    """A public key, and when it was retired."""

    public: bytes
    retired_at: datetime | None = None

    def counts(self, at: datetime) -> bool:
        """Does what it signed at this moment count? A key anybody could use never does."""
        return (self.retired_at is None or at < self.retired_at) and curve.is_sound(self.public)


@dataclass(frozen=True)
class Verdict:
    """What was found; and what the receipt says, once its signature was seen to hold.

    What is compact is there for each, the whole receipt where it was one.
    """

    outcome: Outcome
    compact: Compact | None = None
    receipt: Receipt | None = None


def examine(text: str, keys: Mapping[str, Key], at: datetime) -> Verdict:
    """Examine one receipt, whole or compact, as of a moment."""
    said = text.removesuffix("\n")
    try:
        if said.startswith(compact.PREFIX):
            return _examine_compact(compact.read(said), keys, at)
        token = jws.read(TYPE, said)
        receipt = shape.revive(Receipt, canonical.decode(token.payload))
    except ConsentError:
        return Verdict(Outcome.MALFORMED)
    if receipt.schema_version != SCHEMA:
        return Verdict(Outcome.MALFORMED)
    key = keys.get(token.key_id)
    if key is None or not key.counts(receipt.issued):
        return Verdict(Outcome.KEY_UNKNOWN)
    if not curve.did_sign(key.public, token.signature, token.signed):
        return Verdict(Outcome.BAD_SIGNATURE)
    return _look_into(receipt, keys, at)


def examine_certificate(text: str, keys: Mapping[str, Key]) -> tuple[Outcome, Certificate | None]:
    """Examine one certificate of erasure: genuine, or why it is not."""
    try:
        token = jws.read(certificates.TYPE, text.removesuffix("\n"))
        said = shape.revive(Certificate, canonical.decode(token.payload))
    except ConsentError:
        return Outcome.MALFORMED, None
    if not certificates.is_whole(said):
        return Outcome.MALFORMED, None
    key = keys.get(token.key_id)
    if key is None or not key.counts(said.issued):
        return Outcome.KEY_UNKNOWN, None
    if not curve.did_sign(key.public, token.signature, token.signed):
        return Outcome.BAD_SIGNATURE, None
    return Outcome.VALID, said


def is_signed(
    checkpoint: Checkpoint,
    signatures: tuple[Signature, ...],
    keys: Mapping[str, Key],
    at: datetime,
) -> bool:
    """Did one of these keys, in use at this moment, sign the checkpoint?"""
    return any(
        (key := keys.get(each.key_id)) is not None
        and key.counts(at)
        and each.key_hash == ledger.key_hash(each.key_id, key.public)
        and curve.did_sign(key.public, each.value, checkpoint.text.encode())
        for each in signatures
    )


def is_given(status: Status) -> bool:
    """Is there a yes that can run out or be taken back?"""
    return status in {Status.ACTIVE, Status.PENDING}


def _examine_compact(sealed: compact.Sealed, keys: Mapping[str, Key], at: datetime) -> Verdict:
    said, token = sealed.compact, sealed.token
    key = next((k for k in keys.values() if compact.mark(k.public) == token.key_id), None)
    if key is None or not key.counts(said.issued):
        return Verdict(Outcome.KEY_UNKNOWN)
    if not curve.did_sign(key.public, token.signature, token.signed):
        return Verdict(Outcome.BAD_SIGNATURE)
    return Verdict(_in_date(said, at), said)


def _look_into(receipt: Receipt, keys: Mapping[str, Key], at: datetime) -> Verdict:
    if not all(map(_has_its_words, receipt.privacy_notices)):
        return Verdict(Outcome.NOTICE_DIFFERS, receipt=receipt)
    try:
        checkpoint, signatures = ledger.open_note(receipt.checkpoint)
    except BadNote:
        return Verdict(Outcome.PROOF_BAD, receipt=receipt)
    is_proven = _is_in_the_ledger(receipt, checkpoint)
    if not is_proven or not is_signed(checkpoint, signatures, keys, receipt.issued):
        return Verdict(Outcome.PROOF_BAD, receipt=receipt)
    try:
        said = compact.cut(receipt)
    except (LookupError, ValueError):  # signed, and yet not put together as a receipt is
        return Verdict(Outcome.MALFORMED)
    return Verdict(_in_date(said, at), said, receipt)


def _has_its_words(notice: NoticeCopy) -> bool:
    """Are these the words of the digest? A copy without words is only its digest."""
    is_bare = not notice.title and not notice.body
    return is_bare or digest_of(notice.ref, notice.title, notice.body) == notice.digest


def _is_in_the_ledger(receipt: Receipt, checkpoint: Checkpoint) -> bool:
    """Does every event have its own leaf, and every leaf its way to the root?"""
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


def _in_date(said: Compact, at: datetime) -> Outcome:
    has_run_out = any(
        is_given(row.status) and (row.until is None or at >= row.until) for row in said.rows
    )
    return Outcome.EXPIRED if has_run_out else Outcome.VALID
