"""Keys are lost: one, all of them, or the root key, at the start or while the house is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import OperationalError

from registry.authority import Actor
from registry.children.models import Child
from registry.errors import Absent, Misconfigured
from registry.storage.database import KeysBase, connect, transaction
from registry.storage.keys import DataKey, Keyring
from registry.storage.root_files import FileRoots
from registry.storage.starting import open_keyring
from registry.work import Floors
from registry.worker import run_once
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.making.boxes import Box

TURNED = "the wrong key"


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def pair(floors: Floors, amina: Actor) -> tuple[Child, Child]:
    """Two records of Amina, one of which is to lose its key; Yusuf looks for either."""
    found = tuple(children.enrolled(floors, amina, photos=1, apart=True) for _ in range(2))
    claims.filed(floors, claims.yusuf(floors))
    run_once(floors, Box())
    return found[0], found[1]


def lose(floors: Floors, subject: str) -> None:
    """The row is gone, without an erasure."""
    with transaction(floors.keyring.engine) as session:
        session.execute(delete(DataKey).where(DataKey.subject == subject))


def spoil(floors: Floors, subject: str) -> None:
    """The row is there, and is not what was written."""
    with transaction(floors.keyring.engine) as session:
        gone_bad = update(DataKey).where(DataKey.subject == subject)
        session.execute(gone_bad.values(wrapped=b"\2\0\1" + bytes(57)))


def test_r5_a_record_without_its_key_is_absent_and_all_else_goes_on(
    floors: Floors, client: FlaskClient, pair: tuple[Child, Child], clock: Clock
) -> None:
    kept, lost = pair
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    accounts.sign_in(client, AMINA)
    lose(floors, lost.ref)
    assert client.get(f"/children/{lost.id}").status_code == 404
    listed = client.get("/children")
    assert listed.status_code == 200
    assert kept.reference in listed.text
    assert lost.reference in listed.text
    assert client.get(f"/children/{kept.id}").status_code == 200
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        for each in pair:
            work.search.redraw(each.ref)
    box = Box()
    for days in (0, 1, 335, 60, 800):
        clock.move(days=days)
        run_once(floors, box)
    assert not floors.keyring.subjects() & {kept.ref, lost.ref}  # wiped in its time, as the other
    assert box.letters


def test_r5_a_key_that_went_bad_opens_nothing_and_keeps_nobody_out(
    floors: Floors, client: FlaskClient, pair: tuple[Child, Child]
) -> None:
    kept, bad = pair
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    accounts.sign_in(client, AMINA)
    spoil(floors, bad.ref)
    assert client.get(f"/children/{bad.id}").status_code in {404, 503}
    assert client.get(f"/children/{kept.id}").status_code == 200


def test_a_guardian_whose_own_key_is_lost_keeps_no_letter_of_another_back(
    floors: Floors, amina: Actor
) -> None:
    box = Box()
    yusuf = claims.yusuf(floors)
    while run_once(floors, Box()):
        pass
    for each in (amina, yusuf):
        with floors.begin(accounts.acting(floors, AMINA)) as work:
            work.outbox.send("password_changed", to=each.ref)
    lose(floors, amina.ref)
    run_once(floors, box)
    assert [letter["To"] for letter in box.letters] == [YUSUF]


@pytest.mark.parametrize("how", ["taken away", "replaced by an empty one"])
def test_r1_while_keys_db_is_gone_nothing_is_said_to_be_saved(
    floors: Floors, client: FlaskClient, pair: tuple[Child, Child], how: str
) -> None:
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    accounts.sign_in(client, AMINA)
    keys, away = Path(floors.keyring.engine.url.database or ""), Path("elsewhere.db")
    keys.rename(keys.with_name(away.name))
    if how == "replaced by an empty one":
        empty = connect(f"sqlite:///{keys}")
        KeysBase.metadata.create_all(empty)
        empty.dispose()
    with pytest.raises(OperationalError):
        floors.keyring.create("child:new")
    answer = client.get(f"/children/{pair[0].id}")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert not keys.exists() or how != "taken away"  # no new one is made in its place
    with pytest.raises(Misconfigured, match=r"keys\.db is missing or empty"):
        open_keyring(floors.settings)
    if how == "taken away":
        keys.with_name(away.name).rename(keys)
        assert client.get(f"/children/{pair[0].id}").status_code == 200


def test_r1_a_registry_that_was_taken_away_takes_nothing_more(floors: Floors, amina: Actor) -> None:
    file = Path(floors.engine.url.database or "")
    file.rename(file.with_name("elsewhere.db"))
    with pytest.raises(OperationalError), floors.begin(amina) as work:
        work.session.scalar(select(func.count()))
    assert not file.exists()


def gone(root: Path) -> None:
    root.unlink()


def cut_off(root: Path) -> None:
    root.chmod(0o600)
    root.write_text(root.read_text()[:20])
    root.chmod(0o400)


def wrong(root: Path) -> None:
    root.chmod(0o600)
    root.write_text("0" * 64 + "\n")
    root.chmod(0o400)


@pytest.mark.parametrize("fault", [gone, cut_off, wrong])
def test_r5_without_the_right_root_key_the_house_does_not_open(
    floors: Floors, client: FlaskClient, pair: tuple[Child, Child], fault: Callable[[Path], None]
) -> None:
    root = floors.settings.root_key_file
    kept = root.read_text()
    fault(root)
    # A house that is open has read the key and goes on; it says so where it is asked.
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    accounts.sign_in(client, AMINA)
    assert client.get(f"/children/{pair[0].id}").status_code == 200
    # The next start does not.
    again = Keyring(floors.keyring.engine, FileRoots(root, floors.random), floors.random)
    with pytest.raises(Misconfigured, match=r"root key|seal"):
        again.check()
    with pytest.raises((Misconfigured, Absent)):
        again.data_key(pair[0].ref)
    root.unlink(missing_ok=True)
    root.write_text(kept)
    root.chmod(0o400)
    Keyring(floors.keyring.engine, FileRoots(root, floors.random), floors.random).check()


def test_a_missing_root_key_is_seen_at_the_door_that_asks(
    floors: Floors, client: FlaskClient
) -> None:
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get("/ready").status_code == 200
    floors.settings.root_key_file.unlink()
    answer = client.get("/ready")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
