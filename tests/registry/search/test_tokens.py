"""What many share tells little."""

from __future__ import annotations

from registry.search.names import fold
from registry.search.tokens import Rarity, Spoken, count, tokens
from registry.search.traits import Kin, Traits

COMMON, RARE = Traits(names=(fold("Mohammed"),)), Traits(names=(fold("Idris"),))


def test_tokens_are_the_same_in_every_script() -> None:
    one = Traits(names=(fold("Идрис"),), origin=(fold("Дербент"),))
    other = Traits(names=(fold("إدريس"),), origin=(fold("Derbent"),))
    assert tokens(one) == tokens(other) == {"person:TRS", "place:TRPNT"}


def test_relatives_are_counted_as_persons() -> None:
    assert tokens(Traits(family=(Kin("aunt", names=(fold("Hana"),)),))) == {"person:N"}


def test_a_side_counts_once_however_often_it_says_a_name() -> None:
    assert count([Traits(names=(("idris",), ("idriss",)))]) == Rarity({"person:TRS": 1}, 1)


def test_a_rare_name_tells_more_than_a_common_one() -> None:
    worth = count([COMMON] * 500 + [RARE]).worth(Spoken.PERSON)
    assert worth("idris") > 5 > worth("mohammed") >= 1


def test_a_common_name_may_be_a_rare_place() -> None:
    rarity = count([COMMON] * 500)
    assert rarity.worth(Spoken.PLACE)("mohammed") > rarity.worth(Spoken.PERSON)("mohammed")


def test_while_nothing_is_counted_all_tell_the_same() -> None:
    worth = Rarity().worth(Spoken.PERSON)
    assert worth("idris") == worth("mohammed") == 5


def test_no_count_makes_a_name_say_nothing_or_all() -> None:
    rarity = Rarity({"person:TRS": 10**7}, 10**7)
    assert rarity.worth(Spoken.PERSON)("idris") == 1
    assert rarity.worth(Spoken.PERSON)("amina") == 10
