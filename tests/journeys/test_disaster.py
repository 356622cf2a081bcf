"""A house is lost and put back: whole, but for what was taken back and erased meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, or_, select

from consent import DataClass, Status
from registry.app import open_floors
from registry.authority import Actor
from registry.children import operations as child_operations
from registry.children.models import Child
from registry.claims import operations as claim_operations
from registry.claims.models import Claim
from registry.claims.operations.finding import is_taken_back
from registry.cli.serve import agree_with_the_journal
from registry.consents import erasing, operations
from registry.description import PersonName
from registry.errors import Absent, Withdrawn
from registry.purposes import SEARCH_FOUND, SHOW_CASEWORKERS, STORE_DETAILS, STORE_PHOTO
from registry.readings import Reads, held_to
from registry.recovery import drilling
from registry.recovery.making import Made
from registry.recovery.restoring import fault_of_logs, restore
from registry.storage.erasure import journal
from registry.storage.photos import Photo
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Floors
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.making.backups import Offline, backed_up, destroyed, plan, prepared

TAKEN_BACK = (SHOW_CASEWORKERS, SEARCH_FOUND, STORE_PHOTO)


@pytest.fixture
def offline(floors: Floors, tmp_path: Path) -> Offline:
    return prepared(floors, tmp_path / "outside")


def wipe(floors: Floors, who: Actor, child: Child, *, at_once: bool) -> None:
    with floors.begin(who) as work:
        operations.wipe(work, str(child.id), at_once=at_once)


def undo(floors: Floors, who: Actor, child: Child) -> None:
    with floors.begin(who) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))


def take_back(floors: Floors, who: Actor, child: Child, purpose: str) -> None:
    with floors.begin(who) as work:
        operations.take_back_one(work, str(child.id), purpose, "en")


def nickname(floors: Floors, who: Actor, child: Child) -> PersonName | None:
    with held_to(frozenset({Reads.EVERYTHING})), floors.begin(who) as work:
        told = child_operations.view_own(work, str(child.id)).told
    assert told is not None
    return told.description.names.nickname


def status(floors: Floors, child: Child, purpose: str) -> Status:
    with floors.begin(accounts.acting(floors, YUSUF)) as work:
        return work.consent.standing(child.ref).status(purpose)


def left_of(floors: Floors, subject: str) -> int:
    """How many sealed values and photos of a subject there are."""
    with floors.reading() as session:
        sealed = or_(Sealed.subject_ref == subject, Sealed.also_ref == subject)
        return sum(
            session.scalar(select(func.count()).select_from(kind).where(which)) or 0
            for kind, which in ((Sealed, sealed), (Photo, Photo.subject_ref == subject))
        )


@dataclass(frozen=True)
class Story:
    """What became of whom between the backup and the day the disk was lost."""

    amina: Actor
    yusuf: Actor
    kept: Child
    narrowed: Child
    wiped: Child
    undone: Child
    waiting: Child
    brought_back: Child
    late: Child
    claim: Claim
    due: tuple[datetime, datetime]
    made: Made

    @property
    def erased(self) -> tuple[str, ...]:
        return (self.wiped.ref, self.claim.ref, self.late.ref)


@pytest.fixture
def story(offline: Offline, clock: Clock) -> Story:
    house = offline.floors
    amina, yusuf = accounts.guardian(house), accounts.guardian(house, YUSUF)
    kept, narrowed, wiped, undone, waiting, brought_back = (
        children.enrolled(house, amina, photos=1) for _ in range(6)
    )
    claim = claims.filed(house, yusuf)
    taken_off = children.add_photo(house, amina, kept, 1)
    wipe(house, amina, brought_back, at_once=False)

    made = backed_up(offline)
    clock.move(hours=1)
    for purpose in TAKEN_BACK:
        take_back(house, amina, narrowed, purpose)
    with house.begin(amina) as work:
        child_operations.remove_photo(work, str(kept.id), str(taken_off.id))
    wipe(house, amina, wiped, at_once=True)
    wipe(house, amina, undone, at_once=False)
    wipe(house, amina, waiting, at_once=False)
    with house.begin(yusuf) as work:
        claim_operations.withdraw_claim(work, str(claim.id))
    clock.move(hours=1)
    undo(house, amina, undone)
    undo(house, amina, brought_back)
    assert erasing.finish_due(house) == 2
    late = children.enrolled(house, amina)
    wipe(house, amina, late, at_once=True)
    due = day_of(house, waiting)
    return Story(
        amina, yusuf, kept, narrowed, wiped, undone, waiting, brought_back, late, claim, due, made
    )


def day_of(floors: Floors, child: Child) -> tuple[datetime, datetime]:
    """When its erasing was asked for, and when it is due."""
    with floors.reading() as session:
        line = journal(session, child.ref)
    assert line is not None
    return line.asked_at, line.due_at


@pytest.fixture
def again(offline: Offline, story: Story, clock: Clock, tmp_path: Path) -> Floors:
    """The house that stands again once the old one is gone."""
    destroyed(offline)
    restored = restore(plan(offline, story.made, tmp_path / "new", clock))
    assert (restored.replayed.erased, restored.replayed.undone) == (3, 1)
    return restored.floors


def test_r7_what_was_erased_opens_nowhere(again: Floors, story: Story) -> None:
    """The record that came after the backup included."""
    for subject in story.erased:
        assert left_of(again, subject) == 0
        with pytest.raises(Absent):
            again.keyring.data_key(subject)
    with again.reading() as session:
        assert is_taken_back(session, story.claim.ref)
    with pytest.raises(Withdrawn):
        nickname(again, story.amina, story.wiped)


def test_what_was_asked_for_is_shut_again_with_its_old_day(again: Floors, story: Story) -> None:
    with pytest.raises(Withdrawn):
        nickname(again, story.amina, story.waiting)
    assert day_of(again, story.waiting) == story.due
    undo(again, story.amina, story.waiting)
    assert nickname(again, story.amina, story.waiting) == PersonName("Dudi")


def test_a_yes_that_was_taken_back_does_not_stand_again(again: Floors, story: Story) -> None:
    """Nor does what rested on it."""
    narrowed = story.narrowed
    for purpose in TAKEN_BACK:
        assert status(again, narrowed, purpose) is Status.WITHDRAWN
    with pytest.raises(Absent), again.begin(story.yusuf) as work:
        work.permit(narrowed.ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
    with again.begin(story.amina) as work:
        assert work.photos.of(narrowed.ref) == []
        assert narrowed.ref not in work.search.refs()


def test_r7_the_rest_is_whole(again: Floors, story: Story) -> None:
    for child in (story.kept, story.narrowed, story.undone, story.brought_back):
        assert nickname(again, story.amina, child) == PersonName("Dudi")
    with again.begin(story.amina) as work:
        for child in (story.undone, story.brought_back):
            assert work.consent.standing(child.ref).purposes == {STORE_DETAILS}
        for child in (story.kept, story.undone, story.brought_back):
            assert len(work.photos.of(child.ref)) == 1
    assert status(again, story.kept, SHOW_CASEWORKERS).is_live


def test_the_house_passes_its_own_start_and_lives_on(again: Floors, story: Story) -> None:
    agree_with_the_journal(open_floors(again.settings))
    take_back(again, story.amina, story.kept, SHOW_CASEWORKERS)
    assert fault_of_logs(again) is None


def test_r7_a_drill_finds_all_of_it_in_order_and_leaves_nothing(
    offline: Offline, story: Story, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "room").mkdir()
    before = offline.floors.journal and offline.floors.journal.end()
    drilled = drilling.drill(plan(offline, story.made, tmp_path / "x", clock), tmp_path / "room")
    assert drilled.misses == []
    assert (drilled.erased, drilled.rpo_seconds) == (3, 7200)
    assert drilled.values > 20
    # Kept and undone have both sizes; waiting and brought back the large one, until it is redrawn.
    assert drilled.files == 2 * 2 + 2
    assert 0 < drilled.rto_seconds < 60
    assert list((tmp_path / "room").iterdir()) == []
    assert (offline.floors.journal and offline.floors.journal.end()) == before
    drilling.note(offline.floors, drilled)
    with offline.floors.reading() as session:
        entry = session.scalars(select(Entry).order_by(Entry.seq)).all()[-1]
    assert entry.event == Event.BACKUP_DRILLED
    assert '"misses":0' in entry.detail
