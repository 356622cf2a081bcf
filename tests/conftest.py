"""A house for each test: fresh databases, a clock that stands, real keys, no network."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import consent.sqlalchemy
from registry.accounts import passwords
from registry.config import DEMO_STAMP, Settings, settings_for
from registry.purposes import CATALOGUE
from registry.storage.database import Base, KeysBase, connect
from registry.storage.keys import Keyring, make_root_key, read_root_key
from registry.storage.objects import FileObjects
from registry.work import Floors
from tests.making.accounts import CHEAP


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
    folder = tmp_path / "house"
    folder.mkdir()
    (folder / DEMO_STAMP).touch()
    return settings_for(folder, {"KINFOLD_ROOT_KEY": f"file:{tmp_path / 'root.key'}"})


@pytest.fixture
def floors(settings: Settings, clock: Clock) -> Iterator[Floors]:
    """The floors of this test's house."""
    make_root_key(settings.root_key_file, secrets.token_bytes)
    keys, registry = connect(settings.keys_url), connect(settings.database_url)
    KeysBase.metadata.create_all(keys)
    Base.metadata.create_all(registry)
    consent.sqlalchemy.metadata.create_all(registry)
    keyring = Keyring(keys, read_root_key(settings.root_key_file), secrets.token_bytes)
    keyring.stamp()
    yield Floors(
        settings=settings,
        engine=registry,
        keyring=keyring,
        objects=FileObjects(settings.objects_dir),
        catalogue=CATALOGUE,
        clock=clock,
        random=secrets.token_bytes,
    )
    keys.dispose()
    registry.dispose()


@pytest.fixture
def app(floors: Floors) -> Flask:
    """The application, without the form token: tests of rules post as a person would."""
    from registry.app import make_app  # noqa: PLC0415

    # The application loads features whose tables a test of one floor never heard of.
    Base.metadata.create_all(floors.engine)
    made = make_app(floors)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without scripts."""
    return app.test_client()
