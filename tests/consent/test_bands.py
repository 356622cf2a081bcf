"""A child's own say, by age; and from when on nobody else has one."""

from datetime import timedelta

import pytest

from consent import (
    Age,
    Alone,
    Answer,
    Assurance,
    Brake,
    Capacity,
    MemoryStore,
    NoAuthority,
    NotPossible,
    Purpose,
    Reason,
    Status,
    TooFewPeople,
)
from consent.bands import Band, Bands
from tests.consent.world import (
    AMINA,
    BANDS,
    DETAILS,
    EXPRESSION,
    IDRIS,
    NOOR,
    PHOTO,
    REVEAL,
    TOMAS,
    World,
    a_sole_guardian,
)


@pytest.fixture
def world() -> World:
    """Amina alone speaks for Idris, and has said yes to everything that is hers to say."""
    made = a_sole_guardian(MemoryStore())
    for purpose in (DETAILS, PHOTO, REVEAL):
        made.give(purpose)
    return made


def answer(world: World, purpose: Purpose, said: Answer, reason: str = "asked") -> str:
    return world.consents.record_assent(
        subject=IDRIS,
        purpose=purpose.code,
        answer=said,
        reason=reason,
        heard_by=NOOR,
        expression=EXPRESSION,
    ).ref


def status(world: World, purpose: Purpose) -> Status:
    return world.consents.standing(IDRIS).status(purpose.code)


@pytest.mark.parametrize(
    ("youngest", "oldest", "codes"),
    [
        (0, 0, "0_5"),
        (5, 5, "0_5"),
        (6, 6, "6_11"),
        (5, 6, "0_5 6_11"),
        (11, 15, "6_11 12_14 15_17"),
        (17, 17, "15_17"),
        (17, 30, "15_17"),
        (18, 18, "18"),
        (18, 40, "18"),
    ],
)
def test_every_band_a_child_may_be_in_counts_and_doubt_makes_a_child(
    youngest: int, oldest: int, codes: str
) -> None:
    found = Bands(reversed(BANDS)).of(Age(youngest, oldest))
    assert " ".join(band.code for band in found) == codes


def test_whom_age_does_not_concern_is_in_no_band() -> None:
    assert Bands(BANDS).of(None) == ()


def test_what_asks_the_subject_at_any_age_asks_the_youngest_too() -> None:
    bands, youngest = Bands(BANDS), Age(3, 3)
    assert bands.say(youngest, "any", own_assent=True).is_asked
    assert not bands.say(youngest, "any", own_assent=False).is_asked


def test_a_no_is_weighed_in_the_youngest_band_that_hears_one() -> None:
    bands = Bands(BANDS)
    for years, code in ((4, "6_11"), (8, "6_11"), (13, "12_14"), (18, "18")):
        (heard,) = bands.hearing(bands.of(Age(years, years)))
        assert heard.code == code
    deaf = Bands([Band("0_17", 0), Band("18", 18, is_adult=True)])
    assert deaf.hearing(deaf.of(Age(4, 4))) == deaf.of(Age(4, 4))
    blocks = Bands([Band("0_5", 0), Band("6", 6, dissent_blocks=frozenset({PHOTO.code}))])
    assert blocks.hearing(blocks.of(Age(4, 4))) == blocks.of(Age(6, 6))


@pytest.mark.parametrize("years", [0, 5])
def test_the_youngest_are_not_asked(world: World, years: int) -> None:
    world.ages[IDRIS] = Age(years, years)
    assert world.decide(DETAILS)
    assert world.decide(PHOTO)


@pytest.mark.parametrize(
    ("years", "open_without", "open_with"),
    [
        (6, {DETAILS, PHOTO}, {REVEAL}),
        (12, {DETAILS}, {PHOTO, REVEAL}),
        (15, set(), {DETAILS, PHOTO}),
    ],
)
def test_from_some_age_on_the_childs_own_yes_is_needed(
    world: World, years: int, open_without: set[Purpose], open_with: set[Purpose]
) -> None:
    world.ages[IDRIS] = Age(years, years)
    for purpose in (DETAILS, PHOTO, REVEAL):
        assert bool(world.decide(purpose)) is (purpose in open_without)
    for purpose in open_with:
        assert Reason.ASSENT_MISSING in world.denied(purpose).reasons
        assert status(world, purpose) is Status.PENDING
        answer(world, purpose, Answer.YES)
        assert world.decide(purpose)


def test_who_cannot_answer_is_recorded_as_unable_and_is_not_waited_for(world: World) -> None:
    world.ages[IDRIS] = Age(13, 13)
    answer(world, PHOTO, Answer.UNABLE)
    assert world.decide(PHOTO)


def test_a_child_who_is_not_there_is_excused_for_some_purposes_only(world: World) -> None:
    world.ages[IDRIS] = Age(15, 15)
    for purpose in (DETAILS, PHOTO):
        answer(world, purpose, Answer.NOT_ASKED, "absent")
    assert world.decide(DETAILS)
    assert not world.decide(PHOTO)
    answer(world, DETAILS, Answer.NOT_ASKED, "present")
    assert not world.decide(DETAILS)


@pytest.mark.parametrize("years", [6, 12, 15])
def test_a_no_closes_and_only_a_fresh_yes_by_both_opens_again(world: World, years: int) -> None:
    world.ages[IDRIS] = Age(years, years)
    answer(world, PHOTO, Answer.YES)
    permit = world.permit(PHOTO)
    answer(world, PHOTO, Answer.NO)
    assert not world.consents.is_current(permit)
    assert status(world, PHOTO) is Status.SUSPENDED
    assert Reason.DISSENT in world.denied(PHOTO).reasons
    answer(world, PHOTO, Answer.YES)
    assert not world.decide(PHOTO)
    world.give(PHOTO)
    assert world.decide(PHOTO)


def test_i11_a_guardian_does_not_overrule_a_childs_no(world: World) -> None:
    world.ages[IDRIS] = Age(8, 8)
    answer(world, PHOTO, Answer.NO)
    world.give(PHOTO)
    assert not world.decide(PHOTO)


def test_a_young_childs_no_to_what_is_required_waits_for_a_second_worker(world: World) -> None:
    world.ages[IDRIS] = Age(8, 8)
    said = answer(world, DETAILS, Answer.NO)
    assert status(world, DETAILS) is Status.SUSPENDED
    with pytest.raises(TooFewPeople):
        world.consents.set_aside(subject=IDRIS, about=said, people=(NOOR,))  # who heard it
    world.consents.set_aside(subject=IDRIS, about=said, people=(TOMAS,))
    assert status(world, DETAILS) is Status.SUSPENDED
    world.give(DETAILS)
    assert status(world, DETAILS) is Status.ACTIVE


def test_a_guardians_fresh_yes_alone_does_not_lift_a_young_childs_no(world: World) -> None:
    world.ages[IDRIS] = Age(8, 8)
    answer(world, DETAILS, Answer.NO)
    world.give(DETAILS)
    assert status(world, DETAILS) is Status.SUSPENDED


def test_i11_a_young_childs_yes_after_a_no_does_not_spare_the_second_worker(world: World) -> None:
    world.ages[IDRIS] = Age(8, 8)
    said = answer(world, DETAILS, Answer.NO)
    answer(world, DETAILS, Answer.YES)
    world.give(DETAILS)
    assert status(world, DETAILS) is Status.SUSPENDED
    world.consents.set_aside(subject=IDRIS, about=said, people=(TOMAS,))
    world.give(DETAILS)
    assert status(world, DETAILS) is Status.ACTIVE


@pytest.mark.parametrize("purpose", [DETAILS, PHOTO])
def test_i11_who_said_no_is_heard_whatever_age_is_told_later(
    world: World, purpose: Purpose
) -> None:
    world.ages[IDRIS] = Age(8, 8)
    answer(world, purpose, Answer.NO)
    world.ages[IDRIS] = Age(4, 4)
    world.give(purpose)
    assert status(world, purpose) is Status.SUSPENDED


@pytest.mark.parametrize("said", [Answer.NOT_ASKED, Answer.UNABLE])
def test_i11_a_no_is_taken_back_by_a_yes_and_not_by_silence(world: World, said: Answer) -> None:
    world.ages[IDRIS] = Age(8, 8)
    answer(world, PHOTO, Answer.NO)
    answer(world, PHOTO, said, "absent")
    world.give(PHOTO)
    assert Reason.DISSENT in world.denied(PHOTO).reasons


def test_the_childs_yes_as_a_speaker_carries_a_guardians_as_long_as_it_lasts(world: World) -> None:
    world.ages[IDRIS] = Age(15, 15)
    world.authorise(IDRIS, capacity=Capacity.SELF_COMPETENT_MINOR, seen_by=NOOR)
    soon = world.clock.at + timedelta(days=9)
    world.give(DETAILS, speaker=IDRIS, until=soon)
    assert world.decide(DETAILS)
    world.clock.move(days=9)
    assert not world.decide(DETAILS)


def test_where_nothing_is_known_of_age_every_no_counts(world: World) -> None:
    answer(world, DETAILS, Answer.NO)
    assert not world.decide(DETAILS)
    world.give(DETAILS)
    assert not world.decide(DETAILS)
    answer(world, DETAILS, Answer.YES)
    assert world.decide(DETAILS)


def test_where_nothing_is_known_of_age_a_yes_older_than_a_no_is_not_enough(world: World) -> None:
    answer(world, DETAILS, Answer.NO)
    answer(world, DETAILS, Answer.YES)
    assert world.denied(DETAILS).reasons == (Reason.DISSENT,)


def test_where_nothing_is_known_of_age_some_purposes_ask_for_an_own_yes(world: World) -> None:
    assert world.denied(REVEAL).reasons == (Reason.ASSENT_MISSING,)
    answer(world, REVEAL, Answer.NOT_ASKED, "absent")
    assert not world.decide(REVEAL)
    answer(world, REVEAL, Answer.YES)
    assert world.decide(REVEAL)


def test_to_look_at_a_no_that_binds_changes_nothing(world: World) -> None:
    world.ages[IDRIS] = Age(8, 8)
    said = answer(world, PHOTO, Answer.NO)
    world.consents.set_aside(subject=IDRIS, about=said, people=(TOMAS,))
    world.give(PHOTO)
    assert not world.decide(PHOTO)


def test_only_the_newest_no_is_looked_at(world: World) -> None:
    said = answer(world, PHOTO, Answer.NO)
    answer(world, PHOTO, Answer.NO)
    yes = answer(world, PHOTO, Answer.YES)
    for about in (said, yes):
        with pytest.raises(NotPossible):
            world.consents.set_aside(subject=IDRIS, about=about, people=(TOMAS,))


def test_of_an_estimated_age_the_most_protective_reading_counts(world: World) -> None:
    world.ages[IDRIS] = Age(11, 12)
    assert not world.decide(PHOTO)  # at twelve the own yes is needed
    answer(world, PHOTO, Answer.YES)
    assert world.decide(PHOTO)


def test_a_competent_child_of_fifteen_speaks_alone_where_somebody_saw_it_and_wrote_why() -> None:
    world = a_sole_guardian(MemoryStore())
    world.ages[IDRIS] = Age(15, 16)
    alone = Capacity.SELF_COMPETENT_MINOR
    world.authorise(IDRIS, capacity=alone)
    world.give(PHOTO, speaker=IDRIS)
    assert Reason.CO_CONSENT_MISSING in world.denied(PHOTO).reasons
    for why, seen_by in ((Alone.UNSAFE, None), (None, NOOR)):
        world.authorise(IDRIS, capacity=alone, alone=why, seen_by=seen_by)
        assert not world.decide(PHOTO)
    world.authorise(IDRIS, capacity=alone, alone=Alone.CHILD_OBJECTS, seen_by=NOOR)
    assert world.decide(PHOTO)
    world.refuse(PHOTO)  # a guardian's no does not weigh against it
    assert world.decide(PHOTO)
    world.ages[IDRIS] = Age(14, 16)
    assert world.denied(PHOTO).reasons == (Reason.NOT_ALONE,)
    assert status(world, PHOTO) is Status.PENDING


def test_the_childs_yes_as_a_speaker_is_an_assent_too(world: World) -> None:
    world.ages[IDRIS] = Age(15, 15)
    world.authorise(IDRIS, capacity=Capacity.SELF_COMPETENT_MINOR, seen_by=NOOR)
    world.give(DETAILS, speaker=IDRIS)
    assert world.decide(DETAILS)


def test_the_childs_no_as_a_speaker_stops_what_a_guardian_agreed_to(world: World) -> None:
    world.ages[IDRIS] = Age(15, 15)
    answer(world, PHOTO, Answer.YES)
    world.authorise(IDRIS, capacity=Capacity.SELF_COMPETENT_MINOR, seen_by=NOOR)
    world.refuse(PHOTO, speaker=IDRIS)
    assert status(world, PHOTO) is Status.SUSPENDED


def test_i11_a_competence_that_is_doubted_lowers_nothing_else(world: World) -> None:
    world.ages[IDRIS] = Age(8, 8)
    world.authorise(IDRIS, capacity=Capacity.SELF_COMPETENT_MINOR, assurance=Assurance.AL0)
    assert world.decide(PHOTO)


# ── of age ───────────────────────────────────────────────────────────────────────────────────


def test_on_the_eighteenth_birthday_all_is_held_until_the_adult_answers(world: World) -> None:
    assert world.decide(PHOTO)
    world.ages[IDRIS] = Age(18, 18, days_of_age=0)
    assert status(world, PHOTO) is Status.MAJORITY_HOLD
    assert world.denied(PHOTO).reasons == (Reason.OF_AGE,)
    world.ages[IDRIS] = Age(18, 18, days_of_age=59)
    assert status(world, PHOTO) is Status.MAJORITY_HOLD
    world.ages[IDRIS] = Age(18, 18, days_of_age=60)
    assert status(world, PHOTO) is Status.EXPIRED


def test_nobody_else_speaks_for_an_adult(world: World) -> None:
    world.ages[IDRIS] = Age(18, 18)
    with pytest.raises(NoAuthority):
        world.give(PHOTO)
    with pytest.raises(NoAuthority):
        world.withdraw(PHOTO)


@pytest.mark.parametrize("capacity", [Capacity.SELF_ADULT, Capacity.SELF_EMANCIPATED])
def test_an_adult_says_yes_no_and_withdraws(world: World, capacity: Capacity) -> None:
    world.ages[IDRIS] = Age(18, 18)
    world.authorise(IDRIS, capacity=capacity)
    world.give(PHOTO, speaker=IDRIS)
    assert status(world, PHOTO) is Status.ACTIVE
    world.withdraw(PHOTO, speaker=IDRIS)
    assert status(world, PHOTO) is Status.WITHDRAWN
    world.refuse(DETAILS, speaker=IDRIS)
    assert status(world, DETAILS) is Status.REFUSED


def test_what_was_only_begun_is_asked_of_the_adult_anew(world: World) -> None:
    world.ages[IDRIS] = Age(12, 12)
    answer(world, PHOTO, Answer.NOT_ASKED)
    world.authorise(AMINA, assurance=Assurance.AL0)
    assert status(world, PHOTO) is Status.PENDING
    world.ages[IDRIS] = Age(18, 18)
    assert status(world, PHOTO) is Status.REQUESTED


def test_a_brake_holds_an_adult_too(world: World) -> None:
    world.ages[IDRIS] = Age(18, 18)
    world.consents.restrict(subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,))
    assert status(world, PHOTO) is Status.SUSPENDED


def test_many_are_judged_by_their_ages_too(world: World) -> None:
    world.ages[IDRIS] = Age(12, 12)
    asked = world.consents.decide_many(
        subjects=[IDRIS],
        purpose=PHOTO.code,
        operation="view",
        data_classes=PHOTO.data_classes,
        actor=NOOR,
    )
    assert asked == {IDRIS: world.decide(PHOTO)}
    assert not asked[IDRIS]
