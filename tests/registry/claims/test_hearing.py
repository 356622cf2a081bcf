"""A child in care who may be 12 is asked first: nothing is drawn before a yes."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.authority import Actor
from registry.children.rules import Said
from registry.claims import operations
from registry.claims.models import Claim
from registry.errors import Absent
from registry.work import Floors
from tests.cast import HANA
from tests.making import accounts, claims
from tests.making.accounts import once_in
from tests.registry.claims.conftest import Desk


def found(floors: Floors, desk: Desk, low: int, high: int) -> Claim:
    told = claims.idris(floors, low=low, high=high)
    return claims.found(floors, desk.hana, desk.omar, told)


def say(floors: Floors, who: Actor, claim: Claim, said: Said) -> None:
    with floors.begin(who) as work:
        operations.hear_child(work, str(claim.id), said, "en")


def is_searched(floors: Floors, claim: Claim, who: Actor) -> bool:
    with floors.begin(who) as work:
        return claim.ref in work.search.refs()


def test_a_child_of_seven_is_looked_for_and_a_no_ends_it(floors: Floors, desk: Desk) -> None:
    claim = found(floors, desk, 6, 7)
    assert is_searched(floors, claim, desk.mara)
    say(floors, desk.hana, claim, Said.NO)
    assert not is_searched(floors, claim, desk.mara)


def test_a_child_who_may_be_twelve_is_asked_before_any_shortlist(
    floors: Floors, desk: Desk
) -> None:
    claim = found(floors, desk, 10, 12)
    assert not is_searched(floors, claim, desk.mara)
    say(floors, desk.hana, claim, Said.UNSURE)
    assert not is_searched(floors, claim, desk.mara)
    say(floors, desk.hana, claim, Said.YES)
    assert is_searched(floors, claim, desk.mara)
    say(floors, desk.hana, claim, Said.NO)
    assert not is_searched(floors, claim, desk.mara)


def test_only_who_is_with_the_child_writes_the_answer_down(floors: Floors, desk: Desk) -> None:
    claim = found(floors, desk, 12, 12)
    for who in (desk.mara, desk.omar):
        with pytest.raises(Absent):
            say(floors, who, claim, Said.YES)
    waiting = claims.handed_in(floors, desk.hana)
    with pytest.raises(Absent):
        say(floors, desk.hana, waiting, Said.YES)


def test_the_page_asks_in_plain_words(floors: Floors, desk: Desk, client: FlaskClient) -> None:
    claim = found(floors, desk, 12, 12)
    accounts.sign_in(client, HANA)
    address = f"/desk/found/{claim.id}/child"
    page = client.get(address)
    assert "Do you want us to look for your family?" in page.text
    wrong = client.post(address, data={"once": once_in(page)})
    assert wrong.status_code == 422
    assert "Press yes, no, or I do not know." in wrong.text
    done = client.post(address, data={"once": once_in(page), "answer": "yes"})
    assert done.status_code == 303
    assert is_searched(floors, claim, desk.mara)


def asked_today(floors: Floors, who: Actor) -> list[str]:
    """Where the page of today leads somebody."""
    with floors.reading() as session:
        return [each.endpoint for each in operations.tasks_of(session, who, floors.clock())]


def test_whoever_is_with_a_child_who_waits_to_be_asked_is_led_there_until_somebody_asked(
    floors: Floors, desk: Desk
) -> None:
    claim = found(floors, desk, 12, 12)
    found(floors, desk, 6, 7)
    assert asked_today(floors, desk.hana) == ["claims.childs_say"]
    assert "claims.childs_say" not in asked_today(floors, desk.omar)
    say(floors, desk.hana, claim, Said.NO)
    assert asked_today(floors, desk.hana) == []
