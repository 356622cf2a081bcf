"""An account is opened, confirmed and changed, and every step is on record."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from registry.accounts import operations
from registry.accounts.models import Account, AddressLink
from registry.accounts.operations import Contact, Newcomer
from registry.authority import MACHINE, VISITOR
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import MESSAGE_DELIVERY, OWN_ACCOUNT
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import AMINA, YUSUF
from tests.conftest import Clock
from tests.making import accounts

NEW = "amina.new@example.org"


def events(floors: Floors, ref: str) -> list[str]:
    """What the trail says of an account, oldest first."""
    with floors.reading() as session:
        return [entry.event for entry in reversed(entries_about(session, ref))]


def address(floors: Floors, ref: str) -> str | None:
    """Where the worker would send a message."""
    with floors.begin(MACHINE) as work:
        return operations.address_for_delivery(work, ref)


def test_opening_seals_the_contact_records_the_grounds_and_sends_a_link(floors: Floors) -> None:
    account = accounts.opened(floors, confirmed=False)
    assert account.opened_on == date(2026, 3, 2)
    assert account.confirmed_on is None
    assert events(floors, account.ref) == [
        "account:opened",
        "basis:recorded",
        "basis:recorded",
        "link:sent",
        "message:queued",
    ]
    with floors.begin(accounts.acting(floors, account)) as work:
        assert set(work.consent.standing(account.ref).bases) == {OWN_ACCOUNT, MESSAGE_DELIVERY}
        assert operations.contact_of(work, account.ref) == Contact("Amina", AMINA)


def test_nothing_of_a_contact_is_in_the_database_in_plain(floors: Floors) -> None:
    with floors.begin(VISITOR) as work:
        operations.open_account(
            work, Newcomer(AMINA, "hash", "Amina Okafor", "+44 20 7946 0000", "after 18:00")
        )
    for path in floors.settings.data_dir.glob("registry.db*"):
        kept = path.read_bytes()
        # No canary so short that chance would write it: four digits turn up in any random name.
        for words in (b"amina@", b"Amina Okafor", b"7946 0000", b"after 18:00"):
            assert words not in kept


def test_a_contact_is_for_its_owner_alone_and_the_look_is_on_record(floors: Floors) -> None:
    amina, yusuf = accounts.guardian(floors), accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.contact_of(work, amina.ref)
    with floors.begin(amina) as work:
        operations.contact_of(work, amina.ref)
        assert operations.name_of(work, amina.ref) == "Amina"
    with floors.reading() as session:
        look = entries_about(session, amina.ref)[0]
    assert (look.event, look.actor_ref) == ("record:opened", amina.ref)


def test_a_known_address_opens_no_second_account_and_its_owner_is_told(floors: Floors) -> None:
    account = accounts.opened(floors)
    with floors.begin(VISITOR) as work:
        operations.ask_for_account(work, Newcomer(AMINA.upper(), "hash", "Somebody"))
    with floors.reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 1
    assert accounts.letters(floors, account.ref)[-1]["message"] == "account_known"
    with pytest.raises(Conflict), floors.begin(VISITOR) as work:
        operations.open_account(work, Newcomer(AMINA, "hash", "Somebody"))


def test_an_unknown_address_opens_one(floors: Floors) -> None:
    with floors.begin(VISITOR) as work:
        operations.ask_for_account(work, Newcomer(AMINA, "hash", "Amina"))
    assert accounts.read(floors, AMINA).password_hash == "hash"


def test_whoever_is_signed_in_opens_no_other_account(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.ask_for_account(work, Newcomer(YUSUF, "hash", "Yusuf"))


def test_a_link_confirms_once_and_within_a_day(floors: Floors, clock: Clock) -> None:
    account = accounts.opened(floors, confirmed=False)
    token = accounts.token_for(floors, account.ref, "confirm_address")
    assert accounts.acting(floors, account).confirmed is False
    clock.move(hours=23, minutes=59)
    with floors.begin(VISITOR) as work:
        operations.confirm_address(work, token)
    assert accounts.read(floors, AMINA).confirmed_on == date(2026, 3, 3)
    assert accounts.acting(floors, account).confirmed is True
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, token)


def test_a_link_ends_after_a_day(floors: Floors, clock: Clock) -> None:
    account = accounts.opened(floors, confirmed=False)
    token = accounts.token_for(floors, account.ref, "confirm_address")
    clock.move(hours=24)
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, token)


def test_a_token_nobody_sent_is_absent(floors: Floors) -> None:
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, "made-up")


def test_a_row_knows_no_token(floors: Floors) -> None:
    account = accounts.opened(floors, confirmed=False)
    token = accounts.token_for(floors, account.ref, "confirm_address")
    with floors.reading() as session:
        link = session.scalars(select(AddressLink)).one()
    assert token not in (link.digest, link.email_index)


def test_a_link_can_be_sent_again_until_the_address_is_confirmed(floors: Floors) -> None:
    account = accounts.opened(floors, confirmed=False)
    with floors.begin(accounts.acting(floors, account)) as work:
        operations.send_link_again(work)
    first, second = accounts.letters(floors, account.ref, "confirm_address")
    assert first["token"] != second["token"]
    with floors.begin(VISITOR) as work:
        operations.confirm_address(work, first["token"])
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, second["token"])
    amina = accounts.acting(floors, account)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.send_link_again(work)


def test_a_new_address_stands_only_after_its_own_link_and_the_old_one_is_told(
    floors: Floors,
) -> None:
    amina = accounts.guardian(floors)
    with floors.begin(amina) as work:
        operations.ask_for_address(work, NEW)
    assert address(floors, amina.ref) == AMINA
    letter = accounts.letters(floors, amina.ref)[-1]
    assert (letter["message"], letter["to_address"]) == ("confirm_address", NEW)
    with floors.begin(VISITOR) as work:
        operations.confirm_address(work, letter["token"])
    assert address(floors, amina.ref) == NEW
    assert accounts.read(floors, NEW).ref == amina.ref
    told = accounts.letters(floors, amina.ref)[-1]
    assert (told["message"], told["to_address"]) == ("address_changed", AMINA)
    with floors.reading() as session:
        kept = session.scalars(select(Sealed.owner_ref)).all()
    assert not [ref for ref in kept if ref.startswith("address-link:")]


def test_an_older_link_does_not_undo_a_newer_address(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    for email in ("first@example.org", "second@example.org"):
        with floors.begin(amina) as work:
            operations.ask_for_address(work, email)
    first, second = accounts.letters(floors, amina.ref, "confirm_address")[1:]
    with floors.begin(VISITOR) as work:
        operations.confirm_address(work, second["token"])
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, first["token"])
    assert address(floors, amina.ref) == "second@example.org"


def test_the_address_of_somebody_else_is_not_given_away(floors: Floors) -> None:
    amina, yusuf = accounts.guardian(floors), accounts.guardian(floors, YUSUF)
    with floors.begin(amina) as work:
        operations.ask_for_address(work, YUSUF)
    assert len(accounts.letters(floors, amina.ref, "confirm_address")) == 1
    assert accounts.letters(floors, yusuf.ref)[-1]["message"] == "account_known"
    with pytest.raises(Invalid), floors.begin(amina) as work:
        operations.ask_for_address(work, AMINA)


def test_an_address_taken_meanwhile_is_not_taken_twice(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    with floors.begin(amina) as work:
        operations.ask_for_address(work, YUSUF)
    accounts.opened(floors, YUSUF)
    token = accounts.token_for(floors, amina.ref, "confirm_address")
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, token)
    assert address(floors, amina.ref) == AMINA


def test_contact_and_language_change_on_record(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    with floors.begin(amina) as work:
        operations.change_contact(work, "Amina O", "+44 20 7946 0000", "after 18:00")
    with floors.begin(amina) as work:
        operations.change_language(work, "fr")
    with floors.begin(amina) as work:
        own = operations.view_own(work)
    assert own.contact == Contact("Amina O", AMINA, "+44 20 7946 0000", "after 18:00")
    assert (own.language, own.is_confirmed) == ("fr", True)
    assert events(floors, amina.ref).count("account:changed") == 2


def test_a_changed_password_is_told_and_ends_open_links(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    with floors.begin(amina) as work:
        operations.ask_for_address(work, NEW)
    with floors.begin(amina) as work:
        operations.change_password(work, "newer")
    assert accounts.read(floors, AMINA).password_hash == "newer"
    assert accounts.letters(floors, amina.ref)[-1]["message"] == "password_changed"
    token = accounts.token_for(floors, amina.ref, "confirm_address")
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.confirm_address(work, token)


def test_a_visitor_changes_nothing(floors: Floors) -> None:
    accounts.opened(floors)
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        operations.change_contact(work, "X", None, "")


def test_only_the_worker_learns_where_a_message_goes(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    assert address(floors, amina.ref) == AMINA
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.address_for_delivery(work, amina.ref)


def test_nobody_is_written_to_once_the_ground_or_the_key_is_gone(floors: Floors) -> None:
    amina, yusuf = accounts.guardian(floors), accounts.guardian(floors, YUSUF)
    with floors.begin(amina) as work:
        work.consent.end_basis(subject=amina.ref, kind=MESSAGE_DELIVERY, by=amina.ref)
        work.trail.record(Event.BASIS_ENDED, amina.ref, basis=MESSAGE_DELIVERY)
    assert address(floors, amina.ref) is None
    floors.keyring.destroy(yusuf.ref)
    assert address(floors, yusuf.ref) is None


def test_signing_in_renews_a_ground_that_would_end_soon(floors: Floors, clock: Clock) -> None:
    amina = accounts.guardian(floors)
    with floors.begin(amina) as work:
        operations.note_session_started(work)
    assert events(floors, amina.ref).count("basis:recorded") == 2
    clock.move(days=400)
    with floors.begin(amina) as work:
        operations.note_session_started(work)
    assert events(floors, amina.ref).count("basis:recorded") == 3
    clock.move(days=600)
    assert address(floors, amina.ref) == AMINA


def test_a_reference_of_nobody_is_absent(floors: Floors) -> None:
    with floors.reading() as session:
        for ref in ("visitor:", "account:broken", f"account:{'0' * 32}"):
            with pytest.raises(Absent):
                operations.find(session, ref)


def test_entries_name_fields_and_never_values(floors: Floors) -> None:
    accounts.opened(floors)
    with floors.reading() as session:
        written = "".join(entry.detail + entry.about for entry in session.scalars(select(Entry)))
    assert "amina" not in written.casefold()
