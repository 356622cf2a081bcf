"""Acts: what may be recorded, once, and what is refused without a trace."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from consent import (
    ActKind,
    Answer,
    Assurance,
    Brake,
    Capacity,
    Catalogue,
    ConsentError,
    DataClass,
    NoAuthority,
    NothingShown,
    NotPossible,
    Reason,
    Status,
    TooFewPeople,
    UnknownBasis,
    UnknownNotice,
    UnknownPurpose,
    WiderThanShown,
)
from tests.consent.world import (
    AGENCY,
    AMINA,
    CARE,
    DETAILS,
    EXPRESSION,
    HOST,
    IDRIS,
    LINA,
    NOOR,
    NOTICES,
    PARTNER,
    PHOTO,
    PURPOSES,
    TOMAS,
    YUSUF,
    World,
    retired,
)


def test_a_yes_says_what_was_shown_and_how(world: World) -> None:
    shown = world.show(DETAILS)
    act = world.consents.give(shown, DETAILS.code, details={"months": "12"})
    assert act.presentation == shown.ref
    assert act.shown == shown.shown[0]
    assert act.expression == EXPRESSION
    assert act.data_classes == DETAILS.data_classes
    assert act.until == world.clock.at + timedelta(days=365)
    assert act.details == {"months": "12"}
    assert world.consents.facts(IDRIS)[-1] == act


def test_a_yes_may_be_narrower_and_shorter(world: World) -> None:
    until = world.clock.at + timedelta(days=10)
    classes = frozenset({DataClass.DETAILS})
    act = world.consents.give(world.show(DETAILS), DETAILS.code, classes=classes, until=until)
    assert (act.data_classes, act.until) == (classes, until)
    assert world.denied(DETAILS).reasons == (Reason.CLASS_NOT_COVERED,)
    assert world.decide(DETAILS, classes=classes)


@pytest.mark.parametrize("days", [731, 5000])
def test_no_yes_lasts_longer_than_its_purpose(world: World, days: int) -> None:
    act = world.give(DETAILS, until=world.clock.at + timedelta(days=days))
    assert act.until == world.clock.at + timedelta(days=730)


def test_no_yes_lasts_longer_than_the_authority(world: World) -> None:
    end = world.clock.at + timedelta(days=20)
    world.authorise(valid_until=end)
    assert world.give(DETAILS).until == end


def test_no_yes_lasts_longer_than_its_words(world: World) -> None:
    end = world.clock.at + timedelta(days=20)
    notices = [replace(each, version=2, retired_at=end) for each in NOTICES]
    later = world.with_catalogue(Catalogue(PURPOSES, [CARE], notices))
    shown = later.consents.present(
        subject=IDRIS, speaker=AMINA, notices=notices, expression=EXPRESSION
    )
    assert later.consents.give(shown, DETAILS.code).until == end


def test_a_yes_that_is_already_over_is_not_possible(world: World) -> None:
    with pytest.raises(NotPossible):
        world.give(DETAILS, until=world.clock.at)


def test_handed_in_twice_it_is_one_act(world: World) -> None:
    shown = world.show()
    for say in (world.consents.give, world.consents.refuse, world.consents.defer):
        code = {"give": DETAILS.code, "refuse": PHOTO.code, "defer": PARTNER.code}[say.__name__]
        first = say(shown, code)
        size = world.store.size()
        world.clock.move(minutes=1)
        assert say(shown, code) == first
        assert world.store.size() == size


def test_an_old_form_sent_again_undoes_no_withdrawal(world: World) -> None:
    shown = world.show(DETAILS)
    act = world.consents.give(shown, DETAILS.code)
    world.withdraw(DETAILS)
    assert world.consents.give(shown, DETAILS.code) == act
    assert world.consents.standing(IDRIS).status(DETAILS.code) is Status.WITHDRAWN


def test_a_no_is_said_once(world: World) -> None:
    first = world.refuse(PHOTO)
    assert world.refuse(PHOTO) == first
    assert world.withdraw(PHOTO) == first


def test_what_was_not_shown_cannot_be_answered(world: World) -> None:
    shown = world.show(DETAILS)
    with pytest.raises(NothingShown):
        world.consents.give(shown, PHOTO.code)
    with pytest.raises(NothingShown):
        world.consents.give(replace(shown, speaker=YUSUF), DETAILS.code)
    with pytest.raises(NothingShown):
        world.consents.give(replace(shown, subject=LINA), DETAILS.code)
    with pytest.raises(UnknownPurpose):
        world.consents.give(shown, "else")


def test_an_answer_to_an_older_version_of_the_purpose_does_not_count(world: World) -> None:
    shown = world.show(DETAILS)
    newer = replace(DETAILS, version=2)
    later = world.with_catalogue(Catalogue([newer], [], NOTICES))
    with pytest.raises(NothingShown):
        later.consents.give(shown, DETAILS.code)


def test_an_answer_to_retired_words_does_not_count(world: World) -> None:
    shown = world.show(DETAILS)
    for notices in ([], [retired(each, world.clock.at) for each in NOTICES]):
        later = world.with_catalogue(Catalogue(PURPOSES, [], notices))
        with pytest.raises(UnknownNotice):
            later.consents.give(shown, DETAILS.code)


def test_a_recipient_who_was_not_named_is_not_covered(world: World) -> None:
    with pytest.raises(WiderThanShown):
        world.consents.give(world.show(PARTNER), PARTNER.code, recipient=AGENCY)


def test_classes_that_were_not_named_are_not_covered(world: World) -> None:
    with pytest.raises(WiderThanShown):
        world.consents.give(world.show(DETAILS), DETAILS.code, classes=frozenset({DataClass.PHOTO}))


def test_only_words_in_use_may_be_shown(world: World) -> None:
    notice = NOTICES[0]
    wrong = [
        replace(notice, body=("Other words.",)),
        replace(notice, version=9),
    ]
    for each in wrong:
        with pytest.raises(UnknownNotice):
            world.consents.present(
                subject=IDRIS, speaker=AMINA, notices=[each], expression=EXPRESSION
            )


@pytest.mark.parametrize(
    "state",
    [
        World.show,
        lambda world: world.authorise(YUSUF, capacity=Capacity.NONE_DETERMINED),
        lambda world: world.authorise(YUSUF, valid_until=world.clock.at),
    ],
)
def test_without_authority_nobody_answers(world: World, state: Callable[[World], object]) -> None:
    state(world)
    world.give(PHOTO)
    for say in (world.consents.give, world.consents.refuse, world.consents.defer):
        with pytest.raises(NoAuthority):
            say(world.show(DETAILS, speaker=YUSUF), DETAILS.code)
    with pytest.raises(NoAuthority):
        world.withdraw(PHOTO, speaker=YUSUF)
    with pytest.raises(NoAuthority):
        world.consents.withdraw_all(subject=IDRIS, speaker=YUSUF, expression=EXPRESSION)
    assert world.decide(PHOTO)


def test_a_presentation_is_found_again_by_its_reference(world: World) -> None:
    shown = world.show(DETAILS)
    assert world.consents.presentation(IDRIS, shown.ref) == shown
    assert world.consents.presentation(LINA, shown.ref) is None
    assert world.consents.presentation(IDRIS, "presentation:1") is None


# ── taking back ──────────────────────────────────────────────────────────────────────────────


def test_a_withdrawal_closes_at_once(world: World) -> None:
    world.give(PHOTO)
    permit = world.permit(PHOTO)
    act = world.withdraw(PHOTO)
    assert act.kind is ActKind.WITHDRAW
    assert not world.consents.is_current(permit)
    assert not world.decide(PHOTO)
    assert world.withdraw(PHOTO) == act


def test_withdrawing_one_purpose_leaves_the_others(world: World) -> None:
    world.give(DETAILS)
    world.give(PHOTO)
    world.withdraw(PHOTO)
    assert world.decide(DETAILS)


def test_withdrawing_the_purpose_that_ends_all_ends_all(world: World) -> None:
    world.give(DETAILS)
    world.give(PHOTO)
    world.give(PARTNER, recipient=AGENCY)
    act = world.withdraw(DETAILS)
    assert (act.kind, act.purpose) == (ActKind.WITHDRAW, DETAILS.code)
    assert world.consents.standing(IDRIS).grants == ()


def test_withdrawing_all_covers_every_recipient_and_repeats_itself(world: World) -> None:
    world.give(PHOTO)
    world.give(PARTNER, recipient=AGENCY)
    world.refuse(PARTNER)
    acts = world.consents.withdraw_all(subject=IDRIS, speaker=AMINA, expression=EXPRESSION)
    assert [(act.purpose, act.recipient) for act in acts] == [
        (PHOTO.code, HOST),
        (PARTNER.code, AGENCY),
    ]
    again = world.consents.withdraw_all(subject=IDRIS, speaker=AMINA, expression=EXPRESSION)
    assert again == acts


def test_withdrawing_all_reaches_a_purpose_no_longer_declared(world: World) -> None:
    world.give(PHOTO)
    later = world.with_catalogue(Catalogue([DETAILS], [], NOTICES))
    later.authorise()
    acts = later.consents.withdraw_all(subject=IDRIS, speaker=AMINA, expression=EXPRESSION)
    assert [act.purpose for act in acts] == [PHOTO.code]


def test_withdrawing_what_nobody_declared_is_unknown(world: World) -> None:
    with pytest.raises(UnknownPurpose):
        world.withdraw(replace(PHOTO, code="else"))


# ── brakes, bases, assent ────────────────────────────────────────────────────────────────────


def test_a_restriction_and_its_end_need_somebody(world: World) -> None:
    with pytest.raises(TooFewPeople):
        world.consents.restrict(subject=IDRIS, brake=Brake.SAFETY, people=())
    placed = world.consents.restrict(subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,))
    with pytest.raises(TooFewPeople):
        world.consents.lift(subject=IDRIS, restriction=placed.ref, people=())


def test_a_restriction_on_one_purpose_leaves_the_others(world: World) -> None:
    world.give(DETAILS)
    world.give(PHOTO)
    world.consents.restrict(
        subject=IDRIS, brake=Brake.SAFETY, people=(NOOR,), codes=frozenset({PHOTO.code})
    )
    assert world.decide(DETAILS)
    assert world.denied(PHOTO).reasons == (Reason.RESTRICTED, Reason.NOT_ACTIVE)


@pytest.mark.parametrize("people", [(), (NOOR,), (NOOR, NOOR)])
def test_a_basis_needs_as_many_different_people_as_its_kind_asks(
    world: World, people: tuple[str, ...]
) -> None:
    with pytest.raises(TooFewPeople):
        world.consents.record_basis(subject=IDRIS, kind=CARE.code, people=people)


def test_a_basis_is_never_wider_or_longer_than_its_kind(world: World) -> None:
    basis = world.consents.record_basis(
        subject=IDRIS,
        kind=CARE.code,
        people=(NOOR, TOMAS),
        until=world.clock.at + timedelta(days=900),
        classes=frozenset({DataClass.DETAILS, DataClass.PHOTO}),
        reference="claim:1",
    )
    assert basis.until == world.clock.at + timedelta(days=90)
    assert basis.data_classes == frozenset({DataClass.DETAILS})
    assert basis.reference == "claim:1"
    with pytest.raises(UnknownBasis):
        world.consents.record_basis(subject=IDRIS, kind="whim", people=(NOOR, TOMAS))


def test_a_basis_for_no_class_opens_nothing(world: World) -> None:
    basis = world.consents.record_basis(
        subject=IDRIS, kind=CARE.code, people=(NOOR, TOMAS), classes=frozenset()
    )
    assert basis.data_classes == frozenset()


def test_ending_a_basis_that_is_not_open_writes_nothing(world: World) -> None:
    epoch = world.consents.epoch_of(IDRIS)
    world.consents.end_basis(subject=IDRIS, kind=CARE.code, by=NOOR)
    assert world.consents.epoch_of(IDRIS) == epoch


def test_a_child_is_asked_about_known_purposes_only(world: World) -> None:
    with pytest.raises(UnknownPurpose):
        world.consents.record_assent(
            subject=IDRIS,
            purpose="else",
            answer=Answer.YES,
            reason="asked",
            heard_by=NOOR,
            expression=EXPRESSION,
        )


# ── references and moments ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text", ["Amina Haddad", "amina@example.org", "+491511234567", "", "x" * 129, "a\nb", "\u0639"]
)
def test_facts_hold_no_names_addresses_or_words(world: World, text: str) -> None:
    size = world.store.size()
    attempts: list[Callable[[], object]] = [
        lambda: world.authorise(text),
        lambda: world.give(DETAILS, recipient=text),
        lambda: world.consents.restrict(subject=text, brake=Brake.SAFETY, people=(NOOR,)),
        lambda: world.consents.give(world.show(PHOTO), PHOTO.code, details={"note": text}),
        lambda: world.consents.give(world.show(DETAILS), DETAILS.code, details={text: "note"}),
    ]
    for attempt in attempts:
        with pytest.raises(ConsentError) as caught:
            attempt()
        assert not text or text not in str(caught.value)
    assert all(text not in entry.detail.decode() for entry in world.store.every_entry()) or not text
    assert world.store.size() <= size + 2  # the two showings


def test_a_moment_without_a_zone_is_refused(world: World) -> None:
    with pytest.raises(ConsentError):
        world.authorise(valid_until=datetime(2027, 1, 1))  # noqa: DTZ001


def test_facts_are_stamped_in_their_order_whatever_the_clock_says(world: World) -> None:
    first = world.show(DETAILS)
    world.clock.move(hours=-3)
    second = world.show(PHOTO)
    assert second.recorded_at == first.recorded_at


def test_every_fact_raises_the_epoch_of_its_subject_only(world: World) -> None:
    before = world.consents.epoch_of(IDRIS)
    world.authorise(subject=LINA, assurance=Assurance.AL1)
    world.show(DETAILS)
    assert world.consents.epoch_of(IDRIS) == before + 1
    assert world.consents.epoch_of(LINA) == 1
