"""A vault and photos without `Work`: for tests of what is sealed, not of who may open it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from consent import DataClass, Permit
from consent.permits import Ground
from registry.storage.database import transaction
from registry.storage.keys import DataKey, Keyring
from registry.storage.objects import Objects
from registry.storage.photos import Photos
from registry.storage.vault import Vault

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def permit_of(subject: str) -> Permit:
    """A permit for everything about one subject."""
    return Permit(
        ground=Ground.BASIS,
        ground_ref="basis:1",
        subject=subject,
        purpose="own_account",
        operation="view",
        data_classes=frozenset(DataClass),
        actor="account:1",
        recipient="registry",
        epoch=0,
        issued_at=AT,
        expires_at=AT + timedelta(minutes=5),
    )


def bare_vault(session: Session, keyring: Keyring, random: Callable[[int], bytes]) -> Vault:
    """The vault itself, lent an epoch that stands and a trail that forgets, watched by nobody."""
    return Vault(
        session,
        keyring,
        now=lambda: AT,
        random=random,
        epoch_of=lambda _subject: 0,
        epochs_of=lambda subjects: dict.fromkeys(subjects, 0),
        record_reading=lambda _subject, _class, _permit: None,
        opened=lambda *_: None,
    )


def bare_photos(
    session: Session, vault: Vault, objects: Objects, random: Callable[[int], bytes]
) -> Photos:
    """The photos themselves."""
    return Photos(
        session,
        vault,
        objects,
        random=random,
        after_commit=lambda _act: None,
        after_rollback=lambda _act: None,
    )


def give_key(keyring: Keyring, subject: str, secret: bytes) -> None:
    """Give a subject this very key."""
    row = DataKey(subject=subject)
    keyring.wrap(row, 1, secret)
    with transaction(keyring.engine) as session:
        session.add(row)
