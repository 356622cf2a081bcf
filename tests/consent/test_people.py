"""Several people speak about one child: together, against each other, or not at all."""

from datetime import datetime, timedelta

import pytest

from consent import (
    Absence,
    Age,
    Assurance,
    Brake,
    Capacity,
    MemoryStore,
    NoAuthority,
    NotPossible,
    Permit,
    Reason,
    Status,
    TooFewPeople,
    WithOthers,
)
from consent.judging import judge
from tests.consent.world import (
    AMINA,
    DETAILS,
    EXPRESSION,
    IDRIS,
    NOOR,
    PHOTO,
    REVEAL,
    TOMAS,
    YUSUF,
    World,
)

TWO = (NOOR, TOMAS)
AUNT = "account:77777777-0e6f-4b7a-9a8e-5f1f6b3f0a09"


@pytest.fixture
def world() -> World:
    """Two guardians whose papers were seen; both said yes to details and photo."""
    made = World(MemoryStore())
    for speaker in (AMINA, YUSUF):
        made.authorise(speaker, with_others=WithOthers.ALL)
        for purpose in (DETAILS, PHOTO):
            made.give(purpose, speaker=speaker)
    return made


def status(world: World, code: str = PHOTO.code) -> Status:
    return world.consents.standing(IDRIS).status(code)


def attempts(world: World, *days_ago: float) -> tuple[datetime, ...]:
    return tuple(world.clock.at - timedelta(days=days) for days in days_ago)


# ── together ─────────────────────────────────────────────────────────────────────────────────


def test_a_joint_purpose_waits_for_every_holder() -> None:
    world = World(MemoryStore())
    for speaker in (AMINA, YUSUF):
        world.authorise(speaker, with_others=WithOthers.ALL)
    world.give(PHOTO)
    world.give(DETAILS)
    assert status(world) is Status.PENDING
    assert world.denied(PHOTO).reasons == (Reason.CO_CONSENT_MISSING, Reason.NOT_ACTIVE)
    assert world.decide(DETAILS)  # one holder is enough for what asks for any
    world.give(PHOTO, speaker=YUSUF)
    assert world.decide(PHOTO)


def test_somebody_said_to_hold_too_is_waited_for_though_nobody_knows_them() -> None:
    world = World(MemoryStore())
    world.authorise(with_others=WithOthers.ALL)
    world.give(PHOTO)
    assert status(world) is Status.PENDING
    world.consents.record_absence(
        subject=IDRIS, holder="holder:the-other", why=Absence.UNSAFE, people=TWO
    )
    assert status(world) is Status.ACTIVE


def test_a_joint_yes_ends_with_the_first_of_them_and_is_as_wide_as_the_narrowest(
    world: World,
) -> None:
    world.clock.move(days=10)
    soon = world.clock.at + timedelta(days=3)
    world.give(PHOTO, speaker=YUSUF, until=soon)
    assert world.consents.standing(IDRIS).until(PHOTO.code) == soon


def test_a_second_holder_below_papers_does_not_hold_up_one_above(world: World) -> None:
    world.authorise(AUNT, assurance=Assurance.AL1, with_others=WithOthers.ALL)
    assert world.decide(PHOTO)
    world.authorise(AUNT, assurance=Assurance.AL2, with_others=WithOthers.ALL)
    assert status(world) is Status.PENDING


# ── against each other ───────────────────────────────────────────────────────────────────────


def test_one_withdraws_and_it_is_suspended_for_everyone_and_locked(world: World) -> None:
    permit = world.permit(PHOTO)
    world.withdraw(PHOTO)
    assert not world.consents.is_current(permit)
    assert status(world) is Status.SUSPENDED
    standing = world.consents.standing(IDRIS)
    assert standing.is_locked_by_others(AMINA)
    assert standing.is_locked_by_others(AMINA, PHOTO.code)
    (dispute,) = standing.disputes
    assert (dispute.speaker, dispute.purpose, dispute.suspends) == (AMINA, PHOTO.code, True)
    assert dispute.answer_by - dispute.opened_at == timedelta(hours=72)
    assert dispute.decide_by - dispute.opened_at == timedelta(days=14)


def test_when_nobody_says_yes_any_more_nothing_is_locked(world: World) -> None:
    world.withdraw(PHOTO)
    world.withdraw(PHOTO, speaker=YUSUF)
    assert status(world) is Status.WITHDRAWN
    assert not world.consents.standing(IDRIS).is_locked_by_others(AMINA, PHOTO.code)
    assert not world.consents.standing(IDRIS).disputes


def test_a_yes_by_somebody_without_papers_locks_nothing(world: World) -> None:
    world.authorise(YUSUF, assurance=Assurance.AL1)
    world.withdraw(PHOTO)
    assert not world.consents.standing(IDRIS).is_locked_by_others(AMINA, PHOTO.code)


def test_after_a_no_every_holder_must_say_yes_again(world: World) -> None:
    world.withdraw(PHOTO)
    world.give(PHOTO)
    assert status(world) is Status.SUSPENDED  # Yusuf has not said it again
    world.give(PHOTO, speaker=YUSUF)
    assert status(world) is Status.ACTIVE


@pytest.mark.parametrize("assurance", [Assurance.AL0, Assurance.AL1])
def test_i10_an_objection_without_papers_opens_a_dispute_and_ends_nothing(
    world: World, assurance: Assurance
) -> None:
    world.authorise(AUNT, assurance=assurance)
    act = world.consents.object_to(
        subject=IDRIS, speaker=AUNT, purpose=DETAILS.code, expression=EXPRESSION
    )
    assert world.decide(DETAILS)
    (dispute,) = world.consents.standing(IDRIS).disputes
    assert (dispute.ref, dispute.suspends) == (act.ref, False)
    assert (
        world.consents.object_to(
            subject=IDRIS, speaker=AUNT, purpose=DETAILS.code, expression=EXPRESSION
        )
        == act
    )
    world.consents.set_aside(subject=IDRIS, about=act.ref, people=(NOOR,))
    assert not world.consents.standing(IDRIS).disputes


def test_an_objection_with_papers_suspends_and_two_people_settle_it(world: World) -> None:
    world.authorise(AUNT)
    act = world.consents.object_to(
        subject=IDRIS, speaker=AUNT, purpose=DETAILS.code, expression=EXPRESSION
    )
    assert status(world, DETAILS.code) is Status.SUSPENDED
    with pytest.raises(TooFewPeople):
        world.consents.set_aside(subject=IDRIS, about=act.ref, people=(NOOR, NOOR))
    world.consents.set_aside(subject=IDRIS, about=act.ref, people=TWO)
    assert status(world, DETAILS.code) is Status.SUSPENDED  # no automatic resume
    world.give(DETAILS)
    assert status(world, DETAILS.code) is Status.ACTIVE


@pytest.mark.parametrize(
    ("yes", "no", "suspends"),
    [
        (Assurance.AL3, Assurance.AL2, True),
        (Assurance.AL2, Assurance.AL2, True),
        (Assurance.AL2, Assurance.AL1, False),
        (Assurance.AL1, Assurance.AL1, True),
        (Assurance.AL1, Assurance.AL0, False),
    ],
)
def test_i10_a_no_weighs_as_much_as_we_are_sure_of_who_says_it(
    yes: Assurance, no: Assurance, *, suspends: bool
) -> None:
    world = World(MemoryStore())
    world.authorise(assurance=yes)
    world.authorise(YUSUF, assurance=no)
    world.give(DETAILS)
    world.refuse(DETAILS, speaker=YUSUF)
    assert status(world, DETAILS.code) is (Status.SUSPENDED if suspends else Status.ACTIVE)


def test_a_childs_own_no_weighs_however_sure_we_are(world: World) -> None:
    world.authorise(IDRIS, capacity=Capacity.SELF_COMPETENT_MINOR, assurance=Assurance.AL0)
    world.refuse(DETAILS, speaker=IDRIS)
    assert status(world, DETAILS.code) is Status.SUSPENDED


def test_the_yes_of_two_guardians_is_not_the_childs(world: World) -> None:
    world.ages[IDRIS] = Age(13, 13)
    assert world.denied(PHOTO).reasons == (Reason.ASSENT_MISSING,)


def test_while_a_joint_yes_is_not_whole_anothers_withdrawal_ends_it() -> None:
    world = World(MemoryStore())
    for speaker in (AMINA, YUSUF):
        world.authorise(speaker, with_others=WithOthers.ALL)
    world.give(PHOTO)
    world.withdraw(PHOTO, speaker=YUSUF)
    assert status(world) is Status.WITHDRAWN


def test_a_brake_that_names_a_purpose_holds_that_one_alone(world: World) -> None:
    world.consents.restrict(
        subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,), codes=frozenset({PHOTO.code})
    )
    for speaker in (AMINA, YUSUF):
        world.give(PHOTO, speaker=speaker)
    assert status(world) is Status.SUSPENDED
    assert world.decide(DETAILS)


def test_what_was_withdrawn_stays_so_when_the_authority_is_stated_anew(world: World) -> None:
    for speaker in (AMINA, YUSUF):
        world.withdraw(PHOTO, speaker=speaker)
        world.authorise(speaker, valid_until=world.clock.at + timedelta(days=1))
    assert status(world) is Status.WITHDRAWN


def test_to_be_doubted_later_does_not_open_what_a_no_had_closed(world: World) -> None:
    world.withdraw(PHOTO, speaker=YUSUF)
    world.authorise(YUSUF, assurance=Assurance.AL0)
    assert not world.decide(PHOTO)


def test_an_objection_needs_something_to_object_to_and_a_right_to_speak(world: World) -> None:
    for speaker, purpose, error in ((YUSUF, REVEAL, NotPossible), (AUNT, PHOTO, NoAuthority)):
        with pytest.raises(error):
            world.consents.object_to(
                subject=IDRIS, speaker=speaker, purpose=purpose.code, expression=EXPRESSION
            )


def test_only_a_standing_no_is_set_aside(world: World) -> None:
    given = world.give(PHOTO)
    with pytest.raises(NotPossible):
        world.consents.set_aside(subject=IDRIS, about=given.ref, people=TWO)


def test_while_a_joint_yes_is_not_whole_anothers_no_refuses_it() -> None:
    world = World(MemoryStore())
    for speaker in (AMINA, YUSUF):
        world.authorise(speaker, with_others=WithOthers.ALL)
    world.give(PHOTO)
    world.refuse(PHOTO, speaker=YUSUF)
    assert status(world) is Status.REFUSED
    world.give(PHOTO, speaker=YUSUF)
    assert status(world) is Status.SUSPENDED
    world.give(PHOTO)
    assert status(world) is Status.ACTIVE


# ── who is not there ─────────────────────────────────────────────────────────────────────────


@pytest.fixture
def waiting(world: World) -> World:
    """The aunt holds too, and has not said anything."""
    world.authorise(AUNT, with_others=WithOthers.ALL)
    assert status(world) is Status.PENDING
    return world


def test_who_cannot_be_reached_is_not_waited_for_after_two_weeks(waiting: World) -> None:
    tried = attempts(waiting, 14, 7, 1)
    waiting.consents.record_absence(
        subject=IDRIS, holder=AUNT, why=Absence.UNREACHABLE, people=TWO, attempts=tried
    )
    assert waiting.decide(PHOTO)
    (aunt,) = [each for each in waiting.consents.standing(IDRIS).holders if each.speaker == AUNT]
    assert aunt.absence is not None
    assert aunt.absence.attempts == tried


@pytest.mark.parametrize(
    ("days", "people", "in_care", "error"),
    [
        ((14, 7), TWO, False, NotPossible),
        ((13.9, 7, 1), TWO, False, NotPossible),
        ((2.9, 2, 1), TWO, True, NotPossible),
        ((14, 7, -1), TWO, False, NotPossible),
        ((14, 7, 1), (NOOR,), False, TooFewPeople),
        ((14, 7, 1), (NOOR, NOOR), False, TooFewPeople),
    ],
)
def test_nobody_is_called_unreachable_too_soon_or_by_one(
    waiting: World,
    days: tuple[float, ...],
    people: tuple[str, ...],
    *,
    in_care: bool,
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        waiting.consents.record_absence(
            subject=IDRIS,
            holder=AUNT,
            why=Absence.UNREACHABLE,
            people=people,
            attempts=attempts(waiting, *days),
            in_care=in_care,
        )
    assert status(waiting) is Status.PENDING


def test_three_days_are_enough_while_a_child_is_in_care(waiting: World) -> None:
    waiting.consents.record_absence(
        subject=IDRIS,
        holder=AUNT,
        why=Absence.UNREACHABLE,
        people=TWO,
        attempts=attempts(waiting, 3, 2, 1),
        in_care=True,
    )
    assert waiting.decide(PHOTO)


def test_an_absence_for_a_time_carries_a_yes_so_long(waiting: World) -> None:
    end = waiting.clock.at + timedelta(days=5)
    waiting.consents.record_absence(
        subject=IDRIS, holder=AUNT, why=Absence.UNSAFE, people=TWO, until=end
    )
    assert waiting.consents.standing(IDRIS).until(PHOTO.code) == end


def test_what_an_absent_holder_says_counts_and_a_new_authority_ends_the_absence(
    waiting: World,
) -> None:
    waiting.consents.record_absence(subject=IDRIS, holder=AUNT, why=Absence.UNSAFE, people=TWO)
    assert waiting.decide(PHOTO)
    waiting.refuse(PHOTO, speaker=AUNT)
    assert not waiting.decide(PHOTO)
    assert waiting.decide(DETAILS)
    waiting.authorise(AUNT)
    assert all(each.absence is None for each in waiting.consents.standing(IDRIS).holders)


# ── courts, deaths, and the end of an authority ──────────────────────────────────────────────


@pytest.mark.parametrize("brake", [Brake.COURT_ORDER, Brake.LEGAL_HOLD, Brake.BEREAVEMENT])
def test_what_weighs_most_is_recorded_and_lifted_by_two(world: World, brake: Brake) -> None:
    with pytest.raises(TooFewPeople):
        world.consents.restrict(subject=IDRIS, brake=brake, people=(NOOR,))
    assert world.decide(PHOTO)
    placed = world.consents.restrict(subject=IDRIS, brake=brake, people=TWO)
    with pytest.raises(TooFewPeople):
        world.consents.lift(subject=IDRIS, restriction=placed.ref, people=(NOOR,))
    assert status(world) is Status.SUSPENDED


def test_a_death_suspends_and_after_ninety_days_ends_what_the_dead_agreed_to(world: World) -> None:
    world.consents.bereave(subject=IDRIS, holder=AMINA, people=TWO)
    world.consents.bereave(subject=IDRIS, holder=YUSUF, people=TWO)
    assert status(world, DETAILS.code) is Status.SUSPENDED
    assert not world.consents.standing(IDRIS).holders
    world.clock.move(days=89)
    assert status(world, DETAILS.code) is Status.SUSPENDED
    world.clock.move(days=1)
    assert status(world, DETAILS.code) is Status.EXPIRED


def test_another_holder_goes_on_with_a_fresh_yes_and_the_dead_are_not_waited_for(
    world: World,
) -> None:
    world.consents.bereave(subject=IDRIS, holder=AMINA, people=TWO)
    assert status(world) is Status.SUSPENDED
    world.give(PHOTO, speaker=YUSUF)
    assert status(world) is Status.ACTIVE


def test_a_death_that_was_a_mistake_is_lifted_by_two_and_the_holder_speaks_again(
    world: World,
) -> None:
    placed = world.consents.bereave(subject=IDRIS, holder=AMINA, people=TWO)
    world.consents.lift(subject=IDRIS, restriction=placed.ref, people=TWO)
    assert status(world) is Status.SUSPENDED
    for speaker in (AMINA, YUSUF):
        world.give(PHOTO, speaker=speaker)
    assert status(world) is Status.ACTIVE


def test_a_yes_that_has_ended_locks_nothing_and_is_in_no_dispute(world: World) -> None:
    world.give(PHOTO, speaker=YUSUF, until=world.clock.at + timedelta(days=5))
    world.withdraw(PHOTO)
    assert world.consents.standing(IDRIS).is_locked_by_others(AMINA, PHOTO.code)
    world.clock.move(days=5)
    standing = world.consents.standing(IDRIS)
    assert not standing.is_locked_by_others(AMINA, PHOTO.code)
    assert not standing.disputes


def test_of_age_no_former_guardian_locks_anything(world: World) -> None:
    world.ages[IDRIS] = Age(18, 18)
    world.authorise(IDRIS, capacity=Capacity.SELF_ADULT)
    assert not world.consents.standing(IDRIS).is_locked_by_others(IDRIS)


def test_a_joint_yes_rests_on_the_words_shown_to_each(world: World) -> None:
    line = world.consents.standing(IDRIS).line(PHOTO.code)
    assert len(line.words) == 2
    (shown, _), (other, digest) = line.words
    assert shown == other
    changed = line._replace(beside=((other, "0" * len(digest)),))
    assert judge(line, world.catalogue, None, world.clock.at).status is Status.ACTIVE
    assert judge(changed, world.catalogue, None, world.clock.at).hurdles == {
        Reason.NOTICE_NOT_IN_USE
    }


def test_nobody_speaks_in_the_name_of_the_dead(world: World) -> None:
    world.consents.bereave(subject=IDRIS, holder=AMINA, people=TWO)
    with pytest.raises(NoAuthority):
        world.give(PHOTO)


def test_i09_an_authority_found_void_opens_nothing_by_being_gone(waiting: World) -> None:
    (authority,) = [fact for fact in waiting.consents.facts(IDRIS) if fact.speaker == AUNT]
    waiting.consents.invalidate(
        subject=IDRIS, speaker=NOOR, about=authority.ref, expression=EXPRESSION
    )
    assert not waiting.decide(PHOTO)
    for speaker in (AMINA, YUSUF):
        waiting.give(PHOTO, speaker=speaker)
    assert isinstance(waiting.decide(PHOTO), Permit)


def test_a_court_guardian_needs_nobody_who_no_longer_speaks(world: World) -> None:
    world.authorise(YUSUF, capacity=Capacity.NONE_DETERMINED, assurance=Assurance.AL0)
    world.authorise(AUNT, capacity=Capacity.COURT_GUARDIAN, assurance=Assurance.AL3)
    world.give(PHOTO, speaker=AUNT)
    world.give(PHOTO)
    assert world.decide(PHOTO)
