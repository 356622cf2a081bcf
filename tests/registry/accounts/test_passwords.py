"""Passwords are hashed slowly, a few at a time; nobody's account takes as long as somebody's."""

from __future__ import annotations

import threading

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from registry.accounts import passwords
from registry.errors import TooOften
from tests.cast import PASSWORD
from tests.making.accounts import CHEAP

REAL = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)


def test_a_password_is_hashed_as_the_house_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    found = extract_parameters(passwords.hashed(PASSWORD))
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (64 * 1024, 3, 1)


def test_only_the_same_password_matches() -> None:
    kept = passwords.hashed(PASSWORD)
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD + " ")
    assert not passwords.matches("not a hash", PASSWORD)


def test_nobodys_password_is_checked_at_the_full_price(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    class Watching(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
            checked.append(str(hash))
            return super().verify(hash, password)

    monkeypatch.setattr(passwords, "HASHER", Watching(time_cost=2, memory_cost=16, parallelism=1))
    assert not passwords.matches(None, PASSWORD)
    assert not passwords.matches(passwords.hashed("another long password"), PASSWORD)
    nobodys, somebodys = (extract_parameters(each) for each in checked)
    assert nobodys == somebodys


def test_a_cheaper_hash_is_outdated() -> None:
    assert not passwords.is_outdated(CHEAP.hash(PASSWORD))
    older = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1)
    assert passwords.is_outdated(older.hash(PASSWORD))


def test_a_crowd_waits_its_turn_and_is_sent_away_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(passwords, "PATIENCE_SECONDS", 0.01)
    with passwords._turn(), pytest.raises(TooOften, match="in a minute"):
        passwords.hashed(PASSWORD)
    assert passwords.hashed(PASSWORD)
