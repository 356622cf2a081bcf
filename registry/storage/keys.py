"""Root key, purpose keys, one data key per subject. Whoever loses a data key has erased."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.errors import Absent, Misconfigured
from registry.storage.database import KeysBase, transaction, truncate_log

KEY_BYTES = 32
NONCE_BYTES = 12


class RootCheck(KeysBase):
    """A value only the right root key can make; it tells a wrong key before harm is done."""

    __tablename__ = "root_checks"
    version: Mapped[int] = mapped_column(primary_key=True)
    check: Mapped[bytes] = mapped_column(LargeBinary)


class PurposeKey(KeysBase):
    """A key of the house for one use (e-mail look-up, signing), wrapped by the root."""

    __tablename__ = "purpose_keys"
    name: Mapped[str] = mapped_column(primary_key=True)
    root_version: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class DataKey(KeysBase):
    """The key of one subject, wrapped by the root."""

    __tablename__ = "data_keys"
    subject: Mapped[str] = mapped_column(primary_key=True)
    root_version: Mapped[int]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


@dataclass(frozen=True, slots=True, repr=False)
class RootKey:
    """One version of the root key."""

    version: int
    secret: bytes

    def check_value(self) -> bytes:
        """What `root_checks` holds for this key."""
        return hmac.digest(self.secret, b"kinfold root key check 1", "sha256")

    def wrap(self, secret: bytes, place: str, nonce: bytes) -> bytes:
        """Seal a key to its place."""
        return nonce + AESGCM(self.secret).encrypt(nonce, secret, place.encode())

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Open a wrapped key; one moved from another place does not open."""
        nonce, sealed = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
        try:
            return AESGCM(self.secret).decrypt(nonce, sealed, place.encode())
        except InvalidTag as error:
            raise Misconfigured("The root key does not open the keys in keys.db.") from error


def make_root_key(path: Path, random: Callable[[int], bytes]) -> None:
    """Write a new root key file, readable by its owner only; never over an old one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(random(KEY_BYTES).hex() + "\n")


def read_root_key(path: Path) -> RootKey:
    """The root key from its file; one clear line when it cannot be used."""
    try:
        text = path.read_text().strip()
    except OSError as error:
        raise Misconfigured(
            f"The root key cannot be read ({error.strerror}): check KINFOLD_ROOT_KEY."
        ) from error
    try:
        secret = bytes.fromhex(text)
    except ValueError:
        secret = b""
    if len(secret) != KEY_BYTES:
        raise Misconfigured("The root key file must hold 64 hexadecimal digits.")
    return RootKey(1, secret)


class Keyring:
    """Opens and destroys the keys of `keys.db`, which is a database of its own."""

    def __init__(self, engine: Engine, root: RootKey, random: Callable[[int], bytes]) -> None:
        self._engine = engine
        self._root = root
        self._random = random
        self._purposes: dict[str, bytes] = {}

    def stamp(self) -> None:
        """Note the root key's check value, once, when the keys are first made."""
        with transaction(self._engine) as session:
            if session.get(RootCheck, self._root.version) is None:
                session.add(RootCheck(version=self._root.version, check=self._root.check_value()))

    def check(self) -> None:
        """Refuse to go on with a root key that is not the one the keys were made with."""
        with transaction(self._engine, reading=True) as session:
            known = session.get(RootCheck, self._root.version)
        if known is None:
            raise Misconfigured("keys.db was never set up: run `kinfold keys init`.")
        if not hmac.compare_digest(known.check, self._root.check_value()):
            raise Misconfigured("This root key is not the one the data was sealed with.")

    def purpose(self, name: str) -> bytes:
        """The key for one use; made at its first use."""
        if name not in self._purposes:
            self._purposes[name] = self._purpose(name)
        return self._purposes[name]

    def _purpose(self, name: str) -> bytes:
        place = f"kinfold/purpose_keys/{name}"
        with transaction(self._engine) as session:
            row = session.get(PurposeKey, name)
            if row is not None:
                return self._root.unwrap(row.wrapped, place)
            secret = self._random(KEY_BYTES)
            wrapped = self._root.wrap(secret, place, self._random(NONCE_BYTES))
            session.add(PurposeKey(name=name, root_version=self._root.version, wrapped=wrapped))
            return secret

    def create(self, subject: str) -> bytes:
        """Give a subject its key. Committed at once, before anything is sealed with it."""
        place = f"kinfold/data_keys/{subject}"
        with transaction(self._engine) as session:
            row = session.get(DataKey, subject)
            if row is not None:
                return self._root.unwrap(row.wrapped, place)
            secret = self._random(KEY_BYTES)
            wrapped = self._root.wrap(secret, place, self._random(NONCE_BYTES))
            session.add(DataKey(subject=subject, root_version=self._root.version, wrapped=wrapped))
            return secret

    def data_key(self, subject: str) -> bytes:
        """The key of one subject; `Absent` once it was destroyed."""
        with transaction(self._engine, reading=True) as session:
            row = session.get(DataKey, subject)
        if row is None:
            raise Absent
        return self._root.unwrap(row.wrapped, f"kinfold/data_keys/{subject}")

    def data_keys(self, subjects: list[str]) -> dict[str, bytes]:
        """The keys of many subjects in one query; those destroyed are left out."""
        with transaction(self._engine, reading=True) as session:
            rows = session.scalars(select(DataKey).where(DataKey.subject.in_(subjects))).all()
        return {
            row.subject: self._root.unwrap(row.wrapped, f"kinfold/data_keys/{row.subject}")
            for row in rows
        }

    def destroy(self, subject: str) -> bool:
        """Destroy a subject's key for good; is it gone from the log file, too?"""
        with transaction(self._engine) as session:
            session.execute(delete(DataKey).where(DataKey.subject == subject))
        return truncate_log(self._engine)

    def subjects(self, session: Session | None = None) -> set[str]:
        """Every subject that has a key, for the sweep of keys nobody uses."""
        with transaction(self._engine, reading=True) as own:
            return set((session or own).scalars(select(DataKey.subject)))


def look_up(key: bytes, value: str) -> str:
    """The keyed digest under which a normalised e-mail address is found again."""
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()
