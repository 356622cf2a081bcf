"""Made-up facts for the tests of this folder: any that a person could tell."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from hypothesis import strategies as st

from registry.description import (
    AgeRange,
    Calendar,
    Description,
    Family,
    Mark,
    Marks,
    PartialDate,
    PersonName,
    Relation,
    Relative,
    Withheld,
    codes,
    countries,
    languages,
    wording,
)
from registry.description.codes import Code
from registry.description.group import Group
from registry.description.shape import GROUPS
from registry.description.withheld import Prompt

_SIGNS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp"))


def lines(limit: int = 40) -> st.SearchStrategy[str]:
    """Any text a person can type on one line."""
    room = limit // 4  # some signs grow to several when they are composed
    return st.text(_SIGNS, min_size=1, max_size=room).filter(
        lambda text: wording.is_readable(text.translate(wording._DIRECTION))
    )


def names() -> st.SearchStrategy[PersonName]:
    """Any name, with or without Latin letters."""
    return st.builds(PersonName, lines(), st.none() | lines())


@st.composite
def days(draw: st.DrawFn) -> PartialDate:
    """Any date, known in whole or in part, in any calendar."""
    calendar = draw(st.sampled_from(Calendar))
    newest = {Calendar.PERSIAN: 1470, Calendar.HIJRI: 1500}.get(calendar, 2080)
    oldest = {Calendar.PERSIAN: 1290, Calendar.HIJRI: 1330}.get(calendar, 1910)
    year = draw(st.integers(oldest, newest))
    month = draw(st.none() | st.integers(1, calendar.months))
    day = draw(st.none() | st.integers(1, calendar.length(year, month))) if month else None
    return PartialDate(year, month, day, typed=draw(st.just("") | lines()), calendar=calendar)


def ages() -> st.SearchStrategy[AgeRange]:
    """Any age, said on any day."""
    return st.tuples(st.integers(0, 120), st.integers(0, 120), whole_days()).map(
        lambda drawn: AgeRange(min(drawn[:2]), max(drawn[:2]), drawn[2])
    )


def whole_days() -> st.SearchStrategy[date]:
    """Any day on which something can have been said."""
    return st.integers(0, 20_000).map(lambda count: date(1995, 1, 1) + timedelta(days=count))


_BY_TYPE: dict[str, st.SearchStrategy[object]] = {
    "PersonName": names(),
    "tuple[PersonName, ...]": st.lists(names(), max_size=3).map(tuple),
    "PartialDate": days(),
    "AgeRange": ages(),
    "bool": st.booleans(),
    "str": lines(),
    "int": st.integers(20, 230),
}


def groups(kind: type[Group]) -> st.SearchStrategy[Group]:
    """Any group of one kind, with any of its facts known or not."""
    parts: dict[type[Group], type[Group]] = {Marks: Mark, Family: Relative}
    if kind in parts:
        several = st.lists(groups(parts[kind]), max_size=2).map(tuple)
        return st.builds(kind, each=several)
    places = {place.name: str(place.type) for place in fields(kind)}
    return st.builds(kind, **{name: values(name, type_) for name, type_ in places.items()})


def values(name: str, annotation: str) -> st.SearchStrategy[object]:
    """Any value of a field, or none."""
    if name == "languages":
        return st.lists(st.sampled_from(sorted(languages())), max_size=3).map(tuple)
    if name == "nationality":
        return st.lists(st.sampled_from(sorted(countries())), max_size=3).map(tuple)
    bare = annotation.removesuffix(" | None")
    listed = getattr(codes, bare, None)
    if isinstance(listed, type) and issubclass(listed, Code):
        return st.none() | st.sampled_from(list(listed))
    if bare.startswith("tuple"):
        return _BY_TYPE[bare]
    return st.none() | _BY_TYPE[bare]


def descriptions() -> st.SearchStrategy[Description]:
    """Any description."""
    return st.builds(Description, **{name: groups(kind) for name, kind in GROUPS.items()})


def withheld() -> st.SearchStrategy[Withheld]:
    """Any answers to the prompts."""
    answers = st.dictionaries(st.sampled_from(list(Prompt)), lines())
    own = st.just((None, None)) | st.tuples(lines(), lines())
    return st.tuples(answers, own).map(lambda drawn: Withheld(drawn[0], *drawn[1]))


AMINA_SAYS = Relative(
    relation=Relation.MOTHER,
    name=PersonName("أمينة", "Amina"),
    is_caregiver=True,
    is_alive=True,
    location_current="Camp 4, tent 17",
    telephone="+000 55 55 55",
)
