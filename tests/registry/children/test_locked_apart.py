"""On disk a child about whom nothing was said looks like one about whom all was."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from consent import DataClass
from registry.authority import Actor
from registry.children import operations
from registry.children.models import Child
from registry.children.operations.opening import LOCKED_APART, SAID, ground
from registry.consents import clock as clocks
from registry.description import Sensitive
from registry.storage.database import transaction
from registry.storage.vault import LEAST, Compartment, Sealed
from registry.trail.models import Entry
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children

HEALTH = {"words": "Asthma: a blue inhaler, twice a day, and when running. Allergic to nuts. " * 8}
FAITH = Sensitive(nationality=("SY", "LB"), ethnicity="Told by the family", religion="Told too")


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


def said_all(floors: Floors, amina: Actor, child: Child) -> None:
    with floors.begin(amina) as work:
        operations.save_health(work, str(child.id), HEALTH)
        operations.save_sensitive(work, str(child.id), FAITH)


def groups(floors: Floors, child: Child) -> dict[str, int]:
    """The sealed groups of a record, and how long each is."""
    with floors.reading() as session:
        rows = session.scalars(select(Sealed).where(Sealed.owner_ref == child.ref)).all()
        return {each.compartment: len(each.envelope) for each in rows}


def opened(floors: Floors, amina: Actor, child: Child) -> tuple[Sensitive | None, str | None]:
    with floors.begin(amina) as work:
        told = operations.view_own(work, str(child.id)).told
        return (None, None) if told is None else (told.sensitive, told.health)


@pytest.mark.parametrize("is_draft", [True, False])
def test_the_same_rows_of_the_same_length(floors: Floors, amina: Actor, *, is_draft: bool) -> None:
    make = children.begun if is_draft else children.enrolled
    bare, full = make(floors, amina), make(floors, amina)
    said_all(floors, amina, full)
    before, after = groups(floors, bare), groups(floors, full)
    assert set(before) == set(after) >= {each.value for each in LOCKED_APART}
    for each in LOCKED_APART:
        assert before[each.value] == after[each.value] == LEAST[each] + 31


def test_a_record_registered_with_nothing_said_looks_like_one_with_all_of_it(
    floors: Floors, amina: Actor
) -> None:
    bare = children.enrolled(floors, amina)
    full = children.begun(floors, amina)
    children.tell(floors, amina, full)
    said_all(floors, amina, full)
    children.answer_all(floors, amina, full)
    with floors.begin(amina) as work:
        operations.register_child(work, str(full.id))
    assert set(groups(floors, bare)) == set(groups(floors, full))
    for each in LOCKED_APART:
        assert groups(floors, bare)[each.value] == groups(floors, full)[each.value]
    with floors.begin(amina) as work:
        now = work.session.get_one(Child, full.id)
        permit = ground(work, now, "view", DataClass.DETAILS)
        assert SAID not in work.vault.read(full.ref, Compartment.IDENTITY, permit)


def test_what_was_said_is_still_read(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    assert opened(floors, amina, child) == (Sensitive(), None)
    said_all(floors, amina, child)
    assert opened(floors, amina, child) == (FAITH, HEALTH["words"])


def test_a_form_knows_which_of_its_pages_were_answered(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    with floors.begin(amina) as work:
        before = operations.view_progress(work, str(child.id)).answered
    said_all(floors, amina, child)
    with floors.begin(amina) as work:
        after = operations.view_progress(work, str(child.id)).answered
    assert before == {"relationship"}
    assert after == {"relationship", "health", "sensitive"}


def test_an_entry_does_not_tell_a_word_on_health_from_one_on_faith(
    floors: Floors, amina: Actor
) -> None:
    said_all(floors, amina, children.begun(floors, amina))
    with floors.reading() as session:
        told = "".join(session.scalars(select(Entry.detail)))
    assert "health" not in told
    assert "sensitive" not in told


def test_a_record_of_an_earlier_version_is_filled_up_by_the_worker(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    child = children.enrolled(floors, amina)
    whole = groups(floors, child)
    with transaction(floors.engine) as session:  # as it lay there before
        session.execute(
            delete(Sealed).where(
                Sealed.owner_ref == child.ref, Sealed.compartment.in_(["health", "sensitive"])
            )
        )
    clock.move(days=1)
    clocks.remind(floors)
    assert groups(floors, child) == whole
