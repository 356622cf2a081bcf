"""What is judged: the rows, the answers each may get, and which kind of evidence each is."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from registry.errors import N_, Invalid


class Answer(StrEnum):
    """What was seen in one row; it says nothing of how strong it is."""

    AGREES = "agrees"
    AGREES_EXPLAINED = "agrees_explained"
    CANNOT_TELL = "cannot_tell"
    MAY_BE_EXPLAINED = "differs_may_be_explained"
    NOT_EXPLAINED = "differs_not_explained"
    NOT_GIVEN = "not_given"
    """By one side at least; the machine sets it, nobody judges it."""
    SOME_AGREE = "some_agree"
    """The most that may be said of photos when likeness says little."""
    CLEAR = "clear"
    PARTLY_CLEAR = "partly_clear"
    NOT_CLEAR = "not_clear"
    """How much can be seen in the photos of one side alone."""


class Feature(StrEnum):
    """What is looked at in two photos, one after another; adapted to children."""

    HEAD_SHAPE = "head_shape"
    HAIRLINE = "hairline"
    FOREHEAD = "forehead"
    BROWS = "brows"
    EYES = "eyes"
    NOSE = "nose"
    CHEEKS = "cheeks"
    MOUTH = "mouth"
    TEETH = "teeth"
    CHIN = "chin"
    LEFT_EAR = "left_ear"
    RIGHT_EAR = "right_ear"
    MARKS = "marks"
    ASYMMETRY = "asymmetry"


class Evidence(StrEnum):
    """Kinds of evidence that are not photos; a move needs two of them."""

    MARKS = "marks"
    PROMPTS = "prompts"
    PAPERS = "papers"
    FAMILY_OR_PLACE = "family_or_place"
    THIRD_PARTY = "third_party"


GROWING: Final = frozenset(
    {Feature.HEAD_SHAPE, Feature.HAIRLINE, Feature.NOSE, Feature.TEETH, Feature.CHIN}
)
"""They change with growth, so a difference there is never "not explained" by itself."""

COMPARED: Final = (
    Answer.AGREES,
    Answer.AGREES_EXPLAINED,
    Answer.CANNOT_TELL,
    Answer.MAY_BE_EXPLAINED,
    Answer.NOT_EXPLAINED,
)
SEEN: Final = (
    Answer.AGREES,
    Answer.CANNOT_TELL,
    Answer.MAY_BE_EXPLAINED,
    Answer.NOT_EXPLAINED,
)
ALONE: Final = (Answer.CLEAR, Answer.PARTLY_CLEAR, Answer.NOT_CLEAR)
LIKENESS: Final = (
    Answer.AGREES,
    Answer.SOME_AGREE,
    Answer.CANNOT_TELL,
    Answer.MAY_BE_EXPLAINED,
    Answer.NOT_EXPLAINED,
)
OWES_REASON: Final = frozenset(
    {Answer.AGREES_EXPLAINED, Answer.MAY_BE_EXPLAINED, Answer.NOT_EXPLAINED}
)

_EVIDENCE: Final = {
    "marks": Evidence.MARKS,
    "prompt": Evidence.PROMPTS,
    "papers": Evidence.PAPERS,
    "family": Evidence.FAMILY_OR_PLACE,
    "places": Evidence.FAMILY_OR_PLACE,
    "third_party": Evidence.THIRD_PARTY,
}


def evidence_of(item: str) -> Evidence | None:
    """Which kind of evidence a row is; None for photos and for what proves nothing by itself."""
    return _EVIDENCE.get(_group(item))


def is_row(item: str) -> bool:
    """Is it a row of two sides, rather than a look at photos?"""
    return _group(item) not in {"alone", "feature", "photos"}


def is_compared(item: str) -> bool:
    """Does it hold two sides against each other, rather than look at one alone?"""
    return _group(item) != "alone"


def choices_of(item: str, *, is_weak: bool = False) -> tuple[Answer, ...]:
    """The answers a person may give to one row; weak photos agree in some at the most."""
    group, _dot, name = item.partition(".")
    if group == "alone":
        return ALONE
    if group == "photos":
        return tuple(each for each in LIKENESS if each is not Answer.AGREES or not is_weak)
    if group == "feature":
        return tuple(
            each for each in SEEN if each is not Answer.NOT_EXPLAINED or name not in GROWING
        )
    return COMPARED


def needs_reason(item: str, answer: Answer) -> bool:
    """Is a reason in words owed? A feature of a face owes one only for what stays unexplained."""
    if _group(item) == "feature":
        return answer is Answer.NOT_EXPLAINED
    return answer in OWES_REASON


def faults(item: str, answer: Answer | None, reason: str, *, is_weak: bool) -> Invalid | None:
    """What is still owed for one row, as the sentence to show at it."""
    if answer is None:
        return Invalid(f"{item}.answer", N_("Choose what you saw. “Cannot tell” is an answer."))
    if answer not in choices_of(item, is_weak=is_weak):
        return Invalid(f"{item}.answer", N_("Choose one of the answers on the list."))
    if needs_reason(item, answer) and not reason.strip():
        return Invalid(f"{item}.reason", N_("Say in a few words what differs."))
    return None


def _group(item: str) -> str:
    return item.partition(".")[0]
