"""The trail: declared fields only, chained, and written the same as ever."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.canonical import encode
from consent.tree import leaf_hash
from registry.trail import rereading
from registry.trail.events import FIELDS, Event
from registry.trail.proving import walk
from registry.trail.rereading import REF, START, Stretch, body_of
from registry.trail.trail import log_of
from registry.work import Floors
from tests.making.subjects import person
from tests.making.tampering import tampering

REFS = st.from_regex(REF, fullmatch=True)


def _write(floors: Floors, count: int) -> None:
    actor = person()
    for number in range(count):
        with floors.begin(actor) as work:
            work.trail.record(Event.CHILD_CHANGED, f"child:{number}", groups=["names"])


def test_a_whole_chain_is_whole(floors: Floors) -> None:
    _write(floors, 5)
    with floors.reading() as session:
        found = walk(session)
    assert (found.size, found.broken_at, found.fault) == (5, None, None)


def test_a_field_too_many_or_too_few_is_a_mistake(floors: Floors) -> None:
    with floors.begin(person()) as work:
        with pytest.raises(ValueError, match="carries"):
            work.trail.record(Event.CHILD_CHANGED, "child:1")
        with pytest.raises(ValueError, match="carries"):
            work.trail.record(Event.ACCOUNT_OPENED, "account:1", name="Amina")


@pytest.mark.parametrize("ref", ["Amina Yusuf", 'child:"', "child:\\", "child:1\n", "child:é"])
def test_what_is_no_reference_is_not_written_as_one(floors: Floors, ref: str) -> None:
    with floors.begin(person()) as work:
        with pytest.raises(ValueError, match="reference"):
            work.trail.record(Event.ACCOUNT_OPENED, ref)
        with pytest.raises(ValueError, match="reference"):
            work.trail.record(Event.ACCOUNT_OPENED, "account:1", ref)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail_entries SET event = 'child:registered' WHERE seq = 2",
        "UPDATE trail_entries SET at = '2020-01-01 00:00:00' WHERE seq = 2",
        "UPDATE trail_entries SET at = replace(at, '.', ',') WHERE seq = 2",
        "UPDATE trail_entries SET at = 'x' WHERE seq = 2",
        "UPDATE trail_entries SET at = 20260302 WHERE seq = 2",
        "UPDATE trail_entries SET id = upper(id) WHERE seq = 2",
        "UPDATE trail_entries SET id = 'x' WHERE seq = 2",
        "UPDATE trail_entries SET actor_ref = 'account:other' WHERE seq = 2",
        "UPDATE trail_entries SET actor_ref = cast(actor_ref AS BLOB) WHERE seq = 2",
        "UPDATE trail_entries SET event = cast(x'ff' AS TEXT) WHERE seq = 2",
        "UPDATE trail_entries SET agency_ref = '' WHERE seq = 2",
        "UPDATE trail_entries SET about = '[\"child:9\"]' WHERE seq = 2",
        "UPDATE trail_entries SET about = '[ ]' WHERE seq = 2",
        "UPDATE trail_entries SET about = 'x' WHERE seq = 2",
        "UPDATE trail_entries SET detail = replace(detail, ':', ': ') WHERE seq = 2",
        "UPDATE trail_entries SET detail = 'x' WHERE seq = 2",
        "UPDATE trail_entries SET detail = '' WHERE seq = 2",
        "UPDATE trail_entries SET leaf = zeroblob(32) WHERE seq = 2",
        "UPDATE trail_entries SET digest = zeroblob(32) WHERE seq = 2",
        "UPDATE trail_entries SET previous = zeroblob(32) WHERE seq = 2",
        "DELETE FROM trail_entries WHERE seq = 2",
        "UPDATE trail_entries SET seq = 9 WHERE seq = 2",
        "UPDATE trail_entries SET seq = seq + 1 WHERE seq = 4",
    ],
)
def test_a_changed_entry_is_found_and_named(floors: Floors, statement: str) -> None:
    _write(floors, 5)
    with tampering(floors) as database:
        database.execute(statement)
    with floors.reading() as session:
        assert walk(session).broken_at == (4 if "seq = 4" in statement else 2)


@pytest.mark.parametrize("order", [(1, 0, 2, 3), (0, 2, 1, 3), (0, 1, 3, 2), (3, 2, 1, 0)])
def test_any_other_order_is_found(floors: Floors, order: tuple[int, ...]) -> None:
    _write(floors, 4)
    with tampering(floors) as database:
        database.execute("UPDATE trail_entries SET seq = seq - 100")
        for place, seq in enumerate(order):
            database.execute("UPDATE trail_entries SET seq = ? WHERE seq = ?", (place, seq - 100))
    moved = next(place for place, seq in enumerate(order) if place != seq)
    with floors.reading() as session:
        assert walk(session).broken_at == moved


@pytest.mark.parametrize("table", ["trail_entries", "trail_nodes"])
def test_a_table_that_is_gone_is_a_finding_and_no_accident(floors: Floors, table: str) -> None:
    _write(floors, 2)
    with tampering(floors) as database:
        database.execute(f"DROP TABLE {table}")
    with floors.reading() as session:
        assert walk(session).fault is not None


@given(
    at=st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - UTC is added below
    refs=st.tuples(REFS, REFS, REFS),
    agency=st.none() | REFS,
    about=st.lists(REFS, max_size=3),
    groups=st.lists(st.text()),
    key=st.uuids(),
)
def test_an_entry_is_sealed_over_its_canonical_json(  # noqa: PLR0917 - the columns of an entry
    at: datetime,
    refs: tuple[str, str, str],
    agency: str | None,
    about: list[str],
    groups: list[str],
    key: UUID,
) -> None:
    try:
        detail = encode({"groups": groups}).decode()
    except ValueError:
        return  # a lone surrogate is no text
    actor, event, subject = refs
    moment = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    listed = json.dumps(about)
    body = body_of(7, key.hex, moment, actor, agency, event, subject, listed, detail)
    assert body == encode(
        {
            "about": about,
            "actor": actor,
            "agency": agency,
            "at": at.replace(tzinfo=UTC).isoformat(),
            "detail": {"groups": groups},
            "event": event,
            "id": str(key),
            "seq": 7,
            "subject": subject,
        }
    )


def test_every_declared_field_belongs_to_an_event() -> None:
    assert set(FIELDS) <= set(Event)


@pytest.mark.parametrize("hands", [1, 2])
@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 16, 21])
def test_a_large_log_is_read_in_stretches_by_several(
    floors: Floors, monkeypatch: pytest.MonkeyPatch, count: int, hands: int
) -> None:
    monkeypatch.setattr(rereading, "LEVELS", 2)
    monkeypatch.setattr(rereading, "STRETCH", 4)
    monkeypatch.setattr(rereading, "_by_several", _in_threads)
    monkeypatch.setattr(os, "cpu_count", lambda: hands)
    with floors.begin(person()) as work:
        for number in range(count):
            work.trail.record(Event.CHILD_CHANGED, f"child:{number}", groups=["names"])
    read: list[int] = []
    with floors.reading() as session:
        found = walk(session, read.append)
        assert rereading.root_of(found.tops) == log_of(session).tree().root()
    assert (found.size, found.broken_at, found.fault, sum(read)) == (count, None, None, count)
    for place in range(count):
        with tampering(floors) as database:
            database.execute(
                "UPDATE trail_entries SET event = 'x:' || event WHERE seq = ?", (place,)
            )
        with floors.reading() as session:
            assert walk(session).broken_at == place
        with tampering(floors) as database:
            database.execute(
                "UPDATE trail_entries SET event = substr(event, 3) WHERE seq = ?", (place,)
            )


def _in_threads(path: str, asked: list[tuple[int, int]], hands: int) -> Iterator[Stretch]:
    with ThreadPoolExecutor(hands) as pool:
        yield from pool.map(rereading._read_apart, [path] * len(asked), asked)


def test_a_process_of_its_own_reads_a_stretch(floors: Floors) -> None:
    _write(floors, 5)
    path = str(floors.engine.url.database)
    (found,) = rereading._by_several(path, [(0, 5)], 1)
    assert (found.size, found.broken_at, len(found.tops)) == (5, None, 2)


def test_a_node_moved_to_where_none_belongs_is_found(floors: Floors) -> None:
    _write(floors, 4)
    with tampering(floors) as database:
        database.execute("UPDATE trail_nodes SET level = 9 WHERE level = 1 AND position = 1")
    with floors.reading() as session:
        assert walk(session).fault == "a node of level 1"


WRITTEN: Final = {
    "id": "0123456789abcdef0123456789abcdef",
    "at": "2026-03-02 09:00:00.000001",
    "actor_ref": "account:1",
    "agency_ref": None,
    "event": "child:changed",
    "subject_ref": "child:1",
    "about": '["claim:1", "claim:2"]',
    "detail": '{"groups":["names"]}',
}


def _forged(floors: Floors, *entries: dict[str, str], is_chained: bool = True) -> Stretch:
    """What is found of a log whose chain was made by somebody else, the way we make it."""
    previous: bytes = START
    with tampering(floors) as database:
        for seq, otherwise in enumerate(entries):
            told = {"seq": seq, **WRITTEN, "id": f"{seq:032x}", **otherwise}
            body = body_of(*told.values())  # type: ignore[arg-type]
            digest = sha256(previous + body).digest()
            row = (*told.values(), previous, digest, leaf_hash(body))
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT INTO trail_entries VALUES ({marks})", row)  # noqa: S608
            previous = digest if is_chained else START
    with floors.reading() as session:
        return walk(session)


def test_the_same_chain_made_by_somebody_else_is_whole_until_it_is_signed(floors: Floors) -> None:
    found = _forged(floors, {})
    assert (found.size, found.broken_at) == (1, None)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("id", "0123456789ABCDEF0123456789ABCDEF"),
        ("id", "0123456789abcdef0123456789abcde"),
        ("id", "0123456789abcdef0123456789abcdef0"),
        ("at", "2026-03-02 09:00:00.00000x"),
        ("at", "2026-03-02 09:00:00"),
        ("at", "2026-03-02T09:00:00.000001"),
        ("at", "2026-03-02 09:00:00.0000012026-03-02 09:00:00.000001"),
        ("actor_ref", "Amina Yusuf"),
        ("agency_ref", 'agency:"'),
        ("event", "child\\changed"),
        ("subject_ref", "child:1\n"),
        ("subject_ref", "child:é"),
        ("about", '["claim:1","claim:2"]'),
        ("about", '["claim 1"]'),
        ("about", "[ ]"),
        ("detail", '{"groups": ["names"]}'),
        ("detail", '["names"]'),
        ("detail", "1"),
    ],
)
def test_even_a_chain_made_anew_is_held_to_the_one_writing(
    floors: Floors, column: str, text: str
) -> None:
    assert _forged(floors, {column: text}).broken_at == 0


@pytest.mark.parametrize("column", ["id", "at"])
def test_what_one_entry_lacks_the_next_cannot_make_up_for(floors: Floors, column: str) -> None:
    text = {"id": "0" * 32, "at": "2026-03-02 09:00:00.000001"}[column]
    assert _forged(floors, {column: text[:-1]}, {column: text[-1] + text}).broken_at == 0


@pytest.mark.parametrize("at_once", [1, 2, 64])
def test_an_entry_that_holds_and_is_chained_to_no_other_is_found(
    floors: Floors, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(rereading, "_AT_ONCE", at_once)
    assert _forged(floors, {}, {}, {}, is_chained=False).broken_at == 1
