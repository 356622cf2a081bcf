"""The audit: whatever is changed in a stored ledger, byte, row or order, is found."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consent import Catalogue, LedgerBroken, MemoryStore
from consent.audit import audit, audit_lines, refold
from consent.ledger import Checkpoint, open_note
from consent.sqlalchemy import Moment, SqlStore
from consent.sqlalchemy.tables import EPOCHS, FACTS, LEAVES, LINES, NODES
from tests.consent.world import (
    BANDS,
    CATALOGUE,
    DETAILS,
    IDRIS,
    LINA,
    NOTICES,
    PHOTO,
    QUICK,
    START,
    Key,
    World,
    a_sole_guardian,
    sql_session,
)

TABLES = (FACTS, LEAVES, NODES, EPOCHS, LINES)


@dataclass
class House:
    """A ledger of two children in a database, and a checkpoint of its first half."""

    session: Session
    world: World
    half: Checkpoint

    def audit(self) -> int:
        store = SqlStore(self.session)
        return audit(store, self.half) + audit_lines(store, CATALOGUE)


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with sql_session() as session:
        world = a_sole_guardian(SqlStore(session))
        world.give(DETAILS)
        half, _ = open_note(world.consents.checkpoint(Key()))
        world.authorise(subject=LINA)
        world.give(DETAILS, subject=LINA)
        world.give(PHOTO)
        world.withdraw(PHOTO)
        session.commit()
        yield House(session, world, half)


def test_a_ledger_left_alone_is_whole(house: House) -> None:
    assert house.audit() == 9 + 2


@settings(QUICK, max_examples=120, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_changed_is_found(house: House, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from(TABLES), "table")
    before = rows(house.session, table)
    how = data.draw(st.sampled_from((flip, remove, swap)), "how")
    how(house.session, table, data)
    try:
        if rows(house.session, table) != before:
            with pytest.raises(LedgerBroken):
                house.audit()
    finally:
        house.session.rollback()
    assert house.audit() == 11


@pytest.mark.parametrize("table", [NODES, LEAVES, FACTS])
def test_one_row_too_many_is_found(house: House, table: sa.Table) -> None:
    extra = dict(rows(house.session, table)[-1])
    extra |= {
        name: value for name, value in (("seq", 20), ("position", 20), ("id", "x")) if name in extra
    }
    extra |= {"act_key": None} if "act_key" in extra else {}
    house.session.execute(sa.insert(table).values(extra))
    with pytest.raises(LedgerBroken):
        house.audit()
    house.session.rollback()


def test_a_subject_shredded_whole_leaves_leaves_and_no_fault(house: House) -> None:
    house.session.execute(sa.delete(FACTS).where(FACTS.c.subject == LINA))
    house.session.execute(sa.delete(LINES).where(LINES.c.subject == LINA))
    assert house.audit() == 11
    house.session.rollback()


def test_a_ledger_cut_back_is_found_by_its_checkpoint(house: House) -> None:
    """Cut back cleanly to its first two leaves, it is whole in itself: only the note shows it."""
    for table, column in ((FACTS, FACTS.c.seq), (LEAVES, LEAVES.c.seq)):
        house.session.execute(sa.delete(table).where(column >= 2))
    house.session.execute(sa.delete(NODES).where((NODES.c.level > 1) | (NODES.c.position > 0)))
    house.session.execute(sa.delete(EPOCHS).where(EPOCHS.c.subject == LINA))
    house.session.execute(sa.update(EPOCHS).values(epoch=2))
    assert audit(SqlStore(house.session)) == 2
    with pytest.raises(LedgerBroken, match="checkpoint of 3"):
        audit(SqlStore(house.session), house.half)
    house.session.rollback()


def test_a_line_that_is_not_the_fold_is_found_in_memory_too() -> None:
    world = a_sole_guardian(MemoryStore())
    world.give(DETAILS)
    assert audit_lines(world.store, CATALOGUE) == 1
    (line,) = world.store.lines(IDRIS)
    world.store.put_lines(IDRIS, (), (line._replace(version=9),))
    with pytest.raises(LedgerBroken, match="standings"):
        audit_lines(world.store, CATALOGUE)


def rows(session: Session, table: sa.Table) -> list[dict[str, object]]:
    """Every row of a table, in the order of its keys."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    return [dict(row) for row in session.execute(query).mappings()]


def flip(session: Session, table: sa.Table, data: st.DataObject) -> None:
    """Change one value of one row a little."""
    row = data.draw(st.sampled_from(rows(session, table)), "row")
    name = data.draw(st.sampled_from(sorted(row)), "column")
    nothing = START if isinstance(table.c[name].type, Moment) else "0" * 64
    changed = data.draw(other_than(row[name], nothing), "value")
    session.execute(sa.update(table).where(*the(table, row)).values({name: changed}))


def remove(session: Session, table: sa.Table, data: st.DataObject) -> None:
    """Take one row away."""
    row = data.draw(st.sampled_from(rows(session, table)), "row")
    session.execute(sa.delete(table).where(*the(table, row)))


def swap(session: Session, table: sa.Table, data: st.DataObject) -> None:
    """Let two rows change places: all but their keys."""
    one, two = (data.draw(st.sampled_from(rows(session, table)), "row") for _ in range(2))
    keys = {column.name for column in table.primary_key.columns}
    if one == two:
        return
    for row in (one, two):
        session.execute(sa.delete(table).where(*the(table, row)))
    for place, content in ((one, two), (two, one)):
        kept = {name: place[name] for name in keys}
        session.execute(sa.insert(table).values({**content, **kept}))


def the(table: sa.Table, row: dict[str, object]) -> list[sa.ColumnElement[bool]]:
    """That very row."""
    return [column == row[column.name] for column in table.primary_key.columns]


def other_than(value: object, nothing: object) -> st.SearchStrategy[object]:
    """Another value of the same kind, as near as one letter, bit or second."""
    if isinstance(value, bytes):
        return st.integers(0, len(value) * 8 - 1).map(lambda at: _bit(value, at))
    if isinstance(value, str):
        places = st.integers(0, max(len(value) - 1, 0))
        return st.tuples(places, st.sampled_from("0aZ9")).map(lambda to: _letter(value, *to))
    if isinstance(value, datetime):
        return st.sampled_from([value + timedelta(seconds=1), value - timedelta(microseconds=1)])
    if isinstance(value, int):
        return st.integers(1, 3).map(lambda more: value + 100 * more)
    return st.just(nothing)  # where nothing stood


def _bit(value: bytes, at: int) -> bytes:
    changed = bytearray(value)
    changed[at // 8] ^= 1 << at % 8
    return bytes(changed)


def _letter(value: str, at: int, to: str) -> str:
    return value[:at] + to + value[at + 1 :]


def test_after_the_purposes_changed_the_lines_are_folded_anew() -> None:
    world = a_sole_guardian(MemoryStore())
    world.give(PHOTO)
    shorter = Catalogue([replace(PHOTO, max_days=10)], [], NOTICES, BANDS)
    with pytest.raises(LedgerBroken):
        audit_lines(world.store, shorter)
    assert refold(world.store, shorter) == 1
    assert audit_lines(world.store, shorter) == 1
    assert refold(world.store, shorter) == 0
