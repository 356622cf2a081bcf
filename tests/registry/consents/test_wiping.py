"""Wiping: shut in the same act, undone only in time and with a fresh yes, then gone from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from consent import DataClass, Status
from registry.authority import OPERATOR, Actor
from registry.children import operations as children_operations
from registry.children.models import Child, Guardianship, PapersSeen, Parting
from registry.consents import erasing, operations
from registry.description import Prompt, Withheld
from registry.errors import Absent, Conflict, Invalid, Withdrawn
from registry.purposes import SHOW_CASEWORKERS, STORE_DETAILS
from registry.search.search import waiting
from registry.storage.database import transaction
from registry.storage.erasure import due, journal
from registry.storage.keys import DataKey
from registry.storage.vault import Sealed
from registry.trail.proving import walk
from registry.work import Floors
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children

CANARY = "zebrafinch"


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina, photos=1, apart=True)


def wipe(floors: Floors, amina: Actor, child: Child, *, at_once: bool) -> None:
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=at_once)


def everything_on_disk(floors: Floors) -> Iterator[tuple[Path, bytes]]:
    """Every file of the data folder: databases, their logs, photos, mail."""
    for path in floors.settings.data_dir.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes()


def on_disk(floors: Floors, needle: bytes) -> list[str]:
    return [path.name for path, octets in everything_on_disk(floors) if needle in octets]


def wrapped_key(floors: Floors, subject: str) -> bytes | None:
    with transaction(floors.keyring.engine, reading=True) as session:
        row = session.get(DataKey, subject)
        return None if row is None else row.wrapped


@pytest.mark.parametrize("at_once", [True, False])
def test_from_the_act_on_nothing_opens(
    floors: Floors, amina: Actor, child: Child, *, at_once: bool
) -> None:
    with floors.begin(amina) as work:
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
        photo = work.photos.of(child.ref)[0]
    wipe(floors, amina, child, at_once=at_once)
    with pytest.raises(Withdrawn), floors.begin(amina) as work:
        children_operations.view_own(work, str(child.id))
    with floors.begin(amina) as work:
        with pytest.raises(Absent):
            work.vault.admit(child.ref, DataClass.DETAILS, (permit,))
        with pytest.raises(Absent):
            work.permit(child.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
        with pytest.raises(Absent):
            work.photos.open(photo, "small", permit)
        assert work.search.refs() == []
        assert work.consent.standing(child.ref).purposes == frozenset()
    with floors.reading() as session:
        assert waiting(session, 9) == []
        assert journal(session, child.ref) is not None


def test_a_record_can_be_brought_back_with_a_fresh_yes(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    wipe(floors, amina, child, at_once=False)
    clock.move(days=6, hours=23)
    assert erasing.finish_due(floors) == 0
    with floors.begin(amina) as work:
        assert operations.view_erasure(work, str(child.id)).may_be_undone
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    with floors.begin(amina) as work:
        seen = children_operations.view_own(work, str(child.id))
        assert seen.told is not None
        assert seen.told.description.names.name is not None
        standing = work.consent.standing(child.ref)
        # One fresh yes revives nothing but itself.
        assert standing.purposes == {STORE_DETAILS}
        assert standing.status(SHOW_CASEWORKERS) is Status.WITHDRAWN
        assert work.search.refs() == []
    with floors.reading() as session:
        assert journal(session, child.ref) is None


def test_a_no_leaves_it_shut(floors: Floors, amina: Actor, child: Child) -> None:
    wipe(floors, amina, child, at_once=False)
    with pytest.raises(Invalid), floors.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS, yes=False))
    with pytest.raises(Withdrawn), floors.begin(amina) as work:
        children_operations.view_own(work, str(child.id))


@pytest.mark.parametrize("at_once", [True, False])
def test_after_its_time_there_is_no_way_back(
    floors: Floors, amina: Actor, child: Child, clock: Clock, *, at_once: bool
) -> None:
    wipe(floors, amina, child, at_once=at_once)
    clock.move(days=0 if at_once else 7)
    with pytest.raises(Conflict), floors.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))


def test_nobody_else_wipes_or_brings_back(floors: Floors, amina: Actor, child: Child) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent):
        wipe(floors, yusuf, child, at_once=True)
    wipe(floors, amina, child, at_once=False)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_erasure(work, str(child.id))
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))


def test_wiped_means_gone_from_every_file(floors: Floors, amina: Actor, clock: Clock) -> None:
    facts = Withheld({**children.FACTS.answers, Prompt.HABIT: f"says {CANARY} to birds"})
    child = children.enrolled(floors, amina, photos=2, withheld=facts)
    key = wrapped_key(floors, child.ref)
    assert key is not None
    secret = floors.keyring.data_key(child.ref)
    with floors.begin(amina) as work:
        envelope = work.session.scalars(
            select(Sealed.envelope).where(Sealed.subject_ref == child.ref)
        ).all()
    assert on_disk(floors, key)
    assert all(on_disk(floors, each) for each in envelope)
    assert on_disk(floors, CANARY.encode()) == []

    wipe(floors, amina, child, at_once=True)
    assert erasing.finish_due(floors) == 1

    assert wrapped_key(floors, child.ref) is None
    assert on_disk(floors, key) == []
    assert on_disk(floors, secret) == []
    assert [name for each in envelope for name in on_disk(floors, each)] == []
    assert on_disk(floors, CANARY.encode()) == []
    assert list(floors.objects.names()) == []
    with pytest.raises(Absent):
        floors.keyring.data_key(child.ref)
    with floors.reading() as session:
        line = journal(session, child.ref)
        assert line is not None
        assert line.closed_at == floors.clock()
        for rows in (Guardianship, Parting, PapersSeen):
            assert session.scalar(select(rows).where(rows.child_ref == child.ref)) is None
        assert walk(session).broken_at is None
    clock.move(hours=72)  # it is told when the time is over, and not when it is done
    with floors.begin(amina) as work:
        seen = operations.view_erasure(work, str(child.id))
        assert (seen.is_closed, seen.may_be_undone) == (True, False)
    assert erasing.finish_due(floors) == 0


def test_only_what_is_due_is_wiped(floors: Floors, amina: Actor, clock: Clock) -> None:
    now, later, kept = (children.enrolled(floors, amina) for _ in range(3))
    wipe(floors, amina, now, at_once=True)
    wipe(floors, amina, later, at_once=False)
    assert erasing.finish_due(floors) == 1
    assert wrapped_key(floors, now.ref) is None
    assert wrapped_key(floors, later.ref) is not None
    clock.move(days=7)
    assert erasing.finish_due(floors, OPERATOR) == 1
    assert wrapped_key(floors, later.ref) is None
    with floors.begin(amina) as work:
        assert children_operations.view_own(work, str(kept.id)).told is not None


@pytest.mark.parametrize("stop", ["objects", "key", "rows", "log"])
def test_an_erasure_stopped_anywhere_is_finished_by_the_next_round(
    floors: Floors, amina: Actor, child: Child, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wipe(floors, amina, child, at_once=True)

    def broken(*_: object, **__: object) -> bool:
        raise OSError(stop)

    with monkeypatch.context() as patch:
        match stop:
            case "objects":
                patch.setattr(type(floors.objects), "delete", broken)
            case "key":
                patch.setattr(type(floors.keyring), "destroy", broken)
            case "rows":
                patch.setattr(erasing, "finish_erasure", broken)
            case _:
                patch.setattr(erasing, "truncate_log", broken)
        with pytest.raises(OSError, match=stop):
            erasing.finish_due(floors)
        with floors.reading() as session:
            assert [line.subject_ref for line in due(session, floors.clock())] == [child.ref]
    assert erasing.finish_due(floors) == 1
    assert wrapped_key(floors, child.ref) is None
    assert list(floors.objects.names()) == []
    with floors.reading() as session:
        assert due(session, floors.clock()) == []


def test_a_busy_log_keeps_the_line_open(
    floors: Floors, amina: Actor, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    wipe(floors, amina, child, at_once=True)
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "truncate_log", lambda _engine: False)
        erasing.finish_due(floors)
    with floors.reading() as session:
        assert len(due(session, floors.clock())) == 1
    erasing.finish_due(floors)
    with floors.reading() as session:
        assert due(session, floors.clock()) == []


def test_a_draft_is_wiped_at_once_whatever_was_asked(floors: Floors, amina: Actor) -> None:
    draft = children.begun(floors, amina)
    children.tell(floors, amina, draft)
    children.add_photo(floors, amina, draft)
    wipe(floors, amina, draft, at_once=False)
    with floors.begin(amina) as work:
        assert not operations.view_erasure(work, str(draft.id)).may_be_undone
        assert work.consent.standing(draft.ref).bases == {}
    assert erasing.finish_due(floors) == 1
    assert list(floors.objects.names()) == []
    assert wrapped_key(floors, draft.ref) is None


def test_a_draft_nobody_finished_lapses(floors: Floors, amina: Actor, clock: Clock) -> None:
    draft = children.begun(floors, amina)
    children.tell(floors, amina, draft)
    clock.move(days=30)
    assert erasing.finish_due(floors) == 0
    clock.move(days=1)
    assert erasing.finish_due(floors) == 2
    assert wrapped_key(floors, draft.ref) is None
    clock.move(hours=72)  # told by the clock alone
    with floors.begin(amina) as work:
        # The journal's line stands; what was typed does not.
        assert operations.view_erasure(work, str(draft.id)).is_closed


def test_a_guardian_cannot_run_erasures(floors: Floors, amina: Actor, child: Child) -> None:
    wipe(floors, amina, child, at_once=True)
    with floors.reading() as session:
        line = journal(session, child.ref)
    assert line is not None
    with pytest.raises(Absent), floors.begin(amina) as work:
        erasing.finish_erasure(work, line)
    with pytest.raises(Absent), floors.begin(amina) as work:
        erasing.close(work, child.ref)


def test_wiping_says_so_to_the_guardian_without_a_word_of_what(
    floors: Floors, amina: Actor, child: Child
) -> None:
    wipe(floors, amina, child, at_once=True)
    letter = accounts.letters(floors, amina.ref, "record_withdrawn")
    assert letter == [{"message": "record_withdrawn"}]
