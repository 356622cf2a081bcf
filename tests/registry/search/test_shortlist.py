"""The few worth reading, the best first."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from registry.search.names import fold
from registry.search.score import KEPT, THRESHOLD, score
from registry.search.shortlist import rank
from registry.search.tokens import Rarity
from registry.search.traits import Traits, traits_of
from tests.registry.search.families import TODAY, strangers

IDRIS = Traits(names=(fold("Idris Haddad"),), sex="male", origin=(("harar",),))
STRANGERS = [
    (f"child:{number}", traits_of(told, today=TODAY)) for number, told in enumerate(strangers(60))
]


def test_the_side_itself_comes_first_with_its_reasons() -> None:
    first = rank(IDRIS, [*STRANGERS, ("child:idris", IDRIS)])[0]
    assert first.ref == "child:idris"
    assert first.reasons == score(IDRIS, IDRIS).reasons


def test_strangers_are_left_out() -> None:
    listed = rank(IDRIS, [("child:amina", Traits(names=(fold("Amina"),), sex="female"))])
    assert listed == []


def test_nobody_below_the_threshold_and_never_more_than_one_can_read() -> None:
    many = [(f"claim:{number:02}", IDRIS) for number in range(30)]
    listed = rank(IDRIS, [*STRANGERS, *many], rarity=Rarity())
    assert len(listed) == KEPT == 20
    assert all(side.total >= THRESHOLD for side in listed)


def test_the_best_is_first_and_equals_stand_in_one_order() -> None:
    weaker = replace(IDRIS, origin=())
    sides = [("claim:b", weaker), ("claim:c", IDRIS), ("claim:a", weaker)]
    assert [side.ref for side in rank(IDRIS, sides)] == ["claim:c", "claim:a", "claim:b"]


def test_the_order_in_which_others_are_told_changes_nothing() -> None:
    shuffled = Random(7).sample(STRANGERS, len(STRANGERS))
    query = STRANGERS[0][1]
    assert rank(query, shuffled) == rank(query, STRANGERS)


def test_nobody_to_compare_with_is_an_empty_list() -> None:
    assert rank(IDRIS, []) == []
    assert rank(Traits(), STRANGERS) == []
