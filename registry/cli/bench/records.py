"""Records in bulk for the measurements: each with its key, its facts, its entry and its groups."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from random import Random
from typing import Final

import click
from sqlalchemy import insert

from registry.authority import OPERATOR
from registry.cli.bench.filling import PORTION, Filling, history, subject
from registry.storage.database import transaction
from registry.storage.envelope import derive, encrypt, pad
from registry.storage.keys import DataKey, Keyring
from registry.storage.roots import KEY_BYTES, NONCE_BYTES
from registry.storage.sealed import Compartment, Sealed, place_of
from registry.trail.events import Event
from registry.work import Floors

CHANCE: Final = 4
"""The seed: what is made up is made up the same each time."""
FIRST: Final = 1
"""The number of the first; 0 is the child whose history is copied."""
GROUPS: Final[dict[Compartment, dict[str, object]]] = {
    Compartment.IDENTITY: {
        "person": {
            "names": [{"given": "Idris", "family": "Osman"}],
            "date_of_birth": {"calendar": "gregorian", "year": 2017, "month": 5, "day": 9},
            "sex": "male",
            "languages": ["ar", "fr"],
        }
    },
    Compartment.TRAITS: {
        "names": [["idris", "osman"]],
        "family": [["mother", True, [["amina", "osman"]]], ["father", False, [["musa"]]]],
        "sex": "male",
        "languages": ["ar", "fr"],
        "origin": [["el", "geneina"]],
        "last_place": [["adre"]],
    },
}


def subjects(count: int) -> list[str]:
    """The references of so many made-up children."""
    return [subject(number) for number in range(FIRST, FIRST + count)]


def fill(floors: Floors, count: int) -> None:
    """Write so many records; what is sealed is sealed as the vault would seal it."""
    chance = Random(CHANCE)  # noqa: S311 - made-up facts
    ledger = Filling(floors.engine, history(floors.clock(), chance), chance)
    with click.progressbar(length=count, label="writing records") as bar:
        for first in range(FIRST, FIRST + count, PORTION):
            refs = [subject(n) for n in range(first, min(first + PORTION, FIRST + count))]
            keys = give_keys(floors.keyring, refs)
            with transaction(floors.engine) as session:
                session.connection().execute(insert(Sealed), list(_sealed(keys)))
            for _ in ledger.fill(first, len(refs)):
                bar.update(len(refs))
            with floors.begin(OPERATOR) as work:
                for ref in refs:
                    work.trail.record(Event.CHILD_DRAFTED, ref)


def give_keys(keyring: Keyring, refs: list[str]) -> dict[str, bytes]:
    """A data key for each, wrapped as it would be, and kept in one transaction."""
    keys = {ref: keyring.random(KEY_BYTES) for ref in refs}
    rows = []
    for ref, key in keys.items():
        row = DataKey(subject=ref)
        keyring.wrap(row, 1, key)
        rows.append({"subject": ref, "root_version": 1, "wrapped": row.wrapped})
    with transaction(keyring.engine) as session:
        session.connection().execute(insert(DataKey), rows)
    return keys


def _sealed(keys: dict[str, bytes]) -> Iterator[dict[str, object]]:
    for number, (ref, key) in enumerate(keys.items()):
        for compartment, told in GROUPS.items():
            place, nonce = place_of(ref, compartment, ref), uuid.uuid4().bytes[:NONCE_BYTES]
            text = pad(json.dumps({**told, "number": number}).encode())
            yield {
                "id": uuid.uuid4(),
                "owner_ref": ref,
                "compartment": compartment.value,
                "subject_ref": ref,
                "envelope": encrypt(derive(compartment.value, key), text, place, nonce),
            }
