"""A day may be known in part, and nothing about it is guessed."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.description import AgeRange, Calendar, PartialDate, Wording
from registry.errors import Invalid
from tests.registry.description import facts


@given(facts.days())
def test_a_date_survives_json(day: PartialDate) -> None:
    assert PartialDate.from_dict(json.loads(json.dumps(day.to_dict()))) == day


@given(facts.days())
def test_a_date_written_year_first_is_read_back(day: PartialDate) -> None:
    again = PartialDate.parse(str(day), calendar=day.calendar)
    assert (again.year, again.month, again.day) == (day.year, day.month, day.day)
    assert (again.earliest, again.latest) == (day.earliest, day.latest)
    assert again.typed == str(day)


@given(st.text(max_size=20))
def test_any_text_is_either_a_date_or_refused_with_a_sentence(text: str) -> None:
    with suppress(Invalid):
        assert PartialDate.parse(text).typed


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=3), st.sampled_from(Calendar))
def test_any_numbers_are_either_a_date_or_refused(parts: list[int], calendar: Calendar) -> None:
    text = "/".join(map(str, parts))
    with suppress(Invalid):
        day = PartialDate.parse(text, calendar=calendar)
        assert day.earliest <= day.latest


@pytest.mark.parametrize(
    ("typed", "year", "month", "day"),
    [
        ("2018", 2018, None, None),
        ("2018-03", 2018, 3, None),
        ("2018-3-9", 2018, 3, 9),
        ("2018 / 03 / 09", 2018, 3, 9),
        ("2018.03.09", 2018, 3, 9),
        ("٢٠١٨-٠٣-٠٩", 2018, 3, 9),
        ("२०१८–०३", 2018, 3, None),
        ("3/2018", 2018, 3, None),
        ("25/3/2018", 2018, 3, 25),
        ("3/25/2018", 2018, 3, 25),
        ("3/3/2018", 2018, 3, 3),
    ],
)
def test_a_date_is_read_as_it_is_typed(
    typed: str, year: int, month: int | None, day: int | None
) -> None:
    read = PartialDate.parse(f" {typed} ")
    assert (read.year, read.month, read.day, read.typed) == (year, month, day, typed)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("9/3/2018", "This can be read as two different days."),
        ("18", "The year must have 4 digits"),
        ("9/3/18", "The year must have 4 digits"),
        ("0018", "The year must have 4 digits"),
        ("1/1/9999", "The year must have 4 digits"),
        ("1850", "Look at the year again"),
        ("2018-13", "There is no such month"),
        ("2018-00-01", "There is no such month"),
        ("14/13/2018", "There is no such month"),
        ("2018-02-29", "That month has no such day"),
        ("2018-02-00", "That month has no such day"),
        ("31/2/2018", "That month has no such day"),
        ("last spring", "Write a year like 2019"),
        ("1-2-3-2018", "Write a year like 2019"),
        ("", "Write at least one letter"),
    ],
)
def test_what_cannot_be_one_day_is_sent_back_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as refused:
        PartialDate.parse(typed, field="date_of_birth")
    assert refused.value.field == "date_of_birth"
    assert "%(" not in refused.value.message % refused.value.values


def test_a_date_in_part_spans_every_day_it_can_mean() -> None:
    assert (PartialDate(2018).earliest, PartialDate(2018).latest) == (
        date(2018, 1, 1),
        date(2018, 12, 31),
    )
    assert PartialDate(2020, 2).latest == date(2020, 2, 29)
    assert PartialDate(2018, 3, 9).earliest == PartialDate(2018, 3, 9).latest == date(2018, 3, 9)


@pytest.mark.parametrize(
    ("calendar", "told", "meant"),
    [
        (Calendar.ETHIOPIAN, (2000, 1, 1), date(2007, 9, 12)),
        (Calendar.ETHIOPIAN, (2016, 1, 1), date(2023, 9, 12)),
        (Calendar.ETHIOPIAN, (2015, 13, 6), date(2023, 9, 11)),
        (Calendar.PERSIAN, (1403, 1, 1), date(2024, 3, 20)),
        (Calendar.PERSIAN, (1404, 1, 1), date(2025, 3, 21)),
        (Calendar.PERSIAN, (1399, 12, 30), date(2021, 3, 20)),
        (Calendar.PERSIAN, (1397, 7, 30), date(2018, 10, 22)),
    ],
)
def test_a_day_of_another_calendar_is_found_exactly(
    calendar: Calendar, told: tuple[int, int, int], meant: date
) -> None:
    day = PartialDate(*told, calendar=calendar)
    assert (day.earliest, day.latest) == (meant, meant)


@pytest.mark.parametrize(
    ("told", "meant"),
    [((1446, 9, 1), date(2025, 3, 1)), ((1445, 1, 1), date(2023, 7, 19))],
)
def test_a_hijri_day_is_given_a_day_either_way(told: tuple[int, int, int], meant: date) -> None:
    day = PartialDate(*told, calendar=Calendar.HIJRI)
    assert day.earliest < meant < day.latest
    assert (day.latest - day.earliest).days == 2


@pytest.mark.parametrize("calendar", list(Calendar))
def test_the_days_of_a_calendar_follow_one_another(calendar: Calendar) -> None:
    for year in range(1390, 1420):
        told = year + {Calendar.GREGORIAN: 600, Calendar.ETHIOPIAN: 600}.get(calendar, 0)
        for month in range(1, calendar.months + 1):
            assert calendar.length(told, month) in ({5, 6} if month == 13 else range(28, 32))


def test_there_is_no_thirteenth_month_but_in_ethiopia() -> None:
    assert PartialDate(2010, 13, 5, calendar=Calendar.ETHIOPIAN).latest == date(2018, 9, 10)
    with pytest.raises(Invalid, match="no such day"):
        PartialDate(2010, 13, 6, calendar=Calendar.ETHIOPIAN)
    with pytest.raises(Invalid, match="no such month"):
        PartialDate(1397, 13, calendar=Calendar.PERSIAN)


def test_the_first_of_january_often_means_unknown() -> None:
    assert PartialDate(2018, 1, 1).is_often_unknown
    assert not PartialDate(2018, 1).is_often_unknown
    assert not PartialDate(2018, 1, 2).is_often_unknown
    assert "often means not known" in PartialDate(2018, 1, 1).show()


def test_a_date_is_said_with_its_calendar_in_the_readers_words() -> None:
    day = PartialDate(1397, 7, calendar=Calendar.PERSIAN)
    assert day.show(Wording(say=str.upper)) == "1397-07 (PERSIAN CALENDAR)"
    assert PartialDate(2018).show() == "2018"


def test_a_date_or_an_age_never_appears_in_a_log() -> None:
    assert "2018" not in repr(PartialDate(2018))
    assert "6" not in repr(AgeRange(6, 6, date(2024, 1, 1)))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"year": "2018"},
        {"year": 2018, "month": "3"},
        {"year": 2018, "month": 3, "day": "9"},
        {"year": 2018, "typed": 2018},
        {"year": 2018, "calendar": "julian"},
        {"year": 2018, "day": 9},
    ],
)
def test_what_is_not_a_date_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        PartialDate.from_dict(told)


@given(facts.ages())
def test_an_age_survives_json(age: AgeRange) -> None:
    assert AgeRange.from_dict(json.loads(json.dumps(age.to_dict()))) == age
    assert age.earliest <= age.latest <= age.stated_on


def test_an_age_spans_the_days_of_birth_it_can_mean() -> None:
    age = AgeRange(5, 7, date(2024, 3, 1))
    assert (age.earliest, age.latest) == (date(2016, 3, 2), date(2019, 3, 1))
    leap = AgeRange(1, 1, date(2024, 2, 29))
    assert (leap.earliest, leap.latest) == (date(2022, 3, 1), date(2023, 2, 28))


def test_an_age_is_said_with_the_day_it_was_told() -> None:
    assert AgeRange(5, 7, date(2024, 3, 1)).show() == "5–7 years, as told on 2024-03-01"
    assert AgeRange(6, 6, date(2024, 3, 1)).show() == "6 years, as told on 2024-03-01"


@pytest.mark.parametrize(("typed", "low", "high"), [("6", 6, 6), ("5-7", 5, 7), ("٥ – ٧", 5, 7)])
def test_an_age_is_read_in_any_digits(typed: str, low: int, high: int) -> None:
    said_on = date(2024, 3, 1)
    assert AgeRange.parse(typed, stated_on=said_on) == AgeRange(low, high, said_on)


@pytest.mark.parametrize("typed", ["six", "7-5", "121", "-1", "1-2-3"])
def test_an_age_nobody_has_is_sent_back(typed: str) -> None:
    with pytest.raises(Invalid, match="Write an age in years") as refused:
        AgeRange.parse(typed, stated_on=date(2024, 3, 1), field="child_age")
    assert refused.value.field == "child_age"


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"low": "5", "high": 7, "stated_on": "2024-03-01"},
        {"low": 5, "high": 7, "stated_on": 20240301},
        {"low": 5, "high": 7, "stated_on": "March"},
        {"low": 7, "high": 5, "stated_on": "2024-03-01"},
    ],
)
def test_what_is_not_an_age_is_refused(told: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        AgeRange.from_dict(told)
