"""The daily sweep: what nobody names goes after three days; everything else stays."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from sqlalchemy import text

from registry.authority import Actor
from registry.oversight.sweeping import sweep
from registry.storage.database import transaction
from registry.storage.erasure import Erasure
from registry.storage.photos import names_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children
from tests.making.subjects import person, sealed_for


class CutShort(Exception):
    """Something ended the act."""


def cut_short(floors: Floors) -> Actor:
    """Somebody whose act made a key, and then was undone."""
    somebody = person()
    with pytest.raises(CutShort), floors.begin(somebody) as work:  # noqa: PT012 - the end raises
        work.vault.new_subject(somebody.ref)
        raise CutShort
    return somebody


def file_of(floors: Floors, name: str, clock: Clock) -> str:
    """A photo's file, put there now."""
    floors.objects.put(name, b"sealed")
    at = clock().timestamp()
    os.utime(floors.settings.objects_dir / name, (at, at))
    return name


def test_a_key_and_a_file_that_nobody_names_go_after_three_days(
    floors: Floors, clock: Clock
) -> None:
    left, file = cut_short(floors), file_of(floors, "ab" * 16, clock)
    assert left.ref in floors.keyring.subjects()
    for _ in range(3):
        assert sweep(floors) == 0
        clock.move(days=1)
    clock.move(days=1)
    assert sweep(floors) == 2
    assert left.ref not in floors.keyring.subjects()
    assert file not in set(floors.objects.names())


def test_what_somebody_names_stays(floors: Floors, clock: Clock) -> None:
    sealed = person()
    sealed_for(floors, sealed, name="Amina")
    amina = accounts.guardian(floors)
    child = children.begun(floors, amina)
    photo = children.add_photo(floors, amina, child)
    for name in names_of(photo):
        at = clock().timestamp()
        os.utime(floors.settings.objects_dir / name, (at, at))
    with transaction(floors.engine) as session:  # all it has left is its own row
        session.execute(
            text("DELETE FROM sealed_values WHERE subject_ref = :it"), {"it": amina.ref}
        )
    kept, files = floors.keyring.subjects(), set(floors.objects.names())
    assert {sealed.ref, amina.ref, child.ref} <= kept
    clock.move(days=400)
    assert sweep(floors) == 0
    assert floors.keyring.subjects() == kept
    assert set(floors.objects.names()) == files


def test_a_second_subject_of_a_value_is_named_too(floors: Floors, clock: Clock) -> None:
    one, other = person(), cut_short(floors)
    sealed_for(floors, one, name="one")
    with floors.begin(one) as work:
        work.vault.seal(
            "account:pair", Compartment.CONTACT, {"n": 1}, subject=one.ref, also=other.ref
        )
        work.trail.record(Event.ACCOUNT_CONFIRMED, "account:pair")
    clock.move(days=10)
    assert sweep(floors) == 0
    assert other.ref in floors.keyring.subjects()


def test_an_erasure_that_is_not_over_keeps_its_key_to_destroy(floors: Floors, clock: Clock) -> None:
    left = cut_short(floors)
    with transaction(floors.engine) as session:
        due = clock() + timedelta(days=7)
        session.add(Erasure(subject_ref=left.ref, asked_at=clock(), due_at=due, closed_at=None))
    clock.move(days=10)
    assert sweep(floors) == 0
    assert left.ref in floors.keyring.subjects()


def test_a_key_of_unknown_age_is_spared(floors: Floors, clock: Clock) -> None:
    """From before days were noted: it may belong to a newer registry.db."""
    floors.keyring.create("child:old")
    clock.move(days=4000)
    assert sweep(floors) == 0
    assert "child:old" in floors.keyring.subjects()


def test_it_goes_once_a_day_and_is_on_record(floors: Floors, clock: Clock) -> None:
    for _ in range(3):
        sweep(floors)
    clock.move(hours=23)
    sweep(floors)
    clock.move(hours=1)
    cut_short(floors)
    sweep(floors)
    with floors.reading() as session:
        told = session.scalars(
            text("SELECT detail FROM trail_entries WHERE event = 'leftovers:swept' ORDER BY seq")
        ).all()
    assert told == ['{"files":0,"keys":0}'] * 2
