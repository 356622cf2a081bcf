"""The 18th birthday: told in time, on hold on the day, and then the young person decides alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from consent import Absence, Alone, Assurance, Capacity, Status
from registry.authority import VISITOR, Actor, Role
from registry.children import operations as children_at_work
from registry.children.models import Child
from registry.children.operations.speaking import notice_for, on_screen
from registry.children.operations.stating import Stated, relate
from registry.children.rules import Paper, Papers, Said, Seen
from registry.consents import operations
from registry.consents.clock import remind
from registry.consents.models import ComingOfAge
from registry.consents.operations.inviting import digest_of
from registry.description import Description, Names, PartialDate, Person, PersonName
from registry.errors import Absent, Conflict, Invalid, SignInNeeded
from registry.purposes import STORE_DETAILS
from registry.storage.erasure import journal
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import AMINA, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, holders

pytestmark = pytest.mark.usefixtures("app")

IDRIS = "idris@example.org"
SAW = Papers(Paper.IDENTITY, Seen.OFFICE)


@pytest.fixture
def amina(floors: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(floors, AMINA)


@pytest.fixture
def mara(floors: Floors) -> Actor:
    """A coordinator."""
    return caseworkers.staff(floors, caseworkers.administrators(floors), MARA, Role.COORDINATOR)


@pytest.fixture
def child(floors: Floors, amina: Actor, mara: Actor) -> Child:
    """Idris, who is 18 on the first of June."""
    told = Description(
        names=Names(name=PersonName("Idris Haddad")),
        person=Person(date_of_birth=PartialDate(2008, 6, 1)),
    )
    child = children.begun(floors, amina)
    children.tell(floors, amina, child, told)
    children.answer_all(floors, amina, child)
    # A young person of 17 is asked beside the guardian.
    heard = holders.heard(floors, child, STORE_DETAILS, Said.YES, amina)
    with floors.begin(amina) as work:
        children_at_work.hear(work, str(child.id), STORE_DETAILS, heard)
    with floors.begin(amina) as work:
        child = children_at_work.register_child(work, str(child.id))
    children.papers_seen(floors, mara, child)
    return child


def names_of(floors: Floors, to: str) -> list[str]:
    """The names of the letters to somebody."""
    return [each["message"] for each in accounts.letters(floors, to)]


def grown(floors: Floors, clock: Clock) -> None:
    """The birthday has come."""
    clock.move(days=91)
    remind(floors)


def token_of(floors: Floors, amina: Actor) -> str:
    """The token of the link in the letter."""
    return accounts.token_for(floors, amina.ref, "of_age")


def met(floors: Floors, amina: Actor, mara: Actor, child: Child) -> Actor:
    """Idris with an account of his own, whom a worker has met."""
    idris, token = accounts.guardian(floors, IDRIS), token_of(floors, amina)
    with floors.begin(idris) as work:
        operations.take_over(work, token)
    with floors.begin(mara) as work:
        operations.record_grown(work, child.reference, IDRIS, SAW)
    return idris


def test_the_guardian_is_told_60_days_before_and_on_the_day_and_once_each(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    assert child.registered_on is not None
    clock.move(days=30)
    remind(floors)
    assert "of_age_soon" not in names_of(floors, amina.ref)
    for _ in range(62):
        clock.move(days=1)
        remind(floors)
    names = names_of(floors, amina.ref)
    assert (names.count("of_age_soon"), names.count("of_age")) == (1, 1)


def test_on_the_day_everything_is_on_hold_for_everybody(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).status(STORE_DETAILS) is Status.MAJORITY_HOLD
        assert children_at_work.view_own(work, str(child.id)).told is None
        assert operations.view_of_age(work, str(child.id)).is_on_hold
        assert child.ref not in work.search.refs()


def test_a_link_followed_opens_nothing_before_a_worker_met_the_young_person(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    idris, token = accounts.guardian(floors, IDRIS), token_of(floors, amina)
    with floors.begin(idris) as work:
        operations.take_over(work, token)
        assert operations.view_invitation(work, token).child_id is None
    with pytest.raises(Absent), floors.begin(idris) as work:
        children_at_work.view_own(work, str(child.id))


def test_the_young_person_says_yes_alone_and_the_guardian_sees_it_no_longer(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    idris = met(floors, amina, mara, child)
    with floors.begin(mara) as work:
        authority = work.consent.standing(child.ref).authority(idris.ref)
        assert authority is not None
        assert authority.capacity is Capacity.SELF_ADULT
    with pytest.raises(Absent), floors.begin(amina) as work:
        children_at_work.view_own(work, str(child.id))
    children.agreed(floors, idris, child, STORE_DETAILS)
    with floors.begin(idris) as work:
        assert work.consent.standing(child.ref).status(STORE_DETAILS) is Status.ACTIVE
        assert children_at_work.view_own(work, str(child.id)).told is not None
    assert names_of(floors, amina.ref)[-1] == "of_age_over"


def test_a_guardian_whom_it_is_not_safe_to_ask_is_not_told_that_the_child_was_met(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    with floors.begin(mara) as work:
        people = (mara.ref, "account:another")
        work.consent.record_absence(
            subject=child.ref, holder=amina.ref, why=Absence.UNSAFE, people=people
        )
        work.trail.record(Event.ABSENCE_RECORDED, child.ref, amina.ref, why="unsafe")
    idris = met(floors, amina, mara, child)
    assert "of_age_over" not in names_of(floors, amina.ref)
    assert names_of(floors, idris.ref)[-1] == "of_age_met"


def test_the_guardian_does_not_follow_the_link_for_the_child(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    del child
    grown(floors, clock)
    token = token_of(floors, amina)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.take_over(work, token)
    with pytest.raises(SignInNeeded), floors.begin(VISITOR) as work:
        operations.take_over(work, token)


def test_a_link_works_for_one_account_only(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    met(floors, amina, mara, child)
    yusuf, token = accounts.guardian(floors, YUSUF), token_of(floors, amina)
    with pytest.raises(Conflict), floors.begin(yusuf) as work:
        operations.take_over(work, token)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_invitation(work, "0" * 48)


def test_nobody_is_recorded_as_grown_before_the_day_or_without_the_link(
    floors: Floors, mara: Actor, child: Child, clock: Clock
) -> None:
    for reference in (child.reference, "000-000-000"):
        with pytest.raises(Invalid), floors.begin(mara) as work:
            operations.record_grown(work, reference, IDRIS, SAW)
    grown(floors, clock)
    with pytest.raises(Invalid), floors.begin(mara) as work:
        operations.record_grown(work, child.reference, IDRIS, SAW)


def test_another_account_that_followed_the_link_does_not_get_the_record(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    accounts.guardian(floors, IDRIS)
    second, token = accounts.guardian(floors, YUSUF), token_of(floors, amina)
    with floors.begin(second) as work:
        operations.take_over(work, token)
    with pytest.raises(Invalid) as no, floors.begin(mara) as work:
        operations.record_grown(work, child.reference, IDRIS, SAW)
    assert no.value.field == "email"
    with pytest.raises(Absent), floors.begin(second) as work:
        children_at_work.view_own(work, str(child.id))


def test_nobody_who_spoke_before_speaks_on_in_the_ledger(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    idris = met(floors, amina, mara, child)
    with floors.begin(mara) as work:
        standing = work.consent.standing(child.ref)
        assert [each.speaker for each in standing.holders] == [idris.ref]
    with floors.begin(idris) as work:
        operations.wipe(work, str(child.id), at_once=True)
    with floors.reading() as session:
        assert journal(session, child.ref) is not None


def test_who_spoke_alone_at_17_follows_the_link_at_18(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    idris = accounts.guardian(floors, IDRIS)
    alone = Stated(
        Capacity.SELF_COMPETENT_MINOR, Assurance.AL2, seen_by=mara.ref, alone=Alone.UNSAFE
    )
    with floors.begin(mara) as work:
        relate(work, child, idris.ref, alone)
    with floors.begin(mara) as work:
        token = "0" * 47 + "1"
        work.session.add(
            ComingOfAge(child_ref=child.ref, digest=digest_of(token), invited_at=work.now())
        )
        work.trail.record(Event.MAJORITY_REACHED, child.ref)
    clock.move(days=91)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.take_over(work, token)
    with floors.begin(idris) as work:
        operations.take_over(work, token)


def test_after_60_days_of_silence_the_record_is_wiped(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    del amina
    grown(floors, clock)
    clock.move(days=59)
    remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is None
    clock.move(days=2)
    remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is not None


def is_wiped(floors: Floors, child: Child) -> bool:
    """Does the journal of erasures name the record?"""
    with floors.reading() as session:
        return journal(session, child.ref) is not None


def test_a_yes_of_the_guardian_that_runs_out_takes_none_of_the_60_days_away(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    with floors.begin(amina) as work:
        shown = work.consent.present(
            subject=child.ref,
            speaker=amina.ref,
            notices=[notice_for(STORE_DETAILS, "en")],
            expression=on_screen("en"),
        )
        work.consent.renew(shown, STORE_DETAILS, until=clock() + timedelta(days=101))
        work.trail.record(Event.CONSENT_GIVEN, child.ref, purpose=STORE_DETAILS)
    grown(floors, clock)
    for _ in range(59):
        clock.move(days=1)
        remind(floors)
    assert not is_wiped(floors, child)
    assert "record_closed" not in names_of(floors, amina.ref)
    clock.move(days=1)
    remind(floors)
    assert is_wiped(floors, child)


def test_whoever_came_and_was_met_has_60_days_from_then(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    clock.move(days=50)
    remind(floors)
    idris = met(floors, amina, mara, child)
    with floors.begin(idris) as work:
        assert (
            operations.view_renewal(work, str(child.id), "en").wiped_on
            == (clock() + timedelta(days=60)).date()
        )
    for _ in range(60):
        clock.move(days=1)
        remind(floors)
        assert not is_wiped(floors, child)
    clock.move(days=1)
    remind(floors)
    assert is_wiped(floors, child)
    assert names_of(floors, idris.ref)[-1] == "record_wiped"


def test_of_whoever_was_met_and_is_still_apart_time_alone_wipes_nothing(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    children.marked_apart(floors, amina, child)
    grown(floors, clock)
    met(floors, amina, mara, child)
    clock.move(days=200)
    remind(floors)
    assert not is_wiped(floors, child)


def test_an_own_yes_that_ran_out_is_waited_for_like_every_other(
    floors: Floors, amina: Actor, mara: Actor, child: Child, clock: Clock
) -> None:
    grown(floors, clock)
    idris = met(floors, amina, mara, child)
    children.agreed(floors, idris, child, STORE_DETAILS)
    clock.move(days=366)
    remind(floors)
    assert "record_closed" in names_of(floors, idris.ref)
    clock.move(days=29)
    remind(floors)
    assert not is_wiped(floors, child)
    clock.move(days=3)
    remind(floors)
    assert is_wiped(floors, child)


def test_while_they_are_apart_the_days_do_not_run(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    children.marked_apart(floors, amina, child)
    grown(floors, clock)
    for days in (61, 400):
        clock.move(days=days)
        remind(floors)
    with floors.reading() as session:
        assert journal(session, child.ref) is None


def test_the_pages(
    client: FlaskClient, floors: Floors, child: Child, amina: Actor, clock: Clock
) -> None:
    accounts.sign_in(client)
    assert "1 June 2026" in client.get(f"/children/{child.id}/of-age").text.replace(
        "June 1, 2026", "1 June 2026"
    )
    grown(floors, clock)
    accounts.sign_in(client)
    assert "on hold" in client.get(f"/children/{child.id}/of-age").text
    assert "on hold" in client.get(f"/children/{child.id}").text
    link = f"/of-age/{token_of(floors, amina)}"
    client.post("/sign-out")
    assert "Open an account of your own" in client.get(link).text
    assert client.get("/of-age/0").status_code == 404
    accounts.guardian(floors, IDRIS)
    accounts.sign_in(client, IDRIS)
    assert "Is this your own account" in client.get(link).text
    assert client.post(link).status_code == 303
    assert "show one paper" in client.get(link).text
    client.post("/sign-out")
    accounts.sign_in(client, MARA)
    said = {"reference": child.reference, "email": IDRIS, "paper": "identity", "how": "live"}
    assert client.post("/desk/of-age", data=said | {"reference": "0"}).status_code == 422
    assert client.post("/desk/of-age", data=said).status_code == 303
    client.post("/sign-out")
    accounts.sign_in(client, IDRIS)
    assert "Read the questions" in client.get(link).text
    assert "You decide now" in client.get(f"/children/{child.id}").text
    assert client.get(f"/children/{child.id}/consents").status_code == 200
