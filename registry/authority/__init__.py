"""Who may do what: one table, closed by default, to be read aloud by a protection officer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from registry.authority.table import TABLE, Allowance
from registry.authority.words import Permission, Relation, Role
from registry.errors import Absent

__all__ = [
    "MACHINE",
    "TABLE",
    "VISITOR",
    "Actor",
    "Allowance",
    "Permission",
    "Relation",
    "Role",
    "is_allowed",
    "require",
]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a reference, the roles that stand today, the agency, and the session."""

    ref: str
    roles: frozenset[Role]
    agency_ref: str | None = None
    caseworker_ref: str | None = None
    confirmed: bool = False
    label: str = ""

    @property
    def is_staff(self) -> bool:
        """Does this person work at the desk?"""
        return bool(self.roles - {Role.VISITOR, Role.FAMILY, Role.MACHINE, Role.OPERATOR})

    def away_from_desk(self) -> Actor:
        """The same person without what they may do at the desk."""
        return replace(self, roles=self.roles & {Role.VISITOR, Role.FAMILY})

    @property
    def is_person(self) -> bool:
        """A person's look is recorded one by one, a machine's search with counts."""
        return not self.roles & {Role.MACHINE}


VISITOR = Actor("visitor:", frozenset({Role.VISITOR}))
MACHINE = Actor("machine:worker", frozenset({Role.MACHINE}))
OPERATOR = Actor("operator:console", frozenset({Role.OPERATOR}))


def is_allowed(actor: Actor, permission: Permission, relations: Collection[Relation]) -> bool:
    """Does one line of the table let this person do this?"""
    return any(
        line.role in actor.roles and (line.relation is None or line.relation in relations)
        for line in TABLE.get(permission, ())
    )


def require(actor: Actor, permission: Permission, relations: Collection[Relation]) -> None:
    """Raise `Absent` unless the table allows it: a refusal looks like an absence."""
    if not is_allowed(actor, permission, relations):
        raise Absent
