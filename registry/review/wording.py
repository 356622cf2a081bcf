"""How stages, answers, rows and outcomes are said to the people of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from registry.description import GROUPS, Description, Prompt
from registry.errors import N_
from registry.review.rules import Answer, Evidence, Feature, Outcome, Stage

STAGES: Final[Mapping[Stage, str]] = MappingProxyType(
    {
        Stage.CONFLICT: N_("Do you know anybody?"),
        Stage.CLAIM_PHOTOS: N_("Photos of the claim"),
        Stage.REGISTERED_PHOTOS: N_("Photos of the record"),
        Stage.PHOTOS: N_("Photos side by side"),
        Stage.MARKS: N_("Marks and looks"),
        Stage.FACTS: N_("Names, ages, places, family"),
        Stage.PROMPTS: N_("Family prompts"),
        Stage.PAPERS: N_("Papers"),
        Stage.CONTEXT: N_("Context"),
        Stage.CONCLUSION: N_("Conclusion"),
    }
)

WHAT_OPENS: Final[Mapping[Stage, str]] = MappingProxyType(
    {
        Stage.CONFLICT: N_("The names of the people in this case, among invented names."),
        Stage.CLAIM_PHOTOS: N_("The photos of the claim alone. Note how much can be seen."),
        Stage.REGISTERED_PHOTOS: N_("The photos of the record alone. Note how much can be seen."),
        Stage.PHOTOS: N_("The photos of both sides, beside each other, with their days."),
        Stage.MARKS: N_("What each side tells of looks, marks, clothes and things carried."),
        Stage.FACTS: N_("What each side tells of names, ages, places and family."),
        Stage.PROMPTS: N_("Answers only the family would know: one side first, then the other."),
        Stage.PAPERS: N_("Which papers there are. Numbers are covered but for their last signs."),
        Stage.CONTEXT: N_("Who says this, since when, and as what."),
        Stage.CONCLUSION: N_("Your notes once more. Then you sign."),
    }
)

ANSWERS: Final[Mapping[Answer, str]] = MappingProxyType(
    {
        Answer.AGREES: N_("Agrees"),
        Answer.AGREES_EXPLAINED: N_("Agrees, difference explained"),
        Answer.CANNOT_TELL: N_("Cannot tell"),
        Answer.MAY_BE_EXPLAINED: N_("Differs, may be explained"),
        Answer.NOT_EXPLAINED: N_("Differs, not explained"),
        Answer.NOT_GIVEN: N_("Not given by one side"),
        Answer.SOME_AGREE: N_("Some of it agrees"),
        Answer.CLEAR: N_("Most of the face can be seen"),
        Answer.PARTLY_CLEAR: N_("Some of the face can be seen"),
        Answer.NOT_CLEAR: N_("Too little can be seen"),
    }
)

FEATURES: Final[Mapping[Feature, str]] = MappingProxyType(
    {
        Feature.HEAD_SHAPE: N_("Shape of the head"),
        Feature.HAIRLINE: N_("Hairline and crown"),
        Feature.FOREHEAD: N_("Forehead"),
        Feature.BROWS: N_("Brows"),
        Feature.EYES: N_("Eyes"),
        Feature.NOSE: N_("Nose"),
        Feature.CHEEKS: N_("Cheeks and dimples"),
        Feature.MOUTH: N_("Mouth"),
        Feature.TEETH: N_("Teeth, milk or adult"),
        Feature.CHIN: N_("Chin and jaw"),
        Feature.LEFT_EAR: N_("Left ear"),
        Feature.RIGHT_EAR: N_("Right ear"),
        Feature.MARKS: N_("Each mark on the face"),
        Feature.ASYMMETRY: N_("What is not the same on both halves"),
    }
)

GROWTH: Final = N_("This changes with growth.")

EVIDENCE: Final[Mapping[Evidence, str]] = MappingProxyType(
    {
        Evidence.MARKS: N_("marks"),
        Evidence.PROMPTS: N_("family prompts"),
        Evidence.PAPERS: N_("papers"),
        Evidence.FAMILY_OR_PLACE: N_("family or place"),
        Evidence.THIRD_PARTY: N_("a third person"),
    }
)

OUTCOMES: Final[Mapping[Outcome, str]] = MappingProxyType(
    {
        Outcome.MOVE: N_("Enough agrees to move to in-person verification"),
        Outcome.NOT_ENOUGH: N_("Not enough yet: ask for more"),
        Outcome.DOES_NOT_AGREE: N_("Does not agree"),
        Outcome.STOP: N_("Stop: a concern about safety or honesty"),
    }
)


def _labels() -> dict[str, str]:
    rows = {row.key: row.label for row in Description().rows()}
    features = {f"feature.{feature.value}": words for feature, words in FEATURES.items()}
    prompts = {f"prompt.{prompt.value}": prompt.label for prompt in Prompt}
    return {
        "alone.claim": N_("How much can be seen in these photos?"),
        "alone.registered": N_("How much can be seen in these photos?"),
        "photos": N_("Taken together, what do the photos say?"),
        "papers": N_("Do the papers bear out what is told?"),
        "own_words": N_("Do the child’s own words fit the other side?"),
        **rows,
        **features,
        **prompts,
    }


LABELS: Final[Mapping[str, str]] = MappingProxyType(_labels())
"""Every row that can be judged, by its key."""

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {name: group.title for name, group in GROUPS.items()}
)
"""The groups of rows, by the first part of their keys."""
