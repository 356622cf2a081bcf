"""A no that an older copy of the ledger lost comes back as it was said; nothing else does."""

import copy
from datetime import timedelta
from random import Random

import pytest

from consent import ActKind, Status
from consent.audit import audit, audit_lines
from consent.facts import Act, Fact, Presentation
from consent.memory import MemoryStore
from tests.consent.world import (
    AMINA,
    CATALOGUE,
    DETAILS,
    EXPRESSION,
    IDRIS,
    PHOTO,
    PURPOSES,
    World,
    a_sole_guardian,
)


@pytest.fixture
def lost() -> World:
    """The ledger that was lost: what it has, the copy below may not."""
    return a_sole_guardian(MemoryStore())


def copied(world: World) -> World:
    """A copy as it stands now, with chance of its own."""
    older = World(copy.deepcopy(world.store), CATALOGUE)
    older.chance, older.clock.at = Random(99), world.clock.at
    return older


def since(world: World, older: World) -> list[Fact]:
    known = {fact.id for fact in older.consents.facts(IDRIS)}
    return [fact for fact in world.consents.facts(IDRIS) if fact.id not in known]


def status(world: World, purpose: str = DETAILS.code) -> Status:
    return world.consents.standing(IDRIS).status(purpose)


def whole(world: World) -> bool:
    return audit(world.store) > 0 and audit_lines(world.store, CATALOGUE) > 0


def test_a_withdrawal_comes_back_with_its_id_and_moment_and_only_once(lost: World) -> None:
    lost.give(DETAILS)
    older = copied(lost)
    lost.clock.move(hours=1)
    act = lost.withdraw(DETAILS)
    older.clock.move(days=3)
    assert status(older).is_live
    assert older.consents.put_back(act)
    assert older.consents.facts(IDRIS)[-1] == act
    assert status(older) is Status.WITHDRAWN
    size = older.store.size()
    assert not older.consents.put_back(act)
    assert older.store.size() == size
    assert whole(older)


def test_it_is_never_dated_before_what_stands_already(lost: World) -> None:
    lost.give(DETAILS)
    older = copied(lost)
    act = lost.withdraw(DETAILS)
    older.clock.move(hours=2)
    older.withdraw(PHOTO)
    older.give(PHOTO)
    newest = older.store.newest()
    assert older.consents.put_back(act)
    assert older.consents.facts(IDRIS)[-1].recorded_at == newest
    assert newest is not None
    assert newest - act.recorded_at == timedelta(hours=2)
    assert whole(older)


def test_into_an_empty_ledger_it_comes_as_it_was(lost: World) -> None:
    lost.give(DETAILS)
    act = lost.withdraw(DETAILS)
    bare = World(MemoryStore(), CATALOGUE)
    assert bare.consents.put_back(act)
    assert bare.consents.facts(IDRIS) == (act,)
    assert not status(bare).is_live
    assert whole(bare)


def test_a_no_whose_showing_is_there_comes_back_under_its_key(lost: World) -> None:
    shown = lost.show(DETAILS)
    older = copied(lost)
    act = lost.consents.refuse(shown, DETAILS.code)
    assert older.consents.put_back(act)
    assert older.consents.facts(IDRIS)[-1] == act
    assert older.consents.refuse(shown, DETAILS.code) == act
    assert whole(older)


def test_an_answer_whose_showing_is_lost_comes_back_as_a_withdrawal(lost: World) -> None:
    lost.give(DETAILS)
    older = copied(lost)
    for act in (lost.refuse(DETAILS), lost.give(DETAILS)):
        assert isinstance(act, Act)
        assert older.consents.put_back(act)
        back = older.consents.facts(IDRIS)[-1]
        assert isinstance(back, Act)
        assert (back.id, back.kind) == (act.id, ActKind.WITHDRAW)
        assert (back.presentation, back.shown, back.until) == (None, None, None)
        assert back.data_classes == frozenset()
        assert status(older) is Status.WITHDRAWN
    assert whole(older)


def test_a_showing_and_its_yes_come_back_together(lost: World) -> None:
    lost.give(DETAILS)
    lost.withdraw(DETAILS)
    older = copied(lost)
    lost.give(DETAILS)
    for fact in since(lost, older):
        assert older.consents.put_back(fact)
    assert status(older) is Status.ACTIVE
    assert whole(older)


@pytest.mark.parametrize("seed", range(25))
def test_whatever_was_said_every_no_holds_and_nothing_widens(lost: World, seed: int) -> None:
    chance = Random(seed)
    cut, older = chance.randrange(12), copied(lost)
    for step in range(24):
        if step == cut:
            older = copied(lost)
        lost.clock.move(minutes=chance.randrange(90))
        purpose = chance.choice(PURPOSES)
        match chance.randrange(4):
            case 0 | 1:
                lost.give(purpose)
            case 2:
                lost.refuse(purpose)
            case _ if lost.consents.standing(IDRIS).status(purpose.code).is_live:
                lost.consents.withdraw(
                    subject=IDRIS, speaker=AMINA, purpose=purpose.code, expression=EXPRESSION
                )
    before = {each.code for each in PURPOSES if status(older, each.code).is_live}
    said_no = set()
    for fact in since(lost, older):
        if isinstance(fact, Act) and fact.kind in (ActKind.WITHDRAW, ActKind.REFUSE):
            older.consents.put_back(fact)
            said_no.add(fact.purpose)
        assert isinstance(fact, Act | Presentation)
    after = {each.code for each in PURPOSES if status(older, each.code).is_live}
    assert after <= before - said_no
    assert whole(older)
