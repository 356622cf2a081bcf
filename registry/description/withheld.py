"""Facts only the family would know: the same eight prompts for every guardian and claimant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from registry.description.codes import Code, read_code
from registry.description.wording import one_line
from registry.errors import N_, Invalid

_LIMIT = 500


class Prompt(Code):
    """A fixed question. The words never change, so both sides answer the same thing."""

    HOME_NAME = "home_name", N_("What is the child called at home?")
    SONG = "song", N_("Is there a song or prayer the child knows from home?")
    SLEEPS_WITH = "sleeps_with", N_("What does the child sleep with?")
    CARES = "cares", N_("Who usually cares for the child?")
    REFUSED_FOOD = "refused_food", N_("Which food does the child refuse?")
    PET_OR_NEIGHBOUR = "pet_or_neighbour", N_("What is the name of a pet or a neighbour?")
    NEAR_HOME = "near_home", N_("What is there near the home?")
    HABIT = "habit", N_("Which habit do other people notice?")


@dataclass(frozen=True, repr=False)
class Withheld:
    """Answers to the prompts, and one question of the family's own. Never used to sign in."""

    answers: Mapping[Prompt, str] = field(default_factory=dict, hash=False)
    own_question: str | None = None
    own_answer: str | None = None

    def __post_init__(self) -> None:
        """Clean the answers, in the order of the prompts; a question needs its answer."""
        if (self.own_question is None) != (self.own_answer is None):
            raise Invalid(
                "own_question", N_("Write both your question and its answer, or neither.")
            )
        cleaned = {
            prompt: one_line(self.answers[prompt], prompt.value, _LIMIT)
            for prompt in Prompt
            if prompt in self.answers
        }
        object.__setattr__(self, "answers", MappingProxyType(cleaned))
        for name in ("own_question", "own_answer"):
            typed = getattr(self, name)
            if typed is not None:
                object.__setattr__(self, name, one_line(typed, name, _LIMIT))

    def __len__(self) -> int:
        """Count the answers, the family's own included."""
        return len(self.answers) + (self.own_answer is not None)

    def __repr__(self) -> str:
        """Keep the answers out of logs and error reports."""
        return f"Withheld({len(self)} answers)"

    def to_dict(self) -> dict[str, object]:
        """Give the answers as plain JSON."""
        told: dict[str, object] = {
            "answers": {prompt.value: answer for prompt, answer in self.answers.items()}
        }
        if self.own_question is not None:
            told |= {"own_question": self.own_question, "own_answer": self.own_answer}
        return told

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Withheld:
        """Read answers written by `to_dict`; unknown keys are ignored."""
        answers = told.get("answers", {})
        question, answer = told.get("own_question"), told.get("own_answer")
        if (
            not isinstance(answers, Mapping)
            or not all(isinstance(given, str) for given in answers.values())
            or not isinstance(question, str | None)
            or not isinstance(answer, str | None)
        ):
            raise Invalid("answers", N_("These answers cannot be read."))
        known = {prompt.value for prompt in Prompt}
        return cls(
            {
                read_code(Prompt, name, "answers"): given
                for name, given in answers.items()
                if name in known
            },
            question,
            answer,
        )
