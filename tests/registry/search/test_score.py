"""The promises of a score, for any two sides."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.search.names import fold
from registry.search.score import WEIGHTS, Field, Fields, Reason, Side, Verdict, Weight, score
from registry.search.tokens import Rarity, count
from registry.search.traits import Kin, Traits
from tests.registry.search.sides import UNHURRIED, traits

DEFAULTS = {place.name: place.default for place in fields(Traits)}
# What one thing told becomes in the reasons.
TELLS = {
    "names": Field.NAME,
    "sex": Field.SEX,
    "born": Field.BORN,
    "languages": Field.LANGUAGE,
    "origin": Field.ORIGIN,
    "last_place": Field.LAST_PLACE,
    "separation_place": Field.SEPARATION_PLACE,
    "separated": Field.SEPARATED,
    "event": Field.EVENT,
    "marks": Field.MARKS,
    "clothes": Field.CLOTHES,
}
IDRIS = Traits(names=(fold("Idris Haddad"),), sex="male")


def without(side: Traits, fact: str) -> Traits:
    return replace(side, **{fact: DEFAULTS[fact]})  # type: ignore[arg-type]


def without_parent(side: Traits, relation: str) -> Traits:
    return replace(side, family=tuple(kin for kin in side.family if kin.relation != relation))


def verdicts(one: Traits, other: Traits) -> dict[Field, Verdict]:
    return {reason.field: reason.verdict for reason in score(one, other).reasons}


def contradictions(one: Traits, other: Traits) -> set[Field]:
    return {field for field, told in verdicts(one, other).items() if told is Verdict.DIFFERS}


@UNHURRIED
@given(traits(), traits())
def test_a_score_has_no_direction(one: Traits, other: Traits) -> None:
    there, back = score(one, other), score(other, one)
    assert there.total == back.total
    assert there.reasons == tuple(
        Reason(reason.field, reason.verdict, reason.side and reason.side.other)
        for reason in back.reasons
    )


@UNHURRIED
@given(traits(), traits())
def test_nobody_is_more_like_a_side_than_itself(one: Traits, other: Traits) -> None:
    rarity = count([one, other])
    itself = score(one, one, rarity=rarity)
    assert itself.total >= score(one, other, rarity=rarity).total
    assert not contradictions(one, one)


@UNHURRIED
@given(traits(), traits(), st.sampled_from(sorted(TELLS)))
def test_taking_a_fact_away_never_makes_a_contradiction(
    one: Traits, other: Traits, fact: str
) -> None:
    assert contradictions(without(one, fact), other) <= contradictions(one, other)
    assert verdicts(without(one, fact), other)[TELLS[fact]] is Verdict.NOT_GIVEN


@UNHURRIED
@given(traits(), traits(), st.sampled_from(sorted(TELLS)))
def test_not_knowing_is_never_worse_than_contradicting(
    one: Traits, other: Traits, fact: str
) -> None:
    if TELLS[fact] in contradictions(one, other):
        assert score(without(one, fact), other).total >= score(one, other).total


@UNHURRIED
@given(traits(), traits(), st.sampled_from(("mother", "father")))
def test_not_knowing_a_parent_is_never_worse_than_contradicting(
    one: Traits, other: Traits, relation: str
) -> None:
    unknown = without_parent(one, relation)
    assert contradictions(unknown, other) <= contradictions(one, other)
    if Field(relation) in contradictions(one, other):
        assert score(unknown, other).total >= score(one, other).total


@UNHURRIED
@given(traits())
def test_a_side_that_tells_nothing_scores_exactly_nothing(side: Traits) -> None:
    silent = score(side, Traits())
    assert silent.total == 0
    assert {reason.verdict for reason in silent.reasons} == {Verdict.NOT_GIVEN}


@UNHURRIED
@given(traits(), traits())
def test_every_field_has_its_reason_in_one_order(one: Traits, other: Traits) -> None:
    reasons = score(one, other).reasons
    assert [reason.field for reason in reasons] == list(Field)
    assert all(
        (reason.side is not None) == (reason.verdict is Verdict.NOT_GIVEN) for reason in reasons
    )


@UNHURRIED
@given(traits(), traits())
def test_the_order_of_words_in_a_name_never_counts(one: Traits, other: Traits) -> None:
    turned = replace(other, names=tuple(name[::-1] for name in other.names))
    assert score(one, turned) == score(one, other)


def test_a_name_in_another_script_and_order_agrees() -> None:
    other = Traits(names=(fold("حداد إدريس"),), sex="male")
    assert verdicts(IDRIS, other)[Field.NAME] in {Verdict.AGREE, Verdict.NEAR}
    assert score(IDRIS, other).total > 8


def test_a_reason_says_who_did_not_give_a_fact() -> None:
    reasons = {reason.field: reason for reason in score(IDRIS, Traits(event="flood")).reasons}
    assert reasons[Field.NAME].side is Side.SECOND
    assert reasons[Field.EVENT].side is Side.FIRST
    assert reasons[Field.MARKS].side is Side.BOTH


def test_a_caregiver_of_unknown_relation_may_be_the_mother() -> None:
    halima = (fold("Halima"),)
    mother, carer = (
        Traits(family=(Kin("mother", names=halima),)),
        Traits(family=(Kin(None, caregiver=True, names=halima),)),
    )
    assert verdicts(mother, carer)[Field.MOTHER] is Verdict.NOT_GIVEN
    assert verdicts(mother, carer)[Field.FAMILY] is Verdict.AGREE
    assert 0 < score(mother, carer).total < score(mother, mother).total


def test_other_relatives_never_speak_against_a_pair() -> None:
    aunt = Traits(family=(Kin("aunt", names=(fold("Halima"),)),))
    uncle = Traits(family=(Kin("uncle", names=(fold("Yusuf"),)),))
    assert score(aunt, uncle).total == 0


def test_a_family_that_moved_is_found_by_its_other_town() -> None:
    born_there, lived_there = Traits(origin=(("harar",),)), Traits(last_place=(("harar",),))
    assert verdicts(born_there, lived_there)[Field.OTHER_PLACE] is Verdict.AGREE
    assert 0 < score(born_there, lived_there).total < score(born_there, born_there).total


def test_a_place_told_more_exactly_is_the_same_place() -> None:
    exact = Traits(origin=(fold("Old Market, Harar"),))
    assert verdicts(Traits(origin=(("harar",),)), exact)[Field.ORIGIN] is Verdict.AGREE


def test_names_that_share_less_than_they_contradict_differ() -> None:
    one, other = Traits(names=(fold("Omar Haddad Wang"),)), Traits(names=(fold("Amr Leo Ming"),))
    assert verdicts(one, other)[Field.NAME] is Verdict.DIFFERS
    assert 0 > score(one, other).total > score(one, Traits(names=(fold("Sita"),))).total


def test_a_rare_name_says_more() -> None:
    rare = Rarity({"person:TRS": 1}, 100_000)
    common = Rarity({"person:TRS": 50_000}, 100_000)
    idris = Traits(names=(("idris",),))
    assert score(idris, idris, rarity=rare).total > score(idris, idris, rarity=common).total > 0


def test_weights_are_handed_in() -> None:
    flat: Fields = dict.fromkeys(Field, Weight(agrees=0))
    assert score(IDRIS, IDRIS, weights=flat).total == 0


@pytest.mark.parametrize("field", Field)
def test_every_field_has_a_weight(field: Field) -> None:
    assert WEIGHTS[field].agrees > 0
    assert WEIGHTS[field].differs >= 0
