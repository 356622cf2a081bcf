"""Agencies and people kept away: said by the family, kept by every door of the desk."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.caseworkers.models import Caseworker
from registry.children import operations
from registry.children.models import Child
from registry.children.rules import Excluded, Paper, Papers, Seen
from registry.claims.sides import permit_for
from registry.errors import Absent, Invalid
from registry.reasons import Task
from registry.work import Floors
from tests.cast import AMINA, MARA, NOOR, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors, AMINA)


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    """Two administrators."""
    return caseworkers.administrators(floors)


@pytest.fixture
def harbour(floors: Floors, admins: tuple[Actor, Actor]) -> Agency:
    """An agency of the public list."""
    return caseworkers.agency(floors, admins, "Harbour Aid")


@pytest.fixture
def noor(floors: Floors, admins: tuple[Actor, Actor], harbour: Agency) -> Actor:
    """A caseworker of that agency."""
    return caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)


@pytest.fixture
def mara(floors: Floors, admins: tuple[Actor, Actor]) -> Actor:
    """A coordinator."""
    return caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    """Amina's record."""
    return children.enrolled(floors, amina)


def badge_of(floors: Floors, actor: Actor) -> str:
    """The number of somebody at the desk."""
    with floors.reading() as session:
        query = select(Caseworker.badge).where(Caseworker.account_ref == actor.ref)
        return session.scalars(query).one()


def keep_agency_away(floors: Floors, amina: Actor, child: Child, agency: Agency) -> None:
    """The family's wish."""
    with floors.begin(amina) as work:
        operations.exclude_agency(work, str(child.id), str(agency.id))


def test_an_agency_kept_away_finds_no_record(
    floors: Floors, amina: Actor, child: Child, harbour: Agency, noor: Actor
) -> None:
    with floors.begin(noor) as work:
        assert permit_for(work, child.ref).subject == child.ref
    keep_agency_away(floors, amina, child, harbour)
    with pytest.raises(Absent), floors.begin(noor) as work:
        permit_for(work, child.ref)


def test_a_person_named_by_badge_finds_no_record_and_another_one_does(
    floors: Floors, amina: Actor, child: Child, noor: Actor, mara: Actor
) -> None:
    badge = badge_of(floors, noor)
    with floors.begin(amina) as work:
        operations.exclude_person(work, str(child.id), Excluded.CASEWORKER, f" {badge.lower()} ")
    with pytest.raises(Absent), floors.begin(noor) as work:
        permit_for(work, child.ref)
    with floors.begin(mara) as work:
        assert permit_for(work, child.ref).subject == child.ref


def test_papers_shown_to_someone_kept_away_are_answered_as_an_unknown_record(
    floors: Floors, amina: Actor, child: Child, harbour: Agency, noor: Actor
) -> None:
    keep_agency_away(floors, amina, child, harbour)
    refusals = []
    for reference in (child.reference, "000-000-000"):
        with pytest.raises(Invalid) as refused, floors.begin(noor) as work:
            operations.record_papers(work, reference, Papers(Paper.BIRTH, Seen.LIVE))
        refusals.append(refused.value.message)
    assert refusals[0] == refusals[1]


def test_the_answer_is_the_same_for_a_badge_that_is_and_one_that_is_not(
    client: FlaskClient, floors: Floors, amina: Actor, child: Child, noor: Actor
) -> None:
    del amina
    accounts.sign_in(client)
    pages = []
    for words in (badge_of(floors, noor), "999-999"):
        said = {"concerns": "caseworker", "words": words}
        answer = client.post(f"/children/{child.id}/exclusions/people", data=said)
        page = client.get(f"/children/{child.id}/exclusions").text
        pages.append((answer.status_code, page.count("whom you named"), words in page))
    assert pages == [(303, 1, False), (303, 2, False)]


def test_words_on_a_person_are_sealed_and_read_by_a_coordinator_only(
    floors: Floors, amina: Actor, child: Child, noor: Actor, mara: Actor
) -> None:
    with floors.begin(amina) as work:
        operations.exclude_person(work, str(child.id), Excluded.PERSON, "My uncle Rashid")
    with floors.begin(mara) as work:
        work.opens_for(Task.CASE)
        assert operations.words_on_exclusion(work, child.ref) == ("My uncle Rashid",)
    with pytest.raises(Absent), floors.begin(noor) as work:
        operations.words_on_exclusion(work, child.ref)


def test_a_wish_taken_back_lets_the_agency_in_again(
    floors: Floors, amina: Actor, child: Child, harbour: Agency, noor: Actor
) -> None:
    keep_agency_away(floors, amina, child, harbour)
    with floors.begin(amina) as work:
        (line,) = operations.view_exclusions(work, str(child.id)).lines
        operations.end_exclusion(work, str(child.id), line.id)
    with floors.begin(noor) as work:
        assert permit_for(work, child.ref).subject == child.ref


def test_said_twice_it_is_one_wish(
    floors: Floors, amina: Actor, child: Child, harbour: Agency
) -> None:
    for _ in range(2):
        keep_agency_away(floors, amina, child, harbour)
    with floors.begin(amina) as work:
        assert len(operations.view_exclusions(work, str(child.id)).lines) == 1


def test_nobody_but_the_guardian_says_who_is_kept_away(
    floors: Floors, child: Child, harbour: Agency
) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.exclude_agency(work, str(child.id), str(harbour.id))
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_exclusions(work, str(child.id))


def test_a_new_agency_is_announced_for_14_days_before_anything_can_go_there(
    floors: Floors, amina: Actor, admins: tuple[Actor, Actor], child: Child, clock: Clock
) -> None:
    harbour = caseworkers.agency(floors, admins, "Harbour Aid", announced=False)
    with floors.begin(amina) as work:
        (choice,) = operations.view_exclusions(work, str(child.id)).announced
        assert choice.name == "Harbour Aid"
        assert not operations.may_receive(work.session, child.ref, harbour.ref, work.now())
    clock.move(days=14)
    with floors.begin(amina) as work:
        assert operations.view_exclusions(work, str(child.id)).announced == ()
        assert operations.may_receive(work.session, child.ref, harbour.ref, work.now())
    keep_agency_away(floors, amina, child, harbour)
    with floors.reading() as session:
        assert not operations.may_receive(session, child.ref, harbour.ref, clock())
        assert not operations.may_receive(session, child.ref, "agency:nobody", clock())


def test_the_family_page_names_new_agencies_and_takes_a_wish(
    client: FlaskClient, floors: Floors, admins: tuple[Actor, Actor], child: Child
) -> None:
    harbour = caseworkers.agency(floors, admins, "Harbour Aid", announced=False)
    accounts.sign_in(client)
    assert "Harbour Aid" in client.get("/children").text
    page = client.get(f"/children/{child.id}/exclusions").text
    assert "Harbour Aid" in page
    assert "New agencies" in page
    said = {"agency": str(harbour.id)}
    assert client.post(f"/children/{child.id}/exclusions/agencies", data=said).status_code == 303
    assert "Kept away now" in client.get(f"/children/{child.id}/exclusions").text
    wrong = client.post(f"/children/{child.id}/exclusions/agencies", data={"agency": "x"})
    assert wrong.status_code == 422
    nobody = client.post(f"/children/{child.id}/exclusions/people", data={"concerns": "person"})
    assert nobody.status_code == 422
