"""Ed25519 signatures (RFC 8032), with no leniency: one form for each key and each signature.

A point of small order is a key for which anybody can make a signature that holds. Libraries differ
in what they let pass, so keys and signatures are looked at here before a library sees them.
"""

from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64

_FIELD: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_SIGN_BIT: Final = 1 << 255

_EIGHTH: Final = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826

# The y of each of the eight points whose order divides eight. The sign bit is left out: both of
# its values name such a point, or none at all.
SMALL_ORDER: Final = frozenset({0, 1, _FIELD - 1, _EIGHTH, _FIELD - _EIGHTH})


def is_sound(public: bytes) -> bool:
    """Is this a key that can be relied on: whole, canonical, and of large order?"""
    if len(public) != KEY_BYTES:
        return False
    height = int.from_bytes(public, "little") & ~_SIGN_BIT
    return height < _FIELD and height not in SMALL_ORDER and _lies_on_the_curve(height)


def did_sign(public: bytes, signature: bytes, message: bytes) -> bool:
    """Did the holder of this key sign exactly this?"""
    if not is_sound(public) or len(signature) != SIGNATURE_BYTES:
        return False
    if int.from_bytes(signature[KEY_BYTES:], "little") >= _ORDER:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _lies_on_the_curve(height: int) -> bool:
    """Is there a point of this height: is (y² - 1) / (d·y² + 1) a square?"""
    square = height * height % _FIELD
    bend = -121665 * pow(121666, -1, _FIELD) % _FIELD
    width = (square - 1) * pow(bend * square + 1, -1, _FIELD) % _FIELD
    return pow(width, (_FIELD - 1) // 2, _FIELD) in {0, 1}
