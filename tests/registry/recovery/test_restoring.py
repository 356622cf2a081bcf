"""Putting a house back: only a whole one, only into nothing, and nothing serves before it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyrage
import pytest

from registry.app import open_floors
from registry.authority import Actor
from registry.config import RESTORING_STAMP, settings_for
from registry.consents import erasing, operations
from registry.errors import Misconfigured, Unusable
from registry.purposes import SHOW_CASEWORKERS
from registry.recovery import opening, restoring
from registry.recovery.making import Made
from registry.recovery.opening import Plan
from registry.recovery.restoring import fault_of_logs, restore
from registry.storage import soundness
from registry.storage.backup import snapshot
from registry.storage.photos import Photo, names_of
from registry.storage.vault import Sealed
from registry.work import Floors
from tests.conftest import Clock
from tests.making import children
from tests.making.backups import Offline, backed_up, plan, prepared
from tests.making.houses import house, settings_in


@pytest.fixture
def made(offline: Offline, amina: Actor) -> Made:
    children.enrolled(offline.floors, amina, photos=1)
    return backed_up(offline)


@pytest.fixture
def ready(offline: Offline, made: Made, tmp_path: Path, clock: Clock) -> Plan:
    return plan(offline, made, tmp_path / "new", clock)


def refused(ready: Plan, why: str, kind: type[Exception] = Unusable) -> None:
    """It is one line, and nothing is left of it."""
    with pytest.raises(kind, match=why) as error:
        restore(ready)
    assert "\n" not in str(error.value)
    assert not ready.settings.data_dir.exists()


def test_a_whole_backup_stands_again(ready: Plan) -> None:
    restored = restore(ready)
    assert fault_of_logs(restored.floors) is None
    assert not (ready.settings.data_dir / RESTORING_STAMP).exists()
    assert ready.settings.data_dir.stat().st_mode & 0o777 == 0o700
    open_floors(ready.settings)


def test_only_an_empty_folder_is_filled(ready: Plan) -> None:
    folder = ready.settings.data_dir
    folder.mkdir()
    (folder / "letter").write_text("mine")
    with pytest.raises(Misconfigured, match="not empty"):
        restore(ready)
    assert (folder / "letter").read_text() == "mine"
    (folder / "letter").unlink()
    restore(ready)


def test_a_folder_that_was_there_is_left_empty_when_it_cannot_be(ready: Plan) -> None:
    ready.settings.data_dir.mkdir()
    with pytest.raises(Unusable):
        restore(replace(ready, identities=[pyrage.x25519.Identity.generate()]))
    assert list(ready.settings.data_dir.iterdir()) == []


def test_without_the_journal_it_is_refused(ready: Plan, tmp_path: Path) -> None:
    for journal in (None, tmp_path / "absent"):
        without = replace(ready, settings=replace(ready.settings, journal=journal))
        refused(without, "KINFOLD_JOURNAL", Misconfigured)


@pytest.mark.parametrize("text", [b"", b"\0" * 99 + b"\n", b"{}\n"])
def test_with_another_or_an_empty_journal_it_is_refused(
    offline: Offline, amina: Actor, clock: Clock, tmp_path: Path, text: bytes
) -> None:
    house = offline.floors
    child = children.enrolled(house, amina)
    with house.begin(amina) as work:
        operations.take_back_one(work, str(child.id), SHOW_CASEWORKERS, "en")
    ready = plan(offline, backed_up(offline), tmp_path / "new", clock)
    (tmp_path / "another").write_bytes(text)
    settings = replace(ready.settings, journal=tmp_path / "another")
    refused(replace(ready, settings=settings), "journal of erasures (ends before|is broken)")


def test_databases_in_unusual_places_are_refused(ready: Plan, tmp_path: Path) -> None:
    settings = replace(ready.settings, keys_url=f"sqlite:///{tmp_path / 'keys.db'}")
    refused(replace(ready, settings=settings), "KINFOLD_KEYS_URL", Misconfigured)


def test_another_root_key_is_refused(ready: Plan, tmp_path: Path) -> None:
    (tmp_path / "root").write_text("ab" * 32)
    (tmp_path / "root").chmod(0o400)
    settings = replace(ready.settings, root_key=f"file:{tmp_path / 'root'}")
    refused(replace(ready, settings=settings), "root key is not the one", Misconfigured)


def test_another_identity_is_refused(ready: Plan, offline: Offline) -> None:
    refused(replace(ready, identities=[offline.data]), "sealed to another key")
    refused(replace(ready, identities=[offline.keys]), "sealed to another key")


def test_keys_older_than_thirty_days_are_refused(ready: Plan, clock: Clock) -> None:
    clock.move(days=30, seconds=1)
    refused(ready, "older than 30 days")
    clock.move(seconds=-1)
    restore(ready)


def test_keys_from_the_future_are_refused(ready: Plan, clock: Clock) -> None:
    clock.move(minutes=-6)
    refused(ready, "future")


def test_keys_that_are_older_than_the_data_are_refused(
    offline: Offline, ready: Plan, clock: Clock
) -> None:
    clock.move(days=1)
    later = backed_up(offline)
    refused(replace(ready, data=later.data), "older than that of the data")
    # The other way round is whole: keys are only ever added, or destroyed on purpose.
    restore(replace(ready, keys=later.keys))


def test_the_two_parcels_are_not_mistaken(ready: Plan) -> None:
    refused(replace(ready, data=ready.keys), "no backup of Kinfold")
    refused(replace(ready, keys=ready.data), "no backup of Kinfold")


@pytest.mark.parametrize(
    "change",
    [
        lambda octets: octets[:0],
        lambda octets: octets[: len(octets) // 2],
        lambda octets: octets[:-1],
        lambda octets: octets[:9000] + b"\0\0" + octets[9002:],
    ],
)
@pytest.mark.parametrize("kind", ["data", "keys"])
def test_a_broken_parcel_is_one_line_and_leaves_nothing(
    ready: Plan, kind: str, change: Callable[[bytes], bytes]
) -> None:
    path = getattr(ready, kind)
    path.write_bytes(change(path.read_bytes()))
    refused(ready, "cannot be used")


def test_an_absent_parcel_is_one_line(ready: Plan, tmp_path: Path) -> None:
    refused(replace(ready, data=tmp_path / "absent.age"), "No such file")
    refused(replace(ready, keys=tmp_path), "Is a directory")


def test_a_backup_of_another_house_is_refused(
    offline: Offline, ready: Plan, clock: Clock, tmp_path: Path
) -> None:
    with house(settings_in(tmp_path / "other"), clock) as floors:
        other = prepared(floors, tmp_path / "beside")
        theirs = backed_up(other)
    both = [*offline.identities, *other.identities]
    refused(replace(ready, data=theirs.data, identities=both), "not made by the house")
    refused(replace(ready, keys=theirs.keys, identities=both), "root key", Misconfigured)


def test_a_parcel_that_anybody_made_for_us_is_refused(
    offline: Offline, made: Made, ready: Plan, tmp_path: Path
) -> None:
    """The public key is no secret: what counts is the signature of the house."""
    from registry.storage.backup import parcel, unpacking  # noqa: PLC0415

    folder = tmp_path / "theirs"
    folder.mkdir()
    names = list(unpacking.unpack(made.data, [offline.data], folder, unpacking.OF_DATA))
    manifest = folder / "manifest.json"
    for octets in (
        manifest.read_bytes().replace(b'"gone":0', b'"gone":9'),
        b"{}",
        b"",
        b"[1,2",
        manifest.read_bytes().replace(b'"format":1', b'"format":2'),
    ):
        manifest.write_bytes(octets)
        forged = tmp_path / f"forged{len(octets)}.age"
        members = [parcel.from_file(name, folder / name) for name in names]
        parcel.seal(forged, str(offline.floors.settings.backup_to), members)
        refused(replace(ready, data=forged), "not made by|manifest|newer version")
    without = [parcel.from_file(name, folder / name) for name in names if name != "manifest.json"]
    parcel.seal(tmp_path / "bare.age", str(offline.floors.settings.backup_to), without)
    refused(replace(ready, data=tmp_path / "bare.age"), "no manifest")


def test_a_restore_that_is_killed_leaves_a_folder_that_does_not_serve(ready: Plan) -> None:
    for place in ("open_data", "replay", "fault_of_logs"):
        folder = ready.settings.data_dir.with_name(f"killed-{place}")
        settings = settings_for(folder, {"KINFOLD_ROOT_KEY": ready.settings.root_key})
        settings = replace(settings, journal=ready.settings.journal)
        child = os.fork()
        if child == 0:  # as by kill -9: nothing is tidied
            setattr(restoring, place, lambda *_: os._exit(9))
            try:
                restore(replace(ready, settings=settings))
            finally:
                os._exit(1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        assert (folder / RESTORING_STAMP).exists()
        with pytest.raises(Misconfigured, match="did not end"):
            open_floors(settings)
        with pytest.raises(Misconfigured, match="not empty"):
            restore(replace(ready, settings=settings))


def test_a_log_that_does_not_agree_is_refused(ready: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "fault_of_logs", lambda _floors: "the trail at entry 3")
    refused(ready, "does not agree with the trail at entry 3")


def test_a_damaged_database_is_refused(ready: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    check = snapshot.refuse_damaged

    def damage(path: Path) -> None:
        if path.name == "registry.db":
            octets = bytearray(path.read_bytes())
            octets[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
            path.write_bytes(octets)
        check(path)

    monkeypatch.setattr(opening, "refuse_damaged", damage)
    refused(ready, "damaged")


def test_a_backup_of_a_newer_version_is_refused(
    offline: Offline, amina: Actor, clock: Clock, tmp_path: Path
) -> None:
    with offline.floors.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    refused(plan(offline, backed_up(offline), tmp_path / "new", clock), "newer version")


def test_an_erasure_that_was_undone_and_asked_for_again_is_shut(
    offline: Offline, amina: Actor, clock: Clock, tmp_path: Path
) -> None:
    from registry.purposes import STORE_DETAILS  # noqa: PLC0415
    from registry.storage.erasure import journal  # noqa: PLC0415

    house = offline.floors
    child = children.enrolled(house, amina)
    with house.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=False)
    made = backed_up(offline)
    clock.move(days=1)
    with house.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    with house.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=False)
    again = restore(plan(offline, made, tmp_path / "new", clock)).floors
    with again.reading() as session:
        line = journal(session, child.ref)
    assert line is not None
    assert line.asked_at == clock()
    clock.move(days=7)
    assert erasing.finish_due(again) == 1


def test_soundness_tells_a_value_that_was_changed_or_has_no_key(
    offline: Offline, amina: Actor
) -> None:
    from sqlalchemy import select  # noqa: PLC0415

    house: Floors = offline.floors
    child = children.enrolled(house, amina, photos=1)
    with house.reading() as session:
        those = list(session.scalars(select(Sealed)))
        photos = list(session.scalars(select(Photo)))
    assert soundness.sound_values(house.keyring, those) == len(those)
    assert soundness.sound_files(house.keyring, house.objects, photos) == 2
    those[0].envelope = those[0].envelope[:-1] + bytes([those[0].envelope[-1] ^ 1])
    assert soundness.sound_values(house.keyring, those) == len(those) - 1
    _large, small = names_of(photos[0])
    house.objects.put(small, house.objects.get(photos[0].large))
    assert soundness.sound_files(house.keyring, house.objects, photos) == 1
    house.objects.delete(photos[0].large)
    assert soundness.sound_files(house.keyring, house.objects, photos) == 0
    theirs = [each for each in those[1:] if each.subject_ref == child.ref]
    house.keyring.destroy(child.ref)
    assert theirs
    assert soundness.sound_values(house.keyring, theirs) == 0
    assert soundness.sound_files(house.keyring, house.objects, photos) == 0
