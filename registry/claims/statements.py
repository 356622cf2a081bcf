"""Where each page of a claim is sealed, under the name of its group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from registry.claims.facts import (
    Apart,
    Circumstances,
    Claimant,
    Location,
    OwnWords,
    Papers,
    Relationship,
)
from registry.description import GROUPS, Group
from registry.storage.vault import Compartment


@dataclass(frozen=True, slots=True)
class Statement:
    """Which facts one page of a claim takes, and in which compartment they are sealed."""

    group: type[Group]
    compartment: Compartment


def _statements() -> dict[str, Statement]:
    identity = {"names", "person"}
    described = {
        name: Statement(group, Compartment.IDENTITY if name in identity else Compartment.NARRATIVE)
        for name, group in GROUPS.items()
    }
    return described | {
        "relationship": Statement(Relationship, Compartment.NARRATIVE),
        "claimant": Statement(Claimant, Compartment.CONTACT),
        "papers": Statement(Papers, Compartment.EVIDENCE),
        "circumstances": Statement(Circumstances, Compartment.NARRATIVE),
        "own_words": Statement(OwnWords, Compartment.NARRATIVE),
        "location": Statement(Location, Compartment.LOCATION),
        "apart": Statement(Apart, Compartment.NARRATIVE),
    }


STATEMENTS: Final[Mapping[str, Statement]] = MappingProxyType(_statements())
"""Every page of facts by its name, which is also the name of its group inside the compartment."""
