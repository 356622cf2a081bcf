"""Envelopes: how a value is locked with one key, bound to one place, and padded to a step."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from registry.errors import Tampered
from registry.storage.roots import KEY_BYTES, NONCE_BYTES

GROUP_FORM = 1
PICTURE_FORM = 2
SMALLEST_PADDED = 256
LARGEST_STEP = 4096


def derive(label: str, *keys: bytes) -> bytes:
    """The key of one compartment, from one data key or from two."""
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"kinfold/{label}".encode()).derive(
        b"".join(keys)
    )


def pad(text: bytes) -> bytes:
    """Lengthen to a step, so that the size on disk does not tell how much was filled in."""
    size = SMALLEST_PADDED
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
