"""The table of transitions, cell by cell: where each event leads from each state.

A dash is an event that has no meaning there: it raises and changes nothing. A dot is a cell that
cannot be reached: there is nothing to end, to lift or to renew.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from consent import (
    Act,
    Age,
    Brake,
    Capacity,
    Catalogue,
    ConsentError,
    MemoryStore,
    Notice,
    NotPossible,
    Status,
    WithOthers,
)
from tests.consent.world import (
    BANDS,
    CARE,
    EXPRESSION,
    IDRIS,
    NOOR,
    NOTICES,
    PHOTO,
    PURPOSES,
    START,
    TOMAS,
    YUSUF,
    World,
    a_sole_guardian,
)

NEW_WORDS = Notice(PHOTO.code, 2, 1, "adult", "en", "Your photo", ("Something has changed.",))
Event = Callable[[World], object]


def status(world: World) -> Status:
    return world.consents.standing(IDRIS).status(PHOTO.code)


def give(world: World) -> object:
    """Everybody whose yes is needed says it: of age, that is the subject."""
    if world.ages[IDRIS].youngest >= 18:
        world.authorise(IDRIS, capacity=Capacity.SELF_ADULT)
        return world.give(PHOTO, speaker=IDRIS)
    return world.give(PHOTO)


def give_in_part(world: World) -> object:
    """Another holds too, and has not said anything."""
    world.authorise(YUSUF)
    world.authorise(with_others=WithOthers.ALL)
    return world.give(PHOTO)


def refuse(world: World) -> object:
    """Another holder says no; of age, the subject does; before there is a yes, whoever is asked."""
    if world.ages[IDRIS].youngest >= 18:
        world.authorise(IDRIS, capacity=Capacity.SELF_ADULT)
        return world.refuse(PHOTO, speaker=IDRIS)
    if status(world).is_live:
        world.authorise(YUSUF)
        return world.refuse(PHOTO, speaker=YUSUF)
    return world.refuse(PHOTO)


def withdraw(world: World) -> object:
    if world.ages[IDRIS].youngest >= 18:
        world.authorise(IDRIS, capacity=Capacity.SELF_ADULT)
        return world.withdraw(PHOTO, speaker=IDRIS)
    return world.withdraw(PHOTO)


def expire(world: World) -> object:
    if world.ages[IDRIS].youngest >= 18:
        world.ages[IDRIS] = Age(18, 18, 60)
    else:
        world.clock.move(days=365)
    return None


def renew(world: World) -> object:
    return world.consents.renew(world.show(PHOTO), PHOTO.code)


def restrict(world: World) -> object:
    return world.consents.restrict(subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,))


def lift(world: World) -> object:
    (placed,) = world.consents.standing(IDRIS).restrictions
    return world.consents.lift(subject=IDRIS, restriction=placed.ref, people=(NOOR, TOMAS))


def invalidate(world: World) -> object:
    act = [fact for fact in world.consents.facts(IDRIS) if isinstance(fact, Act)][-1]
    return world.consents.invalidate(
        subject=IDRIS, speaker=NOOR, about=act.ref, expression=EXPRESSION
    )


def come_of_age(world: World) -> object:
    world.ages[IDRIS] = Age(18, 18)
    return None


def none(world: World) -> object:
    return world


def requested(world: World) -> object:
    return world.show(PHOTO)


def deferred(world: World) -> object:
    return world.consents.defer(world.show(PHOTO), PHOTO.code)


def suspended(world: World) -> object:
    return give(world), restrict(world)


def held(world: World) -> object:
    return give(world), come_of_age(world)


def expired(world: World) -> object:
    return give(world), expire(world)


def lapsed(world: World) -> object:
    shown = requested(world)
    world.clock.move(days=30)
    return shown


def withdrawn(world: World) -> object:
    return give(world), withdraw(world)


def invalid(world: World) -> object:
    return give(world), invalidate(world)


STATES: Mapping[str, Event] = {
    "none": none,
    "requested": requested,
    "deferred": deferred,
    "pending": give_in_part,
    "active": give,
    "suspended": suspended,
    "majority_hold": held,
    "expired": expired,
    "lapsed": lapsed,
    "refused": refuse,
    "withdrawn": withdrawn,
    "invalid": invalid,
}
EVENTS: Mapping[str, Event] = {
    "give": give,
    "part": give_in_part,
    "refuse": refuse,
    "withdraw": withdraw,
    "expire": expire,
    "renew": renew,
    "restrict": restrict,
    "lift": lift,
    "invalidate": invalidate,
    "majority": come_of_age,
}
TABLE = """
                give       part       refuse     withdraw   expire   renew   restrict   lift       invalidate  majority
none            active     pending    refused    refused    none     -       none       .          .           none
requested       active     pending    refused    refused    lapsed   -       requested  .          .           requested
deferred        active     pending    refused    refused    lapsed   -       deferred   .          invalid     deferred
pending         .          pending    refused    withdrawn  lapsed   -       suspended  .          invalid     requested
active          active     pending    suspended  withdrawn  expired  active  suspended  .          invalid     majority_hold
suspended       suspended  suspended  suspended  withdrawn  expired  -       suspended  suspended  invalid     suspended
majority_hold   active     .          refused    withdrawn  expired  -       suspended  .          .           majority_hold
expired         active     pending    refused    withdrawn  expired  -       expired    .          invalid     expired
lapsed          active     pending    refused    refused    lapsed   -       lapsed     .          .           lapsed
refused         active     pending    refused    refused    refused  -       refused    .          invalid     refused
withdrawn       active     pending    withdrawn  withdrawn  withdrawn  -     withdrawn  .          suspended   withdrawn
invalid         active     pending    refused    refused    invalid  -       invalid    .          .           invalid
"""  # noqa: E501 - a table


def cells() -> list[tuple[str, str, str]]:
    head, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return [
        (row[0], event, there)
        for row in rows
        for event, there in zip(head, row[1:], strict=True)
        if there != "."
    ]


def world_in(state: str) -> World:
    world = a_sole_guardian(MemoryStore())
    world.ages[IDRIS] = Age(10, 10)
    STATES[state](world)
    return world


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_reached(state: str) -> None:
    assert status(world_in(state)).value == state


@pytest.mark.parametrize(("state", "event", "there"), cells())
def test_every_cell(state: str, event: str, there: str) -> None:
    world = world_in(state)
    if there == "-":
        with pytest.raises(ConsentError):
            EVENTS[event](world)
        assert status(world).value in {state, "requested"}  # it was shown, no more
    else:
        EVENTS[event](world)
        assert status(world).value == there
    assert bool(world.decide(PHOTO)) is (status(world) is Status.ACTIVE)


@pytest.mark.parametrize("state", ["none", "requested", "deferred"])
def test_a_brake_placed_before_there_is_a_yes_blocks_it(state: str) -> None:
    world = world_in(state)
    restrict(world)
    give(world)
    assert status(world) is Status.SUSPENDED


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        ("none", "none", "none"),
        ("requested", "requested", "requested"),
        ("pending", "pending", "expired"),
        ("active", "active", "expired"),
        ("suspended", "suspended", "expired"),
        ("withdrawn", "withdrawn", "withdrawn"),
    ],
)
def test_a_new_material_notice_asks_again_by_a_day(state: str, before: str, after: str) -> None:
    world = world_in(state)
    by = world.clock.at + timedelta(days=20)
    assert by > START
    changed = replace(PHOTO, version=2, reconsent_by=by)
    others = [each for each in PURPOSES if each is not PHOTO]
    later = world.with_catalogue(
        Catalogue([*others, changed], [CARE], [*NOTICES, NEW_WORDS], BANDS)
    )
    assert status(later).value == before
    later.clock.move(days=20)
    assert status(later).value == after
    with suppress(NotPossible):
        later.show(changed)
    assert status(later).value in {after, "requested"}
