"""Purpose keys and one data key per subject, under the root. To lose a data key is to erase."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine, LargeBinary, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.errors import Absent, Misconfigured, Undeclared
from registry.storage.database import KeysBase, transaction, truncate_log
from registry.storage.roots import KEY_BYTES, NONCE_BYTES, Roots

PURPOSE_KEYS: Final = frozenset(
    {"badge", "canary", "card", "email", "form-token", "limits", "link", "receipts"}
)
"""Every use the house has for a key of its own. A closed list: a slip of the pen makes no key."""


class RootCheck(KeysBase):
    """A version of the root key: a value only that key can make tells a wrong one before harm."""

    __tablename__ = "root_checks"
    version: Mapped[int] = mapped_column(primary_key=True)
    check: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime | None]
    """None for the first version of an old house, which nobody noted."""
    left_at: Mapped[datetime | None]
    """When the last key was moved to a later version; backups of keys.db may still need this."""
    retired_at: Mapped[datetime | None]
    """From then on it opens nothing, and need not be there."""


class PurposeKey(KeysBase):
    """A key of the house for one use (e-mail look-up, signing)."""

    __tablename__ = "purpose_keys"
    name: Mapped[str] = mapped_column(primary_key=True)
    root_version: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class DataKey(KeysBase):
    """The key of one subject."""

    __tablename__ = "data_keys"
    subject: Mapped[str] = mapped_column(primary_key=True)
    root_version: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_on: Mapped[date | None]
    """None where nobody noted it: such a key is never taken for one left behind."""


_KEYS: Final = select(DataKey.subject, DataKey.root_version, DataKey.wrapped).where(
    DataKey.subject.in_(bindparam("of", expanding=True))
)
Wrapped = PurposeKey | DataKey
"""A row that holds a key under the root."""


class Keyring:
    """Opens and destroys the keys of `keys.db`, which is a database of its own."""

    def __init__(self, engine: Engine, roots: Roots, random: Callable[[int], bytes]) -> None:
        self.engine = engine
        self.roots = roots
        self.random = random
        self._purposes: dict[str, bytes] = {}

    def stamp(self, at: datetime | None = None) -> None:
        """Note the root key's check value, once, when the keys are first made."""
        version = max(self.roots.versions(), default=1)
        check = self.roots.check_value(version)
        with transaction(self.engine) as session:
            if session.scalar(select(RootCheck.version).limit(1)) is not None:
                return
            if _versions_named(session):
                raise Misconfigured("keys.db has lost its mark of the root key: put it back.")
            session.add(RootCheck(version=version, check=check, made_at=at))

    def check(self) -> None:
        """Refuse to go on with a root key that is wrong, missing, or put back to an earlier one."""
        # First what is named, then what is known: a rotation in between adds to the second.
        with transaction(self.engine, reading=True) as session:
            named = _versions_named(session)
        if lost := named - self.check_roots():
            raise Misconfigured(
                f"keys.db holds keys under version {max(lost)} of the root key, which it does not"
                " list: put back the right keys.db."
            )

    def check_roots(self) -> set[int]:
        """The quick half of it: is each version of the root key there, and the right one?"""
        with transaction(self.engine, reading=True) as session:
            every = session.scalars(select(RootCheck).order_by(RootCheck.version.desc())).all()
        if not every:
            raise Misconfigured("keys.db was never set up: run `kinfold keys init`.")
        live = {each.version: each.check for each in every if each.retired_at is None}
        held = self.roots.versions()
        for version, known in live.items():  # the newest first: it is the one put back
            if version not in held and held:
                raise Misconfigured(
                    f"Version {version} of the root key is missing, and the newest there is"
                    f" {max(held)}: put back the key files as they were last."
                )
            if not hmac.compare_digest(known, self.roots.check_value(version)):
                raise Misconfigured(
                    f"Version {version} of this root key is not the one the data was sealed with."
                )
        if not held:
            raise Misconfigured("The root key is gone since it was read: put its file back.")
        return set(live)

    def purpose(self, name: str) -> bytes:
        """The key for one use; made at its first use."""
        if name not in PURPOSE_KEYS:
            raise Undeclared(f"There is no purpose key {name}.")
        if name not in self._purposes:
            with transaction(self.engine) as session:
                row = session.get(PurposeKey, name)
                secret = self.unwrap(row or self._made(session, PurposeKey(name=name)))
            self._purposes[name] = secret  # not before it is kept
        return self._purposes[name]

    def create(self, subject: str, on: date | None = None) -> bytes:
        """Give a subject its key. Committed at once, before anything is sealed with it."""
        with transaction(self.engine) as session:
            row = session.get(DataKey, subject)
            return self.unwrap(row or self._made(session, DataKey(subject=subject, made_on=on)))

    def _made(self, session: Session, row: Wrapped) -> Wrapped:
        # Read in the transaction that writes: while a rotation goes on, no key may still be made
        # under the version that it leaves behind.
        version = newest(session)
        self.wrap(row, version, self.random(KEY_BYTES))
        session.add(row)
        return row

    def wrap(self, row: Wrapped, version: int, secret: bytes) -> None:
        """Put a secret into its row, wrapped by one version."""
        row.root_version = version
        row.wrapped = self.roots.wrap(version, secret, place_of(row), self.random(NONCE_BYTES))

    def unwrap(self, row: Wrapped) -> bytes:
        """The secret of a row."""
        return self.roots.unwrap(row.root_version, row.wrapped, place_of(row))

    def data_key(self, subject: str) -> bytes:
        """The key of one subject; `Absent` once it was destroyed."""
        with transaction(self.engine, reading=True) as session:
            row = session.get(DataKey, subject)
        if row is None:
            raise Absent
        return self.unwrap(row)

    def data_keys(self, subjects: Iterable[str]) -> dict[str, bytes]:
        """The keys of many subjects in one query; those destroyed are left out."""
        with transaction(self.engine, reading=True) as session:
            rows = session.execute(_KEYS, {"of": list(subjects)}).all()
        unwrap = self.roots.unwrap
        return {
            subject: unwrap(version, wrapped, f"{DataKey.__tablename__}/{subject}")
            for subject, version, wrapped in rows
        }

    def destroy(self, subject: str) -> bool:
        """Destroy a subject's key for good; is it gone from the log file, too?"""
        with transaction(self.engine) as session:
            session.execute(delete(DataKey).where(DataKey.subject == subject))
        return truncate_log(self.engine)

    def subjects(self) -> set[str]:
        """Every subject that has a key."""
        with transaction(self.engine, reading=True) as session:
            return set(session.scalars(select(DataKey.subject)))

    def made_before(self, day: date) -> set[str]:
        """The subjects whose keys are older, for the sweep of keys that nobody names."""
        with transaction(self.engine, reading=True) as session:
            return set(session.scalars(select(DataKey.subject).where(DataKey.made_on < day)))


def _versions_named(session: Session) -> set[int]:
    every = (select(kind.root_version).distinct() for kind in (DataKey, PurposeKey))
    return {version for query in every for version in session.scalars(query)}


def newest(session: Session) -> int:
    """The version of the root key that new keys are wrapped by."""
    version = session.scalar(
        select(func.max(RootCheck.version)).where(RootCheck.retired_at.is_(None))
    )
    if version is None:
        raise Misconfigured("keys.db was never set up: run `kinfold keys init`.")
    return version


def place_of(row: Wrapped) -> str:
    """Where a wrapped key belongs; moved elsewhere it does not open."""
    name = row.name if isinstance(row, PurposeKey) else row.subject
    return f"{row.__tablename__}/{name}"


def look_up(key: bytes, value: str) -> str:
    """The keyed digest under which a normalised e-mail address is found again."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
