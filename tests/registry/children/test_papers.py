"""Papers are seen, never kept; only by somebody at the desk who is not the guardian."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from consent import Assurance, Status
from registry.accounts.models import Account
from registry.authority import Actor, Role
from registry.children import operations
from registry.children.rules import Paper, Papers, Seen
from registry.errors import Absent, Invalid
from registry.purposes import SEARCH_RELATIVE
from registry.search.search import waiting
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import ADA, NOOR, YUSUF
from tests.making import accounts, caseworkers, children
from tests.registry.children.walking import Walk

LIVE = Papers(Paper.BIRTH, Seen.LIVE)


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def noor(floors: Floors) -> Actor:
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour Aid")
    return caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=agency)


def test_papers_raise_the_assurance_and_a_waiting_yes_counts(
    floors: Floors, amina: Actor, noor: Actor
) -> None:
    child = children.enrolled(floors, amina, apart=True)
    with floors.begin(amina) as work:
        work.search.done(child.ref)
    with floors.begin(noor) as work:
        operations.record_papers(work, child.reference, LIVE)
    with floors.begin(amina) as work:
        assert operations.assurance_of(work, child.ref) is Assurance.AL2
        assert work.consent.standing(child.ref).status(SEARCH_RELATIVE) is Status.ACTIVE
    with floors.reading() as session:
        assert waiting(session, 9) == [child.ref]
        trail = entries_about(session, child.ref)
    assert any(e.event == "authority:stated" and "AL2" in e.detail for e in trail)
    assert [e.actor_ref for e in trail if "AL2" in e.detail] == [noor.ref]
    assert accounts.letters(floors, amina.ref, "papers_seen")


@pytest.mark.parametrize("how", list(Seen))
def test_each_way_of_seeing_a_paper_is_recorded_and_the_guardian_sees_it(
    client: FlaskClient, floors: Floors, amina: Actor, noor: Actor, how: Seen
) -> None:
    child = children.enrolled(floors, amina)
    with floors.begin(noor) as work:
        operations.record_papers(work, child.reference, Papers(Paper.COURT, how))
    with floors.begin(amina) as work:
        seen = operations.view_own(work, str(child.id))
    assert seen.assurance is Assurance.AL2
    assert [each.how for each in seen.papers] == [how.label]
    accounts.sign_in(client)
    page = client.get(f"/children/{child.id}").text
    assert how.label in page
    assert "has not seen your papers" not in page


def test_the_worker_opened_nothing_to_do_so(floors: Floors, amina: Actor, noor: Actor) -> None:
    child = children.enrolled(floors, amina)
    children.papers_seen(floors, noor, child)
    with floors.reading() as session:
        opened = [e for e in entries_about(session, child.ref) if e.event == "record:opened"]
    assert noor.ref not in {e.actor_ref for e in opened}


def test_nobody_sees_their_own_papers(floors: Floors, noor: Actor) -> None:
    child = children.enrolled(floors, noor)
    with pytest.raises(Absent):
        children.papers_seen(floors, noor, child)
    with pytest.raises(Invalid), floors.begin(noor) as work:
        operations.record_papers(work, child.reference, LIVE)


def test_a_guardian_cannot_raise_anybody(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    yusuf = accounts.guardian(floors, YUSUF)
    for reference in (child.reference, "000-000-000"):
        with pytest.raises(Absent), floors.begin(yusuf) as work:
            operations.record_papers(work, reference, LIVE)


def test_an_administrator_holds_no_case_role(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    ada, _ = caseworkers.administrators(floors)
    assert accounts.read(floors, ADA).ref == ada.ref
    with pytest.raises(Absent):
        children.papers_seen(floors, ada, child)


def test_a_draft_and_a_reference_that_never_was_get_the_same_sentence(
    floors: Floors, amina: Actor, noor: Actor
) -> None:
    draft = children.begun(floors, amina)
    said = []
    for reference in (draft.reference, "000-000-005"):
        with pytest.raises(Invalid) as refusal, floors.begin(noor) as work:
            operations.record_papers(work, reference, LIVE)
        said.append((refusal.value.field, refusal.value.message))
    assert said[0] == said[1]


def test_papers_seen_again_never_lower_what_stands(
    floors: Floors, amina: Actor, noor: Actor
) -> None:
    child = children.enrolled(floors, amina)
    with floors.begin(amina) as work:
        stated = operations.guardianship_of(work.session, child.ref)
        work.consent.state_authority(
            subject=child.ref,
            speaker=amina.ref,
            capacity=children.ALONE.capacity,
            with_others=children.ALONE.with_others,
            assurance=Assurance.AL3,
        )
        work.trail.record(
            Event.AUTHORITY_STATED,
            child.ref,
            assurance="AL3",
            capacity=stated.capacity,
        )
    children.papers_seen(floors, noor, child)
    with floors.begin(amina) as work:
        assert operations.assurance_of(work, child.ref) is Assurance.AL3


def sign_in_as(client: FlaskClient, floors: Floors, email: str) -> Account:
    accounts.sign_in(client, email)
    return accounts.read(floors, email)


def test_the_page_says_recorded_only_when_it_was(
    floors: Floors, client: FlaskClient, amina: Actor, noor: Actor
) -> None:
    child = children.enrolled(floors, amina)
    sign_in_as(client, floors, NOOR)
    walk = Walk(client).open("/desk/papers")
    for reference in ("KQ7", "000-000-005"):
        again = walk.refused(reference=reference, paper="birth", how="live")
        assert reference in again.text
        assert "Recorded" not in again.text
    loose = child.reference.replace("-", " ").lower()
    walk.send(reference=loose, paper="birth", how="live")
    assert "Recorded" in walk.text


def test_the_page_is_absent_for_everybody_else(
    floors: Floors, client: FlaskClient, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    accounts.sign_in(client)
    assert client.get("/desk/papers").status_code == 404
    answers = {
        client.post(
            "/desk/papers", data={"reference": each, "paper": "birth", "how": "live"}
        ).status_code
        for each in (child.reference, "000-000-005")
    }
    assert answers == {404}
