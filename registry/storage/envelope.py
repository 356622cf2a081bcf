"""Envelopes: how a value is locked with one key, bound to one place, and padded to a step."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from registry.errors import Tampered
from registry.storage.roots import NONCE_BYTES

GROUP_FORM = 1
PICTURE_FORM = 2
SMALLEST_PADDED = 256
LARGEST_STEP = 4096
_NO_SALT: Final = b""
_BLOCK_BYTES: Final = 64
_INNER: Final = bytes(octet ^ 0x36 for octet in range(256))
_OUTER: Final = bytes(octet ^ 0x5C for octet in range(256))
_FIRST_BLOCK: Final = b"\x01"


def derive(label: str, *keys: bytes) -> bytes:
    """The key of one compartment, from one data key or from two."""
    # HKDF with SHA-256, no salt and one block (RFC 5869), written out as its four digests: half the
    # time, once for each value opened. The bytes are those of the known answers.
    secret = _mac(_NO_SALT, b"".join(keys))
    return _mac(secret, f"kinfold/{label}".encode() + _FIRST_BLOCK)


def _mac(key: bytes, text: bytes) -> bytes:
    """HMAC with SHA-256 (RFC 2104), for a key no longer than a block."""
    block = key.ljust(_BLOCK_BYTES, b"\0")
    inner = sha256(block.translate(_INNER) + text).digest()
    return sha256(block.translate(_OUTER) + inner).digest()


def pad(text: bytes, least: int = SMALLEST_PADDED) -> bytes:
    """Lengthen to a step, so that the size on disk does not tell how much was filled in."""
    size = least
    while size < len(text) and size < LARGEST_STEP:
        size *= 2
    if size < len(text):
        size = -(-len(text) // LARGEST_STEP) * LARGEST_STEP
    return text.ljust(size)


def encrypt(key: bytes, text: bytes, place: bytes, nonce: bytes, form: int = GROUP_FORM) -> bytes:
    """AES-256-GCM; envelope: form, algorithm, a 1 in reserve, nonce, ciphertext and tag."""
    header = bytes((form, 1, 1))
    return header + nonce + AESGCM(key).encrypt(nonce, text, header + place)


def decrypt(key: bytes, envelope: bytes, place: bytes) -> bytes:
    """The plaintext; `Tampered` when a byte or its place was changed."""
    header, nonce = envelope[:3], envelope[3 : 3 + NONCE_BYTES]
    try:
        return AESGCM(key).decrypt(nonce, envelope[3 + NONCE_BYTES :], header + place)
    except (InvalidTag, ValueError) as error:  # ValueError: cut short, below a whole nonce
        raise Tampered("A sealed value is not what was written.") from error
