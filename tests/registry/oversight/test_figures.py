"""Figures: only those who agreed are counted, and nobody can be counted out of a small cell."""

from __future__ import annotations

from itertools import product

from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from registry.authority import OPERATOR, Actor, Role
from registry.consents import operations as consents_operations
from registry.oversight.figures import count, state_of_the_house
from registry.oversight.rules import SMALLEST, TOTAL, Table, hidden
from registry.purposes import STATISTICS
from registry.work import Floors
from tests.making import accounts, caseworkers, children

ROWS, SHOWN = ("2026-01", "2026-02", "2026-03"), ("a", "b", "c")
numbers = st.dictionaries(
    st.sampled_from(list(product(ROWS, SHOWN))), st.integers(0, 12), min_size=1
)


def lines(table: Table) -> list[list[int | None]]:
    """Each row and each column, its sum at the end."""
    down = [[table.cells[row, column] for row in table.rows] for column in table.columns]
    return [list(table.row(row)) for row in table.rows] + down


@given(numbers)
def test_what_is_shown_is_true_and_never_small(counts: dict[tuple[str, str], int]) -> None:
    table = hidden(counts, SHOWN)
    for (row, column), number in table.cells.items():
        assert number is None or number >= SMALLEST
        if TOTAL not in (row, column):
            assert number in (None, counts.get((row, column), 0))


@given(numbers)
def test_no_line_tells_what_it_hides(counts: dict[tuple[str, str], int]) -> None:
    """One hidden cell of a line is its sum less the others; several that sum to four are small."""
    for *inner, total in lines(hidden(counts, SHOWN)):
        gone = [each for each in (*inner, total) if each is None]
        assert len(gone) != 1
        if total is not None and gone:
            assert total - sum(each or 0 for each in inner) >= SMALLEST


def test_large_counts_are_shown_with_their_sums() -> None:
    table = hidden(dict.fromkeys(product(ROWS, SHOWN), 10), SHOWN)
    assert table.row("2026-01") == (10, 10, 10, 30)
    assert table.row(TOTAL) == (30, 30, 30, 90)


def counted(floors: Floors) -> Table:
    """The figures now."""
    with floors.begin(OPERATOR) as work:
        return count(work)


def agree(floors: Floors, email: str) -> tuple[Actor, str]:
    """A child whose guardian agrees to be counted."""
    guardian = accounts.guardian(floors, email)
    child = children.enrolled(floors, guardian)
    with floors.begin(guardian) as work:
        consents_operations.say_later(work, str(child.id), STATISTICS, children.reply(STATISTICS))
    return guardian, str(child.id)


def test_only_a_standing_yes_is_counted(floors: Floors) -> None:
    made = [agree(floors, f"guardian{each}@example.org") for each in range(SMALLEST)]
    children.enrolled(floors, accounts.guardian(floors))
    total = counted(floors).cells["2026-03", TOTAL]
    assert total == SMALLEST, "the sixth did not agree"
    guardian, child_id = made[0]
    with floors.begin(guardian) as work:
        consents_operations.take_back_one(work, child_id, STATISTICS, "en")
    assert counted(floors).cells["2026-03", TOTAL] is None


def test_the_auditor_reads_figures_and_how_the_house_stands(
    floors: Floors, client: FlaskClient
) -> None:
    admins = caseworkers.administrators(floors)
    caseworkers.staff(floors, admins, "vera@kinfold.example", Role.AUDITOR)
    with floors.begin(OPERATOR) as work:
        state = state_of_the_house(work)
    assert state.is_checkpoint_late
    assert state.overdue_erasures == 0
    accounts.sign_in(client, "vera@kinfold.example")
    page = client.get("/desk/figures")
    assert page.status_code == 200
    assert "Something is late" in page.text
