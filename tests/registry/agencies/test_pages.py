"""The pages on which administrators add and verify agencies."""

from __future__ import annotations

import uuid

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor, Role
from registry.work import Floors
from tests.cast import ADA, BO, OMAR
from tests.making import accounts, caseworkers

FORM = {"name": "Harbour", "country": "KE", "contact": "+254 20 000 0000"}
VOUCH = {
    "register": "Charities, 1187",
    "safeguarding": "Keeping children safe, on its site",
    "agreement": "2026-1",
    "role": "processor",
    "two_leads": "y",
    "called_back": "y",
    "months": "12",
}


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    """Ada and Bo."""
    return caseworkers.administrators(floors)


@pytest.mark.usefixtures("admins")
def test_one_adds_and_another_verifies(client: FlaskClient) -> None:
    accounts.sign_in(client, ADA)
    assert "No agency yet" in client.get("/desk/agencies").text
    page = client.post("/desk/agencies/new", data=FORM, follow_redirects=True).text
    for words in ("Harbour", "Kenya", "not verified yet", "Somebody else verifies it"):
        assert words in page
    accounts.sign_in(client, BO)
    listed = client.get("/desk/agencies").text
    path = listed.partition('href="/desk/agencies/')[2]
    path = "/desk/agencies/" + listed[listed.index("/verification") - 36 :].partition('"')[0]
    assert "Harbour" in client.get(path).text
    done = client.post(path, data=VOUCH, follow_redirects=True).text
    assert "Somebody else reads it and agrees" in done
    agreement = path.replace("/verification", "/agreement")
    assert client.post(agreement, data={"read_all": "y"}).status_code == 422
    accounts.sign_in(client, ADA)
    assert VOUCH["safeguarding"] in client.get(agreement).text
    assert client.post(agreement, data={}).status_code == 422
    done = client.post(agreement, data={"read_all": "y"}, follow_redirects=True).text
    assert "announced to families" in done
    assert "Feb" in done
    assert client.get(agreement).status_code == 404


def test_everybody_reads_who_works_here_and_since_when(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor]
) -> None:
    caseworkers.agency(floors, admins, "Willow", verified=False)
    caseworkers.agency(floors, admins, "Lantern", announced=False)
    caseworkers.agency(floors, admins, "Harbour")
    page = client.get("/agencies").text
    assert "Willow" not in page
    for words in ("Harbour", "Kenya", "2026-1", "Decides with us", "New. Its people see nothing"):
        assert words in page
    assert page.count("New. Its people see nothing") == 1
    assert "no quicker way in" in client.get("/no-way-around").text


@pytest.mark.parametrize("field", ["name", "country", "contact"])
@pytest.mark.usefixtures("admins")
def test_what_is_left_out_is_said_at_its_field(client: FlaskClient, field: str) -> None:
    accounts.sign_in(client, ADA)
    assert "Kenya" in client.get("/desk/agencies/new").text
    answer = client.post("/desk/agencies/new", data={**FORM, field: ""})
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert FORM["name" if field != "name" else "contact"] in answer.text


@pytest.mark.parametrize("field", list(VOUCH))
def test_nobody_vouches_in_half(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor], field: str
) -> None:
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    accounts.sign_in(client, BO)
    path = f"/desk/agencies/{agency.id}/verification"
    for wrong in ({}, {"months": "99"} if field == "months" else {}):
        form = {key: value for key, value in VOUCH.items() if key != field} | wrong
        answer = client.post(path, data=form)
        assert answer.status_code == 422
        assert f'id="{field}-wrong"' in answer.text


def test_a_form_put_right_after_a_refusal_goes_through_once(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor]
) -> None:
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    accounts.sign_in(client, BO)
    path = f"/desk/agencies/{agency.id}/verification"
    once = accounts.once_in(client.get(path))
    wrong = client.post(path, data={"once": once})
    again = {**VOUCH, "once": accounts.once_in(wrong)}
    first, second = (client.post(path, data=again) for _ in range(2))
    assert first.location == second.location == "/desk/agencies"
    with floors.begin(admins[1]) as work:
        assert len(caseworkers.vouchings(work.session, agency)) == 1


def test_whoever_added_it_is_told_so_on_the_form(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor]
) -> None:
    agency = caseworkers.agency(floors, admins, "Harbour", verified=False)
    accounts.sign_in(client, ADA)
    answer = client.post(f"/desk/agencies/{agency.id}/verification", data=VOUCH)
    assert answer.status_code == 422
    assert "somebody else must verify it" in answer.text


@pytest.mark.usefixtures("admins")
def test_an_agency_nobody_knows_is_absent(client: FlaskClient) -> None:
    accounts.sign_in(client, ADA)
    path = f"/desk/agencies/{uuid.uuid4()}/verification"
    assert client.get(path).status_code == 404
    assert client.post(path, data=VOUCH).status_code == 404
    assert client.post(path, data={}).status_code == 404


def test_a_lead_reads_and_a_family_finds_nothing(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor]
) -> None:
    agency = caseworkers.agency(floors, admins, "Willow")
    caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=agency)
    assert client.get("/desk/agencies").location == "/sign-in"
    accounts.opened(floors)
    accounts.sign_in(client)
    assert client.get("/desk/agencies").status_code == 404
    accounts.sign_in(client, OMAR)
    page = client.get("/desk/agencies").text
    assert "Willow" in page
    assert "Add an agency" not in page
    assert client.get("/desk/agencies/new").status_code == 404
    assert client.post("/desk/agencies/new", data=FORM).status_code == 404
    assert client.get(f"/desk/agencies/{agency.id}/verification").status_code == 404
