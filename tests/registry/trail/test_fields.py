"""What an entry's fields may say: numbers and words of closed lists, and nothing a person wrote."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import freezing, places
from registry.caseworkers import checklist
from registry.children import rules as children
from registry.claims import rules as claims
from registry.claims.statements import STATEMENTS
from registry.consents import rules as consents
from registry.description import GROUPS
from registry.duty import rules as duty
from registry.holders import rules as holders
from registry.looks import rules as looks
from registry.oversight import rules as oversight
from registry.purposes import NOTICES
from registry.reunion import codes
from registry.review.rules import opinions
from registry.trail.events import FIELDS, Event
from registry.trail.fields import KINDS, is_count, is_written
from registry.watching import codes as watching
from registry.work import Floors
from tests.making.subjects import person

FEATURES: dict[str, tuple[Iterable[Enum], ...]] = {
    "channel": (holders.Channel,),
    "check": (checklist.SOURCES,),
    "claim_kind": (claims.Kind,),
    "concern": (children.Concern,),
    "finding": (codes.Finding,),
    "form": (consents.ReceiptForm,),
    "measure": (holders.What,),
    "outcome": (
        children.Outcome,
        opinions.Outcome,
        looks.Found,
        watching.Outcome,
        duty.Outcome,
    ),
    "result": (checklist.Result,),
    "rule": (watching.Rule,),
    "said": (consents.Word,),
    "topic": (consents.Topic,),
    "why": (
        *(children.Opening, holders.WhyAbsent, holders.WhyAlone, freezing.Why),
        oversight.WhyHeld,
    ),
}


@pytest.mark.parametrize("name", FEATURES)
def test_the_words_of_the_features_are_known(name: str) -> None:
    for words in FEATURES[name]:
        assert [each.value for each in words if not is_written(name, each.value)] == []


def test_the_groups_and_letters_of_the_features_are_known() -> None:
    for name in (*GROUPS, *STATEMENTS):
        assert is_written("groups", [name])
    for folder in (places.templates() / "messages").iterdir():
        assert is_written("message", folder.name)
    for notice in NOTICES:
        assert is_written("notices", [notice.ref])


def test_every_field_of_every_event_has_a_kind() -> None:
    assert set().union(*FIELDS.values()) - set(KINDS) == set()


@given(st.text(), st.sampled_from(sorted(KINDS)))
def test_free_text_is_no_field(words: str, name: str) -> None:
    for text in (words.title() + " ", f"{words} Amina", f"Amina {words}"):
        assert not is_written(name, text)
        assert not is_written(name, [text])


@pytest.mark.parametrize("value", [True, -1, 1.5, None, {"name": "Amina"}, ["Amina"], "amina"])
def test_a_number_is_a_number(value: object) -> None:
    assert not is_count(value)  # type: ignore[arg-type]


def test_a_name_in_a_field_is_a_mistake(floors: Floors) -> None:
    with floors.begin(person()) as work:
        with pytest.raises(ValueError, match="groups"):
            work.trail.record(Event.CHILD_CHANGED, "child:1", groups=["Amina Yusuf"])
        with pytest.raises(ValueError, match="why"):
            work.trail.record(Event.UNSEALING_ASKED, "child:1", why="amina")
