"""Someone the family trusts: opens nothing, and keeps a shut record from being wiped."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.authority import VISITOR, Actor, Role
from registry.children import operations as records
from registry.children.models import Child, Matter
from registry.children.rules import Opening
from registry.consents import operations
from registry.consents.clock import remind
from registry.consents.models import ContactWord
from registry.consents.operations.trusting import Named
from registry.consents.rules import Word
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import KEEP_IF_SILENT
from registry.reasons import Task
from registry.storage.erasure import journal
from registry.work import Floors
from tests.cast import AMINA, INES, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children

pytestmark = pytest.mark.usefixtures("app")

SALMA = Named("Salma Odeh", "+961 1 000 000")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors, AMINA)


@pytest.fixture
def mara(floors: Floors) -> Actor:
    """A coordinator."""
    return caseworkers.staff(floors, caseworkers.administrators(floors), MARA, Role.COORDINATOR)


@pytest.fixture
def admins(floors: Floors) -> tuple[Actor, Actor]:
    """Two administrators, for a desk of more than one."""
    return caseworkers.administrators(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    """A record whose guardian's papers nobody has seen."""
    return children.enrolled(floors, amina)


def named(floors: Floors, amina: Actor, child: Child) -> str:
    """Salma is named; the token of her link."""
    with floors.begin(amina) as work:
        operations.name_contact(work, str(child.id), SALMA)
    with floors.begin(amina) as work:
        return operations.view_contact(work, str(child.id)).link.rpartition("/")[2]


def confirmed(floors: Floors, amina: Actor, mara: Actor, child: Child) -> str:
    """Salma is named and made sure of; the token of her link."""
    token = named(floors, amina, child)
    children.papers_seen(floors, mara, child)
    with floors.begin(mara) as work:
        operations.confirm_contact(work, operations.find_contact(work, child.reference))
    return token


def test_the_name_is_sealed_and_seen_by_the_guardian(
    floors: Floors, amina: Actor, child: Child
) -> None:
    named(floors, amina, child)
    with floors.begin(amina) as work:
        page = operations.view_contact(work, str(child.id))
    assert page.named == SALMA
    assert page.confirmed_on is None
    assert b"Salma" not in floors.settings.data_dir.joinpath("registry.db").read_bytes()


def test_a_contact_is_made_sure_of_only_above_al1(
    floors: Floors, amina: Actor, mara: Actor, child: Child
) -> None:
    named(floors, amina, child)
    with floors.begin(mara) as work:
        work.opens_for(Task.CASE)
        contact = operations.find_contact(work, child.reference)
        assert not operations.view_at_desk(work, contact).may_be_confirmed
    with pytest.raises(Conflict), floors.begin(mara) as work:
        operations.confirm_contact(work, contact)
    children.papers_seen(floors, mara, child)
    with floors.begin(mara) as work:
        operations.confirm_contact(work, contact)
    with floors.begin(amina) as work:
        assert operations.view_contact(work, str(child.id)).confirmed_on is not None


def test_nothing_is_said_before_the_guardian_is_silent(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    token = confirmed(floors, amina, mara, child)
    with floors.begin(VISITOR) as work:
        assert not operations.may_speak(work, token)
    with pytest.raises(Conflict), floors.begin(VISITOR) as work:
        operations.speak(work, token, Word.LOOKING)
    clock.move(days=336)
    with floors.begin(VISITOR) as work:
        assert operations.may_speak(work, token)


def test_a_word_keeps_a_shut_record_for_90_days(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    token = confirmed(floors, amina, mara, child)
    clock.move(days=366)
    remind(floors)
    with floors.begin(VISITOR) as work:
        operations.speak(work, token, Word.LOOKING)
        operations.speak(work, token, Word.LOOKING)
    with floors.reading() as session:
        assert len(list(session.scalars(select(ContactWord)))) == 1
    clock.move(days=90)
    remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is None
    clock.move(days=1)
    remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is not None


def test_words_without_end_keep_a_silent_record_no_longer_than_one(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    token = confirmed(floors, amina, mara, child)
    clock.move(days=364)
    with floors.begin(VISITOR) as work:
        operations.speak(work, token, Word.LOOKING)
    clock.move(days=31)  # a day before it would be wiped but for the word
    remind(floors)
    for word in (Word.WELL, Word.LOOKING, Word.WELL, Word.LOOKING):
        with floors.begin(VISITOR) as work:
            operations.speak(work, token, word)
        clock.move(days=22)
        remind(floors)
        with floors.reading() as session:
            assert journal(session, child.ref) is None
    clock.move(days=3)
    remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is not None


def test_the_word_opens_nothing_and_the_guardian_is_told(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    token = confirmed(floors, amina, mara, child)
    clock.move(days=366)
    with floors.begin(VISITOR) as work:
        operations.speak(work, token, Word.WELL)
        assert work.consent.standing(child.ref).purposes == frozenset()
    assert accounts.letters(floors, amina.ref, "contact_spoke")


def test_asking_for_the_desk_puts_it_before_the_desk(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    confirmed(floors, amina, mara, child)
    clock.move(days=340)
    with floors.begin(mara) as work:
        operations.write_down(work, operations.find_contact(work, child.reference), Word.DESK)
    with floors.reading() as session:
        assert session.scalars(select(ContactWord)).one().helper_ref == mara.ref
        assert session.scalars(select(Matter)).one().concern == "call"


def test_once_the_record_is_sealed_the_name_is_opened_by_two(
    floors: Floors, admins: tuple[Actor, Actor], amina: Actor, child: Child, clock: Clock
) -> None:
    mara, ines = (
        caseworkers.staff(floors, admins, email, Role.COORDINATOR) for email in (MARA, INES)
    )
    confirmed(floors, amina, mara, child)
    children.agreed(floors, amina, child, KEEP_IF_SILENT)
    clock.move(days=366)
    remind(floors)
    with floors.begin(mara) as work:
        operations.write_down(work, operations.find_contact(work, child.reference), Word.DESK)
    assert names_at_desk(floors, child, mara, ines) == [None, None]

    with floors.begin(mara) as work:
        records.ask_to_unseal(work, child.reference, Opening.FOUND)
    with floors.begin(mara) as work:
        asked = records.list_unsealings(work)[0].id
    assert names_at_desk(floors, child, mara, ines) == [None, None]
    with pytest.raises(Conflict), floors.begin(mara) as work:
        records.agree_to_unseal(work, asked)
    with floors.begin(ines) as work:
        records.agree_to_unseal(work, asked)
    assert names_at_desk(floors, child, mara, ines) == [SALMA, SALMA]
    clock.move(hours=72)
    assert names_at_desk(floors, child, mara, ines) == [None, None]


def names_at_desk(floors: Floors, child: Child, *people: Actor) -> list[Named | None]:
    """Whom each of these reads the name of, at the desk."""
    read = []
    for who in people:
        with floors.begin(who) as work:
            work.opens_for(Task.CASE)
            contact = operations.find_contact(work, child.reference)
            read.append(operations.view_at_desk(work, contact).named)
    return read


def test_taken_back_the_link_leads_nowhere(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    token = confirmed(floors, amina, mara, child)
    with floors.begin(amina) as work:
        operations.remove_contact(work, str(child.id))
        assert operations.view_contact(work, str(child.id)).named is None
    clock.move(days=340)
    for link in (token, "0" * 48):
        with pytest.raises(Absent), floors.begin(VISITOR) as work:
            operations.may_speak(work, link)


def test_somebody_else_names_nobody_and_the_desk_finds_nobody_by_a_guess(
    floors: Floors, child: Child, mara: Actor
) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.name_contact(work, str(child.id), SALMA)
    for reference in (child.reference, "000-000-000"):
        with pytest.raises(Invalid), floors.begin(mara) as work:
            operations.find_contact(work, reference)


def test_the_pages(client: FlaskClient, floors: Floors, child: Child, clock: Clock) -> None:
    amina = accounts.acting(floors, AMINA)
    mara = caseworkers.staff(floors, caseworkers.administrators(floors), MARA, Role.COORDINATOR)
    accounts.sign_in(client)
    url = f"/children/{child.id}/trusted"
    assert client.post(url, data={"name": "Salma"}).status_code == 422
    told = {"name": "Salma Odeh", "contact": "+961 1 000 000"}
    assert client.post(url, data=told).status_code == 303
    assert "Salma Odeh" in client.get(url).text
    client.post("/sign-out")
    accounts.sign_in(client, MARA)
    found = client.post("/desk/trusted", data={"reference": child.reference}, follow_redirects=True)
    assert "Salma Odeh" in found.text
    assert client.post("/desk/trusted", data={"reference": "000"}).status_code == 422
    at_desk = found.request.path
    children.papers_seen(floors, mara, child)
    assert client.post(f"{at_desk}/confirmation").status_code == 303
    client.post("/sign-out")
    with floors.begin(amina) as work:
        token = operations.view_contact(work, str(child.id)).link.rpartition("/")[2]
    assert "Nothing has to be said now" in client.get(f"/trusted/{token}").text
    clock.move(days=340)
    assert client.post(f"/trusted/{token}", data={}).status_code == 422
    assert client.post(f"/trusted/{token}", data={"said": "well"}).status_code == 303
    assert client.get("/trusted/0").status_code == 404
    accounts.sign_in(client, MARA)
    assert client.post(f"{at_desk}/words", data={"said": "looking"}).status_code == 303
    client.post("/sign-out")
    accounts.sign_in(client)
    assert "The family is well" in client.get(url).text
    assert client.post(f"{url}/removal").status_code == 303
