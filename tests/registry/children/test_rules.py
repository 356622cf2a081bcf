"""What an enrolment needs, in which order it goes, and what a day or an age comes to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import Assurance, Capacity, WithOthers
from registry.children import parts, rules
from registry.children.parts import NEEDED, PARTS
from registry.children.rules import Progress, Relationship, Whereabouts
from registry.description import (
    AgeRange,
    Calendar,
    Names,
    PartialDate,
    Person,
    PersonName,
    Prompt,
    Withheld,
)
from registry.errors import Conflict, Invalid
from registry.purposes import RETAIN_AFTER, STORE_DETAILS

TODAY = date(2026, 3, 2)
EVERY = tuple(page.name for part in PARTS for page in part.pages)
progress = st.builds(Progress, answered=st.frozensets(st.sampled_from(EVERY)), apart=st.booleans())


@given(progress)
def test_needed_pages_follow_each_other_until_none_is_left(seen: Progress) -> None:
    answered, visited = set(seen.answered), list[str]()
    page: str | None = NEEDED[0]
    while page is not None:
        visited.append(page)
        answered.add(page)
        page = parts.page_after(page, Progress(frozenset(answered), seen.apart))
    assert set(NEEDED) <= answered
    assert len(visited) == len(set(visited))


@given(progress, st.sampled_from(EVERY))
def test_a_page_never_leads_back_to_itself_or_to_an_answered_one(seen: Progress, page: str) -> None:
    after = parts.page_after(page, Progress(seen.answered | {page}, seen.apart))
    assert after is None or after not in seen.answered | {page}


@given(progress)
def test_the_separation_is_asked_only_of_those_who_are_apart(seen: Progress) -> None:
    asked = [page.name for part in PARTS for page in parts.asked(part, seen)]
    assert ("separation" in asked) is seen.apart


def test_there_are_six_parts() -> None:
    assert len(PARTS) == 6


@pytest.mark.parametrize("capacity", [c for c in Capacity if c not in rules.GUARDIANS])
def test_only_what_a_guardian_can_be_may_be_stated(capacity: Capacity) -> None:
    with pytest.raises(Invalid):
        rules.check_relationship(Relationship(capacity, WithOthers.SOLE))


def test_a_sixth_draft_has_to_wait() -> None:
    rules.may_start_another(4)
    with pytest.raises(Conflict):
        rules.may_start_another(5)


def test_a_seventh_photo_is_refused() -> None:
    rules.may_add_photo(5)
    with pytest.raises(Invalid):
        rules.may_add_photo(6)


@pytest.mark.parametrize("others", [WithOthers.ANY, WithOthers.ALL])
def test_a_photo_waits_for_the_other_guardian(others: WithOthers) -> None:
    rules.may_keep_photos(WithOthers.SOLE)
    with pytest.raises(Invalid):
        rules.may_keep_photos(others)


def test_one_name_is_needed_and_any_name_will_do() -> None:
    rules.check_names(Names(name=PersonName("م")))
    with pytest.raises(Invalid):
        rules.check_names(Names(nickname=PersonName("Dudi")))


@pytest.mark.parametrize(
    "person",
    [
        Person(age=AgeRange(5, 7, TODAY)),
        Person(date_of_birth=PartialDate(2019)),
        Person(date_of_birth=PartialDate(1398, calendar=Calendar.PERSIAN)),
    ],
)
def test_an_age_in_any_form_is_enough(person: Person) -> None:
    rules.check_person(person, TODAY)


@pytest.mark.parametrize("person", [Person(), Person(date_of_birth=PartialDate(2026, 4))])
def test_no_age_at_all_and_a_birth_to_come_are_refused(person: Person) -> None:
    with pytest.raises(Invalid):
        rules.check_person(person, TODAY)


@given(st.integers(0, 17), st.integers(0, 3), st.integers(1, 4000))
def test_an_age_sent_again_unchanged_keeps_the_day_it_was_told(
    low: int, span: int, days: int
) -> None:
    before = Person(age=AgeRange(low, low + span, TODAY))
    again = Person(age=AgeRange(low, low + span, TODAY + timedelta(days=days)))
    kept = rules.same_age_keeps_its_day(before, again)
    assert kept.age is not None
    assert kept.age.stated_on == TODAY
    other = Person(age=AgeRange(low + 1, low + 1 + span, again.age.stated_on))  # type: ignore[union-attr]
    assert rules.same_age_keeps_its_day(before, other) is other


def test_a_separation_has_begun_already() -> None:
    rules.check_whereabouts(Whereabouts(apart=True, since=PartialDate(2026, 3, 2)), TODAY)
    rules.check_whereabouts(Whereabouts(apart=True), TODAY)
    with pytest.raises(Invalid):
        rules.check_whereabouts(Whereabouts(apart=True, since=PartialDate(2026, 3, 3)), TODAY)


@pytest.mark.parametrize("answers", range(9))
def test_three_of_the_fixed_prompts_are_the_least(answers: int) -> None:
    told = Withheld(dict.fromkeys(list(Prompt)[:answers], "yes"), "own", "answer")
    if answers >= 3:
        rules.check_withheld(told)
    else:
        with pytest.raises(Invalid):
            rules.check_withheld(told)


@given(st.dates(date(1990, 1, 1), date(2026, 3, 2)), st.sampled_from(["year", "month", "day"]))
def test_a_plain_day_is_as_exact_as_it_was_told(day: date, known: str) -> None:
    told = PartialDate(
        day.year,
        day.month if known != "year" else None,
        day.day if known == "day" else None,
    )
    assert rules.plain_day(told) == str(told)
    assert rules.plain_day(None) == ""


def test_a_day_of_another_calendar_is_counted_in_the_plain_one() -> None:
    norooz = PartialDate(1402, 1, 1, calendar=Calendar.PERSIAN)
    assert rules.plain_day(norooz) == "2023-03-21"


@given(st.integers(0, 400), st.sampled_from(list(Assurance)))
def test_a_photo_is_hidden_after_thirty_days_without_papers(
    days: int, assurance: Assurance
) -> None:
    hidden = rules.is_photo_hidden(TODAY, assurance, TODAY + timedelta(days=days))
    assert hidden is (days > 30 and assurance < Assurance.AL2)


def test_a_draft_lapses_on_the_thirty_first_day() -> None:
    assert not rules.is_lapsed(TODAY, TODAY + timedelta(days=30))
    assert rules.is_lapsed(TODAY, TODAY + timedelta(days=31))


@given(st.integers(-10, 900))
def test_only_what_is_kept_after_reunification_may_be_as_long_as_one_chooses(days: int) -> None:
    assert rules.grant_days(STORE_DETAILS, days, 365, 730) == 365
    if 0 < days <= 365:
        assert rules.grant_days(RETAIN_AFTER, days, 91, 365) == days
    else:
        with pytest.raises(Invalid):
            rules.grant_days(RETAIN_AFTER, days, 91, 365)
