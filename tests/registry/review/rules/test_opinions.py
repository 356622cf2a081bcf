"""What one person may sign, and what two signed outcomes make."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registry.errors import Conflict, Invalid
from registry.review.rules import (
    KINDS_NEEDED,
    Answer,
    Conclusion,
    Evidence,
    Judged,
    Outcome,
    arbitrate,
    combine,
    differing,
    evidence_of,
    is_row,
    kinds_agreeing,
    may_open_again,
    may_sign,
)
from registry.review.wording import EVIDENCE, LABELS, OUTCOMES

OUTCOME = st.sampled_from(Outcome)
ROW = st.builds(
    Judged,
    item=st.sampled_from([*sorted(LABELS), "third_party"]),
    answer=st.sampled_from(Answer),
    reason=st.sampled_from(["", " ", "the other knee"]),
    is_exposed=st.booleans(),
)
JUDGED = st.lists(ROW, max_size=12, unique_by=lambda row: row.item).map(tuple)
MOVE = Conclusion(Outcome.MOVE, "the scar", "nothing", "a photo")
SCAR = Judged("marks.scar", Answer.AGREES)
MOTHER = Judged("family.mother", Answer.AGREES)


def prompt(name: str, *, is_exposed: bool = False) -> Judged:
    return Judged(f"prompt.{name}", Answer.AGREES, is_exposed=is_exposed)


@given(JUDGED)
def test_a_move_rests_on_two_kinds_that_are_not_photos(judged: tuple[Judged, ...]) -> None:
    try:
        may_sign(replace(MOVE, judged=judged))
    except Invalid:
        return
    agreeing = {
        evidence_of(row.item)
        for row in judged
        if row.answer is Answer.AGREES and not row.is_exposed and is_row(row.item)
    } - {None}
    assert len(agreeing) >= KINDS_NEEDED


@given(JUDGED)
def test_photos_alone_never_suffice(judged: tuple[Judged, ...]) -> None:
    photos = tuple(row for row in judged if not is_row(row.item))
    with pytest.raises(Invalid):
        may_sign(replace(MOVE, judged=photos))


@given(JUDGED)
def test_every_unexplained_difference_needs_a_written_answer(judged: tuple[Judged, ...]) -> None:
    assume(any(row.answer is Answer.NOT_EXPLAINED and not row.reason.strip() for row in judged))
    with pytest.raises(Invalid):
        may_sign(replace(MOVE, judged=judged))


def test_a_row_left_unexplained_without_a_word_stops_a_move() -> None:
    differs = Judged("appearance.eyes", Answer.NOT_EXPLAINED, " ")
    with pytest.raises(Invalid, match="not explained"):
        may_sign(replace(MOVE, judged=(SCAR, MOTHER, differs)))


@given(JUDGED, OUTCOME)
def test_only_a_move_asks_for_evidence(judged: tuple[Judged, ...], outcome: Outcome) -> None:
    assume(outcome is not Outcome.MOVE)
    may_sign(replace(MOVE, outcome=outcome, judged=judged))


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("name", ["reasons_for", "reasons_against", "would_change"])
def test_every_outcome_needs_its_reasons(outcome: Outcome, name: str) -> None:
    conclusion = replace(MOVE, outcome=outcome, judged=(SCAR, MOTHER))
    silent = Conclusion(
        outcome=outcome,
        **{
            **{each: getattr(conclusion, each) for each in ("reasons_for", "reasons_against")},
            "would_change": conclusion.would_change,
            name: " ",
        },
        judged=conclusion.judged,
    )
    with pytest.raises(Invalid) as refused:
        may_sign(silent)
    assert refused.value.field == name


def test_one_prompt_is_not_enough_and_two_are_one_kind() -> None:
    assert kinds_agreeing([prompt("song")]) == frozenset()
    assert kinds_agreeing([prompt("song"), prompt("habit")]) == {Evidence.PROMPTS}


def test_a_prompt_that_was_opened_before_no_longer_counts() -> None:
    assert kinds_agreeing([prompt("song"), prompt("habit", is_exposed=True)]) == frozenset()


def test_an_explained_difference_is_no_agreement() -> None:
    assert kinds_agreeing([replace(SCAR, answer=Answer.AGREES_EXPLAINED)]) == frozenset()


def test_a_move_with_a_written_answer_to_each_difference_may_be_signed() -> None:
    differs = Judged("appearance.eyes", Answer.NOT_EXPLAINED, "the light was poor")
    may_sign(replace(MOVE, judged=(SCAR, MOTHER, differs)))


@given(OUTCOME, OUTCOME)
def test_it_does_not_matter_who_signed_first(first: Outcome, second: Outcome) -> None:
    assert combine(first, second) is combine(second, first)


@given(OUTCOME, OUTCOME)
def test_two_make_one_when_they_are_the_same_or_one_says_stop(
    first: Outcome, second: Outcome
) -> None:
    made = combine(first, second)
    if Outcome.STOP in {first, second}:
        assert made is Outcome.STOP
    elif first is second:
        assert made is first
    else:
        assert made is None


@given(OUTCOME, OUTCOME)
def test_no_move_without_two_who_say_move(first: Outcome, second: Outcome) -> None:
    if combine(first, second) is Outcome.MOVE:
        assert first is second is Outcome.MOVE


@given(OUTCOME, st.booleans())
def test_an_arbiter_may_move_only_when_something_new_came_in(
    outcome: Outcome,
    is_new: bool,  # noqa: FBT001 - drawn
) -> None:
    if outcome is Outcome.MOVE and not is_new:
        with pytest.raises(Invalid):
            arbitrate(outcome, has_new_evidence=is_new)
    else:
        assert arbitrate(outcome, has_new_evidence=is_new) is outcome


def test_rows_two_people_saw_differently() -> None:
    first = {"marks.scar": "agrees", "photos": "cannot_tell", "papers": "agrees"}
    second = {"photos": "agrees", "marks.scar": "agrees", "family.aunt": "agrees"}
    assert differing(first, second) == ("photos", "papers", "family.aunt")


@given(st.dictionaries(st.text(max_size=2), st.sampled_from("ab"), max_size=5))
def test_nobody_differs_from_themselves(judged: dict[str, str]) -> None:
    assert differing(judged, dict(judged)) == ()


@pytest.mark.parametrize("before", [None, Outcome.MOVE, Outcome.STOP])
def test_a_pair_that_is_open_or_settled_is_not_opened_again(before: Outcome | None) -> None:
    with pytest.raises(Conflict):
        may_open_again(before, has_new_evidence=True)


@pytest.mark.parametrize("before", [Outcome.NOT_ENOUGH, Outcome.DOES_NOT_AGREE])
def test_a_pair_comes_back_only_with_a_new_fact(before: Outcome) -> None:
    may_open_again(before, has_new_evidence=True)
    with pytest.raises(Conflict):
        may_open_again(before, has_new_evidence=False)


def test_every_outcome_and_kind_has_its_words() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert set(EVIDENCE) == set(Evidence)
