"""What the clock and the declarations of today make of a line."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consent import Assurance, Catalogue, MemoryStore, Notice, Purpose, Reason, Status
from consent.judging import Judged, judge
from tests.consent.world import (
    AMINA,
    BANDS,
    CARE,
    IDRIS,
    NOTICES,
    PHOTO,
    PURPOSES,
    START,
    World,
    a_sole_guardian,
)

NEW_WORDS = Notice(PHOTO.code, 2, 1, "adult", "en", "Your photo", ("Something has changed.",))


@pytest.fixture
def world() -> World:
    made = a_sole_guardian(MemoryStore())
    made.give(PHOTO)
    return made


def declared(world: World, purpose: Purpose) -> World:
    """The same facts under another declaration of the photo."""
    others = [each for each in PURPOSES if each.code != purpose.code]
    catalogue = Catalogue([*others, purpose], [CARE], [*NOTICES, NEW_WORDS], BANDS)
    return world.with_catalogue(catalogue)


def status(world: World) -> Status:
    return world.consents.standing(IDRIS).status(PHOTO.code)


def test_a_new_version_asks_again_by_a_day_and_until_then_the_old_yes_stands(world: World) -> None:
    later = declared(world, replace(PHOTO, version=2, reconsent_by=START + timedelta(days=30)))
    assert later.decide(PHOTO)
    assert status(later) is Status.ACTIVE
    later.clock.move(days=30)
    assert status(later) is Status.EXPIRED
    assert Reason.VERSION_CHANGED in later.denied(PHOTO).reasons
    later.give(PHOTO)
    assert later.decide(PHOTO)


def test_a_new_version_without_such_a_day_ends_the_old_yes_at_once(world: World) -> None:
    later = declared(world, replace(PHOTO, version=2))
    assert status(later) is Status.EXPIRED
    assert not later.decide(PHOTO)


@pytest.mark.parametrize("version", [0, 3])
def test_only_the_version_before_this_one_lasts(world: World, version: int) -> None:
    by = START + timedelta(days=30)
    assert not declared(world, replace(PHOTO, version=version, reconsent_by=by)).decide(PHOTO)


def test_past_a_month_without_papers_it_is_hidden_and_not_ended(world: World) -> None:
    world.authorise(assurance=Assurance.AL1)
    later = declared(world, replace(PHOTO, raise_to=Assurance.AL2, raise_within_days=30))
    later.clock.move(days=29, hours=23)
    assert later.decide(PHOTO)
    later.clock.move(hours=1)
    assert later.denied(PHOTO).reasons == (Reason.ASSURANCE_TOO_LOW,)
    assert status(later) is Status.ACTIVE
    later.authorise(assurance=Assurance.AL2)
    assert later.decide(PHOTO)


def test_a_purpose_no_longer_declared_opens_nothing_and_can_be_ended(world: World) -> None:
    gone = world.with_catalogue(Catalogue(PURPOSES[:1], [CARE], NOTICES, BANDS))
    standing = gone.consents.standing(IDRIS)
    assert Reason.UNKNOWN_PURPOSE in standing.hurdles(PHOTO.code)
    assert not standing.grants
    assert standing.status(PHOTO.code).is_live


def test_a_line_kept_from_before_is_judged_by_the_purposes_of_today(world: World) -> None:
    line = world.consents.standing(IDRIS).line(PHOTO.code)
    gone = Catalogue(PURPOSES[:1], [CARE], NOTICES, BANDS)
    assert judge(line, gone, None, START) == Judged(
        Status.ACTIVE, frozenset({Reason.UNKNOWN_PURPOSE})
    )


def test_a_question_nobody_answers_lapses_and_may_be_asked_again() -> None:
    world = a_sole_guardian(MemoryStore())
    world.show(PHOTO)
    world.clock.move(days=29)
    assert status(world) is Status.REQUESTED
    world.clock.move(days=1)
    assert status(world) is Status.LAPSED
    world.show(PHOTO)
    assert status(world) is Status.REQUESTED
    world.consents.defer(world.show(PHOTO), PHOTO.code)
    world.clock.move(days=30)
    assert status(world) is Status.LAPSED


def test_an_answer_put_off_for_too_long_may_be_asked_for_again() -> None:
    world = a_sole_guardian(MemoryStore())
    world.consents.defer(world.show(PHOTO), PHOTO.code)
    world.clock.move(days=30)
    world.show(PHOTO)
    assert status(world) is Status.REQUESTED


def test_a_longest_time_that_was_shortened_shortens_what_was_given(world: World) -> None:
    later = declared(world, replace(PHOTO, max_days=10))
    assert later.consents.standing(IDRIS).until(PHOTO.code) == START + timedelta(days=10)


def test_a_yes_that_is_not_whole_lapses_with_its_end(world: World) -> None:
    world.authorise(AMINA, assurance=Assurance.AL0)
    assert status(world) is Status.PENDING
    world.clock.move(days=365)
    assert status(world) is Status.LAPSED


def test_a_clock_that_lags_a_little_undoes_nothing(world: World) -> None:
    world.withdraw(PHOTO)
    world.clock.move(seconds=-4)
    assert status(world) is Status.WITHDRAWN
    assert not world.decide(PHOTO)
