"""Every column is classified, each class has its type, and only a short list may hold words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, String, Table, Uuid
from sqlalchemy.types import TypeEngine

from consent.sqlalchemy import Moment
from registry.storage.columns import EVERYWHERE, IN_A_TABLE, Kind, kind_of
from registry.storage.database import UtcTime
from tests.registry.test_retention import tables

NOT_TEXT: dict[Kind, tuple[type[TypeEngine[Any]], ...]] = {
    Kind.MOMENT: (UtcTime, Moment, Date),
    Kind.COUNT: (Integer,),
    Kind.YES_OR_NO: (Boolean,),
    Kind.KEY_MATERIAL: (LargeBinary,),
    Kind.SEALED: (LargeBinary,),
}
"""The classes a word cannot be written into, and the types that see to it."""

MAY_HOLD_WORDS = {
    "agencies.contact",
    "agencies.name",
    "agency_verifications.agreement",
    "agency_verifications.register",
    "agency_verifications.safeguarding",
    "posts.key",
    "posts.place",
    "web_sessions.content",
}
"""What an office says of itself, and what the house notes for itself. No person is in it."""

HOW = (
    "Name it in registry/storage/columns.py: under its table in IN_A_TABLE if it is text, once in"
    " EVERYWHERE if it is a moment, a count or a yes/no. Personal words have no column: seal them."
)


def columns() -> Iterator[tuple[Table, Column[object]]]:
    """Every column of both databases and of the ledger."""
    for table in tables().values():
        for column in table.columns:
            yield table, column


def named_in_a_table() -> list[str]:
    """What the declaration names, as `table.column`."""
    return [
        f"{table}.{column}"
        for tables_of in IN_A_TABLE.values()
        for table, names in tables_of.items()
        for column in names.split()
    ]


def test_every_column_is_classified() -> None:
    bare = [str(column) for table, column in columns() if kind_of(table.name, column.name) is None]
    assert bare == [], HOW


def test_the_declaration_names_only_columns_that_exist_and_each_once() -> None:
    there = {str(column) for _, column in columns()}
    named = named_in_a_table()
    assert set(named) - there == set()
    assert len(named) == len(set(named))
    assert set(EVERYWHERE) - {column.name for _, column in columns()} == set()


@pytest.mark.parametrize("kind", NOT_TEXT, ids=lambda kind: kind.name)
def test_a_class_that_is_not_text_has_a_type_that_takes_none(kind: Kind) -> None:
    wrong = [
        str(column)
        for table, column in columns()
        if kind_of(table.name, column.name) is kind and not isinstance(column.type, NOT_TEXT[kind])
    ]
    assert wrong == []


def test_a_name_that_counts_everywhere_never_stands_for_words() -> None:
    """A text does not pass by its name: who adds an `at` of text must name it with its table."""
    slipped = [
        str(column)
        for table, column in columns()
        if isinstance(column.type, String)
        and str(column) not in named_in_a_table()
        and not column.name.endswith("_ref")
        and not (column.name == "id" and column.primary_key)
    ]
    assert slipped == [], HOW


def test_what_may_hold_words_is_a_short_list() -> None:
    wordy = {Kind.PUBLIC_TEXT, Kind.HOUSEKEEPING}
    assert {
        str(column) for table, column in columns() if kind_of(table.name, column.name) in wordy
    } == MAY_HOLD_WORDS


def test_ids_of_rows_are_random() -> None:
    """A time-ordered id would tell who came after whom."""
    assert [
        str(column)
        for _, column in columns()
        if column.name == "id" and not isinstance(column.type, Uuid | String)
    ] == []


def test_an_unclassified_column_is_seen() -> None:
    assert kind_of("children", "first_name") is None
    assert kind_of("judgements", "reason") is None
    assert kind_of("children", "place") is None
