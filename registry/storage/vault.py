"""Sealed values: groups of facts under their subject's key. `open` is the only way to plaintext."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.orm import Session

from consent import DataClass, Permit
from registry.errors import Absent
from registry.storage.envelope import SMALLEST_PADDED, decrypt, derive, encrypt, pad
from registry.storage.keys import Keyring
from registry.storage.roots import NONCE_BYTES
from registry.storage.sealed import CLASS_OF, LEAST, Compartment, Sealed, place_of

__all__ = ["BIRTH", "CLASS_OF", "LEAST", "Compartment", "Sealed", "Vault"]

BIRTH: Final = ("date_of_birth", "age", "estimated")
"""What a person's age is told by."""

_OF_OWNER: Final = select(Sealed).where(Sealed.owner_ref == bindparam("owner"))

_OWN: Final = select(Sealed.owner_ref, Sealed.envelope).where(
    Sealed.owner_ref.in_(bindparam("owners", expanding=True)),
    Sealed.compartment == bindparam("compartment"),
    Sealed.subject_ref == Sealed.owner_ref,
    Sealed.also_ref.is_(None),
)
_AT_ONCE: Final = 500


class Vault:
    """Seals and opens. It is built by `Work`, which lends it the epoch and the trail."""

    def __init__(
        self,
        session: Session,
        keyring: Keyring,
        *,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
        epoch_of: Callable[[str], int],
        epochs_of: Callable[[Sequence[str]], Mapping[str, int]],
        record_reading: Callable[[str, DataClass, Permit], None],
        opened: Callable[[str, str, Mapping[str, Any]], None],
    ) -> None:
        self._session = session
        self._keyring = keyring
        self._now = now
        self._random = random
        self._epoch_of = epoch_of
        self._epochs_of = epochs_of
        self._record_reading = record_reading
        self._opened = opened
        self._keys: dict[str, bytes] = {}
        self._found: dict[str, dict[str, Sealed]] = {}
        self._persons: dict[bytes, dict[str, Any]] = {}

    def new_subject(self, subject: str) -> None:
        """Make the key of a new subject, before anything about it is written."""
        self._keys[subject] = self._keyring.create(subject, self._now().date())

    def has_key(self, subject: str) -> bool:
        """Is there still a key to seal under?"""
        try:
            self._data_key(subject)
        except Absent:
            return False
        return True

    def seal(
        self,
        owner_ref: str,
        compartment: Compartment,
        value: Mapping[str, Any],
        *,
        subject: str,
        also: str | None = None,
    ) -> Sealed:
        """Seal a JSON object as one group of a row, in place of what stood there."""
        sealed = self.find(owner_ref, compartment)
        if sealed is None:
            sealed = Sealed(owner_ref=owner_ref, compartment=compartment.value)
            self._session.add(sealed)
            self._groups(owner_ref)[compartment] = sealed
        sealed.subject_ref, sealed.also_ref = subject, also
        told = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        text = pad(told, LEAST.get(compartment, SMALLEST_PADDED))
        sealed.envelope = encrypt(
            self._key(sealed), text, sealed.place(), self._random(NONCE_BYTES)
        )
        return sealed

    def find(self, owner_ref: str, compartment: Compartment) -> Sealed | None:
        """The sealed group of a row, still closed."""
        return self._groups(owner_ref).get(compartment)

    def any_of(self, owner_ref: str) -> bool:
        """Is anything sealed for this row?"""
        return bool(self._groups(owner_ref))

    def _groups(self, owner_ref: str) -> dict[str, Sealed]:
        # Asked for one by one on every page: all of a row's groups are fetched once.
        if owner_ref not in self._found:
            found = self._session.scalars(_OF_OWNER, {"owner": owner_ref})
            self._found[owner_ref] = {each.compartment: each for each in found}
        return self._found[owner_ref]

    def open(self, sealed: Sealed, *permits: Permit) -> dict[str, Any]:
        """The plaintext, if a live permit covers each subject; the look is recorded first."""
        for subject in filter(None, (sealed.subject_ref, sealed.also_ref)):
            self.admit(subject, sealed.data_class, permits)
        text = decrypt(self._key(sealed), sealed.envelope, sealed.place())
        told: dict[str, Any] = json.loads(text)
        self._opened(sealed.subject_ref, sealed.compartment, told)
        return told

    def read(self, owner_ref: str, compartment: Compartment, *permits: Permit) -> dict[str, Any]:
        """Find and open; an empty object where nothing was ever written."""
        sealed = self.find(owner_ref, compartment)
        return {} if sealed is None else self.open(sealed, *permits)

    def read_own(
        self, compartment: Compartment, permits: Mapping[str, Permit]
    ) -> dict[str, dict[str, Any]]:
        """One group of each of many subjects, sealed under its key alone, each on its own permit.

        Keys and epochs are read for many at once; every look is recorded, as if it were the only
        one. Whoever has no such group, no key or no live permit is left out.
        """
        told: dict[str, dict[str, Any]] = {}
        for some in _portions(list(permits)):
            epochs, keys = self._epochs_of(some), self._keyring.data_keys(some)
            asked = {"owners": some, "compartment": compartment.value}
            for owner, envelope in self._session.execute(_OWN, asked):
                permit = permits[owner]
                is_live = permit.subject == owner and permit.epoch == epochs.get(owner, 0)
                if is_live and owner in keys and self._covers(permit, CLASS_OF[compartment]):
                    self._record_reading(owner, CLASS_OF[compartment], permit)
                    place = place_of(owner, compartment.value, owner)
                    text = decrypt(derive(compartment.value, keys[owner]), envelope, place)
                    told[owner] = json.loads(text.rstrip())  # the padding takes longer than it
                    self._opened(owner, compartment, told[owner])
        return told

    def persons(self, subjects: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """What is told of each subject's own day of birth and age, and nothing beside it.

        Only the book of ages asks, for the ledger (`storage.ages`). It is no look by a person, so
        there is no permit and no entry. A subject whose key is destroyed is left out.
        """
        sealed = {
            each.owner_ref: each for each in self._identities(subjects) if each.also_ref is None
        }
        if unknown := [each for each in sealed if each not in self._keys]:
            self._keys.update(self._keyring.data_keys(unknown))
        return {
            subject: self._person(each) for subject, each in sealed.items() if subject in self._keys
        }

    def is_called(self, account_ref: str, asked: Callable[[str], bool]) -> bool:
        """Is this so of what an account is called? Yes or no, and no word of it leaves.

        Only the watch over openings asks (`watching.opening`): of whoever opens, about their own
        name. It is no look by a person at anybody, so there is no permit and no entry.
        """
        sealed = self.find(account_ref, Compartment.CONTACT)
        if sealed is None or sealed.also_ref is not None:
            return False
        told = json.loads(decrypt(self._key(sealed), sealed.envelope, sealed.place()))
        return asked(str(told.get("name", "")))

    def restate_birth(self, subject: str, born: Mapping[str, Any]) -> None:
        """Write another day of birth or age over what was told; nothing that is read leaves here.

        Without a permit: a wrong age may be the very thing that puts a record on hold.
        """
        sealed = self.find(subject, Compartment.IDENTITY)
        if sealed is None or sealed.also_ref is not None:
            raise Absent
        told = json.loads(decrypt(self._key(sealed), sealed.envelope, sealed.place()))
        person = {name: fact for name, fact in told.get("person", {}).items() if name not in BIRTH}
        told["person"] = {**person, **born}
        self.seal(subject, Compartment.IDENTITY, told, subject=subject)

    def _identities(self, subjects: Sequence[str]) -> Iterable[Sealed]:
        if len(subjects) == 1:
            found = self.find(subjects[0], Compartment.IDENTITY)
            return () if found is None else (found,)
        return self._session.scalars(
            select(Sealed).where(
                Sealed.owner_ref.in_(subjects), Sealed.compartment == Compartment.IDENTITY.value
            )
        )

    def _person(self, sealed: Sealed) -> dict[str, Any]:
        # Asked at every standing: the same envelope is opened once.
        if sealed.envelope not in self._persons:
            text = decrypt(self._key(sealed), sealed.envelope, sealed.place())
            self._persons[sealed.envelope] = _age_alone(json.loads(text))
        return self._persons[sealed.envelope]

    def admit(self, subject: str, data_class: DataClass, permits: tuple[Permit, ...]) -> None:
        """Let one look pass, on the record, or raise `Absent`.

        The epoch is read again in this transaction: a permit from before a withdrawal is dead.
        """
        for permit in permits:
            if (
                permit.subject == subject
                and self._covers(permit, data_class)
                and permit.epoch == self._epoch_of(subject)
            ):
                self._record_reading(subject, data_class, permit)
                return
        raise Absent

    def _covers(self, permit: Permit, data_class: DataClass) -> bool:
        in_time = permit.issued_at <= self._now() < permit.expires_at
        return in_time and data_class in permit.data_classes

    def remove(self, owner_ref: str, compartment: Compartment | None = None) -> None:
        """Drop one sealed group of a row, or all of them."""
        query = select(Sealed).where(Sealed.owner_ref == owner_ref)
        if compartment is not None:
            query = query.where(Sealed.compartment == compartment.value)
        for sealed in self._session.scalars(query):
            self._session.delete(sealed)
        self._found.pop(owner_ref, None)

    def forget(self, subject: str) -> None:
        """Drop the ciphertext of one subject; its key is destroyed apart, by the keyring."""
        self._session.execute(
            delete(Sealed).where(or_(Sealed.subject_ref == subject, Sealed.also_ref == subject))
        )
        self._keys.pop(subject, None)
        self._found.clear()

    def photo_key(self, subject: str, photo_ref: str) -> bytes:
        """The key of one photo."""
        return derive(f"photo:{photo_ref}", self._data_key(subject))

    def factor_key(self, subject: str, factor_ref: str) -> bytes:
        """What a second factor's shared secret is made of: kept nowhere, and gone with the key."""
        return derive(f"factor:{factor_ref}", self._data_key(subject))

    def _key(self, sealed: Sealed) -> bytes:
        subjects = filter(None, (sealed.subject_ref, sealed.also_ref))
        return derive(sealed.compartment, *(self._data_key(subject) for subject in subjects))

    def _data_key(self, subject: str) -> bytes:
        if subject not in self._keys:
            self._keys[subject] = self._keyring.data_key(subject)
        return self._keys[subject]


def _portions(refs: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(refs), _AT_ONCE):
        yield refs[first : first + _AT_ONCE]


def _age_alone(identity: Mapping[str, Any]) -> dict[str, Any]:
    """Of who a child is, only what bears on the age."""
    person = identity.get("person", {})
    return {name: person[name] for name in BIRTH if person.get(name) is not None}
