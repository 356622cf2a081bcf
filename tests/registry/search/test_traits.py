"""What of a description the shortlist may read, and what never."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given

from registry.description import (
    AgeRange,
    Appearance,
    Belongings,
    BodyPlace,
    Build,
    Calendar,
    Description,
    Event,
    EventKind,
    Family,
    Mark,
    MarkKind,
    Marks,
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    Relation,
    Relative,
    Separation,
    Sex,
    Side,
)
from registry.errors import Invalid
from registry.search.traits import VERSION, BodyMark, Kin, Traits, Window, traits_of
from tests.registry.description.facts import descriptions
from tests.registry.search.sides import UNHURRIED, traits

TODAY = date(2026, 3, 2)


def person(**told: object) -> Traits:
    return traits_of(Description(person=Person(**told)), today=TODAY)  # type: ignore[arg-type]


@UNHURRIED
@given(descriptions())
def test_any_description_has_traits_that_can_be_kept(description: Description) -> None:
    derived = traits_of(description, today=TODAY)
    assert Traits.from_dict(json.loads(json.dumps(derived.to_dict()))) == derived


@UNHURRIED
@given(traits())
def test_traits_are_read_as_they_were_written(side: Traits) -> None:
    assert Traits.from_dict(json.loads(json.dumps(side.to_dict()))) == side


def test_an_empty_description_has_empty_traits() -> None:
    assert traits_of(Description(), today=TODAY) == Traits()
    assert Traits().to_dict() == {"version": VERSION}


def test_every_name_of_the_child_is_folded_once() -> None:
    names = Names(
        name=PersonName("إدريس", "Idris"),
        nickname=PersonName("Dudu"),
        other=(PersonName("Idris"), PersonName("Idris Haddad")),
        answers_to=PersonName("Didi"),
    )
    expected = (("didi",), ("dudu",), ("idris",), ("idris", "haddad"))
    assert traits_of(Description(names=names), today=TODAY).names == expected


def test_a_name_given_after_the_separation_is_not_one_the_family_knows() -> None:
    names = Names(name=PersonName("Lucky"), nickname=PersonName("Dudu"), given_after=True)
    assert traits_of(Description(names=names), today=TODAY).names == (("dudu",),)


def test_relatives_keep_their_relation_and_whether_they_cared() -> None:
    family = Family(
        (
            Relative(Relation.MOTHER, PersonName("Maryam"), nickname=PersonName("Mimi")),
            Relative(name=PersonName("Halima"), is_caregiver=True),
            Relative(Relation.AUNT),
        )
    )
    assert traits_of(Description(family=family), today=TODAY).family == (
        Kin("mother", caregiver=False, names=(("maryam",), ("mimi",))),
        Kin(None, caregiver=True, names=(("halima",),)),
    )


def test_a_day_of_birth_is_one_day() -> None:
    day = date(2018, 3, 9)
    assert person(date_of_birth=PartialDate.parse("2018-03-09")).born == Window(day, day)


def test_the_first_of_january_is_taken_for_a_year() -> None:
    born = person(date_of_birth=PartialDate(2018, 1, 1)).born
    assert born == Window(date(2018, 1, 1), date(2018, 12, 31))


def test_the_first_day_of_an_ethiopian_year_is_taken_for_that_year() -> None:
    told = PartialDate(2010, 1, 1, calendar=Calendar.ETHIOPIAN)
    assert person(date_of_birth=told).born == Window(date(2017, 9, 11), date(2018, 9, 10))


def test_an_age_counts_from_the_day_it_was_stated() -> None:
    born = person(age=AgeRange(6, 7, date(2025, 6, 30))).born
    assert born == Window(date(2017, 7, 1), date(2019, 6, 30))


def test_a_date_of_birth_goes_before_an_age() -> None:
    born = person(age=AgeRange(9, 9, TODAY), date_of_birth=PartialDate(2018, 3, 9)).born
    assert born == Window(date(2018, 3, 9), date(2018, 3, 9))


def test_a_guess_is_believed_to_within_a_year() -> None:
    born = person(date_of_birth=PartialDate(2018, 3, 9), estimated=True).born
    assert born == Window(date(2017, 3, 8), date(2019, 3, 10))


def test_nobody_was_born_tomorrow() -> None:
    assert person(date_of_birth=PartialDate(2026)).born == Window(date(2026, 1, 1), TODAY)
    assert person(date_of_birth=PartialDate(2026, 3, 3)).born is None


def test_one_language_under_two_codes_is_one() -> None:
    assert person(languages=("prs", "fa", "arb")).languages == ("ar", "fa")


def test_another_answer_says_nothing_that_can_be_compared() -> None:
    described = Description(
        person=Person(sex=Sex.OTHER),
        event=Event(kind=EventKind.OTHER),
        marks=Marks((Mark(kind=MarkKind.OTHER),)),
    )
    assert traits_of(described, today=TODAY) == Traits()


def test_places_are_told_without_what_kind_of_place_they_are() -> None:
    described = Description(
        places=Places(location_birth="مدينة حلب", location_last="Village"),
        separation=Separation(location="City of Homs", evacuation_from="Homs"),
        event=Event(kind=EventKind.CONVOY, place="Hama"),
    )
    derived = traits_of(described, today=TODAY)
    assert derived.origin == (("hlb",),)
    assert derived.last_place == (("village",),)
    assert derived.separation_place == (("hama",), ("homs",))
    assert derived.event == "convoy"


@pytest.mark.parametrize(
    ("separation", "event", "window"),
    [
        (
            Separation(date=PartialDate(2025, 5), evacuation_date=PartialDate(2024)),
            Event(since=PartialDate(2023)),
            Window(date(2025, 5, 1), date(2025, 5, 31)),
        ),
        (
            Separation(evacuation_date=PartialDate(2024)),
            Event(since=PartialDate(2023)),
            Window(date(2024, 1, 1), date(2024, 12, 31)),
        ),
        (
            Separation(),
            Event(since=PartialDate(2023), until=PartialDate(2024, 2)),
            Window(date(2023, 1, 1), date(2024, 2, 29)),
        ),
        (Separation(), Event(since=PartialDate(2023)), Window(date(2023, 1, 1), TODAY)),
        (Separation(), Event(until=PartialDate(2023)), None),
        (Separation(date=PartialDate(2027)), Event(), None),
    ],
)
def test_the_separation_is_told_by_the_closest_date(
    separation: Separation, event: Event, window: Window | None
) -> None:
    described = Description(separation=separation, event=event)
    assert traits_of(described, today=TODAY).separated == window


def test_clothes_are_told_in_words() -> None:
    described = Description(belongings=Belongings(clothing="A red coat", carried="the doll, coat"))
    assert traits_of(described, today=TODAY).clothes == ("coat", "doll", "red")


def test_nothing_else_is_ever_read() -> None:
    """Looks, health, papers, addresses, telephones, the present and all free text stay out."""
    secret = "Unsayable"
    described = Description(
        names=Names(name=PersonName("Idris")),
        person=Person(sex=Sex.MALE, speaks=secret),
        places=Places(
            school=secret,
            school_level=secret,
            address_last=secret,
            telephone_last=secret,
            location_current=secret,
            address_current=secret,
        ),
        appearance=Appearance(
            build=Build.THIN, hearing_aid=True, ears=secret, teeth=secret, words=secret
        ),
        marks=Marks(
            (
                Mark(
                    kind=MarkKind.SCAR,
                    place=BodyPlace.KNEE,
                    side=Side.LEFT,
                    size=secret,
                    since=secret,
                    words=secret,
                ),
            )
        ),
        belongings=Belongings(papers=secret, with_whom=secret),
        event=Event(name=secret),
        family=Family(
            (
                Relative(
                    Relation.AUNT,
                    PersonName("Hana"),
                    other_family=secret,
                    location_current=secret,
                    telephone=secret,
                ),
            )
        ),
        separation=Separation(
            details=secret, evacuation_agent=secret, evacuation_to=secret, movements=secret
        ),
    )
    derived = traits_of(described, today=TODAY)
    assert derived == Traits(
        names=(("idris",),),
        family=(Kin("aunt", caregiver=False, names=(("hana",),)),),
        sex="male",
        marks=(BodyMark("scar", "knee", "left"),),
    )
    assert secret.lower() not in json.dumps(derived.to_dict()).lower()


def test_traits_stay_out_of_logs() -> None:
    side = Traits(
        names=(("idris",),),
        family=(Kin("mother", names=(("hana",),)),),
        born=Window(TODAY, TODAY),
        marks=(BodyMark("scar"),),
    )
    shown = repr((side, side.family, side.born, side.marks))
    assert not any(word in shown for word in ("idris", "hana", "2026", "scar"))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"version": VERSION + 1},
        {"version": VERSION, "names": "idris"},
        {"version": VERSION, "names": [[1]]},
        {"version": VERSION, "sex": 1},
        {"version": VERSION, "family": [["mother"]]},
        {"version": VERSION, "born": ["2018-03-09"]},
        {"version": VERSION, "born": ["2018-03-09", "soon"]},
    ],
)
def test_traits_of_another_shape_or_version_are_refused(told: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        Traits.from_dict(told)
