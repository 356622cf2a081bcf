"""The decision: each reason for a no, alone; and the yes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consent import (
    Assurance,
    BasisKind,
    Brake,
    Catalogue,
    DataClass,
    Denied,
    Ground,
    MemoryStore,
    Permit,
    Purpose,
    Reason,
    Status,
    WithOthers,
)
from consent.deciding import Moment, decide, decide_on_basis
from consent.permits import Question
from consent.standing import Line
from tests.consent.world import (
    AGENCY,
    AMINA,
    CARE,
    CATALOGUE,
    DETAILS,
    HOST,
    IDRIS,
    LINA,
    NOOR,
    NOTICES,
    PARTNER,
    PHOTO,
    PURPOSES,
    START,
    TOMAS,
    World,
    a_sole_guardian,
    retired,
)

NOTICE = CATALOGUE.notice(DETAILS.code, "adult", "en")
LINE = Line(
    purpose=DETAILS.code,
    recipient=HOST,
    status=Status.ACTIVE,
    version=1,
    until=START + timedelta(days=365),
    assurance=Assurance.AL1,
    data_classes=DETAILS.data_classes,
    notice=NOTICE.ref,
    digest=NOTICE.digest,
    act="act:1",
)
MOMENT = Moment(START, START, 4)
QUESTION = Question(IDRIS, DETAILS.code, "view", frozenset({DataClass.DETAILS}), NOOR, HOST)


def test_an_active_line_gives_a_permit_for_five_minutes() -> None:
    assert decide(QUESTION, LINE, MOMENT, CATALOGUE) == Permit(
        ground=Ground.CONSENT,
        ground_ref="act:1",
        subject=IDRIS,
        purpose=DETAILS.code,
        operation="view",
        data_classes=frozenset({DataClass.DETAILS}),
        actor=NOOR,
        recipient=HOST,
        epoch=4,
        issued_at=START,
        expires_at=START + timedelta(minutes=5),
    )


def test_a_permit_ends_with_the_grant_if_that_is_sooner() -> None:
    line = LINE._replace(until=START + timedelta(minutes=2))
    permit = decide(QUESTION, line, MOMENT, CATALOGUE)
    assert isinstance(permit, Permit)
    assert permit.expires_at == START + timedelta(minutes=2)


SLOW = MOMENT._replace(newest=START + timedelta(seconds=5, microseconds=1))


@pytest.mark.parametrize(
    ("question", "line", "moment", "reason"),
    [
        (QUESTION._replace(purpose="else"), LINE, MOMENT, Reason.UNKNOWN_PURPOSE),
        (QUESTION._replace(operation="sell"), LINE, MOMENT, Reason.UNKNOWN_OPERATION),
        (QUESTION._replace(actor=""), LINE, MOMENT, Reason.UNKNOWN_ACTOR),
        (QUESTION, LINE, SLOW, Reason.CLOCK_BEHIND),
        (QUESTION, LINE._replace(status=Status.SUSPENDED), MOMENT, Reason.NOT_ACTIVE),
        (QUESTION, LINE._replace(until=START), MOMENT, Reason.NOT_ACTIVE),
        (QUESTION, LINE._replace(until=None), MOMENT, Reason.NOT_ACTIVE),
        (QUESTION, LINE._replace(version=2), MOMENT, Reason.VERSION_CHANGED),
        (QUESTION, LINE._replace(digest="0" * 64), MOMENT, Reason.NOTICE_NOT_IN_USE),
        (QUESTION, LINE._replace(notice="other"), MOMENT, Reason.NOTICE_NOT_IN_USE),
        (QUESTION, LINE._replace(assurance=Assurance.AL0), MOMENT, Reason.ASSURANCE_TOO_LOW),
        (
            QUESTION._replace(data_classes=frozenset({DataClass.DETAILS, DataClass.PHOTO})),
            LINE,
            MOMENT,
            Reason.CLASS_NOT_COVERED,
        ),
        (
            QUESTION,
            LINE._replace(data_classes=frozenset({DataClass.HEALTH})),
            MOMENT,
            Reason.CLASS_NOT_COVERED,
        ),
        *(
            (QUESTION, LINE._replace(hurdles=frozenset({hurdle})), MOMENT, hurdle)
            for hurdle in (Reason.RESTRICTED, Reason.DISSENT, Reason.CO_CONSENT_MISSING)
        ),
    ],
)
def test_each_reason_alone_is_enough_for_a_no(
    question: Question, line: Line, moment: Moment, reason: Reason
) -> None:
    answer = decide(question, line, moment, CATALOGUE)
    assert answer == Denied((reason,))
    assert not answer


def test_all_reasons_are_told_together() -> None:
    line = LINE._replace(status=Status.SUSPENDED, hurdles=frozenset({Reason.RESTRICTED}))
    answer = decide(QUESTION._replace(actor=""), line, MOMENT, CATALOGUE)
    assert answer == Denied((Reason.UNKNOWN_ACTOR, Reason.RESTRICTED, Reason.NOT_ACTIVE))


def test_a_class_of_an_unknown_name_is_covered_by_nothing() -> None:
    classes: frozenset[DataClass] = frozenset({"face"})  # type: ignore[arg-type]
    answer = decide(QUESTION._replace(data_classes=classes), LINE, MOMENT, CATALOGUE)
    assert answer == Denied((Reason.CLASS_NOT_COVERED,))


def test_the_purpose_of_today_is_what_counts() -> None:
    raised = replace(DETAILS, assurance=Assurance.AL2)
    assert decide(QUESTION, LINE, MOMENT, Catalogue([raised], [], NOTICES)) == Denied(
        (Reason.ASSURANCE_TOO_LOW,)
    )
    narrowed = replace(DETAILS, data_classes=frozenset({DataClass.HEALTH}))
    assert decide(QUESTION, LINE, MOMENT, Catalogue([narrowed], [], NOTICES)) == Denied(
        (Reason.CLASS_NOT_COVERED,)
    )


def test_five_seconds_of_a_slow_clock_are_borne(world: World) -> None:
    world.give(DETAILS)
    world.clock.move(seconds=-5)
    assert world.decide(DETAILS)
    world.clock.move(seconds=-1)
    assert world.denied(DETAILS).reasons == (Reason.CLOCK_BEHIND,)


def test_an_unknown_subject_is_denied(world: World) -> None:
    world.give(DETAILS)
    assert not world.decide(DETAILS, subject=LINA)
    assert world.consents.epoch_of(LINA) == 0


def test_a_grant_for_one_recipient_says_nothing_of_another(world: World) -> None:
    world.give(PARTNER, recipient=AGENCY)
    assert world.decide(PARTNER, recipient=AGENCY)
    assert not world.decide(PARTNER, recipient="agency:other")
    assert not world.decide(PARTNER)


def test_a_retired_notice_ends_what_rests_on_it(world: World) -> None:
    world.give(DETAILS)
    at = world.clock.at + timedelta(days=1)
    notices = [retired(each, at) for each in NOTICES]
    later = world.with_catalogue(Catalogue(PURPOSES, [CARE], notices))
    assert later.decide(DETAILS)
    later.clock.move(days=1)
    assert later.denied(DETAILS).reasons == (Reason.NOTICE_NOT_IN_USE,)


def test_a_purpose_taken_out_of_the_catalogue_is_denied(world: World) -> None:
    world.give(PHOTO)
    later = world.with_catalogue(Catalogue([DETAILS], [], NOTICES))
    assert later.denied(PHOTO).reasons == (Reason.UNKNOWN_PURPOSE,)
    assert later.consents.standing(IDRIS).grants == ()


def test_standing_tells_what_is_in_force(world: World) -> None:
    act = world.give(DETAILS)
    world.refuse(PHOTO)
    standing = world.consents.standing(IDRIS)
    assert standing.status(DETAILS.code) is Status.ACTIVE
    assert standing.status(PHOTO.code) is Status.REFUSED
    assert standing.status(PARTNER.code) is Status.NONE
    assert standing.until(DETAILS.code) == act.until
    assert standing.until(PARTNER.code) is None
    assert standing.assurance(AMINA) is Assurance.AL2
    assert standing.assurance(NOOR) is Assurance.AL0
    assert [grant.act for grant in standing.grants] == [act.ref]
    assert standing.purposes == {DETAILS.code}


# ── grounds other than consent ───────────────────────────────────────────────────────────────


def on_care(world: World, **other: object) -> Permit | Denied:
    asked: dict[str, object] = {
        "subject": IDRIS,
        "kind": CARE.code,
        "operation": "view",
        "data_classes": frozenset({DataClass.DETAILS}),
        "actor": NOOR,
    }
    return world.consents.decide_on_basis(**{**asked, **other})  # type: ignore[arg-type]


def record_care(world: World) -> str:
    basis = world.consents.record_basis(subject=IDRIS, kind=CARE.code, people=(NOOR, TOMAS))
    return basis.ref


def test_a_basis_gives_a_permit_that_names_it(world: World) -> None:
    ref = record_care(world)
    permit = on_care(world)
    assert isinstance(permit, Permit)
    assert (permit.ground, permit.ground_ref, permit.purpose) == (Ground.BASIS, ref, CARE.code)
    assert world.consents.is_current(permit)
    assert world.consents.standing(IDRIS).grants == ()


def reasons_of(answer: Permit | Denied) -> tuple[Reason, ...]:
    assert isinstance(answer, Denied)
    return answer.reasons


def test_without_a_basis_there_is_no_permit(world: World) -> None:
    assert reasons_of(on_care(world)) == (Reason.BASIS_NOT_OPEN,)
    assert reasons_of(on_care(world, kind="whim")) == (Reason.UNKNOWN_BASIS,)


def test_a_basis_opens_only_its_classes_and_only_to_somebody(world: World) -> None:
    record_care(world)
    photo = frozenset({DataClass.PHOTO})
    assert reasons_of(on_care(world, data_classes=photo)) == (Reason.CLASS_NOT_COVERED,)
    assert reasons_of(on_care(world, actor="")) == (Reason.UNKNOWN_ACTOR,)
    world.clock.move(seconds=-6)
    assert reasons_of(on_care(world)) == (Reason.CLOCK_BEHIND,)


def test_a_basis_ends_with_its_date_or_when_it_is_ended(world: World) -> None:
    record_care(world)
    world.clock.move(days=90)
    assert reasons_of(on_care(world)) == (Reason.BASIS_NOT_OPEN,)
    record_care(world)
    permit = on_care(world)
    assert isinstance(permit, Permit)
    world.consents.end_basis(subject=IDRIS, kind=CARE.code, by=NOOR)
    assert not world.consents.is_current(permit)
    assert reasons_of(on_care(world)) == (Reason.BASIS_NOT_OPEN,)


def test_a_brake_holds_a_basis_only_if_it_names_it(world: World) -> None:
    record_care(world)
    world.consents.restrict(subject=IDRIS, brake=Brake.DISPUTE, people=(NOOR,))
    assert on_care(world)
    world.consents.restrict(
        subject=IDRIS, brake=Brake.COURT_ORDER, people=(NOOR, TOMAS), codes=frozenset({CARE.code})
    )
    assert reasons_of(on_care(world)) == (Reason.RESTRICTED,)


def test_a_basis_opens_no_more_than_its_kind_does_today() -> None:
    world = a_sole_guardian(MemoryStore())
    record_care(world)
    narrower = BasisKind(CARE.code, frozenset({DataClass.NOTES}), 90, 2)
    later = world.with_catalogue(Catalogue(PURPOSES, [narrower], NOTICES))
    assert reasons_of(on_care(later)) == (Reason.CLASS_NOT_COVERED,)


def test_a_basis_recorded_by_too_few_for_the_rule_of_today_is_denied() -> None:
    world = a_sole_guardian(MemoryStore())
    record_care(world)
    stricter = BasisKind(CARE.code, CARE.data_classes, 90, 3)
    later = world.with_catalogue(Catalogue(PURPOSES, [stricter], NOTICES))
    assert reasons_of(on_care(later)) == (Reason.BASIS_NOT_OPEN,)


def test_an_unreadable_history_denies_a_basis_too() -> None:
    world = a_sole_guardian(MemoryStore())
    record_care(world)
    standing = replace(world.consents.standing(IDRIS), is_readable=False)
    question = QUESTION._replace(purpose=CARE.code)
    moment = Moment(world.clock.at, world.clock.at, 2)
    assert decide_on_basis(question, standing, moment, CATALOGUE) == Denied((Reason.UNKNOWN_FACT,))


# ── many at once, and permits in use ─────────────────────────────────────────────────────────


def test_many_are_judged_as_each_would_be(world: World) -> None:
    world.give(DETAILS)
    answers = world.consents.decide_many(
        subjects=[IDRIS, LINA],
        purpose=DETAILS.code,
        operation="view",
        data_classes=DETAILS.data_classes,
        actor=NOOR,
    )
    assert answers == {each: world.decide(DETAILS, subject=each) for each in (IDRIS, LINA)}
    assert answers[IDRIS]
    assert not answers[LINA]


@pytest.mark.parametrize("purpose", [DETAILS, PHOTO])
def test_a_permit_dies_with_any_new_fact_about_its_subject(world: World, purpose: Purpose) -> None:
    world.give(purpose)
    permit = world.permit(purpose)
    assert world.consents.is_current(permit)
    world.authorise(with_others=WithOthers.SOLE, subject=LINA)
    assert world.consents.is_current(permit)
    world.show(PARTNER)
    assert not world.consents.is_current(permit)


def test_a_permit_dies_of_age_and_of_a_slow_clock(world: World) -> None:
    world.give(DETAILS)
    permit = world.permit(DETAILS)
    world.clock.move(seconds=-6)
    assert not world.consents.is_current(permit)
    world.clock.move(seconds=6, minutes=5)
    assert not world.consents.is_current(permit)


def test_a_permit_from_the_future_is_not_current(world: World) -> None:
    world.give(DETAILS)
    world.clock.move(minutes=4)
    permit = world.permit(DETAILS)
    world.clock.move(seconds=-5)
    assert world.consents.is_current(permit)
    world.clock.move(seconds=-1)
    assert not world.consents.is_current(permit)
