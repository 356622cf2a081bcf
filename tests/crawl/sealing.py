"""Where the house seals what it is told: every place in its code, and those a canary came by."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pytest

from registry.storage.vault import Compartment, Sealed, Vault
from tests.crawl.crawling import CANARY
from tests.house import tree

VAULTS: Final = {"vault", "_vault"}


@dataclass
class Sealings:
    """What was sealed while the house was sown: by which functions, and beside which rows."""

    places: set[str] = field(default_factory=set)
    """Every function through which a canary went."""
    groups: dict[tuple[str, Compartment], bool] = field(default_factory=dict)
    """Of which kind of row, in which compartment; and was there ever a canary in it?"""
    is_watching: bool = True
    """The house stands for the whole session: what other tests seal in theirs is not its own."""


def watched(patch: pytest.MonkeyPatch) -> Sealings:
    """Look on while things are sealed."""
    seen, hold = Sealings(), Vault.seal

    def seal(
        vault: Vault,
        owner_ref: str,
        compartment: Compartment,
        value: Mapping[str, object],
        **of: str,
    ) -> Sealed:
        if not seen.is_watching:
            return hold(vault, owner_ref, compartment, value, **of)
        group = owner_ref.partition(":")[0], compartment
        is_sown = CANARY.search(json.dumps(value)) is not None
        seen.groups[group] = seen.groups.get(group, False) or is_sown
        if is_sown:
            seen.places.update(_on_the_way())
        return hold(vault, owner_ref, compartment, value, **of)

    patch.setattr(Vault, "seal", seal)
    return seen


def _on_the_way() -> Iterator[str]:
    frame = sys._getframe(1)
    while frame.f_back is not None:
        frame = frame.f_back
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("registry."):
            yield f"{module}.{frame.f_code.co_name}"


def every_place() -> set[str]:
    """Every function that seals, or hands a row to one that seals for it."""
    sealing = {place: bool(_is_handed(calls)) for place, calls in _calling(_seals)}
    handing = {place.rpartition(".")[2] for place, is_handed in sealing.items() if is_handed}
    return {*sealing, *(place for place, _ in _calling(lambda call: _name(call) in handing))}


def _calling(
    is_meant: Callable[[ast.Call], bool],
) -> Iterator[tuple[str, tuple[tree.Function, list[ast.Call]]]]:
    for path in tree.python("registry"):
        module = tree.name(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        for function in tree.functions(path):
            calls = [
                node for node in ast.walk(function) if isinstance(node, ast.Call) and is_meant(node)
            ]
            if calls and not module.endswith("storage.vault"):
                yield f"{module}.{function.name}", (function, calls)


def _seals(call: ast.Call) -> bool:
    whose = getattr(call.func, "value", None)
    return _name(call) == "seal" and getattr(whose, "id", getattr(whose, "attr", "")) in VAULTS


def _is_handed(found: tuple[tree.Function, list[ast.Call]]) -> bool:
    """Does it seal beside a row that its caller handed to it?"""
    function, calls = found
    handed = {each.arg for each in (*function.args.args, *function.args.kwonlyargs)}
    owners = (call.args[0] for call in calls)
    return any(getattr(getattr(each, "value", each), "id", None) in handed for each in owners)


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))
