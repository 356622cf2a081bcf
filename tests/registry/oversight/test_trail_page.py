"""The page of the trail: a place in it comes with the address, and may be anything."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.authority import Role
from registry.work import Floors
from tests.making import accounts, caseworkers

VERA = "vera@kinfold.example"


@pytest.fixture
def auditor(client: FlaskClient, floors: Floors) -> FlaskClient:
    """Vera, signed in."""
    caseworkers.staff(floors, caseworkers.administrators(floors), VERA, Role.AUDITOR)
    accounts.sign_in(client, VERA)
    return client


def test_a_place_in_the_trail_that_cannot_be_shows_a_page_all_the_same(
    auditor: FlaskClient,
) -> None:
    shown = auditor.get("/desk/trail").text
    assert "session:started" in shown
    for place in ("9" * 30, "-1", "-" + "9" * 30, "0", "x", "", "1e9", "٣", "9" * 5000):
        assert auditor.get("/desk/trail", query_string={"before": place}).status_code == 200, place
    assert "session:started" not in auditor.get("/desk/trail?before=0").text
