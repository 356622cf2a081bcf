"""Closing an account: after all else is wiped, with the password, and gone like any other file."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.accounts.factors.models import RecoveryCode, TotpFactor
from registry.accounts.models import Account, AddressLink, EntryLink
from registry.accounts.operations import (
    Newcomer,
    account_by_email,
    ask_for_account,
    note_session_started,
)
from registry.authority import MACHINE, VISITOR, Actor, Role
from registry.caseworkers.actors import actor_for, caseworker_of
from registry.caseworkers.checklist import Ending
from registry.caseworkers.verifying import end_standing
from registry.claims import operations as claims_operations
from registry.consents import erasing
from registry.consents import operations as consents_operations
from registry.departures import clock as clocks
from registry.departures import operations, rules
from registry.errors import Absent, Conflict
from registry.outbox.models import Message
from registry.outbox.senders import RoomSender
from registry.oversight.clearing import clear_journal
from registry.storage.database import transaction
from registry.storage.erasure import journal
from registry.storage.keys import DataKey
from registry.storage.vault import Sealed
from registry.web.models import WebSession
from registry.work import Floors
from registry.worker import deliver
from tests.cast import AMINA, MARA, PASSWORD, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, factors
from tests.making import claims as claiming


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


def closed(floors: Floors, who: Actor) -> None:
    with floors.begin(who) as work:
        operations.close_own(work)


def account(floors: Floors, who: Actor) -> Account:
    with floors.reading() as session:
        return session.get_one(Account, accounts_id(who))


def accounts_id(who: Actor) -> object:
    return UUID(who.ref.partition(":")[2])


def files_with(folder: Path, needle: bytes) -> list[str]:
    return [
        each.name for each in folder.rglob("*") if each.is_file() and needle in each.read_bytes()
    ]


def test_whoever_speaks_for_a_record_wipes_it_first(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    draft = children.begun(floors, amina)
    with pytest.raises(Conflict, match="Wipe it first"):
        closed(floors, amina)
    with floors.begin(amina) as work:
        page = operations.view_closing(work)
    assert {each.id for each in page.standing} == {str(child.id), str(draft.id)}
    for each in (child, draft):
        with floors.begin(amina) as work:
            consents_operations.wipe(work, str(each.id), at_once=True)
    closed(floors, amina)
    assert account(floors, amina).closed_on is not None


def test_a_claim_is_taken_back_first_whether_or_not_the_desk_closed_it(floors: Floors) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    claim = claiming.filed(floors, yusuf)
    with pytest.raises(Conflict, match="Wipe it first"):
        closed(floors, yusuf)
    with floors.begin(yusuf) as work:
        claims_operations.withdraw_claim(work, str(claim.id))
    closed(floors, yusuf)


def test_staff_are_let_go_first(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    with pytest.raises(Conflict, match="administrator"):
        closed(floors, mara)
    with floors.begin(admins[0]) as work:
        worker = caseworker_of(work.session, mara.ref)
        assert worker is not None
        end_standing(work, worker, Ending.LEFT, "Moved away")
    closed(floors, mara)
    with floors.reading() as session:
        assert actor_for(session, mara.ref, floors.clock()) is None


def test_what_is_closed_is_gone_from_every_file(floors: Floors, amina: Actor) -> None:
    index = (account(floors, amina).email_index or "").encode()
    with transaction(floors.keyring.engine, reading=True) as session:
        key = session.get_one(DataKey, amina.ref).wrapped
    with floors.reading() as session:
        envelopes = session.scalars(
            select(Sealed.envelope).where(Sealed.subject_ref == amina.ref)
        ).all()
    folder = floors.settings.data_dir
    factors.has_app(floors, amina)
    assert all(files_with(folder, each) for each in (index, key, *envelopes))
    closed(floors, amina)
    assert erasing.finish_due(floors) == 1
    for each in (index, key, *envelopes):
        assert files_with(folder, each) == []
    with floors.reading() as session:
        for kind in (AddressLink, EntryLink, TotpFactor, RecoveryCode):
            assert session.scalars(select(kind)).all() == [], kind
        assert session.scalars(select(Message).where(Message.sent_at.is_(None))).all() == []
        line = journal(session, amina.ref)
        assert line is not None
        assert line.closed_at is not None


def test_the_same_address_opens_a_new_account(floors: Floors, amina: Actor) -> None:
    closed(floors, amina)
    with floors.begin(VISITOR) as work:
        ask_for_account(work, Newcomer(email=AMINA, password_hash="x", name="Amina"))
    newer = accounts.read(floors, AMINA)
    assert newer.ref != amina.ref
    assert accounts.letters(floors, newer.ref, "confirm_address")


def test_nobody_is_written_to_any_more(floors: Floors, amina: Actor) -> None:
    closed(floors, amina)
    erasing.finish_due(floors)
    with floors.begin(MACHINE) as work:
        work.outbox.send("password_changed", to=amina.ref)
    with floors.reading() as session:
        assert session.scalars(select(Message).where(Message.to_ref == amina.ref)).all() == []
    assert deliver(floors, RoomSender(floors.settings.mail_dir)) == 0


def test_a_visitor_closes_nothing(floors: Floors) -> None:
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.close_own(work)


def test_the_page_asks_for_the_password_and_the_browser_forgets(
    client: FlaskClient, floors: Floors, amina: Actor
) -> None:
    accounts.sign_in(client)
    assert "Close it for good" in client.get("/account/closing").text
    wrong = client.post("/account/closing", data={"password": "not the password"})
    assert wrong.status_code == 422
    assert account(floors, amina).closed_on is None
    done = client.post("/account/closing", data={"password": PASSWORD})
    assert done.status_code == 303
    assert "cookies" in done.headers["Clear-Site-Data"]
    assert client.get(done.location).status_code == 200
    assert client.get("/account").status_code != 200
    with floors.reading() as session:
        assert session.scalar(select(WebSession).where(WebSession.account_ref == amina.ref)) is None


def test_the_page_names_what_is_to_be_wiped_first(
    client: FlaskClient, floors: Floors, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    claim = claiming.filed(floors, amina)
    accounts.sign_in(client)
    page = client.get("/account/closing").text
    assert f"/children/{child.id}/wiping" in page
    assert f"/claims/{claim.id}/withdrawal" in page
    assert "Close it for good" not in page


def test_signing_in_says_the_same_of_a_closed_account_and_of_none(
    client: FlaskClient, floors: Floors, amina: Actor
) -> None:
    closed(floors, amina)
    told = [
        client.post("/sign-in", data={"email": email, "password": PASSWORD})
        for email in (AMINA, "nobody@example.org")
    ]
    assert told[0].status_code == told[1].status_code == 422
    assert "We could not sign you in" in told[0].text
    with floors.reading() as session:
        assert account_by_email(session, floors.keyring, AMINA) is None


def test_an_unused_account_that_holds_nothing_is_told_and_then_closed(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    first = rules.UNUSED_FOR - rules.TOLD_BEFORE
    clock.move(days=first.days - 1)
    assert clocks.close_unused(floors) == 0
    clock.move(days=1)
    assert clocks.close_unused(floors) == 1
    assert clocks.close_unused(floors) == 0
    assert accounts.letters(floors, amina.ref, "account_unused")
    assert deliver(floors, RoomSender(floors.settings.mail_dir)) >= 1
    clock.move(days=rules.TOLD_BEFORE.days - 1)
    assert clocks.close_unused(floors) == 0
    clock.move(days=1)
    assert clocks.close_unused(floors) == 1
    assert account(floors, amina).closed_on == clock().date()


def test_whoever_signs_in_again_keeps_it(floors: Floors, amina: Actor, clock: Clock) -> None:
    clock.move(days=(rules.UNUSED_FOR - rules.TOLD_BEFORE).days)
    clocks.close_unused(floors)
    clock.move(days=10)
    with floors.begin(amina) as work:
        note_session_started(work)
    clock.move(days=100)
    assert clocks.close_unused(floors) == 0
    assert account(floors, amina).closed_on is None


def test_an_account_that_holds_something_is_kept(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    children.enrolled(floors, amina)
    yusuf = accounts.guardian(floors, YUSUF)
    claiming.filed(floors, yusuf)
    mara = caseworkers.staff(floors, caseworkers.administrators(floors), MARA, Role.COORDINATOR)
    clock.move(days=700)
    assert clocks.close_unused(floors) == 0
    assert {account(floors, each).closed_on for each in (amina, yusuf, mara)} == {None}


def test_a_letter_goes_only_to_an_address_that_was_shown_to_be_theirs(
    floors: Floors, clock: Clock
) -> None:
    unconfirmed = accounts.opened(floors, confirmed=False)
    clock.move(days=600)
    assert clocks.close_unused(floors) == 1
    assert accounts.letters(floors, unconfirmed.ref, "account_unused") == []


def test_that_there_was_one_is_known_24_months_longer(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    closed(floors, amina)
    erasing.finish_due(floors)
    clock.move(days=730)
    with floors.begin(MACHINE) as work:
        assert clear_journal(work) == 0
    clock.move(days=1)
    with floors.begin(MACHINE) as work:
        assert clear_journal(work) == 1
    with floors.reading() as session:
        assert session.get(Account, accounts_id(amina)) is None
