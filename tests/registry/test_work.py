"""One `Work`: kept whole or not at all, never without an entry, for one use."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from consent import DataClass
from registry.authority import Permission, Relation
from registry.errors import Absent, Repeated, Unrecorded
from registry.purposes import OWN_ACCOUNT
from registry.storage.posts import Post
from registry.storage.vault import Compartment, Sealed
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.trail.trail import entries_about
from registry.work import BOOKKEEPING, Floors
from tests.conftest import Clock
from tests.making.subjects import person, sealed_for


def test_a_change_nobody_recorded_is_refused(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with pytest.raises(Unrecorded), floors.begin(actor) as work:
        work.vault.seal(actor.ref, Compartment.CONTACT, {"name": "Other"}, subject=actor.ref)
    with floors.begin(actor) as work:
        permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        assert work.vault.read(actor.ref, Compartment.CONTACT, permit) == {"name": "Amina"}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sealed_values",
        "UPDATE sealed_values SET compartment = 'notes'",
        """INSERT INTO photos (id, subject_ref, large, small, added_on, is_draft)
        VALUES ('0', 'child:x', 'a', 'b', '2026-01-01', 1)""",
    ],
)
def test_a_statement_past_the_session_cannot_hide(floors: Floors, statement: str) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with pytest.raises(Unrecorded), floors.begin(actor) as work:
        work.session.execute(text(statement))


def test_an_entry_on_another_record_does_not_cover_a_change(floors: Floors) -> None:
    actor, other = person(), person()
    sealed_for(floors, actor, name="Amina")
    with pytest.raises(Unrecorded), floors.begin(actor) as work:  # noqa: PT012 - one act
        work.vault.seal(actor.ref, Compartment.CONTACT, {}, subject=actor.ref)
        work.trail.record(Event.ACCOUNT_CONFIRMED, other.ref)


def test_an_act_that_breaks_leaves_nothing(floors: Floors) -> None:
    actor = person()
    undone: list[str] = []
    with pytest.raises(RuntimeError), floors.begin(actor) as work:  # noqa: PT012 - one act
        work.undo.append(lambda: undone.append("undone"))
        work.afterwards.append(lambda: undone.append("kept"))
        work.trail.record(Event.ACCOUNT_OPENED, actor.ref)
        raise RuntimeError
    with floors.reading() as session:
        assert session.scalars(select(Entry)).all() == []
    assert undone == ["undone"]


def test_what_waits_for_the_commit_happens_after_it(floors: Floors) -> None:
    actor = person()
    seen: list[int] = []

    def count() -> None:
        with floors.reading() as session:
            seen.append(len(session.scalars(select(Entry)).all()))

    with floors.begin(actor) as work:
        work.afterwards.append(count)
        work.trail.record(Event.ACCOUNT_OPENED, actor.ref)
    assert seen == [1]


def test_i13_a_look_is_on_record_with_its_ground_and_classes(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with floors.begin(actor) as work:
        permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        work.vault.read(actor.ref, Compartment.CONTACT, permit)
        work.vault.read(actor.ref, Compartment.CONTACT, permit)
    with floors.reading() as session:
        looks = entries_about(session, actor.ref, Event.RECORD_OPENED)
    assert len(looks) == 1
    assert '"classes":["contact"]' in looks[0].detail


def test_a_permit_dies_when_the_epoch_moves(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with floors.begin(actor) as work:
        permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        work.consent.end_basis(subject=actor.ref, kind=OWN_ACCOUNT, by=actor.ref)
        work.trail.record(Event.BASIS_ENDED, actor.ref, basis=OWN_ACCOUNT)
        with pytest.raises(Absent):
            work.vault.read(actor.ref, Compartment.CONTACT, permit)


def test_a_permit_dies_of_age(floors: Floors, clock: Clock) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with floors.begin(actor) as work:
        permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        clock.move(minutes=6)
        with pytest.raises(Absent):
            work.vault.read(actor.ref, Compartment.CONTACT, permit)


def test_the_same_form_is_let_through_once(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with floors.begin(actor, once="form-1") as work:
        work.vault.seal(actor.ref, Compartment.CONTACT, {"name": "B"}, subject=actor.ref)
        work.trail.record(Event.ACCOUNT_CONFIRMED, actor.ref)
    with pytest.raises(Repeated), floors.begin(actor, once="form-1"):
        pass
    with floors.reading() as session:
        assert session.get(Post, "form-1") is not None


def test_a_form_that_changed_nothing_may_come_again(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    for _ in range(2):
        with floors.begin(actor, once="form-1") as work:
            permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
            work.vault.read(actor.ref, Compartment.CONTACT, permit)


def test_a_refusal_looks_like_an_absence(floors: Floors) -> None:
    with floors.begin(person()) as work:
        with pytest.raises(Absent):
            work.require(Permission.CHILD_VIEW)
        with pytest.raises(Absent):
            work.permit("child:nobody", "store_details", "view", DataClass.DETAILS)
        work.require(Permission.CHILD_VIEW, Relation.GUARDIAN, None)


def test_a_sealed_value_shows_nothing_of_itself(floors: Floors) -> None:
    actor = person()
    sealed_for(floors, actor, name="Amina")
    with floors.reading() as session:
        sealed = session.scalars(select(Sealed)).one()
    assert repr(sealed) == "<Sealed>"
    assert b"Amina" not in sealed.envelope


def test_bookkeeping_is_what_it_says() -> None:
    assert {*BOOKKEEPING} == {
        "canary_marks",
        "checkpoints",
        "consent_epochs",
        "consent_leaves",
        "consent_nodes",
        "consent_standings",
        "day_views",
        "jobs",
        "limits",
        "link_requests",
        "messages",
        "posts",
        "rounds",
        "trail_entries",
        "trail_nodes",
        "web_sessions",
    }
