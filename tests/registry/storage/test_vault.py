"""Sealed values: bound to their place, their subject and their class; padded; tamper-evident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import DataClass
from registry.authority import Actor
from registry.errors import Absent, Tampered
from registry.purposes import OWN_ACCOUNT
from registry.storage.envelope import decrypt, encrypt, pad
from registry.storage.photos import STEP_BYTES, lengthened, shortened
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.conftest import Clock
from tests.making.subjects import person, sealed_for


@given(st.binary(max_size=20_000))
def test_padding_hides_the_length_in_steps(text: bytes) -> None:
    padded = pad(text)
    assert padded.startswith(text)
    assert len(padded) in {256, 512, 1024, 2048, 4096} or len(padded) % 4096 == 0
    assert len(padded) >= len(text)


@given(st.binary(max_size=50_000))
def test_a_picture_fills_whole_steps_and_comes_back(picture: bytes) -> None:
    kept = lengthened(picture)
    assert shortened(kept) == picture
    assert len(kept) % STEP_BYTES == 0
    assert 0 <= len(kept) - len(picture) < STEP_BYTES + 4


@given(st.binary(max_size=64), st.integers(min_value=0), st.integers(1, 255))
def test_one_changed_byte_does_not_open(text: bytes, where: int, flip: int) -> None:
    key, place, nonce = bytes(32), b"here", bytes(12)
    envelope = bytearray(encrypt(key, text, place, nonce))
    assert decrypt(key, bytes(envelope), place) == text
    envelope[where % len(envelope)] ^= flip
    with pytest.raises(Tampered):
        decrypt(key, bytes(envelope), place)


def test_a_permit_for_another_class_or_subject_opens_nothing(floors: Floors) -> None:
    one, other = person(), person()
    sealed_for(floors, one, name="one")
    sealed_for(floors, other, name="other")
    with floors.begin(one) as work:
        contact = work.permit_on_basis(other.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        details = work.permit_on_basis(one.ref, OWN_ACCOUNT, "view", DataClass.DETAILS)
        for permit in (contact, details):
            with pytest.raises(Absent):
                work.vault.read(one.ref, Compartment.CONTACT, permit)


def test_a_value_about_two_needs_a_permit_for_each_and_dies_with_either(floors: Floors) -> None:
    one, other = person(), person()
    sealed_for(floors, one, name="one")
    sealed_for(floors, other, name="other")
    with floors.begin(one) as work:
        work.vault.seal(
            "account:pair", Compartment.CONTACT, {"n": 1}, subject=one.ref, also=other.ref
        )
        work.trail.record(Event.ACCOUNT_CONFIRMED, "account:pair")
    with floors.begin(one) as work:
        first, second = (
            work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
            for actor in (one, other)
        )
        with pytest.raises(Absent):
            work.vault.read("account:pair", Compartment.CONTACT, first)
        assert work.vault.read("account:pair", Compartment.CONTACT, first, second) == {"n": 1}
    floors.keyring.destroy(other.ref)
    with floors.begin(one) as work, pytest.raises(Absent):  # noqa: PT012 - the last line raises
        first, second = (
            work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
            for actor in (one, other)
        )
        work.vault.read("account:pair", Compartment.CONTACT, first, second)


def test_what_was_never_written_reads_as_empty(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor)
    with floors.begin(actor) as work:
        assert work.vault.read(actor.ref, Compartment.HEALTH) == {}


def many(floors: Floors) -> list[Actor]:
    """Six people with a sealed contact each."""
    people = [person() for _ in range(6)]
    for number, each in enumerate(people):
        sealed_for(floors, each, name=str(number))
    return people


def test_of_many_each_is_opened_on_its_own_permit_and_on_the_record(floors: Floors) -> None:
    live, other_class, anothers, older, gone, unasked = many(floors)
    with floors.begin(live) as work:
        permits = {
            each.ref: work.permit_on_basis(each.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
            for each in (live, anothers, older, gone)
        }
        permits[anothers.ref] = permits[live.ref]
        permits[other_class.ref] = work.permit_on_basis(
            other_class.ref, OWN_ACCOUNT, "view", DataClass.DETAILS
        )
        work.consent.record_basis(subject=older.ref, kind=OWN_ACCOUNT, people=(older.ref,))
        floors.keyring.destroy(gone.ref)
        assert work.vault.read_own(Compartment.CONTACT, permits) == {live.ref: {"name": "0"}}
        work.trail.record(Event.ACCOUNT_OPENED, older.ref)
    with floors.reading() as session:
        every = [each.ref for each in (live, other_class, anothers, older, gone, unasked)]
        looked = [ref for ref in every if entries_about(session, ref, Event.RECORD_OPENED)]
    assert looked == [live.ref]


def test_of_many_none_is_opened_on_a_permit_that_ran_out(floors: Floors, clock: Clock) -> None:
    people = many(floors)
    with floors.begin(people[0]) as work:
        permits = {
            each.ref: work.permit_on_basis(each.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
            for each in people
        }
        assert len(work.vault.read_own(Compartment.CONTACT, permits)) == len(people)
        clock.move(days=1)
        assert work.vault.read_own(Compartment.CONTACT, permits) == {}
