"""The root key: versions from a provider, which wraps and unwraps and gives no secret away."""

from __future__ import annotations

import hmac
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from registry.errors import Misconfigured

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
_FORM: Final = 2
_OLD_FORM_BYTES: Final = NONCE_BYTES + KEY_BYTES + 16
"""Form 1 had no header and no version in its place; only its length tells it."""
_SHUT: Final = "The root key does not open the keys in keys.db."
LAST_VERSION: Final = 2**16 - 1  # two bytes of the header


class Roots(Protocol):
    """Where the root key lives. Nothing here hands a secret out, so a KMS can stand behind it."""

    def versions(self) -> frozenset[int]:
        """The versions there are, asked anew each time."""
        ...

    def check_value(self, version: int) -> bytes:
        """What only this version can make; `root_checks` holds it."""
        ...

    def wrap(self, version: int, secret: bytes, place: str, nonce: bytes) -> bytes:
        """Seal a key to its place and its version."""
        ...

    def unwrap(self, version: int, wrapped: bytes, place: str) -> bytes:
        """Open a wrapped key; one moved from another place or version does not open."""
        ...

    def make(self, version: int) -> None:
        """Make a version that is not there yet; kept for good when this returns."""
        ...

    def drop(self, version: int) -> None:
        """Forget a version that opens nothing any more."""
        ...


class Root:
    """One version of the root key, held in memory by a provider."""

    def __init__(self, version: int, secret: bytes) -> None:
        self._version = version
        self._cipher = AESGCM(secret)
        self._header = bytes((_FORM,)) + version.to_bytes(2)
        self.check_value = hmac.digest(secret, b"kinfold root key check 1", "sha256")

    def wrap(self, secret: bytes, place: str, nonce: bytes) -> bytes:
        """Seal a key: form, version, nonce, ciphertext and tag."""
        return self._header + nonce + self._cipher.encrypt(nonce, secret, self._bound(place))

    def unwrap(self, wrapped: bytes, place: str) -> bytes:
        """Open a key of this form, or of form 1."""
        header, bound = self._header, self._bound(place)
        if len(wrapped) == _OLD_FORM_BYTES:
            header, bound = b"", f"kinfold/{place}".encode()
        start = len(header) + NONCE_BYTES
        if not wrapped.startswith(header):
            raise Misconfigured(_SHUT)
        try:
            return self._cipher.decrypt(wrapped[len(header) : start], wrapped[start:], bound)
        except (InvalidTag, ValueError) as error:  # ValueError: cut short, below a whole nonce
            raise Misconfigured(_SHUT) from error

    def _bound(self, place: str) -> bytes:
        return self._header + f"kinfold/keys/{place}/{self._version}".encode()
