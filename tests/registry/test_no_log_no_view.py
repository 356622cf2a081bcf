"""No log, no view: where the trail takes no entry, nothing personal is shown, sent or changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from consent import DataClass
from registry.authority import MACHINE, Actor
from registry.errors import Unwritable
from registry.purposes import OWN_ACCOUNT
from registry.storage import database
from registry.storage import vault as vaults
from registry.storage.envelope import decrypt
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from registry.worker import deliver
from tests.cast import AMINA, PASSWORD
from tests.making import accounts
from tests.making.boxes import Box
from tests.making.subjects import person, sealed_for

Shut = Callable[[Floors], AbstractContextManager[None]]
SHUT = "CREATE TRIGGER shut BEFORE INSERT ON trail_entries BEGIN SELECT RAISE(ABORT, 'shut'); END"


@contextmanager
def by_trigger(floors: Floors) -> Iterator[None]:
    """The table of entries refuses."""
    rogue = sqlite3.connect(str(floors.engine.url.database))
    rogue.execute(SHUT)
    yield
    rogue.execute("DROP TRIGGER shut")
    rogue.close()


@contextmanager
def by_lock(floors: Floors) -> Iterator[None]:
    """Somebody else holds the database and does not let go."""
    other = sqlite3.connect(str(floors.engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def by_a_file_nobody_may_write(floors: Floors) -> Iterator[None]:
    """What a disk that is read-only, or full, comes to."""
    with floors.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    yield
    with floors.engine.connect().execution_options(reading=True) as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")


@pytest.fixture
def impatient(floors: Floors, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for a lock here."""
    hurried = tuple(each for each in database.PRAGMAS if "busy" not in each)
    monkeypatch.setattr(database, "PRAGMAS", (*hurried, "busy_timeout=50"))
    floors.engine.dispose()


def test_the_entry_is_there_before_the_value_is_opened(
    floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, seen = person(), list[int]()
    sealed_for(floors, actor, name="Amina")

    with floors.begin(actor) as work:

        def watched(key: bytes, envelope: bytes, place: bytes) -> bytes:
            query = select(func.count()).where(Entry.event == Event.RECORD_OPENED.value)
            with work.session.no_autoflush:
                seen.append(work.session.scalar(query) or 0)
            return decrypt(key, envelope, place)

        monkeypatch.setattr(vaults, "decrypt", watched)
        permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        work.vault.read(actor.ref, Compartment.CONTACT, permit)
    assert seen == [1]


def test_r5_where_the_trail_refuses_nothing_is_opened(
    floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    monkeypatch.setattr(vaults, "decrypt", lambda *_: pytest.fail("it was opened"))
    with by_trigger(floors), pytest.raises(Unwritable):
        _read(floors, actor, actor)


def test_a_machine_counts_what_it_read_or_keeps_nothing(floors: Floors) -> None:
    actors = [person(), person()]
    for actor in actors:
        sealed_for(floors, actor, name="Amina")

    _read(floors, MACHINE, *actors)
    query = select(Entry.subject_ref, Entry.detail).where(Entry.event == Event.RECORDS_READ.value)
    with floors.reading() as session:
        assert session.execute(query).all() == [
            ("machine:worker", '{"classes":["contact"],"purposes":["own_account"],"records":2}')
        ]
    with by_trigger(floors), pytest.raises(Unwritable):
        _read(floors, MACHINE, *actors)


def _read(floors: Floors, who: Actor, *subjects: Actor) -> None:
    with floors.begin(who) as work:
        for each in subjects:
            permit = work.permit_on_basis(each.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
            work.vault.read(each.ref, Compartment.CONTACT, permit)


@pytest.mark.parametrize("shut", [by_trigger, by_lock])
def test_the_worker_sends_nothing(floors: Floors, shut: Shut, impatient: None) -> None:
    amina = accounts.opened(floors, AMINA)
    while deliver(floors, Box()):
        pass
    with floors.begin(accounts.acting(floors, amina)) as work:
        work.outbox.send("password_changed", to=amina.ref)
    box = Box()
    with shut(floors), pytest.raises((Unwritable, OperationalError)):
        deliver(floors, box)
    assert box.letters == []
    deliver(floors, box)
    assert len(box.letters) == 1


@pytest.mark.parametrize("shut", [by_trigger, by_lock, by_a_file_nobody_may_write])
def test_r5_a_page_says_that_it_must_wait(
    floors: Floors, client: FlaskClient, shut: Shut, impatient: None
) -> None:
    accounts.opened(floors, AMINA)
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    signed_in = client.post("/sign-in", data={"email": AMINA, "password": PASSWORD})
    assert signed_in.status_code == 303
    assert AMINA in client.get("/account").text
    with shut(floors):
        answer = client.get("/account")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
        assert AMINA not in answer.text
        assert client.post("/sign-out").status_code == 503
    assert AMINA in client.get("/account").text
