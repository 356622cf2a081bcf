"""How what was told is said again, in the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import get_locale, gettext

from registry.children.views.words import rows, withheld_rows, wording
from registry.claims import parts
from registry.claims.operations.finding import Told
from registry.claims.operations.reading import Row
from registry.claims.views.doors import page_url
from registry.description import Family, Group, Marks
from registry.errors import N_
from registry.search.reasons import Reason, Side, Verdict, words

_VERDICTS = {
    Verdict.AGREE: N_("What agrees"),
    Verdict.NEAR: N_("What is close"),
    Verdict.DIFFERS: N_("What differs"),
    Verdict.NOT_GIVEN: N_("What cannot be compared"),
}
_SIDES = {
    Side.FIRST: N_("not given by the side that looks"),
    Side.SECOND: N_("not given by the side that holds"),
}


def language() -> str:
    """The page's language."""
    return str(get_locale() or "en")


def entries(told: Group | None) -> list[str]:
    """The marks or people of a list, a line each."""
    if isinstance(told, Marks | Family):
        return [each.show(wording()) for each in told.each]
    return []


def sections(door: str, row: Row, told: Told) -> list[dict[str, Any]]:
    """Every page of a claim with what it says, under the parts it belongs to."""
    return [
        {
            "title": gettext(page.label),
            "href": page_url(door, row.id, page.name),
            "rows": _rows(page.name, told),
            "is_unseen": page.name in told.unseen,
            "needed": page.needed and page.name not in told.answered,
        }
        for page in parts.pages(row.kind)
        if page.name != "photos"
    ]


def _rows(page: str, told: Told) -> list[dict[str, Any]]:
    if page == "withheld":
        return withheld_rows(told.withheld)
    group = told.groups.get(page)
    if group is None:
        return []
    if isinstance(group, Marks | Family):
        return [{"label": gettext(group.title), "value": entries(group)}]
    return rows(group)


def reasons(found: Iterable[Reason]) -> list[dict[str, Any]]:
    """Reasons in words under what they say: agree, alike, differ, not given."""
    told = list(found)
    return [
        {
            "title": gettext(title),
            "lines": [
                (
                    gettext(words(reason)),
                    gettext(_SIDES[reason.side]) if reason.side in _SIDES else None,
                )
                for reason in told
                if reason.verdict is verdict
            ],
        }
        for verdict, title in _VERDICTS.items()
    ]
