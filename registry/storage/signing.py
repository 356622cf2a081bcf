"""The key that signs receipts and checkpoints, so that anyone can check one without us."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from registry.storage.keys import Keyring


@dataclass(frozen=True, slots=True, repr=False)
class Ed25519Signer:
    """An Ed25519 key held in memory; its id is taken from the public half."""

    private: Ed25519PrivateKey

    @property
    def key_id(self) -> str:
        """The key's name, as receipts carry it."""
        return "kinfold-" + hashlib.sha256(self.public_bytes()).hexdigest()[:16]

    def sign(self, message: bytes) -> bytes:
        """The signature of a message."""
        return self.private.sign(message)

    def public_bytes(self) -> bytes:
        """The 32 bytes of the public key."""
        return self.private.public_key().public_bytes_raw()


def signer(keyring: Keyring) -> Ed25519Signer:
    """The key for receipts, made from a purpose key at its first use."""
    return Ed25519Signer(Ed25519PrivateKey.from_private_bytes(keyring.purpose("receipts")))


def is_signed(message: bytes, signature: bytes, public: bytes) -> bool:
    """Was this message signed by the key of which this is the public half?"""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
