"""What each stage shows, as frozen facts: opened for this one look, and for nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from registry.claims import sides
from registry.claims.sides import Side
from registry.description import Row, RowState, Wording, compare
from registry.description.wording import PLAIN
from registry.errors import Absent
from registry.review.operations.context import Told, context_of, own_words_of, papers_of
from registry.review.operations.names import names_of
from registry.review.operations.photographs import Pictured, are_weak, pictured
from registry.review.operations.prompts import Prompted, prompted
from registry.review.operations.standing import Desk, sides_of
from registry.review.rules import GROUPS_OF, Feature, Stage
from registry.work import Work

FEATURES: Final = tuple(f"feature.{feature.value}" for feature in Feature)


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """One stage as it is laid before a reviewer: ■ on the left, ▲ on the right."""

    stage: Stage
    both: tuple[Side, Side]
    asked: tuple[str, ...] = ()
    """The rows a person judges here."""
    unasked: tuple[str, ...] = ()
    """The rows one side knows nothing of: the machine notes "not given"."""
    names: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    prompts: tuple[Prompted, ...] = ()
    pictures: tuple[tuple[Pictured, ...], tuple[Pictured, ...]] = ((), ())
    is_weak: bool = False
    told: tuple[tuple[Told, ...], tuple[Told, ...]] = ((), ())
    words: tuple[Told, ...] = ()
    """The child's own words, where there are any."""


def sheet_of(work: Work, desk: Desk, stage: Stage, wording: Wording = PLAIN) -> Sheet:
    """Lay one opened stage out; each stage opens only what it shows."""
    if stage not in desk.steps.opened:
        raise Absent
    sheet = Sheet(stage, sides_of(work.session, desk.review))
    return LAYING_OUT[stage](work, desk, sheet, wording)


def _names(work: Work, desk: Desk, sheet: Sheet, _: Wording) -> Sheet:
    return replace(sheet, names=names_of(work, sheet.both, desk.id))


def _alone(work: Work, _desk: Desk, sheet: Sheet, _: Wording) -> Sheet:
    is_claim = sheet.stage is Stage.CLAIM_PHOTOS
    photos = pictured(work, sheet.both[is_claim])
    item = "alone.claim" if is_claim else "alone.registered"
    return replace(
        sheet,
        pictures=((), photos) if is_claim else (photos, ()),
        asked=(item,) if photos else (),
        unasked=() if photos else (item,),
    )


def _photos(work: Work, _desk: Desk, sheet: Sheet, _: Wording) -> Sheet:
    left, right = (pictured(work, side) for side in sheet.both)
    is_both = bool(left and right)
    return replace(
        sheet,
        pictures=(left, right),
        is_weak=are_weak(left, right),
        asked=(*FEATURES, "photos") if is_both else (),
        unasked=() if is_both else ("photos",),
    )


def _rows(work: Work, _desk: Desk, sheet: Sheet, wording: Wording) -> Sheet:
    left, right = (sides.describe(work, side.ref) for side in sheet.both)
    rows = tuple(
        row for row in compare(left, right, wording) if row.group in GROUPS_OF[sheet.stage]
    )
    one_sided = {RowState.LEFT_ONLY, RowState.RIGHT_ONLY}
    return replace(
        sheet,
        rows=rows,
        asked=tuple(row.key for row in rows if row.state is RowState.BOTH),
        unasked=tuple(row.key for row in rows if row.state in one_sided),
    )


def _prompts(work: Work, desk: Desk, sheet: Sheet, _: Wording) -> Sheet:
    prompts = prompted(work, desk, sheet.both)
    one_sided = [each for each in prompts if (each.claim is None) is each.is_given]
    return replace(
        sheet,
        prompts=prompts,
        asked=tuple(each.item for each in prompts if each.is_revealed),
        unasked=tuple(each.item for each in one_sided),
    )


def _papers(work: Work, _desk: Desk, sheet: Sheet, wording: Wording) -> Sheet:
    left, right = (papers_of(work, side, wording) for side in sheet.both)
    return replace(
        sheet,
        told=(left, right),
        asked=("papers",) if right else (),
        unasked=() if right else ("papers",),
    )


def _context(work: Work, _desk: Desk, sheet: Sheet, wording: Wording) -> Sheet:
    left, right = (context_of(work, side, wording) for side in sheet.both)
    words = tuple(line for side in sheet.both for line in own_words_of(work, side, wording))
    return replace(sheet, told=(left, right), words=words, asked=("own_words",) if words else ())


def _nothing(_work: Work, _desk: Desk, sheet: Sheet, _: Wording) -> Sheet:
    return sheet


LayOut = Callable[[Work, Desk, Sheet, Wording], Sheet]
LAYING_OUT: Final[Mapping[Stage, LayOut]] = MappingProxyType(
    {
        Stage.CONFLICT: _names,
        Stage.CLAIM_PHOTOS: _alone,
        Stage.REGISTERED_PHOTOS: _alone,
        Stage.PHOTOS: _photos,
        Stage.MARKS: _rows,
        Stage.FACTS: _rows,
        Stage.PROMPTS: _prompts,
        Stage.PAPERS: _papers,
        Stage.CONTEXT: _context,
        Stage.CONCLUSION: _nothing,
    }
)
