"""Two descriptions have one shape, so they can be read row by row; unknown says nothing."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.description import (
    GROUPS,
    AgeRange,
    Appearance,
    Belongings,
    BodyPlace,
    Care,
    CareArrangement,
    Description,
    Family,
    Hair,
    Mark,
    MarkKind,
    Marks,
    Names,
    Person,
    PersonName,
    Places,
    Relation,
    Relative,
    RowState,
    Sensitive,
    Separation,
    Sex,
    Side,
    Wording,
    compare,
)
from registry.errors import Invalid
from tests.registry.description import facts

UNKNOWN = Description()
IDRIS = Description(
    names=Names(name=PersonName("إدريس", "Idris"), other=(PersonName("Dudu"),)),
    person=Person(sex=Sex.MALE, age=AgeRange(5, 7, date(2024, 3, 1)), languages=("prs", "ar")),
    places=Places(
        location_last="Deir ez-Zor",
        location_current="Beirut",
        address_current="Mill Street 4",
        address_last="Rose Street 2",
        telephone_last="+000 44 44 44",
    ),
    appearance=Appearance(hair=Hair.BLACK, height_cm=112, glasses=False),
    marks=Marks(
        (Mark(kind=MarkKind.SCAR, place=BodyPlace.ARM, side=Side.LEFT), Mark(size="a coin"))
    ),
    belongings=Belongings(papers="passport AB 123456789"),
    family=Family((facts.AMINA_SAYS, Relative(relation=Relation.SISTER))),
    separation=Separation(details="We ran.\nHe fell behind."),
    care=Care(before=CareArrangement.PARENTS, now=CareArrangement.FOSTER),
)


def row_values(description: Description) -> str:
    rows = compare(description, UNKNOWN)
    return " ".join(words for row in rows if row.left for words in row.left)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts.descriptions())
def test_a_description_survives_json(description: Description) -> None:
    assert Description.from_dict(json.loads(json.dumps(description.to_dict()))) == description


@pytest.mark.parametrize("kind", [*GROUPS.values(), Sensitive])
@settings(max_examples=25)
@given(data=st.data())
def test_each_group_survives_json_and_ignores_what_it_does_not_know(
    kind: type[Names], data: st.DataObject
) -> None:
    group = data.draw(facts.groups(kind))
    packed = json.loads(json.dumps(group.to_dict()))
    assert kind.from_dict(packed | {"of_a_later_version": 1}) == group
    assert bool(group) == bool(packed)


def test_the_list_of_groups_and_the_description_name_the_same() -> None:
    assert list(GROUPS) == [place.name for place in fields(Description)]
    assert {name: type(group) for name, group in UNKNOWN.groups().items()} == dict(GROUPS)
    assert all(kind.title for kind in GROUPS.values())
    assert all(kind.labels() for kind in GROUPS.values())


def test_unknown_groups_are_ignored_and_empty_ones_left_out() -> None:
    assert UNKNOWN.to_dict() == {}
    assert Description.from_dict({"of_a_later_version": {"a": 1}, "names": {}}) == UNKNOWN
    assert set(Description(person=Person(sex=Sex.MALE)).to_dict()) == {"person"}


def test_nobody_changes_a_fact_once_told() -> None:
    with pytest.raises(FrozenInstanceError):
        IDRIS.names.nickname = PersonName("Dudu")  # type: ignore[misc]


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(facts.descriptions(), facts.descriptions())
def test_two_sides_always_have_the_same_rows(left: Description, right: Description) -> None:
    rows, mirrored = compare(left, right), compare(right, left)
    assert [row.key for row in rows] == [fact.key for fact in UNKNOWN.rows()]
    assert len({row.key for row in rows}) == len(rows)
    for row, mirror in zip(rows, mirrored, strict=True):
        assert (row.left, row.right) == (mirror.right, mirror.left)
        assert all(words for side in (row.left, row.right) if side for words in side)
        assert row.left != ()
        assert row.right != ()


def test_a_row_says_which_sides_know_something() -> None:
    known = Description(person=Person(sex=Sex.MALE))
    states = {
        RowState.BOTH: compare(known, known),
        RowState.LEFT_ONLY: compare(known, UNKNOWN),
        RowState.RIGHT_ONLY: compare(UNKNOWN, known),
        RowState.NEITHER: compare(UNKNOWN, UNKNOWN),
    }
    for state, rows in states.items():
        by_key = {row.key: row for row in rows}
        assert by_key["person.sex"].state is state
        assert by_key["person.sex"].group == "person"
        assert by_key["names.name"].state is RowState.NEITHER


def test_a_row_shows_values_in_words() -> None:
    shown = {row.key: row.left for row in compare(IDRIS, UNKNOWN) if row.left}
    assert shown == {
        "names.name": ("إدريس (Idris)",),
        "names.other": ("Dudu",),
        "person.sex": ("Male",),
        "person.age": ("5–7 years, as told on 2024-03-01",),
        "person.languages": ("Dari", "Arabic"),
        "places.location_last": ("Deir ez-Zor",),
        "appearance.hair": ("Black",),
        "appearance.height_cm": ("about 112 cm",),
        "appearance.glasses": ("No",),
        "marks.scar": ("Arm · Left",),
        "marks.other": ("a coin",),
        "belongings.papers": ("passport AB ••••••789",),
        "family.mother": ("أمينة (Amina) · Cared for the child · Is alive",),
        "family.sister": ("known, no more is told",),
        "separation.details": ("We ran.\nHe fell behind.",),
        "care.before": ("Parents",),
    }


def test_codes_are_said_in_the_readers_language_and_names_are_not() -> None:
    french = Wording(say=lambda text: {"Male": "Masculin"}.get(text, text), locale="fr")
    rows = {row.key: row for row in compare(IDRIS, UNKNOWN, french)}
    assert rows["person.sex"].left == ("Masculin",)
    assert rows["person.languages"].left == ("dari", "arabe")
    assert rows["names.other"].left == ("Dudu",)
    assert rows["names.other"].label == "Other names"


def test_a_relative_who_died_is_said_with_the_question() -> None:
    family = Family((Relative(relation=Relation.FATHER, is_alive=False),))
    rows = {row.key: row for row in compare(Description(family=family), UNKNOWN)}
    assert rows["family.father"].left == ("Is alive: No",)


def test_a_relative_of_no_named_relation_is_still_shown() -> None:
    family = Family((Relative(name=PersonName("Yusuf")),))
    rows = {row.key: row for row in compare(Description(family=family), UNKNOWN)}
    assert rows["family.other_family"].left == ("Yusuf",)


@pytest.mark.parametrize(
    "secret",
    ["Beirut", "Mill Street", "Rose Street", "44 44", "55 55", "tent 17", "Foster", "123456"],
)
def test_where_anybody_can_be_found_is_never_in_a_row(secret: str) -> None:
    assert secret not in row_values(IDRIS)


def test_sensitive_facts_and_health_are_in_no_description_and_no_row() -> None:
    keys = {fact.key for fact in UNKNOWN.rows()}
    for word in ("sensitive", "nationality", "ethnicity", "religion", "health"):
        assert not any(word in key for key in keys)
    assert "sensitive" not in GROUPS
    sensitive = Sensitive(nationality=("SY",), ethnicity="Roma", religion="Druze")
    assert sensitive.show() == ""
    assert sensitive.rows("sensitive") == ()


def test_no_fact_appears_in_a_log() -> None:
    said = repr(IDRIS)
    assert "names" in said
    assert "Names(name, other)" in said
    for secret in ("Idris", "Dudu", "Beirut", "male", "112", "We ran"):
        assert secret not in said


def test_marks_and_relatives_are_gone_through_one_by_one() -> None:
    assert [mark.kind for mark in IDRIS.marks] == [MarkKind.SCAR, None]
    assert [person.relation for person in IDRIS.family] == [Relation.MOTHER, Relation.SISTER]
    assert "Scar · Arm · Left" in IDRIS.marks.show()


@pytest.mark.parametrize(
    ("kind", "told", "field"),
    [
        (Person, {"sex": "neither"}, "sex"),
        (Person, {"sex": ["male"]}, "sex"),
        (Person, {"estimated": "yes"}, "estimated"),
        (Person, {"languages": "ar"}, "languages"),
        (Person, {"languages": ["xx"]}, "languages"),
        (Person, {"languages": [["ar"]]}, "languages"),
        (Person, {"speaks": 3}, "speaks"),
        (Person, {"age": 6}, "age"),
        (Names, {"name": "Idris"}, "name"),
        (Appearance, {"height_cm": 9}, "height_cm"),
        (Appearance, {"height_cm": True}, "height_cm"),
        (Belongings, {"papers": 3}, "papers"),
        (Separation, {"details": 3}, "details"),
        (Family, {"each": [{}] * 13}, "each"),
    ],
)
def test_what_does_not_fit_a_field_is_refused_by_its_name(
    kind: type[Person], told: dict[str, object], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        kind.from_dict(told)
    assert refused.value.field == field


def test_a_group_that_is_no_group_is_refused() -> None:
    with pytest.raises(Invalid):
        Description.from_dict({"names": ["Idris"]})


def test_a_value_of_another_kind_never_gets_in() -> None:
    with pytest.raises(Invalid):
        Names(name="Idris")  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        Names(other="Idris")  # type: ignore[arg-type]
    assert Person(sex="male").sex is Sex.MALE  # type: ignore[arg-type]
