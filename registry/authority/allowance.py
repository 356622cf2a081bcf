"""One line of the table: who may, being what to the record, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registry.authority.words import Permission, Relation, Role


@dataclass(frozen=True, slots=True)
class Allowance:
    """A role, in a relation (or in any), and why."""

    role: Role
    relation: Relation | None
    because: str


Lines = dict[Permission, tuple[Allowance, ...]]
DESK: Final = (Role.CASEWORKER, Role.COORDINATOR, Role.LEAD, Role.ADMINISTRATOR, Role.AUDITOR)


def whoever_is(role: Role, because: str) -> Allowance:
    """A role that may, whatever it is to the record."""
    return Allowance(role, None, because)
