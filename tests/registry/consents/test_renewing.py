"""Saying yes for longer: purpose by purpose, to the words as they are shown, or letting it end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from consent import Act, ActKind
from registry.authority import Actor, Role
from registry.children.models import Child
from registry.children.rules import Reply
from registry.consents import operations
from registry.consents.clock import remind
from registry.errors import Absent, Conflict
from registry.purposes import SEARCH_FOUND, STORE_DETAILS
from registry.work import Floors
from tests.cast import AMINA, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors, AMINA)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    """A record whose guardian's papers were seen."""
    admins = caseworkers.administrators(floors)
    mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    child = children.enrolled(floors, amina)
    children.papers_seen(floors, mara, child)
    return child


def ending(floors: Floors, amina: Actor, child: Child) -> list[str]:
    """What the page lists and still asks."""
    with floors.begin(amina) as work:
        page = operations.view_renewal(work, str(child.id), "en")
    return [each.line.purpose for each in page.endings if not each.is_left]


def renew(floors: Floors, amina: Actor, child: Child, purpose: str, *, yes: bool = True) -> None:
    """A fresh yes, or letting it end."""
    with floors.begin(amina) as work:
        operations.renew(work, str(child.id), purpose, children.reply(purpose, yes=yes))


def test_nothing_is_asked_before_60_days(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    assert ending(floors, amina, child) == []
    with pytest.raises(Absent):
        renew(floors, amina, child, STORE_DETAILS)
    clock.move(days=305)
    assert STORE_DETAILS in ending(floors, amina, child)


def test_a_fresh_yes_lasts_a_year_from_today_and_is_a_renewal(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=335)
    renew(floors, amina, child, STORE_DETAILS)
    assert STORE_DETAILS not in ending(floors, amina, child)
    with floors.begin(amina) as work:
        standing = work.consent.standing(child.ref)
        assert standing.until(STORE_DETAILS) == clock() + timedelta(days=365)
        acts = [fact for fact in work.consent.facts(child.ref) if isinstance(fact, Act)]
        assert acts[-1].kind is ActKind.RENEW


def test_a_yes_left_to_end_counts_until_its_day_and_is_not_reminded_of(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=310)
    for purpose in ending(floors, amina, child):
        renew(floors, amina, child, purpose, yes=purpose != SEARCH_FOUND)
    assert ending(floors, amina, child) == []
    remind(floors)
    clock.move(days=30)
    remind(floors)
    assert accounts.letters(floors, amina.ref, "yes_ends") == []
    with floors.begin(amina) as work:
        assert SEARCH_FOUND in work.consent.standing(child.ref).purposes
    clock.move(days=26)
    with floors.begin(amina) as work:
        assert SEARCH_FOUND not in work.consent.standing(child.ref).purposes


def test_a_yes_to_other_words_than_those_shown_is_not_taken(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=310)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.renew(work, str(child.id), STORE_DETAILS, Reply(yes=True, shown="other"))


def test_while_a_record_is_shut_only_the_yes_that_opens_it_is_asked(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=366)
    assert ending(floors, amina, child) == [STORE_DETAILS]
    with pytest.raises(Absent):
        renew(floors, amina, child, SEARCH_FOUND)
    renew(floors, amina, child, STORE_DETAILS)
    assert SEARCH_FOUND in ending(floors, amina, child)


def test_somebody_else_renews_nothing(floors: Floors, child: Child, clock: Clock) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    clock.move(days=310)
    with pytest.raises(Absent):
        renew(floors, yusuf, child, STORE_DETAILS)


def test_the_pages(client: FlaskClient, child: Child, clock: Clock) -> None:
    url = f"/children/{child.id}/renewal"
    accounts.sign_in(client)
    assert "Nothing ends in the next 60 days" in client.get(url).text
    clock.move(days=310)
    accounts.sign_in(client)
    assert "Ends on" in client.get(url).text
    assert "Yes, for longer" in client.get(f"{url}/store_details").text
    shown = children.reply(STORE_DETAILS).shown
    assert client.post(f"{url}/store_details", data={"shown": shown}).status_code == 422
    said = {"shown": shown, "answer": "yes"}
    assert client.post(f"{url}/store_details", data=said).status_code == 303
    found = {"shown": children.reply(SEARCH_FOUND).shown, "answer": "no"}
    assert client.post(f"{url}/search_found", data=found).status_code == 303
    assert "You let it end" in client.get(url).text
    clock.move(days=366)
    accounts.sign_in(client)
    page = client.get(url).text
    assert "This record is shut" in page
    assert "It is wiped after" in page
