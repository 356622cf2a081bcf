"""What only the family would know is kept in its fixed questions, and out of logs."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from registry.description import Prompt, Withheld
from registry.errors import Invalid
from tests.registry.description import facts


@given(facts.withheld())
def test_answers_survive_json(answers: Withheld) -> None:
    assert Withheld.from_dict(json.loads(json.dumps(answers.to_dict()))) == answers


def test_answers_stand_in_the_order_of_the_prompts_and_are_counted() -> None:
    told = Withheld({Prompt.HABIT: "hums", Prompt.SONG: " Nami  nami "}, "Our dog?", "Bobi")
    assert list(told.answers) == [Prompt.SONG, Prompt.HABIT]
    assert told.answers[Prompt.SONG] == "Nami nami"
    assert len(told) == 3
    assert len(Withheld()) == 0


def test_the_answers_cannot_be_changed_afterwards() -> None:
    given_answers = {Prompt.SONG: "Nami nami"}
    told = Withheld(given_answers)
    given_answers[Prompt.HABIT] = "hums"
    assert len(told) == 1
    with pytest.raises(TypeError):
        told.answers[Prompt.HABIT] = "hums"  # type: ignore[index]


def test_answers_never_appear_in_a_log() -> None:
    assert "nami" not in repr(Withheld({Prompt.SONG: "nami"}, "Our dog?", "Bobi")).lower()


@pytest.mark.parametrize("own", [("Our dog?", None), (None, "Bobi")])
def test_a_question_of_ones_own_needs_its_answer(own: tuple[str | None, str | None]) -> None:
    with pytest.raises(Invalid, match="both your question and its answer"):
        Withheld({}, *own)


def test_an_unreadable_answer_is_refused_by_its_prompt() -> None:
    with pytest.raises(Invalid) as refused:
        Withheld({Prompt.SONG: "\x00a"})
    assert refused.value.field == "song"
    with pytest.raises(Invalid) as refused:
        Withheld({}, "Our dog?", "a" * 501)
    assert refused.value.field == "own_answer"


def test_prompts_of_another_version_are_ignored() -> None:
    assert Withheld.from_dict({"answers": {"song": "nami", "shoe": "red"}, "later": 1}) == Withheld(
        {Prompt.SONG: "nami"}
    )


@pytest.mark.parametrize(
    "told",
    [
        {"answers": ["nami"]},
        {"answers": {"song": 3}},
        {"own_question": 3, "own_answer": "a"},
        {"own_question": "a", "own_answer": 3},
    ],
)
def test_what_are_no_answers_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Withheld.from_dict(told)
