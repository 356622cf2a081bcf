"""What is taken back is told outside: whoever takes it back, and before its key is destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from consent import ActKind, Answer, Brake
from consent.facts import Act, Assent, Expression, Lift, Medium, Method, Restriction
from registry.authority import Actor
from registry.children import operations as child_operations
from registry.children.models import Child
from registry.claims import operations as claims_operations
from registry.cli.serve import agree_with_the_journal
from registry.consents import erasing, operations
from registry.errors import Absent, Misconfigured, Unusable
from registry.purposes import SHOW_CASEWORKERS, STORE_DETAILS
from registry.storage.erasure import journal
from registry.storage.journal import What, open_erasures
from registry.storage.taken_back import is_a_no, lost_by, read_fact
from registry.work import Floors, Work
from registry.worker import send_to_journal
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.making.backups import journalled
from tests.making.houses import copied, standing

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "outside").mkdir()
    return tmp_path / "outside" / "journal"


@pytest.fixture
def kept(floors: Floors, path: Path) -> Floors:
    """The house, with its journal outside."""
    return journalled(floors, path)


@pytest.fixture
def amina(kept: Floors) -> Actor:
    return accounts.guardian(kept)


@pytest.fixture
def child(kept: Floors, amina: Actor) -> Child:
    return children.enrolled(kept, amina)


@contextmanager
def stopped(floors: Floors, who: Actor) -> Iterator[Work]:
    """An act that something stops before it is kept."""
    with suppress(RuntimeError), floors.begin(who) as work:
        yield work
        raise RuntimeError("the power")


def said(floors: Floors) -> list[tuple[What, str]]:
    assert floors.journal is not None
    return [(line.what, line.subject) for line in floors.journal.lines()]


def take_back(floors: Floors, amina: Actor, child: Child, purpose: str) -> None:
    with floors.begin(amina) as work:
        operations.take_back_one(work, str(child.id), purpose, "en")


def wipe(floors: Floors, amina: Actor, child: Child, *, at_once: bool) -> None:
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=at_once)


def test_only_what_leaves_less_standing_is_a_no() -> None:
    about: Any = {"id": "1", "subject": "child:1", "speaker": "account:1", "recorded_at": AT}
    said = Expression(Method.SELF, Medium.SCREEN, "en")
    acts = {
        kind: Act(
            **about, kind=kind, purpose="p", purpose_version=1, recipient="r", expression=said
        )
        for kind in ActKind
    }
    assert {kind for kind, act in acts.items() if not is_a_no(act)} == {
        ActKind.GIVE,
        ActKind.RENEW,
        ActKind.DEFER,
    }
    answers = {
        answer: Assent(
            **about, purpose="p", answer=answer, reason="-", heard_by="a:1", expression=said
        )
        for answer in Answer
    }
    assert {answer for answer, assent in answers.items() if is_a_no(assent)} == {Answer.NO}
    assert is_a_no(Restriction(**about, brake=Brake.COURT_ORDER, people=("a:1", "a:2")))
    assert not is_a_no(Lift(**about, restriction="restriction:1", people=("a:1",)))


def test_a_yes_is_no_line_and_a_withdrawal_is_one(kept: Floors, amina: Actor, child: Child) -> None:
    before = len(said(kept))
    take_back(kept, amina, child, SHOW_CASEWORKERS)
    assert said(kept)[before:] == [(What.WITHDRAWN, child.ref)]
    assert kept.journal is not None
    fact = read_fact(kept.journal.lines()[-1])
    assert (fact.speaker, fact.subject) == (amina.ref, child.ref)


def test_a_wiping_is_told_with_its_day_and_closed_before_its_key_goes(
    kept: Floors, amina: Actor, child: Child, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    wipe(kept, amina, child, at_once=False)
    assert kept.journal is not None
    line = open_erasures(kept.journal.lines())[child.ref]
    with kept.reading() as session:
        row = journal(session, child.ref)
    assert row is not None
    assert (line.at, line.due) == (row.asked_at, row.due_at)
    assert sum(what is What.WITHDRAWN for what, _ in said(kept)) > 1
    assert What.CLOSED not in dict(said(kept))

    clock.move(days=7)
    seen = []
    destroy = type(kept.keyring).destroy

    def watched(keyring: object, subject: str) -> bool:
        seen.append((What.CLOSED, subject) in said(kept))
        return destroy(kept.keyring, subject)

    monkeypatch.setattr(type(kept.keyring), "destroy", watched)
    assert erasing.finish_due(kept) == 1
    assert seen == [True]


def test_a_wiping_that_was_undone_is_told_as_undone(
    kept: Floors, amina: Actor, child: Child
) -> None:
    wipe(kept, amina, child, at_once=False)
    with kept.begin(amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    # The fresh yes goes with it: what was shown, and what was said.
    told = [what for what, subject in said(kept) if subject == child.ref]
    assert told[-3:] == [What.UNDONE, What.KEPT, What.KEPT]
    agree_with_the_journal(kept)


def test_an_undoing_that_was_not_kept_is_asked_for_again(
    kept: Floors, amina: Actor, child: Child
) -> None:
    wipe(kept, amina, child, at_once=False)
    with stopped(kept, amina) as work:
        operations.undo(work, str(child.id), children.reply(STORE_DETAILS))
    assert [what for what, _ in said(kept)][-2:] == [What.UNDONE, What.ASKED]


def test_a_photo_that_is_taken_off_is_told(
    kept: Floors, amina: Actor, clock: Clock, tmp_path: Path
) -> None:
    child = children.enrolled(kept, amina, photos=1)
    with kept.begin(amina) as work:
        (photo,) = work.photos.of(child.ref)
    old = copied(kept.settings, tmp_path / "old")
    with kept.begin(amina) as work:
        child_operations.remove_photo(work, str(child.id), str(photo.id))
    assert said(kept)[-1] == (What.REMOVED, photo.ref)
    agree_with_the_journal(kept)
    with standing(old, clock) as floors, pytest.raises(Misconfigured):
        agree_with_the_journal(replace(floors, journal=kept.journal))


def test_an_act_that_is_not_kept_is_not_told(kept: Floors, amina: Actor, child: Child) -> None:
    before = said(kept)
    with stopped(kept, amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    assert said(kept) == before


def test_a_claim_that_is_taken_back_is_told_too(kept: Floors) -> None:
    yusuf = claims.yusuf(kept)
    claim = claims.filed(kept, yusuf)
    with kept.begin(yusuf) as work:
        claims_operations.withdraw_claim(work, str(claim.id))
    assert (What.ASKED, claim.ref) in said(kept)


def test_a_full_disk_stops_no_withdrawal_and_is_made_good_by_the_worker(
    kept: Floors, amina: Actor, child: Child, path: Path
) -> None:
    before = len(said(kept))
    path.parent.rename(path.parent.with_name("gone"))
    take_back(kept, amina, child, SHOW_CASEWORKERS)
    wipe(kept, amina, child, at_once=False)
    path.parent.with_name("gone").rename(path.parent)
    assert len(said(kept)) == before
    assert send_to_journal(kept) > 1
    assert (What.ASKED, child.ref) in said(kept)
    assert send_to_journal(kept) == 0


def test_nothing_is_destroyed_that_could_not_be_told(
    kept: Floors, amina: Actor, child: Child, path: Path
) -> None:
    wipe(kept, amina, child, at_once=True)
    path.parent.rename(path.parent.with_name("gone"))
    with pytest.raises(OSError, match="No such file"):
        erasing.finish_due(kept)
    assert kept.keyring.data_key(child.ref)
    path.parent.with_name("gone").rename(path.parent)
    assert erasing.finish_due(kept) == 1
    with pytest.raises(Absent):
        kept.keyring.data_key(child.ref)


def test_what_a_crash_kept_from_the_file_is_sent_at_the_next_start(
    kept: Floors, amina: Actor, child: Child, path: Path
) -> None:
    take_back(kept, amina, child, SHOW_CASEWORKERS)
    wipe(kept, amina, child, at_once=True)
    erasing.finish_due(kept)
    whole = set(said(kept))
    path.unlink()
    agree_with_the_journal(kept)
    assert set(said(kept)) == whole


def test_an_old_database_put_in_place_by_hand_does_not_start(
    kept: Floors, amina: Actor, child: Child, clock: Clock, tmp_path: Path
) -> None:
    other = children.enrolled(kept, amina)
    old = copied(kept.settings, tmp_path / "old")
    wipe(kept, amina, child, at_once=True)
    erasing.finish_due(kept)
    agree_with_the_journal(kept)
    with standing(old, clock) as floors:
        put_back = replace(floors, journal=kept.journal)
        with pytest.raises(Misconfigured, match="backup restore"):
            agree_with_the_journal(put_back)
        with floors.reading() as session:
            assert kept.journal is not None
            lines = kept.journal.lines()
            assert {line.subject for line in lost_by(session, lines, clock())} == {child.ref}
        clock.move(days=365)
        agree_with_the_journal(put_back)
    assert other.ref != child.ref


def test_an_old_database_that_knows_a_yes_taken_back_does_not_start(
    kept: Floors, amina: Actor, child: Child, clock: Clock, tmp_path: Path
) -> None:
    old = copied(kept.settings, tmp_path / "old")
    take_back(kept, amina, child, SHOW_CASEWORKERS)
    with standing(old, clock) as floors, pytest.raises(Misconfigured):
        agree_with_the_journal(replace(floors, journal=kept.journal))


def test_a_broken_journal_does_not_start(kept: Floors, amina: Actor, child: Child) -> None:
    take_back(kept, amina, child, SHOW_CASEWORKERS)
    assert kept.settings.journal is not None
    kept.settings.journal.write_bytes(b"{}\n")
    again = journalled(kept, kept.settings.journal)
    with pytest.raises(Unusable):
        agree_with_the_journal(again)


def test_a_house_without_a_journal_does_the_same_and_tells_nobody(floors: Floors) -> None:
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina)
    wipe(floors, amina, child, at_once=True)
    assert erasing.finish_due(floors) == 1
    assert erasing.tell_again(floors) == send_to_journal(floors) == 0
    agree_with_the_journal(floors)
