"""Which photo stands in which pane, and what is said under it."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from registry.review import rules
from registry.review.operations.photographs import Pictured
from registry.review.operations.reading import StageView


def chosen(view: StageView, left: str | None, right: str | None) -> dict[str, Any]:
    """The two panes: the photos asked for, or the first of each side, and what lies between."""
    if view.sheet is None:
        return {}
    one, other = (
        _pick(pictures, wanted)
        for pictures, wanted in zip(view.sheet.pictures, (left, right), strict=True)
    )
    picked = {"left": one.id if one else "", "right": other.id if other else ""}
    return {
        "left": _pane(view, one),
        "right": _pane(view, other),
        "others": [
            _others(view, place, picked, pictures)
            for place, pictures in zip(("left", "right"), view.sheet.pictures, strict=True)
        ],
        "between": _between(one, other),
    }


def _pick(pictures: tuple[Pictured, ...], wanted: str | None) -> Pictured | None:
    asked = next((each for each in pictures if each.id == wanted), None)
    return asked or (pictures[0] if pictures else None)


def _pane(view: StageView, picture: Pictured | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    src = url_for(
        "review.photo", assignment_id=view.desk.line.id, photo_id=picture.id, size="large"
    )
    return {"src": src, "larger_href": src, "taken": _taken(picture), "age": _age(picture)}


def _taken(picture: Pictured) -> str:
    if picture.taken_about is None:
        return str(_("day not known"))
    return str(_("taken about %(day)s", day=picture.taken_about))


def _age(picture: Pictured) -> str:
    age = picture.shot.age
    if age is None:
        return str(_("age then not known"))
    if age == 0:
        return str(_("under 1 year old then"))
    return str(ngettext("about %(num)s year old then", "about %(num)s years old then", age))


def _others(
    view: StageView, place: str, picked: dict[str, str], pictures: tuple[Pictured, ...]
) -> list[dict[str, Any]]:
    """Links to the other photos of one side, while the other side stays as it is."""
    where: dict[str, Any] = {
        "assignment_id": view.desk.line.id,
        "number": int(view.stage),
        **picked,
    }
    return [
        {
            "href": url_for("review.stage", **{**where, place: each.id}),
            "label": _("Photo %(number)s", number=number),
            "is_shown": each.id == picked[place],
        }
        for number, each in enumerate(pictures, start=1)
    ]


def _between(one: Pictured | None, other: Pictured | None) -> str:
    if one is None or other is None:
        return ""
    gap = rules.gap_years(one.shot, other.shot)
    if gap is None:
        return str(_("How much time lies between these two photos is not known."))
    if gap == 0:
        return str(_("Less than a year lies between these two photos."))
    return str(
        ngettext(
            "About %(num)s year lies between these two photos.",
            "About %(num)s years lie between these two photos.",
            gap,
        )
    )
