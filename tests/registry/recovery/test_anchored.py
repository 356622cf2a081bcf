"""A restored house ends below its anchors: once, on record, and no further."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from consent.errors import LedgerBroken
from registry.authority import Actor
from registry.outbox.senders import NullSender
from registry.readings import Reads, held_to
from registry.recovery.restoring import Restored, restore, sign_anew
from registry.storage.signing import signer
from registry.trail import anchors
from registry.trail.anchors import FileAnchor
from registry.trail.proving import prove
from registry.work import Floors
from registry.worker import anchor_checkpoints, sign_checkpoints
from tests.conftest import Clock
from tests.making import children
from tests.making.backups import Offline, backed_up, destroyed, plan


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where checkpoints are anchored."""
    return tmp_path / "elsewhere.anchors"


@pytest.fixture
def restored(offline: Offline, amina: Actor, clock: Clock, file: Path, tmp_path: Path) -> Restored:
    """A house that went on for two days and two anchors after its backup."""
    floors = anchored(offline.floors, file)
    live_a_day(floors, amina, clock)
    made = backed_up(replace(offline, floors=floors))
    live_a_day(floors, amina, clock)
    live_a_day(floors, amina, clock)
    destroyed(offline)
    asked = plan(offline, made, tmp_path / "again", clock)
    return restore(replace(asked, settings=replace(asked.settings, anchor_file=file)))


def anchored(floors: Floors, file: Path) -> Floors:
    return replace(floors, settings=replace(floors.settings, anchor_file=file))


def live_a_day(floors: Floors, who: Actor, clock: Clock) -> None:
    children.enrolled(floors, who)
    clock.move(days=1)
    assert sign_checkpoints(floors) == 2
    assert anchor_checkpoints(floors, NullSender()) == 2


def hold(floors: Floors, file: Path) -> None:
    with floors.reading() as session:
        anchors.hold_to_newest(session, FileAnchor(file), signer(floors.keyring))
        assert prove(session, signer(floors.keyring), anchor=FileAnchor(file)).is_whole


def test_a_database_that_was_merely_put_back_is_refused(restored: Restored, file: Path) -> None:
    with pytest.raises(LedgerBroken):
        hold(restored.floors, file)


def test_a_restore_on_record_is_held_to_where_it_signed(
    restored: Restored, file: Path, amina: Actor, clock: Clock
) -> None:
    sign_anew(restored)
    hold(restored.floors, file)
    with held_to(frozenset({Reads.EVERYTHING})):
        live_a_day(restored.floors, amina, clock)
    hold(restored.floors, file)


def test_what_was_anchored_before_the_backup_goes_on_binding(
    restored: Restored, file: Path
) -> None:
    sign_anew(restored)
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(line for line in lines if line != lines[1]))
    with pytest.raises(LedgerBroken):
        hold(restored.floors, file)
