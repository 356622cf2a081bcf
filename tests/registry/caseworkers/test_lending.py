"""Agencies lend each other reviewers: two leads say so, and the system asks whoever is lent."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from registry.agencies.models import Agency
from registry.authority import VISITOR, Actor, Role
from registry.caseworkers import lending
from registry.caseworkers.eligible import eligible
from registry.caseworkers.lending import Offer
from registry.caseworkers.models import Loan
from registry.errors import Absent, Conflict, Invalid
from registry.work import Floors
from tests.cast import EWA, NOOR, OMAR, TOMAS
from tests.conftest import Clock
from tests.making import accounts, caseworkers

LENA = "lena@lantern.example"


@dataclass(frozen=True)
class Two:
    """Two agencies with a lead and a caseworker each, and one without either."""

    floors: Floors
    harbour: Agency
    lantern: Agency
    noor: Actor
    ewa: Actor
    omar: Actor
    """Lead of Harbour."""
    lena: Actor
    """Lead of Lantern."""

    def lent(self, days: int = 30) -> Loan:
        """Harbour offers Noor to Lantern."""
        with self.floors.begin(self.omar) as work:
            return lending.offer_loan(work, Offer(self.noor.label, self.lantern.ref, days))

    def free(self, *not_agencies: Agency) -> dict[str, bool]:
        """Who could be asked, and whether they are lent."""
        with self.floors.reading() as session:
            found = eligible(
                session, self.floors.clock(), not_agencies=[each.ref for each in not_agencies]
            )
        return {each.account_ref: each.is_lent for each in found}


@pytest.fixture
def two(floors: Floors) -> Two:
    """The two."""
    admins = caseworkers.administrators(floors)
    harbour, lantern = (caseworkers.agency(floors, admins, name) for name in ("Harbour", "Lantern"))
    people = (
        (NOOR, Role.CASEWORKER, harbour),
        (EWA, Role.CASEWORKER, lantern),
        (OMAR, Role.LEAD, harbour),
        (LENA, Role.LEAD, lantern),
    )
    made = [
        caseworkers.staff(floors, admins, email, role, agency=agency)
        for email, role, agency in people
    ]
    return Two(floors, harbour, lantern, *made)


def test_a_loan_counts_once_the_other_lead_agreed_and_until_it_ends(two: Two, clock: Clock) -> None:
    loan = two.lent()
    assert two.free() == {two.noor.ref: False, two.ewa.ref: False}
    with pytest.raises(Absent), two.floors.begin(two.omar) as work:
        lending.agree_loan(work, loan.id)
    with two.floors.begin(two.lena) as work:
        lending.agree_loan(work, loan.id)
    assert two.free() == {two.noor.ref: True, two.ewa.ref: False}
    assert two.free(two.harbour) == {two.ewa.ref: False}
    assert two.free(two.lantern) == {}
    clock.move(days=30)
    assert two.free(two.lantern) == {two.noor.ref: False}
    with pytest.raises(Conflict), two.floors.begin(two.lena) as work:
        lending.agree_loan(work, loan.id)


@pytest.mark.parametrize("side", ["omar", "lena"])
def test_either_lead_ends_it_at_once(two: Two, side: str) -> None:
    loan = two.lent()
    with two.floors.begin(two.lena) as work:
        lending.agree_loan(work, loan.id)
    with two.floors.begin(getattr(two, side)) as work:
        lending.end_loan(work, loan.id)
    assert two.free(two.lantern) == {two.noor.ref: False}
    with two.floors.begin(two.omar) as work:
        assert lending.view_loans(work).lines == ()


def test_a_lead_lends_own_caseworkers_to_other_agencies_for_a_time(two: Two) -> None:
    for offer in (
        Offer(two.ewa.label, two.lantern.ref, 30),
        Offer(two.omar.label, two.lantern.ref, 30),
        Offer(two.noor.label, two.harbour.ref, 30),
        Offer(two.noor.label, "agency:nobody", 30),
        Offer(two.noor.label, two.lantern.ref, 0),
        Offer(two.noor.label, two.lantern.ref, 181),
    ):
        with pytest.raises(Invalid), two.floors.begin(two.omar) as work:
            lending.offer_loan(work, offer)


def test_nobody_else_lends_agrees_or_ends(two: Two) -> None:
    admins = tuple(accounts.acting(two.floors, f"{who}@kinfold.example") for who in ("ada", "bo"))
    willow = caseworkers.agency(two.floors, (admins[0], admins[1]), "Willow")
    tomas = caseworkers.staff(two.floors, (admins[0], admins[1]), TOMAS, Role.LEAD, agency=willow)
    loan = two.lent()
    for actor in (VISITOR, two.noor, tomas, admins[0]):
        for act in (lending.agree_loan, lending.end_loan):
            with pytest.raises(Absent), two.floors.begin(actor) as work:
                act(work, loan.id)


def test_two_leads_do_it_on_their_pages(client: FlaskClient, two: Two) -> None:
    accounts.sign_in(client, OMAR)
    form = {"badge": two.noor.label, "agency": two.lantern.ref, "days": "90"}
    for field in form:
        answer = client.post("/desk/loans", data={**form, field: ""})
        assert answer.status_code == 422
        assert f'id="{field}-wrong"' in answer.text
    page = client.post("/desk/loans", data=form, follow_redirects=True).text
    assert "waits for the other lead" in page
    assert "/agreement" not in page
    accounts.sign_in(client, LENA)
    path = re.search(r"/desk/loans/[0-9a-f-]+/agreement", client.get("/desk/loans").text)
    assert path is not None
    page = client.post(path.group(0), follow_redirects=True).text
    assert "waits for the other lead" not in page
    end = path.group(0).replace("agreement", "end")
    assert "Nobody is lent" in client.post(end, follow_redirects=True).text
    accounts.sign_in(client, NOOR)
    assert client.get("/desk/loans").status_code == 404
