"""Checkpoints: signed daily, kept, and never contradicted by what the logs say later."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from consent import LedgerBroken
from consent.ledger import open_note, sign
from consent.tree import verify_consistency
from registry.authority import MACHINE
from registry.cli import consent as ledger_commands
from registry.cli import trail as trail_commands
from registry.outbox.senders import NullSender
from registry.storage.signing import Ed25519Signer, signer
from registry.trail import checkpoints
from registry.trail.events import Event
from registry.trail.models import SignedCheckpoint
from registry.trail.proving import Proven, newest_proof, prove
from registry.trail.trail import ORIGIN, log_of
from registry.work import Floors
from registry.worker import prove_trail, run_once, sign_checkpoints
from tests.conftest import Clock
from tests.making.subjects import person
from tests.making.tampering import tampering


def _write(floors: Floors, count: int) -> None:
    actor = person()
    for number in range(count):
        with floors.begin(actor) as work:
            for _ in range(number % 3 + 1):
                work.trail.record(Event.CHILD_CHANGED, f"child:{number}", groups=["names"])


def _agree(floors: Floors, subject: str) -> None:
    actor = person()
    with floors.begin(actor) as work:
        work.consent.record_basis(subject=subject, kind="own_draft", people=(actor.ref,))
        work.trail.record(Event.BASIS_RECORDED, subject, basis="own_draft")


def _break_off(floors: Floors) -> None:
    with floors.begin(person()) as work:
        work.trail.record(Event.CHILD_CHANGED, "child:9", groups=["names"])
        work.trail.record(Event.CHILD_CHANGED, "child:9")


def _sign(floors: Floors, origin: str) -> str:
    with floors.begin(MACHINE) as work:
        return checkpoints.keep(work.session, work.trail, origin, signer(floors.keyring))


@pytest.fixture
def run(floors: Floors, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """Run one command in the house of this test."""
    for commands in (trail_commands, ledger_commands):
        monkeypatch.setattr(commands, "open_floors", lambda _settings: floors)
        monkeypatch.setattr(commands, "settings_from", lambda _environment: floors.settings)
    return Runner()


class Runner:
    """The two groups of commands that prove a log."""

    def __call__(self, group: str, *words: str) -> Result:
        groups = {"trail": trail_commands.trail, "consent": ledger_commands.consent}
        return CliRunner().invoke(groups[group], words)


# ── the trail as a log ───────────────────────────────────────────────────────────────────────


def test_the_trail_is_a_tree_of_its_own(floors: Floors) -> None:
    _write(floors, 5)
    with floors.reading() as session:
        proof = prove(session, signer(floors.keyring))
        whole = log_of(session).checkpoint(ORIGIN)
    assert proof.is_whole
    assert (whole.origin, whole.size, whole.root.hex()) == ("trail", 9, proof.root)


def test_each_state_of_the_trail_extends_the_one_before(floors: Floors) -> None:
    _write(floors, 3)
    with floors.reading() as session:
        before = log_of(session).checkpoint(ORIGIN)
    _write(floors, 4)
    with floors.reading() as session:
        after = log_of(session).checkpoint(ORIGIN)
        steps = log_of(session).tree().consistency_proof(before.size)
    assert verify_consistency(before.size, after.size, steps, before.root, after.root)


def test_an_act_undone_leaves_no_node(floors: Floors) -> None:
    _write(floors, 2)
    with pytest.raises(ValueError, match="carries"):
        _break_off(floors)
    _write(floors, 2)
    with floors.reading() as session:
        assert prove(session, signer(floors.keyring)).is_whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_nodes SET digest = zeroblob(32) WHERE level = 1 AND position = 0",
        "DELETE FROM trail_nodes WHERE level = 2",
        "UPDATE trail_nodes SET position = 9 WHERE level = 1 AND position = 1",
        "INSERT INTO trail_nodes VALUES (7, 7, zeroblob(32))",
        "UPDATE checkpoints SET size = size - 1",
        "UPDATE checkpoints SET root = zeroblob(32)",
        "UPDATE checkpoints SET note = replace(note, 'trail', 'trial')",
        "UPDATE checkpoints SET note = 'nothing'",
    ],
)
def test_a_changed_node_or_checkpoint_is_found(floors: Floors, statement: str) -> None:
    _write(floors, 4)
    _sign(floors, ORIGIN)
    with tampering(floors) as database:
        database.execute(statement)
    with floors.reading() as session:
        proof = prove(session, signer(floors.keyring))
    assert proof.broken_at is None
    assert not proof.is_whole


def test_a_trail_cut_back_is_found_by_its_own_checkpoint(floors: Floors) -> None:
    _write(floors, 3)
    _sign(floors, ORIGIN)
    _cut_back(floors, 4)
    with floors.reading() as session:
        assert prove(session, signer(floors.keyring)).fault == "the checkpoint of 6"


def test_a_note_kept_elsewhere_shows_a_whole_database_put_back(
    floors: Floors, run: Runner, tmp_path: Path
) -> None:
    _write(floors, 3)
    note = tmp_path / "note"
    printed = run("trail", "checkpoint")
    assert printed.exit_code == 0
    note.write_text(printed.output, "utf-8")
    assert run("trail", "verify", "--checkpoint", str(note)).exit_code == 0
    _cut_back(floors, 4)
    with tampering(floors) as database:
        database.execute("DELETE FROM checkpoints")
    assert run("trail", "verify").exit_code == 0
    found = run("trail", "verify", "--checkpoint", str(note))
    assert found.exit_code == 20
    assert "the checkpoint of 6" in found.output


def _cut_back(floors: Floors, size: int) -> None:
    """Take away the newest entries, and every node over them: whole in itself, but too short."""
    with tampering(floors) as database:
        database.execute("DELETE FROM trail_entries WHERE seq >= ?", (size,))
        for level in range(1, 8):
            above = (level, size >> level)
            database.execute("DELETE FROM trail_nodes WHERE level = ? AND position >= ?", above)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entries SET at = 'x' WHERE seq = 1",
        "UPDATE trail_entries SET detail = 'x' WHERE seq = 1",
        "UPDATE trail_entries SET id = x'00' WHERE seq = 1",
        "UPDATE checkpoints SET at = 'x'",
        "UPDATE checkpoints SET size = 'x'",
        "UPDATE checkpoints SET root = 'x'",
        "UPDATE checkpoints SET origin = 'x'",
        "DELETE FROM checkpoints",
        "DROP TABLE checkpoints",
        "DROP TABLE trail_nodes",
        "DROP TABLE trail_entries",
        "ALTER TABLE trail_entries DROP COLUMN detail",
    ],
)
def test_whatever_is_wrong_is_one_line(floors: Floors, run: Runner, statement: str) -> None:
    _write(floors, 2)
    _sign(floors, ORIGIN)
    with tampering(floors) as database:
        database.execute(statement)
    found = run("trail", "verify")
    assert (found.exit_code, found.stdout) == (20, "")
    assert len(found.stderr.splitlines()) == 1
    told = run("trail", "verify", "--json")
    assert told.exit_code == 20
    assert json.loads(told.output)["size"] <= 4


def test_a_file_that_is_no_database_is_one_line(floors: Floors, run: Runner) -> None:
    floors.engine.dispose()
    place = Path(str(floors.engine.url.database))
    for each in place.parent.glob("registry.db*"):
        each.unlink()
    place.write_bytes(b"nothing" * 1000)
    found = run("trail", "verify")
    assert found.exit_code == 20
    assert len(found.stderr.splitlines()) == 1


def test_a_note_that_is_no_text_is_no_note(floors: Floors, run: Runner, tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.write_bytes(bytes(range(256)))
    assert run("trail", "verify", "--checkpoint", str(note)).exit_code == 20
    assert run("consent", "verify", "--checkpoint", str(note)).exit_code == 20


# ── signing ──────────────────────────────────────────────────────────────────────────────────


def test_each_log_is_signed_once_a_day(floors: Floors, clock: Clock) -> None:
    _agree(floors, "child:1")
    assert sign_checkpoints(floors) == 2
    assert sign_checkpoints(floors) == 0
    clock.move(hours=22)
    assert sign_checkpoints(floors) == 0
    clock.move(hours=1)
    assert sign_checkpoints(floors) == 2
    with floors.reading() as session:
        rows = session.scalars(select(SignedCheckpoint)).all()
        notes = [open_note(row.note)[0] for row in rows]
    assert sorted((note.origin, note.size) for note in notes) == [
        ("consent", 1),
        ("consent", 1),
        ("trail", 2),
        ("trail", 4),
    ], "each signing is an entry, too"


def test_the_worker_signs(floors: Floors) -> None:
    run_once(floors, NullSender())
    with floors.reading() as session:
        assert {row.origin for row in session.scalars(select(SignedCheckpoint))} == {
            "consent",
            "trail",
        }


def test_a_checkpoint_from_before_signings_were_entries_still_counts(floors: Floors) -> None:
    _write(floors, 2)
    with floors.begin(MACHINE) as work:
        log = log_of(work.session).checkpoint(ORIGIN)
        row = SignedCheckpoint(
            origin=ORIGIN,
            at=work.now(),
            size=log.size,
            root=log.root,
            note=sign(log, signer(floors.keyring)),
        )
        work.session.add(row)
    with floors.reading() as session:
        assert prove(session, signer(floors.keyring)).is_whole
    _cut_back(floors, 1)
    with floors.reading() as session:
        assert prove(session, signer(floors.keyring)).fault == "the checkpoint of 3"


def test_the_daily_proof_is_on_record_and_shown_to_auditors(floors: Floors, clock: Clock) -> None:
    _write(floors, 2)
    assert prove_trail(floors) == 1
    assert prove_trail(floors) == 0
    with floors.reading() as session:
        assert newest_proof(session) == Proven(clock(), 3, is_whole=True)
    with tampering(floors) as database:
        database.execute("UPDATE trail_entries SET event = 'x' WHERE seq = 1")
    clock.move(days=1)
    assert prove_trail(floors) == 1
    with floors.reading() as session:
        assert newest_proof(session) == Proven(clock(), 1, is_whole=False)


def test_a_note_signed_by_another_house_proves_nothing(floors: Floors) -> None:
    _write(floors, 1)
    ours = signer(floors.keyring)
    note = _sign(floors, ORIGIN)
    other = Ed25519Signer(Ed25519PrivateKey.generate())
    with pytest.raises(LedgerBroken):
        checkpoints.read(note, other)
    forged = note.replace(ours.key_id, other.key_id)
    with pytest.raises(LedgerBroken):
        checkpoints.read(forged, other)


# ── the commands ─────────────────────────────────────────────────────────────────────────────


def test_a_note_of_one_log_is_no_note_of_the_other(
    floors: Floors, run: Runner, tmp_path: Path
) -> None:
    _agree(floors, "child:1")
    note = tmp_path / "note"
    note.write_text(run("consent", "checkpoint").output, "utf-8")
    assert run("consent", "verify", "--checkpoint", str(note)).exit_code == 0
    assert run("trail", "verify", "--checkpoint", str(note)).exit_code == 20


def test_the_ledger_of_consent_is_whole_until_somebody_touches_it(
    floors: Floors, run: Runner
) -> None:
    _agree(floors, "child:1")
    _agree(floors, "child:2")
    whole = run("consent", "verify", "--json")
    assert whole.exit_code == 0
    assert json.loads(whole.output) == {"size": 2, "fault": None}
    assert "2 facts" in run("consent", "verify").output


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_facts SET detail = replace(detail, 'own_draft', 'own_craft')",
        "UPDATE consent_facts SET recorded_at = 'yesterday'",
        "UPDATE consent_leaves SET recorded_at = '2020-01-01 00:00:00' WHERE seq = 0",
        "UPDATE consent_nodes SET digest = zeroblob(32)",
        "UPDATE consent_epochs SET epoch = 7",
        "DELETE FROM consent_facts WHERE seq = 1",
        """INSERT INTO consent_standings SELECT subject, 'store_details', 'registry', 'active', 1,
        null, null, 2, 'details', '', '', '', '', '', '' FROM consent_epochs LIMIT 1""",
    ],
)
def test_a_touched_ledger_exits_with_20(floors: Floors, run: Runner, statement: str) -> None:
    _agree(floors, "child:1")
    _agree(floors, "child:1")
    with tampering(floors) as database:
        database.execute(statement)
    found = run("consent", "verify")
    assert found.exit_code == 20
    assert "does not agree" in found.output
