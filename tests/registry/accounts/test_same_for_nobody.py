"""The door says and does the same for an address that is known and for one that is not."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from time import perf_counter
from typing import Final

import pytest
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from registry.accounts import limits, passwords
from registry.accounts.factors import operations as factors
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.making import accounts
from tests.making.factors import floors_of, has_app

WRONG: Final = "another long password"
NOBODY: Final = "nobodyxx@example.org"
"""As long as Yusuf's: what was typed stands in the page again."""
BEFORE: Final = "somebody@example.org"
"""Whoever comes first makes the row in which a place is counted."""
LIMIT_MS: Final = 2.0
SAMPLES: Final = 200
CHANCE: Final = re.compile(rb'(?:nonce|value)="[^"]*"|nobodyxx@example.org|yusufxxx@example.org')

KNOWN: Final = "yusufxxx@example.org"


@pytest.fixture
def known(floors: Floors) -> str:
    """Somebody with an account and an app; who has one is no more told than who is here."""
    account = accounts.opened(floors, KNOWN)
    has_app(floors, accounts.acting(floors, account))
    return KNOWN


def bare(answer: TestResponse) -> tuple[int, int, bytes]:
    """An answer without what chance alone decides."""
    return answer.status_code, len(answer.data), CHANCE.sub(b"", answer.data)


def test_a_refusal_is_the_same_bytes_at_the_cost_of_one_hash_and_the_same_statements(
    client: FlaskClient, floors: Floors, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    statements: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, password: str) -> bool:
        asked[(passwords.HASHER.check_needs_rehash(kept) and "cheaper") or "as dear"] += 1
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    listening = (floors.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    event.listen(*listening)
    seen, done = [], []
    for email in (BEFORE, known, NOBODY):
        client.get("/sign-in")
        statements.clear()
        seen.append(bare(accounts.sign_in(client, email, WRONG)))
        done.append(list(statements))
    event.remove(*listening)
    assert seen[1] == seen[2]
    assert done[1] == done[2]
    assert asked == {"as dear": 3}


def test_asking_for_a_link_does_the_same_statements(
    client: FlaskClient, floors: Floors, known: str
) -> None:
    statements: list[str] = []
    listening = (floors.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    event.listen(*listening)
    seen, done = [], []
    for email in (BEFORE, known, NOBODY):
        statements.clear()
        told = {"email": email, "purpose": "reset"}
        answer = client.post("/sign-in/links/new", data=told)
        seen.append((*bare(answer), answer.location))
        done.append(list(statements))
    event.remove(*listening)
    assert seen[1] == seen[2]
    assert done[1] == done[2]
    with floors.reading() as session:
        assert factors.any_of(session, accounts.read(floors, known).ref)


@pytest.mark.full
@pytest.mark.usefixtures("known")
def test_two_hundred_refusals_of_each_take_as_long(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Interleaved, with a hash that takes long enough to be missed if it were left out."""
    many = limits.Limit("many", 10_000, limits.SIGN_INS_FROM_PLACE.window)
    for name in ("SIGN_INS_FROM_PLACE", "SIGN_INS_OF_ACCOUNT"):
        monkeypatch.setattr(limits, name, many)
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(1, 8 * 1024, 1))
    accounts.opened(floors_of(client), AMINA)
    took: dict[str, list[float]] = {AMINA: [], YUSUF: []}
    for _ in range(SAMPLES):
        for email, samples in took.items():
            start = perf_counter()
            accounts.sign_in(client, email, WRONG)
            samples.append((perf_counter() - start) * 1000)
    assert abs(median(took[AMINA]) - median(took[YUSUF])) < LIMIT_MS
