"""The names a reviewer is asked about before anything else, for whoever knows somebody must go."""

from __future__ import annotations

from collections.abc import Iterator

from consent import DataClass
from registry.accounts.operations import read_contact
from registry.claims import sides
from registry.claims.facts import Claimant
from registry.claims.sides import Side
from registry.description import Description, PersonName
from registry.review.rules import mixed
from registry.storage.vault import Compartment
from registry.work import Work


def names_of(work: Work, both: tuple[Side, Side], seed: str) -> tuple[str, ...]:
    """The people of both sides among invented ones; the same list at each look."""
    return mixed((name for side in both for name in _names(work, side)), seed)


def _names(work: Work, side: Side) -> Iterator[str]:
    yield from _described(sides.describe(work, side.ref))
    if side.is_child:
        # Of the guardian's contact the name alone leaves this line.
        yield read_contact(work, side.speaker_ref, "check_conflict").name
    elif not side.is_found:
        # The worker who recorded a found child is never named in a review.
        yield from _claimant(work, side.ref)


def _described(told: Description) -> Iterator[str]:
    names = (told.names.name, *told.names.other)
    relatives = (relative.name for relative in told.family)
    yield from _written(*names, *relatives)


def _claimant(work: Work, ref: str) -> Iterator[str]:
    permit = sides.permit_for(work, ref, DataClass.CONTACT)
    told = work.vault.read(ref, Compartment.CONTACT, permit).get("claimant", {})
    claimant = Claimant.from_dict(told)
    yield from _written(claimant.name)


def _written(*names: PersonName | None) -> Iterator[str]:
    for name in names:
        if name is not None:
            # One way of writing, and no nicknames: they would stand out among invented names.
            yield name.latin or name.full
