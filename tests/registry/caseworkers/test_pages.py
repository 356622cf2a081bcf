"""The pages on which people are invited, verified, given roles and stopped."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.caseworkers.checklist import SOURCES
from registry.caseworkers.models import Caseworker
from registry.caseworkers.standing import grants_of
from registry.web.models import WebSession
from registry.work import Floors
from tests.cast import ADA, AMINA, BO, MARA, NOOR, OMAR, PASSWORD
from tests.conftest import Clock
from tests.making import accounts, caseworkers
from tests.making.factors import has_app

HANDED_IN = {
    "employer": "Harbour Aid, Mr Ode",
    "licence": "Council of social workers, 4411",
    "background": "Records office, reference 88",
}
LOOKED = {"source": "issuer_answer", "result": "passed", "words": "Ms Abe answered; number 4411"}
APPROVE = {"read_all": "y", "months": "12"}
VOUCH = {"how": "supervised", "with_name": "y"}


@dataclass(frozen=True)
class House:
    """Two administrators, an agency, and Noor who waits to be verified."""

    floors: Floors
    admins: tuple[Actor, Actor]
    harbour: Agency
    noor: Caseworker

    @property
    def path(self) -> str:
        """Noor's page."""
        return f"/desk/people/{self.noor.id}"


@pytest.fixture
def house(client: FlaskClient, floors: Floors) -> House:
    """The house."""
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour")
    noor = caseworkers.accepted(floors, admins[0], NOOR, Role.CASEWORKER, agency=harbour)
    return House(floors, admins, harbour, caseworkers.person_of(floors, noor))


def form_for(agency: Agency) -> dict[str, object]:
    """An invitation as it is typed."""
    return {
        "name": "Omar",
        "email": OMAR,
        "agency": agency.ref,
        "roles": ["caseworker", "lead"],
    }


def test_somebody_invited_chooses_a_password_and_sees_what_is_needed(
    client: FlaskClient, house: House
) -> None:
    accounts.sign_in(client, ADA)
    assert "Harbour" in client.get("/desk/people/new").text
    done = client.post("/desk/people/new", data=form_for(house.harbour), follow_redirects=True)
    assert "The link in the message works for 7 days." in done.text
    omar = accounts.read(house.floors, OMAR)
    client.post("/sign-out")
    path = f"/invitations/{accounts.token_for(house.floors, omar.ref, 'staff_invitation')}"
    assert path in accounts.written(house.floors, omar.ref).body
    assert "Choose a password" in client.get(path).text
    weak = client.post(path, data={"password": "short"})
    assert weak.status_code == 422
    once = accounts.once_in(weak)
    answers = [client.post(path, data={"password": PASSWORD, "once": once}) for _ in range(2)]
    assert {answer.location for answer in answers} == {"/invitations/accepted"}
    assert "You can sign in now" in client.get("/invitations/accepted").text
    accounts.sign_in(client, OMAR)
    assert client.get("/home").location == "/account/factors"
    has_app(house.floors, accounts.acting(house.floors, OMAR))
    accounts.sign_in(client, OMAR)
    assert client.get("/home").location == "/desk/credentials"
    page = client.get("/desk/credentials").text
    assert "You cannot work here yet" in page
    assert "two administrators have to approve" in page
    with house.floors.reading() as session:
        assert session.scalars(select(WebSession.is_staff)).one() is True


def test_a_link_nobody_sent_is_absent_whatever_is_posted(client: FlaskClient, house: House) -> None:
    for form in ({}, {"password": "short"}, {"password": PASSWORD}):
        assert client.post("/invitations/made-up", data=form).status_code == 404
    assert client.get("/invitations/made-up").status_code == 404


def test_the_way_from_evidence_to_two_who_approve(client: FlaskClient, house: House) -> None:
    accounts.sign_in(client, NOOR)
    assert client.get("/desk/credentials/evidence").status_code == 200
    done = client.post("/desk/credentials/evidence", data=HANDED_IN, follow_redirects=True).text
    assert "Handed in." in done
    accounts.sign_in(client, BO)
    listed = client.get("/desk/people").text
    assert house.noor.badge in listed
    assert "Noor" not in listed
    page = client.get(house.path).text
    for words in ("Noor", NOOR, "Harbour", "waits for a second person", "reference 88"):
        assert words in page
    assert f"{house.path}/verification" not in page
    for check, sources in SOURCES.items():
        form = {**LOOKED, "source": sources[0].value}
        assert client.get(f"{house.path}/checks/{check}").status_code == 200
        assert client.post(f"{house.path}/checks/{check}", data=form).status_code == 303
    badge = {"badge": house.noor.badge}
    for email in (BO, ADA):
        accounts.sign_in(client, email)
        done = client.post("/desk/vouches", data={**VOUCH, **badge}, follow_redirects=True).text
        assert house.noor.badge in done
    for email in (ADA, BO):
        assert "You cannot work here yet" in seen_by_noor(client)
        accounts.sign_in(client, email)
        assert "Ms Abe answered" in client.get(f"{house.path}/verification").text
        done = client.post(f"{house.path}/verification", data=APPROVE, follow_redirects=True).text
        assert "You approved." in done
    assert "Everything is in order" in seen_by_noor(client)


def seen_by_noor(client: FlaskClient) -> str:
    """What Noor reads of her own standing."""
    hers = client.application.test_client()
    accounts.sign_in(hers, NOOR)
    return hers.get("/desk/credentials").text


@pytest.mark.parametrize("field", [*LOOKED, *APPROVE])
def test_nobody_looks_or_approves_in_half(client: FlaskClient, house: House, field: str) -> None:
    caseworkers.verify(house.floors, house.admins[1], accounts.read(house.floors, NOOR))
    accounts.sign_in(client, BO)
    way, whole = ("/checks/licence", LOOKED) if field in LOOKED else ("/verification", APPROVE)
    form = {key: value for key, value in whole.items() if key != field}
    answer = client.post(house.path + way, data=form)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    again = {**whole, "once": accounts.once_in(answer)}
    assert client.post(house.path + way, data=again).status_code == 303


@pytest.mark.parametrize("field", list(HANDED_IN))
def test_evidence_is_handed_in_whole(client: FlaskClient, house: House, field: str) -> None:
    del house
    accounts.sign_in(client, NOOR)
    answer = client.post("/desk/credentials/evidence", data={**HANDED_IN, field: " "})
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text


@pytest.mark.parametrize("named", ["vouchers", "second_factor", "made-up"])
def test_what_follows_from_records_is_no_page_to_tick(
    client: FlaskClient, house: House, named: str
) -> None:
    accounts.sign_in(client, BO)
    for answer in (client.get, client.post):
        assert answer(f"{house.path}/checks/{named}").status_code == 404


def test_whoever_invited_is_told_that_somebody_else_checks(
    client: FlaskClient, house: House
) -> None:
    accounts.sign_in(client, ADA)
    assert "somebody else must check them" in client.get(house.path).text
    answer = client.post(f"{house.path}/checks/licence", data=LOOKED)
    assert answer.status_code == 422
    assert "You invited this person, so somebody else must check them." in answer.text


def test_a_vouch_that_cannot_be_is_refused_and_one_is_taken_back(
    client: FlaskClient, house: House
) -> None:
    accounts.sign_in(client, ADA)
    for badge in ("", "000-000", house.admins[0].label):
        answer = client.post("/desk/vouches", data={**VOUCH, "badge": badge})
        assert answer.status_code == 422
        assert 'id="badge-wrong"' in answer.text
    whole = {**VOUCH, "badge": house.noor.badge}
    page = client.post("/desk/vouches", data=whole, follow_redirects=True).text
    path = re.search(r"/desk/vouches/[0-9a-f-]+/end", page)
    assert path is not None
    accounts.sign_in(client, BO)
    assert client.post(path.group(0)).status_code == 404
    accounts.sign_in(client, ADA)
    assert "Nobody yet" in client.post(path.group(0), follow_redirects=True).text


def test_a_role_is_given_by_one_and_agreed_by_another(client: FlaskClient, house: House) -> None:
    caseworkers.verify(house.floors, house.admins[1], accounts.read(house.floors, NOOR))
    accounts.sign_in(client, ADA)
    refused = client.post(f"{house.path}/roles", data={"role": "administrator"})
    assert refused.status_code == 422
    assert 'id="role-wrong"' in refused.text
    assert client.post(f"{house.path}/roles", data={"role": "family"}).status_code == 422
    done = client.post(f"{house.path}/roles", data={"role": "lead"}, follow_redirects=True).text
    assert "waits until a second administrator agrees" in done
    assert "/agreement" not in done
    accounts.sign_in(client, BO)
    with house.floors.reading() as session:
        grants = grants_of(session, house.noor, house.floors.clock())
    (waiting,) = (grant for grant in grants if grant.agreed_at is None)
    agreement = f"{house.path}/roles/{waiting.id}/agreement"
    assert agreement in client.get(house.path).text
    assert "You agreed. The role stands." in client.post(agreement, follow_redirects=True).text
    assert accounts.acting(house.floors, NOOR).roles >= {Role.CASEWORKER, Role.LEAD}


def test_a_stop_works_in_an_open_session_and_ends_it(
    client: FlaskClient, house: House, clock: Clock
) -> None:
    caseworkers.verify(house.floors, house.admins[1], accounts.read(house.floors, NOOR))
    noors = client.application.test_client()
    accounts.sign_in(noors, NOOR)
    clock.move(minutes=1)
    accounts.sign_in(client, ADA)
    assert client.post(f"{house.path}/end", data={"how": "left", "why": " "}).status_code == 422
    done = client.post(
        f"{house.path}/end", data={"how": "left", "why": "left"}, follow_redirects=True
    ).text
    assert "Stopped." in done
    assert noors.get("/desk/credentials").location == "/sign-in"
    accounts.sign_in(noors, NOOR)
    assert "You cannot work here yet" in noors.get("/desk/credentials").text


def test_a_new_link_is_sent_until_the_password_is_chosen(client: FlaskClient, house: House) -> None:
    caseworkers.invited(house.floors, house.admins[0], MARA, Role.COORDINATOR)
    mara = caseworkers.person_of(house.floors, accounts.read(house.floors, MARA))
    accounts.sign_in(client, BO)
    answer = client.post(f"/desk/people/{mara.id}/invitations", follow_redirects=True)
    assert "A new link is on its way." in answer.text
    assert len(accounts.letters(house.floors, mara.account_ref)) == 2
    assert client.post(f"{house.path}/invitations").status_code == 409


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("email", "omar"), ("email", AMINA), ("agency", ""), ("roles", [])],
)
def test_an_invitation_that_cannot_be_is_refused_at_its_field(
    client: FlaskClient, house: House, field: str, typed: object
) -> None:
    accounts.opened(house.floors, AMINA)
    accounts.sign_in(client, ADA)
    answer = client.post("/desk/people/new", data={**form_for(house.harbour), field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    made_up = {**form_for(house.harbour), "agency": f"agency:{uuid.uuid4()}"}
    assert 'id="agency-wrong"' in client.post("/desk/people/new", data=made_up).text


@pytest.mark.parametrize("way", ["", "/checks/licence", "/verification", "/roles", "/end"])
def test_pages_about_people_are_for_administrators(
    client: FlaskClient, house: House, way: str
) -> None:
    path = house.path + way
    assert client.get(path).location == "/sign-in"
    accounts.opened(house.floors, AMINA)
    accounts.sign_in(client, AMINA)
    assert client.get(path).status_code == 404
    assert client.get("/desk/people").status_code == 404
    assert client.get("/desk/credentials").status_code == 404
    accounts.sign_in(client, BO)
    assert client.get(path).status_code == 200
    assert client.get(f"/desk/people/{uuid.uuid4()}{way}").status_code == 404
    if way:
        assert client.post(f"/desk/people/{uuid.uuid4()}{way}", data=VOUCH).status_code == 404


def test_a_lead_sees_the_own_people_by_badge(client: FlaskClient, house: House) -> None:
    omar = caseworkers.staff(house.floors, house.admins, OMAR, Role.LEAD, agency=house.harbour)
    accounts.sign_in(client, OMAR)
    page = client.get("/desk/people").text
    assert house.noor.badge in page
    assert omar.label in page
    assert house.path not in page
    assert "Invite somebody" not in page


def test_the_house_leads_staff_to_the_desk(client: FlaskClient, house: House) -> None:
    accounts.sign_in(client, ADA)
    with client.application.test_request_context():
        today = client.application.url_for("desk.today")
    assert client.get("/home").location == today
