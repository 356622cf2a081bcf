"""A sealed value has no plaintext form, and nothing that was opened is ever written to a log."""

from __future__ import annotations

import ast
import json
import pickle
from collections.abc import Iterator

import pytest

from registry.storage.vault import Compartment, Sealed
from registry.work import Floors
from tests.house import tree
from tests.making.subjects import person, sealed_for

CHECKING = {"registry/storage/soundness.py"}
"""A drill checks tags here; that what it says goes nowhere is kept by tests/registry/storage."""
OPENING = {"registry/storage/vault.py", "registry/storage/photos.py", *CHECKING}
"""Only here is anything decrypted."""
AGES = {"registry/storage/ages.py"}
"""Only the book of ages reads without a permit, and whole years are all that leaves it."""
LOGGED = {"number", "endpoint", "kind"}
"""What a line of the log may carry beside its constant words."""
CANARY = "Zqunheardof"


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or method of this name, and the file it stands in."""
    for path in tree.python("registry"):
        for node in ast.walk(tree.parsed(path)):
            if isinstance(node, ast.Call):
                called = node.func
                if name == getattr(called, "id", getattr(called, "attr", None)):
                    yield tree.name(path), node


@pytest.fixture
def sealed(floors: Floors) -> Sealed:
    """A sealed value as it lies in the database."""
    actor = person()
    sealed_for(floors, actor, name=CANARY)
    with floors.begin(actor) as work:
        found = work.vault.find(actor.ref, Compartment.CONTACT)
    assert found is not None
    return found


def test_a_sealed_value_shows_its_class_and_nothing_else(sealed: Sealed) -> None:
    for shown in (repr(sealed), str(sealed), f"{sealed}", f"{[sealed]}"):
        assert shown.strip("[]") == "<Sealed>"


def test_a_sealed_value_is_no_json_and_pickled_it_is_still_sealed(sealed: Sealed) -> None:
    with pytest.raises(TypeError):
        json.dumps(sealed)
    assert CANARY.encode() not in pickle.dumps(sealed)
    assert CANARY.encode() not in sealed.envelope


def test_nothing_is_decrypted_outside_the_vault_and_the_photos() -> None:
    in_place = {place for place, call in calls("decrypt") if isinstance(call.func, ast.Name)}
    assert in_place == OPENING


def test_only_the_book_of_ages_reads_without_a_permit() -> None:
    asked = {
        place
        for place, call in calls("persons")
        if getattr(getattr(call.func, "value", None), "id", None) == "vault"
    }
    assert asked <= AGES


def test_only_the_watch_over_openings_asks_what_somebody_is_called() -> None:
    assert {place for place, _ in calls("is_called")} == {"registry/watching/opening.py"}


def test_only_a_drill_and_a_restore_check_tags_without_a_permit() -> None:
    asking = {
        tree.name(path)
        for path in tree.python("registry")
        if "registry.storage.soundness" in tree.imports(path)
    }
    assert asking == {"registry/recovery/drilling.py"}


def test_a_line_of_the_log_is_made_of_constant_words_and_a_few_names() -> None:
    for level in ("debug", "info", "warning", "error", "critical", "exception"):
        for place, call in calls(level):
            if getattr(getattr(call.func, "value", None), "id", None) == "log":
                assert [type(each) for each in call.args] == [ast.Constant], place
                assert {each.arg for each in call.keywords} <= LOGGED, place


def test_nobody_prints() -> None:
    assert [place for place, _ in calls("print") if not place.startswith("registry/cli/")] == []
