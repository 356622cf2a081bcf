"""The trail: declared fields only, chained, and any change of it is found."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from registry.trail.events import FIELDS, Event
from registry.trail.models import Entry
from registry.trail.trail import all_entries, verify
from registry.work import Floors
from tests.making.subjects import person


def _write(floors: Floors, count: int) -> None:
    actor = person()
    for number in range(count):
        with floors.begin(actor) as work:
            work.trail.record(Event.CHILD_CHANGED, f"child:{number}", groups=["names"])


def test_a_whole_chain_is_whole(floors: Floors) -> None:
    _write(floors, 5)
    with floors.reading() as session:
        proof = verify(all_entries(session))
    assert (proof.size, proof.broken_at) == (5, None)


def test_a_field_too_many_or_too_few_is_a_mistake(floors: Floors) -> None:
    with floors.begin(person()) as work:
        with pytest.raises(ValueError, match="carries"):
            work.trail.record(Event.CHILD_CHANGED, "child:1")
        with pytest.raises(ValueError, match="carries"):
            work.trail.record(Event.ACCOUNT_OPENED, "account:1", name="Amina")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entries SET event = 'child:registered' WHERE seq = 2",
        "UPDATE trail_entries SET at = '2020-01-01 00:00:00' WHERE seq = 2",
        "UPDATE trail_entries SET actor_ref = 'account:other' WHERE seq = 2",
        "UPDATE trail_entries SET about = '[\"child:9\"]' WHERE seq = 2",
        "UPDATE trail_entries SET leaf = zeroblob(32) WHERE seq = 2",
        "DELETE FROM trail_entries WHERE seq = 2",
        "UPDATE trail_entries SET seq = 9 WHERE seq = 2",
    ],
)
def test_a_changed_entry_is_found(floors: Floors, statement: str) -> None:
    _write(floors, 5)
    with floors.engine.begin() as connection:
        connection.execute(text(statement))
    with floors.reading() as session:
        assert verify(all_entries(session)).broken_at == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.permutations(range(4)))
def test_any_other_order_is_found(floors: Floors, order: list[int]) -> None:
    with floors.reading() as session:
        if session.scalar(select(Entry.seq)) is None:
            _write(floors, 4)
    with floors.reading() as session:
        entries = list(all_entries(session))
    shuffled = [entries[place] for place in order]
    assert (verify(shuffled).broken_at is None) == (order == sorted(order))


def test_every_declared_field_belongs_to_an_event() -> None:
    assert set(FIELDS) <= set(Event)
