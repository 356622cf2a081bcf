"""Emergency access: named classes, for hours, by two or looked back at; never a grant."""

from datetime import timedelta

import pytest

from consent import (
    Brake,
    DataClass,
    Denied,
    Ground,
    MemoryStore,
    NotPossible,
    Permit,
    Reason,
    TooFewPeople,
)
from consent.fold import fold
from consent.grounds import OverrideReview
from tests.consent.world import (
    AMINA,
    CATALOGUE,
    DETAILS,
    IDRIS,
    LUIS,
    NOOR,
    START,
    TOMAS,
    World,
    a_sole_guardian,
)

TWO = (NOOR, TOMAS)
CONTACT = frozenset({DataClass.CONTACT})
HEALTH = frozenset({DataClass.HEALTH})


@pytest.fixture
def world() -> World:
    return a_sole_guardian(MemoryStore())


def override(
    world: World,
    *,
    classes: frozenset[DataClass] = CONTACT,
    people: tuple[str, ...] = TWO,
    hours: int = 72,
    reference: str | None = None,
    renews: str | None = None,
) -> str:
    return world.consents.override(
        subject=IDRIS,
        reason="danger_now",
        classes=classes,
        people=people,
        hours=hours,
        reference=reference,
        renews=renews,
    ).ref


def ask(
    world: World, classes: frozenset[DataClass] = CONTACT, actor: str = NOOR
) -> Permit | Denied:
    return world.consents.decide_on_override(
        subject=IDRIS, operation="open", data_classes=classes, actor=actor
    )


def test_two_people_open_named_classes_for_three_days_and_no_longer(world: World) -> None:
    assert ask(world) == Denied((Reason.OVERRIDE_NOT_OPEN,))
    ref = override(world, hours=900)
    permit = ask(world)
    assert isinstance(permit, Permit)
    assert (permit.ground, permit.ground_ref, permit.purpose) == (Ground.OVERRIDE, ref, "override")
    assert ask(world, HEALTH) == Denied((Reason.CLASS_NOT_COVERED,))
    world.clock.move(hours=71.99)
    last = ask(world)
    assert isinstance(last, Permit)
    assert last.expires_at == permit.issued_at + timedelta(hours=72)
    world.clock.move(hours=0.01)
    assert ask(world) == Denied((Reason.OVERRIDE_NOT_OPEN,))


def test_i18_it_ends_by_itself_and_is_no_grant(world: World) -> None:
    override(world, hours=1)
    assert not world.decide(DETAILS)
    assert not world.consents.standing(IDRIS).grants
    world.clock.move(hours=1)
    assert not ask(world)


def test_one_person_alone_has_a_day_unless_somebody_else_upholds_it(world: World) -> None:
    ref = override(world, people=(NOOR,))
    with pytest.raises(TooFewPeople):
        world.consents.review_override(subject=IDRIS, override=ref, by=NOOR, upheld=True)
    world.clock.move(hours=23.9)
    assert ask(world)
    world.consents.review_override(subject=IDRIS, override=ref, by=LUIS, upheld=True)
    world.clock.move(hours=48)
    assert ask(world)
    world.clock.move(hours=0.1)
    assert not ask(world)


def test_i18_what_has_ended_is_not_upheld_any_more(world: World) -> None:
    ref = override(world, people=(NOOR,))
    world.clock.move(hours=24)
    with pytest.raises(NotPossible):
        world.consents.review_override(subject=IDRIS, override=ref, by=LUIS, upheld=True)
    assert not ask(world)


def test_i18_a_no_to_it_is_final(world: World) -> None:
    ref = override(world)
    world.consents.review_override(subject=IDRIS, override=ref, by=LUIS, upheld=False)
    with pytest.raises(NotPossible):
        world.consents.review_override(subject=IDRIS, override=ref, by=AMINA, upheld=True)
    facts = world.consents.facts(IDRIS)
    late = OverrideReview(
        id="1", subject=IDRIS, speaker=AMINA, recorded_at=START, override=ref, upheld=True
    )
    assert fold((*facts, late), CATALOGUE, START).overrides[ref].upheld is False


def test_whoever_looks_back_and_says_no_ends_it(world: World) -> None:
    ref = override(world)
    permit = ask(world)
    world.consents.review_override(subject=IDRIS, override=ref, by=LUIS, upheld=False)
    assert not ask(world)
    assert isinstance(permit, Permit)
    assert not world.consents.is_current(permit)


def test_i18_health_needs_enough_agreement_or_a_carried_reference(world: World) -> None:
    with pytest.raises(NotPossible):
        override(world, classes=HEALTH)
    override(world, classes=HEALTH, reference="review:enough")
    assert ask(world, HEALTH)


def test_i18_it_is_renewed_once_and_then_there_is_a_rest(world: World) -> None:
    first = override(world)
    with pytest.raises(NotPossible):
        override(world)  # one at a time
    world.clock.move(hours=70)
    with pytest.raises(NotPossible):
        override(world, classes=CONTACT | {DataClass.NOTES}, renews=first)
    second = override(world, renews=first)
    for renewed in (first, second, "override:none"):
        with pytest.raises(NotPossible):
            override(world, renews=renewed)
    world.clock.move(hours=71)
    assert ask(world)
    world.clock.move(hours=1 + 71.9)
    with pytest.raises(NotPossible):
        override(world)
    world.clock.move(hours=0.1)
    assert override(world)


def test_of_two_that_are_open_the_one_that_covers_and_lasts_counts(world: World) -> None:
    wide = override(world, classes=CONTACT | {DataClass.NOTES})
    world.clock.move(hours=1)
    narrow = override(world, renews=wide)
    for classes, ref in ((CONTACT, narrow), (frozenset({DataClass.NOTES}), wide)):
        permit = ask(world, classes)
        assert isinstance(permit, Permit)
        assert permit.ground_ref == ref


def test_i18_it_is_renewed_once_also_at_the_same_instant(world: World) -> None:
    first = override(world)
    override(world, renews=first)
    with pytest.raises(NotPossible):
        override(world, renews=first)


def test_a_look_back_by_whoever_opened_it_counts_for_nothing(world: World) -> None:
    ref = override(world, people=(NOOR,))
    facts = world.consents.facts(IDRIS)
    own = OverrideReview(
        id="1", subject=IDRIS, speaker=NOOR, recorded_at=START, override=ref, upheld=True
    )
    standing = fold((*facts, own), CATALOGUE, START)
    assert standing.overrides[ref].upheld is None


def test_what_has_ended_is_not_renewed(world: World) -> None:
    first = override(world, hours=1)
    world.clock.move(hours=1)
    with pytest.raises(NotPossible):
        override(world, renews=first)


@pytest.mark.parametrize(("people", "hours"), [((), 5), (TWO, 0), (TWO, -1)])
def test_nobody_and_no_time_open_nothing(world: World, people: tuple[str, ...], hours: int) -> None:
    with pytest.raises((TooFewPeople, NotPossible)):
        override(world, people=people, hours=hours)
    assert not world.consents.standing(IDRIS).overrides


def test_a_brake_that_names_it_stops_it(world: World) -> None:
    override(world)
    world.consents.restrict(subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,))
    assert ask(world)
    world.consents.restrict(
        subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,), codes=frozenset({"override"})
    )
    assert ask(world) == Denied((Reason.RESTRICTED,))


def test_an_unknown_actor_or_a_slow_clock_gets_nothing(world: World) -> None:
    override(world)
    assert ask(world, actor="") == Denied((Reason.UNKNOWN_ACTOR,))
    world.clock.move(seconds=-6)
    assert ask(world) == Denied((Reason.CLOCK_BEHIND,))


def test_only_an_override_there_is_can_be_looked_back_at(world: World) -> None:
    with pytest.raises(NotPossible):
        world.consents.review_override(
            subject=IDRIS, override="override:none", by=LUIS, upheld=True
        )
