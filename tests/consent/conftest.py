"""The same world twice: in memory, and in a database."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from consent import MemoryStore, Store
from consent.sqlalchemy import SqlStore
from registry import purposes
from tests.consent import world as worlds
from tests.consent.world import World, a_sole_guardian, sql_session


@pytest.fixture(autouse=True)
def _ages_are_read_anew() -> None:
    """What was read of an age before would hide from a test that a rule has changed."""
    for catalogue in (worlds.CATALOGUE, purposes.CATALOGUE):
        catalogue.bands._says.clear()


@pytest.fixture
def session() -> Iterator[Session]:
    """An empty database in memory."""
    with sql_session() as opened:
        yield opened


@pytest.fixture(params=["memory", "sqlalchemy"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each kind of store in turn."""
    if request.param == "memory":
        return MemoryStore()
    session: Session = request.getfixturevalue("session")
    return SqlStore(session)


@pytest.fixture
def world(store: Store) -> World:
    """Amina alone speaks for Idris, and her papers were seen."""
    return a_sole_guardian(store)
