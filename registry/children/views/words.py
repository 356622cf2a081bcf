"""How what a family told is said to it again, in the page's language."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from flask_babel import format_date, get_locale, gettext

from registry.children.forms.stated import CAPACITIES
from registry.children.operations.reading import Overview
from registry.description import GROUPS, Group, Withheld, Wording
from registry.errors import N_

LISTS = ("marks", "family")


def wording() -> Wording:
    """The reader's language."""
    return Wording(gettext, str(get_locale() or "en"))


def rows(group: Group) -> list[dict[str, Any]]:
    """What is known in one group, as label and value; a guardian sees every line of it."""
    said: list[dict[str, Any]] = []
    for place in fields(group):
        value = getattr(group, place.name)
        if value is not None and value != ():
            asked = place.metadata["asked"]
            words = list(asked.kind.show(value, wording()))
            said.append({"label": gettext(asked.label), "value": _single(words)})
    return said


def sections(seen: Overview) -> list[dict[str, Any]]:
    """Everything that can be told, part by part: its rows, and the page that changes it."""
    if seen.told is None:
        return []
    told = seen.told
    groups = told.description.groups()
    asked = [name for name in GROUPS if name != "separation" or _is_separation_told(seen)]
    said = [
        _section(name, GROUPS[name].title, rows(groups[name]), is_group=name not in LISTS)
        for name in asked
    ]
    health = [{"label": gettext(N_("In your words")), "value": told.health}]
    return [
        *said,
        _section("health", N_("Health and help needed"), health if told.health else []),
        _section("sensitive", N_("Nationality, ethnic group, faith"), rows(told.sensitive)),
        _section("withheld", N_("Things only family would know"), withheld_rows(told.withheld)),
    ]


def whereabouts(apart_since: str | None) -> str:
    """Together, or apart since when."""
    if apart_since is None:
        return str(gettext(N_("Together")))
    if not apart_since:
        return str(gettext(N_("Apart")))
    return str(gettext(N_("Apart since %(day)s"), day=about(apart_since)))


def about(day: str) -> str:
    """A day known in part, as the reader writes it."""
    year, month, *rest = (*map(int, day.split("-")), 0)[:3]
    if not month:
        return str(year)
    pattern = "long" if rest and rest[0] else "MMMM y"
    return str(format_date(date(year, month, (rest[0] if rest else 0) or 1), pattern))


def withheld_rows(told: Withheld) -> list[dict[str, Any]]:
    """The things only the family would know, under their questions."""
    said = [{"label": gettext(each.label), "value": text} for each, text in told.answers.items()]
    if told.own_question:
        said.append({"label": told.own_question, "value": told.own_answer or ""})
    return said


def tie(capacity: str, with_others: str) -> list[str]:
    """What a guardian is to the child, and who else decides, in words."""
    others = {
        "sole": N_("You decide alone."),
        "any": N_("Somebody else decides too, and each of you may decide alone."),
        "all": N_("Somebody else decides too, and you decide together."),
    }
    known = dict(CAPACITIES)
    return [gettext(known.get(capacity, capacity)), gettext(others[with_others])]


def _section(
    name: str, title: str, told: list[dict[str, Any]], *, is_group: bool = False
) -> dict[str, Any]:
    endpoint = "children.group" if is_group else f"children.{name}"
    return {"name": name, "title": gettext(title), "rows": told, "endpoint": endpoint}


def _is_separation_told(seen: Overview) -> bool:
    if seen.apart_since is not None:
        return True
    return seen.told is not None and bool(seen.told.description.separation)


def _single(words: list[str]) -> str | list[str]:
    return words[0] if len(words) == 1 else words
