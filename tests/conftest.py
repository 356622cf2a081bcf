"""A house for each test: fresh databases, a clock that stands, real keys, no network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.accounts import passwords
from registry.config import Settings
from registry.storage.database import Base
from registry.work import Floors
from tests.making.accounts import CHEAP
from tests.making.compiled import once_for_all
from tests.making.houses import house, settings_in

once_for_all()

IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
ROOM: Final = 4 * 1024**3


def pytest_configure() -> None:
    """Keep the tests' houses in memory where there is room: none of them outlives its test.

    Whether a house waits for its disk is asked by counting the syncs, never by the time they take.
    """
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Now."""
        return self.at

    def move(self, **by: float) -> None:
        """Let time pass: `clock.move(days=3)`."""
        self.at += timedelta(**by)


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed cheaply here; one test looks at the real cost."""
    monkeypatch.setattr(passwords, "HASHER", CHEAP)


@pytest.fixture
def clock() -> Clock:
    """The clock of this test."""
    return Clock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a house in a folder of this test, stamped as a demo so that mail is kept."""
    return settings_in(tmp_path / "house")


@pytest.fixture
def floors(settings: Settings, clock: Clock) -> Iterator[Floors]:
    """The floors of this test's house."""
    with house(settings, clock) as made:
        yield made


@pytest.fixture
def app(floors: Floors) -> Flask:
    """The application, without the form token: tests of rules post as a person would."""
    from registry.app import make_app  # noqa: PLC0415
    from tests.making.saying_why import SaysWhy  # noqa: PLC0415

    # The application loads features whose tables a test of one floor never heard of.
    Base.metadata.create_all(floors.engine)
    made = make_app(floors)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    made.test_client_class = SaysWhy
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without scripts."""
    return app.test_client()
