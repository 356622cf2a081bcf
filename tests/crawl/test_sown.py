"""Nothing the house can be told is left out: a canary lies in every group, of every kind of row."""

from __future__ import annotations

from typing import Final

import pytest
from sqlalchemy import String, select

from registry.storage.columns import IN_A_TABLE, Kind, kind_of
from registry.storage.database import Base
from registry.storage.vault import Compartment
from registry.work import Floors
from tests.crawl.conftest import Made, Open
from tests.crawl.crawling import CANARY
from tests.crawl.sealing import every_place

NEVER_SOWN: Final = {
    "registry.children.operations.enrolling.start_draft": "empty groups of a new form",
    "registry.children.operations.opening.seal_empty": "the same, for what nobody answered",
    "registry.consents.clock.closing.complete": "the same, for records from before there were any",
    "registry.cli.bench.trail._settle": "a house made up for measuring, and gone after it",
    "registry.claims.shortlist._keep": "why two sides agree, in codes; no two canaries agree",
    "registry.consents.clock.maturing._go_on": "nobody comes of age here; these are the traits of"
    " a record, sown with its other searches",
}
"""What seals, and has no turn here."""
BARE: Final = {("candidate", Compartment.NOTES): "why two sides agree, in codes"}

HOW: Final = (
    "Somebody can write something the crawl does not follow: sow it, in tests/crawl/, by its page."
)


@pytest.mark.usefixtures("later")
def test_every_place_in_the_code_that_seals_was_given_a_canary(made: Made) -> None:
    assert every_place() - made.sealings.places == set(NEVER_SOWN), HOW


@pytest.mark.usefixtures("later")
def test_a_canary_lies_in_every_group_of_every_kind_of_row(made: Made) -> None:
    assert {group for group, is_sown in made.sealings.groups.items() if not is_sown} == set(BARE), (
        HOW
    )


def test_a_canary_lies_in_every_compartment(made: Made) -> None:
    assert {compartment for _, compartment in made.sealings.groups} == set(Compartment), HOW


def test_all_that_is_sealed_goes_through_the_one_door_that_is_watched() -> None:
    assert IN_A_TABLE[Kind.SEALED] == {"sealed_values": "envelope"}


def test_a_canary_lies_in_every_column_that_may_hold_words_and_in_no_other(copied: Open) -> None:
    wordy = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if kind_of(table.name, column.name) is Kind.PUBLIC_TEXT
    }
    assert set(columns_with_canaries(copied.floors)) == wordy, HOW


def columns_with_canaries(floors: Floors) -> list[str]:
    """The columns in plain writing in which something sown stands."""
    with floors.reading() as session:
        return [
            f"{table.name}.{column.name}"
            for table in Base.metadata.sorted_tables
            for column in table.columns
            if isinstance(column.type, String)
            if any(CANARY.search(each or "") for each in session.scalars(select(column)))
        ]
