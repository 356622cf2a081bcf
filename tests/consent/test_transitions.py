"""The table of transitions: what each event makes of each status."""

from collections.abc import Callable

import pytest

from consent import (
    Answer,
    Assurance,
    Brake,
    Capacity,
    MemoryStore,
    NotPossible,
    Reason,
    Status,
    WithOthers,
)
from tests.consent.world import (
    AGENCY,
    AMINA,
    DETAILS,
    EXPRESSION,
    IDRIS,
    NOOR,
    PARTNER,
    PHOTO,
    REVEAL,
    TOMAS,
    YUSUF,
    World,
    a_sole_guardian,
)


def status(world: World) -> Status:
    return world.consents.standing(IDRIS).status(PHOTO.code)


def refused(world: World) -> None:
    world.refuse(PHOTO)


def withdrawn(world: World) -> None:
    world.withdraw(PHOTO)


def given(world: World) -> None:
    world.give(PHOTO)


def deferred(world: World) -> None:
    world.consents.defer(world.show(PHOTO), PHOTO.code)


def shown(world: World) -> None:
    world.show(PHOTO)


def expired(world: World) -> None:
    world.clock.move(days=365)


def renewed(world: World) -> None:
    world.consents.renew(world.show(PHOTO), PHOTO.code)


def restricted(world: World) -> None:
    world.consents.restrict(subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,))


def lifted(world: World) -> None:
    (restriction,) = world.consents.standing(IDRIS).restrictions
    world.consents.lift(subject=IDRIS, restriction=restriction.ref, people=(NOOR, TOMAS))


def doubted(world: World) -> None:
    world.authorise(with_others=WithOthers.ALL)


def cleared(world: World) -> None:
    world.authorise()


def found_invalid(world: World) -> None:
    act = world.consents.facts(IDRIS)[-1]
    world.consents.invalidate(subject=IDRIS, speaker=NOOR, about=act.ref, expression=EXPRESSION)


Event = Callable[[World], None]

TABLE: list[tuple[list[Event], Status]] = [
    ([], Status.NONE),
    ([shown], Status.REQUESTED),
    ([deferred], Status.DEFERRED),
    ([deferred, shown], Status.DEFERRED),
    ([given], Status.ACTIVE),
    ([deferred, given], Status.ACTIVE),
    ([doubted, given], Status.PENDING),
    ([doubted, given, cleared], Status.ACTIVE),
    ([doubted, given, refused], Status.WITHDRAWN),
    ([doubted, given, withdrawn], Status.WITHDRAWN),
    ([doubted, given, expired], Status.LAPSED),
    ([doubted, given, restricted], Status.SUSPENDED),
    ([refused], Status.REFUSED),
    ([deferred, refused], Status.REFUSED),
    ([withdrawn], Status.REFUSED),
    ([refused, withdrawn], Status.REFUSED),
    ([refused, given], Status.ACTIVE),
    ([given, withdrawn], Status.WITHDRAWN),
    ([given, withdrawn, refused], Status.WITHDRAWN),
    ([given, withdrawn, shown], Status.WITHDRAWN),
    ([given, withdrawn, given], Status.ACTIVE),
    ([given, expired], Status.EXPIRED),
    ([given, expired, given], Status.ACTIVE),
    ([given, expired, refused], Status.REFUSED),
    ([given, expired, withdrawn], Status.WITHDRAWN),
    ([given, renewed], Status.ACTIVE),
    ([given, restricted], Status.SUSPENDED),
    ([given, restricted, lifted], Status.SUSPENDED),
    ([given, restricted, given], Status.SUSPENDED),
    ([given, restricted, given, lifted], Status.SUSPENDED),
    ([given, restricted, lifted, given], Status.ACTIVE),
    ([given, restricted, expired], Status.EXPIRED),
    ([given, restricted, withdrawn], Status.WITHDRAWN),
    ([restricted], Status.NONE),
    ([restricted, given], Status.SUSPENDED),
    ([restricted, lifted], Status.NONE),
    ([given, found_invalid], Status.INVALID),
    ([given, found_invalid, given], Status.ACTIVE),
    ([given, withdrawn, found_invalid], Status.SUSPENDED),
]


@pytest.mark.parametrize(("events", "expected"), TABLE)
def test_the_table(events: list[Event], expected: Status) -> None:
    world = a_sole_guardian()
    for event in events:
        event(world)
    assert status(world) is expected
    assert bool(world.decide(PHOTO)) is (expected is Status.ACTIVE)


@pytest.mark.parametrize(
    "events",
    [
        [shown, renewed],
        [refused, renewed],
        [given, expired, renewed],
        [given, restricted, renewed],
        [given, deferred],
        [given, restricted, deferred],
    ],
)
def test_what_is_not_possible_writes_nothing(events: list[Event]) -> None:
    world = a_sole_guardian()
    *before, last = events
    for event in before:
        event(world)
    now = status(world)
    with pytest.raises(NotPossible):
        last(world)
    assert status(world) is now
    assert world.consents.facts(IDRIS)[-1].kind_of_fact == "presentation"  # it was shown, no more


def test_lifting_what_is_not_there_is_not_possible(world: World) -> None:
    with pytest.raises(NotPossible):
        world.consents.lift(subject=IDRIS, restriction="restriction:1", people=(NOOR,))


# ── two holders ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two() -> World:
    """Amina and Yusuf both speak for Idris, and either may act alone."""
    world = World(MemoryStore())
    world.authorise(with_others=WithOthers.ANY)
    world.authorise(YUSUF, with_others=WithOthers.ANY)
    return world


def details(world: World) -> Status:
    return world.consents.standing(IDRIS).status(DETAILS.code)


def test_one_yes_is_enough_where_any_holder_will_do(two: World) -> None:
    two.give(DETAILS, speaker=YUSUF)
    assert details(two) is Status.ACTIVE


def test_the_refusal_of_one_suspends_the_yes_of_the_other(two: World) -> None:
    two.give(DETAILS)
    two.refuse(DETAILS, speaker=YUSUF)
    assert details(two) is Status.SUSPENDED
    two.give(DETAILS)
    assert details(two) is Status.SUSPENDED


def test_a_yes_never_wins_over_the_earlier_no_of_the_other(two: World) -> None:
    two.refuse(DETAILS, speaker=YUSUF)
    two.give(DETAILS)
    assert details(two) is Status.SUSPENDED


def test_a_withdrawal_suspends_while_the_other_still_says_yes(two: World) -> None:
    two.give(DETAILS)
    two.give(DETAILS, speaker=YUSUF)
    two.withdraw(DETAILS)
    assert details(two) is Status.SUSPENDED
    two.withdraw(DETAILS, speaker=YUSUF)
    assert details(two) is Status.WITHDRAWN


def test_after_a_suspension_a_fresh_yes_is_needed(two: World) -> None:
    two.give(DETAILS, speaker=YUSUF)
    two.refuse(DETAILS)
    two.give(DETAILS)
    assert details(two) is Status.ACTIVE
    permit = two.permit(DETAILS)
    assert permit.ground_ref == two.consents.facts(IDRIS)[-1].ref  # Amina's, not Yusuf's old one


def test_the_no_of_one_who_no_longer_speaks_blocks_no_fresh_yes(two: World) -> None:
    two.give(DETAILS)
    two.refuse(DETAILS, speaker=YUSUF)
    two.authorise(YUSUF, capacity=Capacity.NONE_DETERMINED)
    assert details(two) is Status.SUSPENDED
    two.give(DETAILS)
    assert details(two) is Status.ACTIVE


def test_all_holders_are_needed_where_the_purpose_says_all(two: World) -> None:
    two.give(PHOTO)
    assert status(two) is Status.PENDING
    assert Reason.CO_CONSENT_MISSING in two.denied(PHOTO).reasons


def test_of_two_grants_the_longer_one_carries(two: World) -> None:
    short = two.clock.at.replace(year=2026, month=4)
    longer = two.give(DETAILS)
    two.give(DETAILS, speaker=YUSUF, until=short)
    two.clock.move(days=60)
    assert two.permit(DETAILS).ground_ref == longer.ref


# ── authority ────────────────────────────────────────────────────────────────────────────────


def test_assurance_is_judged_as_it_is_now(world: World) -> None:
    world.authorise(assurance=Assurance.AL1)
    world.give(PARTNER, recipient=AGENCY)
    assert Reason.ASSURANCE_TOO_LOW in world.denied(PARTNER, recipient=AGENCY).reasons
    world.authorise(assurance=Assurance.AL2)
    assert world.decide(PARTNER, recipient=AGENCY)
    world.authorise(assurance=Assurance.AL1)
    assert not world.decide(PARTNER, recipient=AGENCY)


def test_a_grant_ends_with_the_authority_and_does_not_come_back_with_it(world: World) -> None:
    world.give(DETAILS)
    world.authorise(capacity=Capacity.NONE_DETERMINED)
    assert details(world) is Status.EXPIRED
    world.authorise()
    assert details(world) is Status.EXPIRED


def test_a_shortened_authority_shortens_the_grant(world: World) -> None:
    world.give(DETAILS)
    end = world.clock.at.replace(month=6)
    world.authorise(valid_until=end)
    world.authorise()
    assert world.consents.standing(IDRIS).until(DETAILS.code) == end


def test_finding_an_authority_void_opens_nothing(world: World) -> None:
    world.give(DETAILS)
    ended = world.authorise(capacity=Capacity.NONE_DETERMINED)
    world.consents.invalidate(subject=IDRIS, speaker=NOOR, about=ended.ref, expression=EXPRESSION)
    assert details(world) is Status.SUSPENDED
    world.give(DETAILS)
    assert details(world) is Status.ACTIVE


def test_finding_an_authority_void_undoes_what_was_given_on_it(world: World) -> None:
    stated = world.authorise(YUSUF)
    world.give(DETAILS, speaker=YUSUF)
    world.consents.invalidate(subject=IDRIS, speaker=NOOR, about=stated.ref, expression=EXPRESSION)
    assert details(world) is Status.INVALID


@pytest.mark.parametrize("about", ["act:1", "presentation"])
def test_only_an_act_or_an_authority_can_be_found_void(world: World, about: str) -> None:
    shown = world.show(DETAILS)
    with pytest.raises(NotPossible):
        world.consents.invalidate(
            subject=IDRIS,
            speaker=NOOR,
            about=shown.ref if about == "presentation" else about,
            expression=EXPRESSION,
        )


def test_an_invalidation_cannot_itself_be_found_void(world: World) -> None:
    act = world.give(DETAILS)
    found = world.consents.invalidate(
        subject=IDRIS, speaker=NOOR, about=act.ref, expression=EXPRESSION
    )
    with pytest.raises(NotPossible):
        world.consents.invalidate(
            subject=IDRIS, speaker=NOOR, about=found.ref, expression=EXPRESSION
        )


# ── the child ────────────────────────────────────────────────────────────────────────────────


def ask(world: World, answer: Answer, purpose: str = REVEAL.code) -> None:
    world.consents.record_assent(
        subject=IDRIS,
        purpose=purpose,
        answer=answer,
        reason="first_contact",
        heard_by=NOOR,
        expression=EXPRESSION,
    )


def test_a_purpose_that_asks_the_child_waits_for_the_child(world: World) -> None:
    world.give(REVEAL)
    assert Reason.ASSENT_MISSING in world.denied(REVEAL).reasons
    ask(world, Answer.NOT_ASKED)
    assert not world.decide(REVEAL)
    ask(world, Answer.YES)
    assert world.decide(REVEAL)


def test_a_child_too_young_to_be_asked_keeps_nothing_closed(world: World) -> None:
    world.give(REVEAL)
    ask(world, Answer.UNABLE)
    assert world.decide(REVEAL)


def test_the_yes_of_a_child_alone_opens_nothing(world: World) -> None:
    ask(world, Answer.YES)
    assert not world.decide(REVEAL)


def test_the_no_of_a_child_stops_a_purpose_until_a_fresh_yes_of_both(world: World) -> None:
    world.give(PHOTO)
    ask(world, Answer.NO, PHOTO.code)
    assert status(world) is Status.SUSPENDED
    assert Reason.DISSENT in world.denied(PHOTO).reasons
    ask(world, Answer.YES, PHOTO.code)
    assert status(world) is Status.SUSPENDED
    world.give(PHOTO)
    assert status(world) is Status.ACTIVE


def test_speakers_are_told_apart_by_reference_only(world: World) -> None:
    world.give(DETAILS)
    world.authorise(f"{AMINA}0")
    world.refuse(DETAILS, speaker=f"{AMINA}0")
    assert details(world) is Status.SUSPENDED  # 12: another id is another person
