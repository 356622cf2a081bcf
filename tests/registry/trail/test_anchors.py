"""Anchors: what was put outside the house shows every rollback, and every line taken out of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from consent import canonical
from consent.errors import LedgerBroken
from registry.authority import MACHINE
from registry.cli import consent as ledger_commands
from registry.cli import serve
from registry.cli import trail as trail_commands
from registry.config import settings_for
from registry.errors import Misconfigured
from registry.outbox.senders import NullSender
from registry.storage.signing import signer
from registry.trail.anchors import FileAnchor
from registry.trail.checkpoints import CONSENT
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.proving import prove
from registry.trail.trail import entries_about
from registry.work import Floors
from registry.worker import anchor_checkpoints, run_once, sign_checkpoints
from tests.conftest import Clock
from tests.making.boxes import Box
from tests.making.subjects import person
from tests.making.tampering import tampering

Run = Callable[[str], Result]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The anchor's file, on what would be another disk."""
    return tmp_path / "elsewhere" / "anchor"


@pytest.fixture
def house(floors: Floors, file: Path) -> Floors:
    """A house that anchors in a file."""
    file.parent.mkdir()
    return replace(floors, settings=replace(floors.settings, anchor_file=file))


@pytest.fixture
def run(house: Floors, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Verify one of the two logs of this house."""
    for commands in (trail_commands, ledger_commands):
        monkeypatch.setattr(commands, "open_floors", lambda _settings: house)
        monkeypatch.setattr(commands, "settings_from", lambda _environment: house.settings)
    groups = {"trail": trail_commands.trail, "consent": ledger_commands.consent}
    return lambda name: CliRunner().invoke(groups[name], ["verify"])


def _live_a_day(floors: Floors, clock: Clock) -> None:
    """Something happens, and the worker signs and anchors."""
    actor = person()
    with floors.begin(actor) as work:
        work.consent.record_basis(subject=actor.ref, kind="own_account", people=(actor.ref,))
        work.trail.record(Event.BASIS_RECORDED, actor.ref, basis="own_account")
    clock.move(days=1)
    sign_checkpoints(floors)
    anchor_checkpoints(floors, NullSender())


def _anchored(floors: Floors, event: Event = Event.CHECKPOINT_ANCHORED) -> list[Entry]:
    with floors.reading() as session:
        return entries_about(session, "log:trail", event)


def test_each_day_one_checkpoint_of_each_log_goes_out(
    house: Floors, file: Path, clock: Clock, run: Run
) -> None:
    _live_a_day(house, clock)
    _live_a_day(house, clock)
    assert anchor_checkpoints(house, NullSender()) == 0
    origins = [each.origin for each in FileAnchor(file).checkpoints(signer(house.keyring))]
    assert sorted(origins) == [CONSENT, CONSENT, "trail", "trail"]
    assert file.stat().st_mode & 0o077 == 0
    assert len(_anchored(house)) == 2
    assert (run("trail").exit_code, run("consent").exit_code) == (0, 0)


@pytest.mark.parametrize("name", ["trail", "consent"])
def test_a_database_put_back_is_found_and_does_not_open(
    house: Floors, clock: Clock, run: Run, tmp_path: Path, name: str
) -> None:
    _live_a_day(house, clock)
    live = Path(str(house.engine.url.database))
    house.engine.dispose()
    shutil.copy(live, tmp_path / "old.db")
    _live_a_day(house, clock)
    serve._hold_to_anchor(house)
    house.engine.dispose()
    for each in live.parent.glob("registry.db-*"):
        each.unlink()
    shutil.copy(tmp_path / "old.db", live)
    assert run(name).exit_code == 20
    with pytest.raises(Misconfigured, match="put back to an earlier state"):
        serve._hold_to_anchor(house)


def test_a_line_taken_out_of_the_file_is_missed(
    house: Floors, file: Path, clock: Clock, run: Run
) -> None:
    _live_a_day(house, clock)
    _live_a_day(house, clock)
    lines = file.read_bytes().splitlines(keepends=True)
    for place in range(len(lines)):
        file.write_bytes(b"".join(lines[:place] + lines[place + 1 :]))
        assert 20 in {run("trail").exit_code, run("consent").exit_code}
    file.unlink()
    assert run("trail").exit_code == 20
    with pytest.raises(Misconfigured, match="lacks the checkpoint"):
        serve._hold_to_anchor(house)


def test_a_line_half_written_is_written_again(
    house: Floors, file: Path, clock: Clock, run: Run
) -> None:
    _live_a_day(house, clock)
    with file.open("ab") as torn:
        torn.write(b'"trail\\n9')
    assert run("trail").exit_code == 0
    _live_a_day(house, clock)
    assert len(FileAnchor(file).checkpoints(signer(house.keyring))) == 4
    assert run("trail").exit_code == 0


def test_a_note_that_is_there_is_not_added_again(house: Floors, file: Path, clock: Clock) -> None:
    _live_a_day(house, clock)
    before = file.read_bytes()
    for line in before.splitlines():
        FileAnchor(file).put(str(canonical.decode(line)))
    assert file.read_bytes() == before


def test_a_place_that_takes_nothing_is_asked_again_after_an_hour(
    house: Floors, file: Path, clock: Clock
) -> None:
    file.parent.rmdir()
    _live_a_day(house, clock)
    assert anchor_checkpoints(house, NullSender()) == 0
    assert len(_anchored(house, Event.ANCHOR_REFUSED)) == 1
    clock.move(hours=1)
    file.parent.mkdir()
    assert anchor_checkpoints(house, NullSender()) == 2
    assert len(_anchored(house)) == 1


def test_a_note_goes_by_mail_and_can_be_handed_in(floors: Floors, clock: Clock) -> None:
    house = replace(floors, settings=replace(floors.settings, anchor_mail="anchor@example.org"))
    box = Box()
    _live_a_day(floors, clock)
    assert anchor_checkpoints(house, box) == 2
    assert {letter["To"] for letter in box.letters} == {"anchor@example.org"}
    (letter,) = (each for each in box.letters if "trail" in each["Subject"])
    note = letter.get_content()
    key = signer(floors.keyring)
    with floors.reading() as session:
        assert prove(session, key, note).is_whole
    with tampering(floors) as database:
        for table in ("trail_entries", "trail_nodes", "checkpoints"):
            database.execute(f"DELETE FROM {table}")  # noqa: S608 - a table of ours
    with floors.reading() as session:
        assert prove(session, key).is_whole
        assert prove(session, key, note).fault is not None


def test_the_worker_anchors(house: Floors, file: Path) -> None:
    run_once(house, NullSender())
    assert len(file.read_bytes().splitlines()) == 2


def test_a_file_that_is_none_is_a_finding(house: Floors, file: Path) -> None:
    file.mkdir()
    with house.begin(MACHINE) as work, pytest.raises(LedgerBroken, match="anchor file"):
        FileAnchor(file).checkpoints(signer(work.keyring))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("file:{folder}/anchor", "inside the data folder"),
        ("file:anchor", "must be file:/PATH"),
        ("elsewhere", "must be file:/PATH"),
        ("mail:nobody", "must be file:/PATH"),
        ("mail:a@example.org", "KINFOLD_SMTP_URL is not set"),
    ],
)
def test_a_place_that_holds_nothing_is_refused_at_start(
    tmp_path: Path, place: str, words: str
) -> None:
    told = {"KINFOLD_ROOT_KEY": "file:/elsewhere", "KINFOLD_ANCHOR": place.format(folder=tmp_path)}
    with pytest.raises(Misconfigured, match=words):
        settings_for(tmp_path, told)


def test_both_places_can_be_named(tmp_path: Path) -> None:
    told = {
        "KINFOLD_ROOT_KEY": "file:/elsewhere",
        "KINFOLD_SMTP_URL": "smtp://localhost",
        "KINFOLD_ANCHOR": "file:/elsewhere/anchor,mail:a@example.org",
    }
    made = settings_for(tmp_path, told)
    assert (made.anchor_file, made.anchor_mail) == (Path("/elsewhere/anchor"), "a@example.org")
