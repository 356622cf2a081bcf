"""From a description to its traits: which facts are taken, and how each is folded.

Left out on purpose: photos, looks, health, papers, addresses, telephones, where anybody is now,
sensitive and withheld facts, and every free text but names, places and clothes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from registry.description import (
    Code,
    Description,
    EventKind,
    MarkKind,
    Names,
    PartialDate,
    Person,
    PersonName,
    Relative,
    Sex,
)
from registry.search.names import Name, fold
from registry.search.shape import VERSION, BodyMark, Kin, Traits
from registry.search.windows import Window

__all__ = ["VERSION", "BodyMark", "Kin", "Traits", "Window", "traits_of"]

# A date or age that was guessed is believed to within this.
_GUESS_DAYS = 366
# Codes of one language under several names.
_ONE_LANGUAGE = {"prs": "fa", "pes": "fa", "arb": "ar", "kmr": "ku"}
# What kind of place it is, which some write and others do not.
_KINDS_OF_PLACE = """
    the of in near city town village camp district province region state street quarter
    mdina madina qria qaria mkhim mukhayyam shara mhafdha wlaia shhr shahr
    gorod selo derevnya ulitsa oblast rayon ketema woreda kebele nagar ganv gaon
"""
_UNTOLD_BY_SOME = frozenset(_KINDS_OF_PLACE.split())
_SHORTEST_GARMENT = 3
_NO_GARMENT = frozenset({"and", "the", "with", "his", "her", "une", "les", "des", "mit", "und"})


def traits_of(description: Description, *, today: date) -> Traits:
    """Derive the traits of a description. Nothing is believed to have happened after `today`."""
    places, separation = description.places, description.separation
    event = description.event
    return Traits(
        names=_own_names(description.names),
        family=tuple(kin for kin in map(_kin, description.family) if kin.names),
        sex=_code(description.person.sex, Sex.OTHER),
        born=_born(description.person, today),
        languages=tuple(
            sorted({_ONE_LANGUAGE.get(code, code) for code in description.person.languages})
        ),
        origin=_places(places.location_birth),
        last_place=_places(places.location_last),
        separation_place=_places(separation.location, separation.evacuation_from, event.place),
        separated=_separated(description, today),
        event=_code(event.kind, EventKind.OTHER),
        marks=tuple(
            mark
            for mark in (
                BodyMark(_code(told.kind, MarkKind.OTHER), _code(told.place), _code(told.side))
                for told in description.marks
            )
            if mark.kind or mark.place
        ),
        clothes=_garments(description.belongings.clothing, description.belongings.carried),
    )


def _own_names(names: Names) -> tuple[Name, ...]:
    """Fold every name of the child. A name given after the separation is none the family knows."""
    if names.given_after:
        names = replace(names, name=None)
    return _folded(names.name, names.nickname, *names.other, names.answers_to)


def _kin(told: Relative) -> Kin:
    return Kin(_code(told.relation), told.is_caregiver is True, _folded(told.name, told.nickname))


def _folded(*names: PersonName | None) -> tuple[Name, ...]:
    """Fold names as written and in Latin letters, each once, in an order of their own."""
    texts = (text for name in names if name for text in (name.full, name.latin) if text)
    return _once(fold(text) for text in texts)


def _places(*told: str | None) -> tuple[Name, ...]:
    """Fold names of places, without the words for what kind of place it is."""
    folded = (fold(text) for text in told if text)
    return _once(
        tuple(word for word in words if word not in _UNTOLD_BY_SOME) or words for words in folded
    )


def _garments(*told: str | None) -> Name:
    words = {word for text in told if text for word in fold(text)}
    return tuple(sorted(word for word in words - _NO_GARMENT if len(word) >= _SHORTEST_GARMENT))


def _born(person: Person, today: date) -> Window | None:
    """The days of birth: from the date when there is one, else from the age when it was stated."""
    told = person.date_of_birth or person.age
    if told is None:
        return None
    if isinstance(told, PartialDate) and told.is_often_unknown:
        told = PartialDate(told.year, calendar=told.calendar)
    window = Window(told.earliest, told.latest)
    return (window.widened(_GUESS_DAYS) if person.estimated else window).until(today)


def _separated(description: Description, today: date) -> Window | None:
    """The days on which child and family came apart; an event without an end goes on until now."""
    event = description.event
    for told in (description.separation.date, description.separation.evacuation_date):
        if told is not None:
            return Window(told.earliest, told.latest).until(today)
    if event.since is None:
        return None
    last = event.until.latest if event.until else today
    return Window(event.since.earliest, max(last, event.since.earliest)).until(today)


def _code(code: Code | None, unsaid: Code | None = None) -> str | None:
    """Give the stored value of a code; "something else" says nothing that can be compared."""
    return None if code is None or code is unsaid else code.value


def _once(names: Iterable[Name]) -> tuple[Name, ...]:
    return tuple(sorted({name for name in names if name}))
