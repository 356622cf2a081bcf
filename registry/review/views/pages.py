"""What the pages of a review have in common: the rail of stages, and words for what they show."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import get_locale, gettext

from registry.claims.sides import Side
from registry.description import Wording
from registry.errors import N_
from registry.review.operations.reading import OwnDesk
from registry.review.rules import GROWING, ORDERS, Judged, Stage, State, stage_of
from registry.review.wording import (
    ANSWERS,
    EVIDENCE,
    GROWTH,
    LABELS,
    OUTCOMES,
    STAGES,
    TITLES,
    WHAT_OPENS,
)


def wording() -> Wording:
    """The reader's language."""
    return Wording(gettext, str(get_locale() or "en"))


def shown(own: OwnDesk | None = None) -> dict[str, Any]:
    """The words every page of a review may use, and the rail and side names of one pair."""
    words: dict[str, Any] = {
        "answers": {code.value: gettext(said) for code, said in ANSWERS.items()},
        "hints": {f"feature.{each}": gettext(GROWTH) for each in GROWING},
        "evidence": {code.value: gettext(said) for code, said in EVIDENCE.items()},
        "labels": {item: gettext(said) for item, said in LABELS.items()},
        "opens": {stage: gettext(said) for stage, said in WHAT_OPENS.items()},
        "outcomes": {code.value: gettext(said) for code, said in OUTCOMES.items()},
        "stage_names": {stage: gettext(said) for stage, said in STAGES.items()},
        "titles": {name: gettext(said) for name, said in TITLES.items()},
    }
    if own is None:
        return words
    return words | {"rail": rail(own), "side_names": side_names(own.line.both)}


def side_names(both: tuple[Side, Side]) -> dict[str, str]:
    """What the two sides are called: a shape and a word, alike in weight."""
    words = {"child": N_("registered"), "found": N_("child in care")}
    return {
        place: f"{shape} {gettext(words.get(side.kind, N_('claim')))}"
        for place, shape, side in zip(("left", "right"), "■▲", both, strict=True)
    }


def rail(own: OwnDesk) -> list[dict[str, Any]]:
    """The stages in this reviewer's order, counted from one; those opened can be looked at."""
    is_at_work = own.line.state is State.TO_DO and not own.is_gone
    return [
        {
            "number": place,
            "stage": stage,
            "label": gettext(STAGES[stage]),
            "state": "done" if stage in own.steps.closed else "later",
            "href": _href(own, stage) if is_at_work else None,
        }
        for place, stage in enumerate(_order(own), start=1)
    ]


def place_of(own: OwnDesk, stage: Stage) -> int:
    """The place of a stage on the rail."""
    return _order(own).index(stage) + 1


def sections(judged: tuple[Judged, ...]) -> list[tuple[Stage, list[Judged]]]:
    """What was noted, stage by stage, in the order of the rows."""
    places = {item: place for place, item in enumerate(LABELS)}
    found: dict[Stage, list[Judged]] = {}
    for each in sorted(judged, key=lambda row: places[row.item]):
        found.setdefault(stage_of(each.item), []).append(each)
    return sorted(found.items())


def _order(own: OwnDesk) -> tuple[Stage, ...]:
    return ORDERS[own.steps.order]


def _href(own: OwnDesk, stage: Stage) -> str | None:
    if stage not in own.steps.closed and stage is not own.line.turn:
        return None
    return url_for("review.stage", assignment_id=own.line.id, number=int(stage))
