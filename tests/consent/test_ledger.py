"""The ledger: sealed leaves, signed notes, and an audit that misses nothing."""

import base64
import hashlib
import json
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from consent import BadNote, LedgerBroken, MemoryStore, tree
from consent.audit import audit
from consent.ledger import Checkpoint, key_hash, leaf_of, open_note, seal, sign
from consent.sqlalchemy import SqlStore, StoredEpoch, StoredFact, StoredLeaf, StoredNode
from tests.consent.test_detail import every_kind
from tests.consent.world import DETAILS, IDRIS, PHOTO, Key, World, a_sole_guardian

SALT = bytes(range(32))
FACT = every_kind()[3]


def test_a_leaf_tells_a_kind_an_id_and_a_moment_only() -> None:
    entry = seal(FACT, seq=0, salt=SALT)
    commitment = hashlib.sha256(SALT + entry.detail).hexdigest()
    assert entry.body == (
        b'{"commitment":"' + commitment.encode() + b'","id":"3f6c1c52","schema":1,'
        b'"time":"2026-03-02T09:00:00.000000Z","type":"assent"}'
    )
    assert entry.leaf_hash == hashlib.sha256(b"\x00" + entry.body).digest()
    assert leaf_of(entry).commitment == commitment


def test_another_salt_is_another_leaf() -> None:
    one, two = seal(FACT, seq=0, salt=SALT), seal(FACT, seq=0, salt=bytes(32))
    assert one.leaf_hash != two.leaf_hash


def test_a_fact_that_is_not_its_leafs_is_found() -> None:
    entry = seal(FACT, seq=5, salt=SALT)
    for wrong in (
        replace(entry, salt=bytes(32)),
        replace(entry, detail=entry.detail.replace(b"absent", b"asleep")),
    ):
        with pytest.raises(LedgerBroken, match="5"):
            leaf_of(wrong)


def test_every_salt_is_new(world: World) -> None:
    world.give(DETAILS)
    salts = [entry.salt for entry in world.store.every_entry()]
    assert {len(salt) for salt in salts} == {32}
    assert len(set(salts)) == len(salts)


# ── notes ────────────────────────────────────────────────────────────────────────────────────

CHECKPOINT = Checkpoint("example.org/consent", 20852163, hashlib.sha256(b"root").digest())


def test_a_note_has_the_form_that_others_read() -> None:
    key = Key()
    note = sign(CHECKPOINT, key)
    origin, size, root, blank, mark, end = note.split("\n")
    assert (origin, size, blank, end) == ("example.org/consent", "20852163", "", "")
    assert base64.b64decode(root) == CHECKPOINT.root
    dash, name, value = mark.split(" ")
    assert (dash, name) == ("\u2014", "ledger-2026")
    marked = base64.b64decode(value)
    assert marked[:4] == key_hash("ledger-2026", key.public_bytes())
    signed = note.partition("\n\n")[0].encode() + b"\n"
    public = Ed25519PublicKey.from_public_bytes(key.public_bytes())
    public.verify(marked[4:], signed)
    with pytest.raises(InvalidSignature):
        public.verify(marked[4:], signed + b"\n")


def test_the_key_hash_is_that_of_the_published_example() -> None:
    # C2SP signed-note: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key)[:4]
    expected = hashlib.sha256(b"ledger\n\x01" + bytes(32)).digest()[:4]
    assert key_hash("ledger", bytes(32)) == expected


def test_a_note_is_opened_again() -> None:
    checkpoint, (signature,) = open_note(sign(CHECKPOINT, Key()))
    assert checkpoint == CHECKPOINT
    assert signature.key_id == "ledger-2026"
    assert len(signature.value) == 64


NOTE = sign(CHECKPOINT, Key())


@pytest.mark.parametrize(
    "note",
    [
        "",
        NOTE.removesuffix("\n"),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("20852163", "020852163"),
        NOTE.replace("20852163", "many"),
        NOTE.replace("20852163", "20852163\nmore"),
        NOTE.replace("\u2014 ", "- "),
        NOTE.replace("\u2014 ", ""),
        NOTE.replace("ledger-2026 ", "ledger-2026"),
        NOTE + "\n",
        NOTE.replace("ledger-2026 ", "ledger-2026 *"),
        NOTE.replace("=\n\n", "!\n\n"),
    ],
)
def test_a_note_in_another_form_is_refused(note: str) -> None:
    with pytest.raises(BadNote):
        open_note(note)


# ── checkpoints and the audit ────────────────────────────────────────────────────────────────


def test_a_checkpoint_is_extended_by_each_later_one(world: World) -> None:
    notes = []
    for purpose in (DETAILS, PHOTO, DETAILS, PHOTO):
        notes.append(open_note(world.consents.checkpoint(Key()))[0])
        world.give(purpose)
    newest = open_note(world.consents.checkpoint(Key()))[0]
    assert audit(world.store, *notes) == newest.size == 9
    for note in notes:
        proof = world.consents.extension(note.size)
        assert tree.verify_consistency(note.size, newest.size, proof, note.root, newest.root)


def test_an_empty_ledger_has_a_checkpoint_too() -> None:
    world = World(MemoryStore())
    checkpoint, _ = open_note(world.consents.checkpoint(Key()))
    assert (checkpoint.size, checkpoint.root) == (0, hashlib.sha256().digest())
    assert audit(world.store, checkpoint) == 0


def test_a_checkpoint_of_another_ledger_is_found_out(world: World) -> None:
    other = Checkpoint("tests/consent", 1, hashlib.sha256(b"other").digest())
    with pytest.raises(LedgerBroken):
        audit(world.store, other)


@pytest.fixture
def kept(session: Session) -> World:
    """A ledger of three facts in a database."""
    world = a_sole_guardian(SqlStore(session))
    world.give(DETAILS)
    return world


def test_a_changed_fact_is_found(kept: World, session: Session) -> None:
    row = session.get_one(StoredFact, kept.consents.facts(IDRIS)[0].id)
    row.detail = row.detail.replace('"assurance":2', '"assurance":3')
    session.flush()
    with pytest.raises(LedgerBroken):
        audit(kept.store)


def test_a_changed_leaf_is_found(kept: World, session: Session) -> None:
    leaf = session.get_one(StoredLeaf, 1)
    leaf.body = json.dumps({**json.loads(leaf.body), "schema": 2})
    session.flush()
    with pytest.raises(LedgerBroken):
        audit(kept.store)


def test_facts_in_another_order_are_found(kept: World, session: Session) -> None:
    for seq, place in ((0, 90), (1, 0), (90, 1)):
        session.execute(update(StoredFact).where(StoredFact.seq == seq).values(seq=place))
    with pytest.raises(LedgerBroken):
        audit(kept.store)


def test_a_rewritten_end_is_found_by_whoever_holds_an_older_checkpoint(
    kept: World, session: Session
) -> None:
    older, _ = open_note(kept.consents.checkpoint(Key()))
    last = older.size - 1
    session.execute(delete(StoredFact).where(StoredFact.seq == last))
    session.execute(delete(StoredLeaf).where(StoredLeaf.seq == last))
    session.execute(update(StoredEpoch).values(epoch=StoredEpoch.epoch - 1))
    kept.with_catalogue(kept.catalogue).show(PHOTO)
    assert audit(kept.store) == older.size
    with pytest.raises(LedgerBroken):
        audit(kept.store, older)


def test_a_lost_node_or_leaf_is_found(kept: World, session: Session) -> None:
    session.execute(update(StoredNode).values(digest=bytes(32)))
    with pytest.raises(LedgerBroken):
        audit(kept.store)


def test_a_shredded_fact_leaves_its_leaf_and_breaks_nothing(kept: World, session: Session) -> None:
    session.execute(delete(StoredFact))
    assert audit(kept.store) == 3
