"""Every table has a clock, every clock a table, and what the public reads is what is done."""

from __future__ import annotations

import importlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table

import consent
import registry
from consent.sqlalchemy import metadata as ledger
from registry.retention import CLOCKS, Clock, cut_offs, rows
from registry.storage.database import Base, KeysBase, UtcTime
from registry.work import BOOKKEEPING

DECLARES_A_TABLE = re.compile(r"^\s*__tablename__\s*=|^\w+(: \w+)? = Table\(", re.MULTILINE)
DAYS = {"hours": 1 / 24, "days": 1, "months": 365 / 12}
HARDEST_SENTENCE = 20


def tables() -> dict[str, Table]:
    """Every table of the two databases and the ledger, whichever module declares it."""
    for package in (consent, registry):
        root = Path(package.__path__[0])
        for path in root.rglob("*.py"):
            if DECLARES_A_TABLE.search(path.read_text(encoding="utf-8")):
                place = path.relative_to(root.parent).with_suffix("")
                importlib.import_module(".".join(place.parts).removesuffix(".__init__"))
    return {**Base.metadata.tables, **KeysBase.metadata.tables, **ledger.tables}


def test_every_table_has_a_clock() -> None:
    assert set(tables()) - set(CLOCKS) == set()


def test_every_clock_has_a_table() -> None:
    assert set(CLOCKS) - set(tables()) == set()


def test_a_column_to_count_from_is_a_time_of_its_table() -> None:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    for each in cut_offs(now):
        column = tables()[each.table].columns[each.column]
        assert isinstance(column.type, UtcTime)
        clock = CLOCKS[each.table]
        assert (clock.since is None) is not (clock.ends is None)
        gone = timedelta() if clock.ends else clock.keep
        assert each.before == now - (gone or timedelta())


def test_only_bookkeeping_and_used_up_links_are_cleared_by_age_alone() -> None:
    cleared = {each.table for each in cut_offs(datetime(2024, 5, 1, tzinfo=UTC))}
    assert cleared - BOOKKEEPING == {"address_links", "entry_links"}


def test_a_clock_that_counts_from_a_column_has_a_length() -> None:
    assert [each.table for each in CLOCKS.values() if each.since and each.keep is None] == []


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=lambda clock: clock.table)
def test_the_length_that_is_said_is_the_length_that_is_kept(clock: Clock) -> None:
    said = re.match(r"(\d+) (hours|days|months) after", clock.until)
    if clock.keep is None:
        assert said is None
    else:
        assert said is not None
        promised = timedelta(days=int(said[1]) * DAYS[said[2]])
        assert promised - timedelta(days=1) < clock.keep <= promised


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["table"])
def test_the_public_reads_whole_short_sentences(row: dict[str, str]) -> None:
    assert row["what"][0].isupper()
    for text in (row["kept"], row["why"]):
        assert text.endswith(".")
        assert max(len(each.split()) for each in text.split(".")) <= HARDEST_SENTENCE
