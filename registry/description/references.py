"""Public references: eight random signs and one to check them, such as `KQ7-4MD-2RT`.

The alphabet is Crockford's base32, so no I, L, O or U. His own check sign (the number mod 37) needs
five more signs. Here each sign is an element of the field of 32 (polynomial x^5 + x^2 + 1) and the
nine signs s0 … s8 satisfy 5·a^9 + s0·a^8 + s1·a^7 + … + s8 = 0, where `a` is a generator. All nine
weights differ, so any one wrong sign and any two swapped signs, next to each other or not, are
always noticed; other slips pass one time in 32. The 5 keeps nine zeros from being a reference.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from registry.description.wording import plain_digits
from registry.errors import N_, Invalid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_BYTES = 5
_LENGTH = 9
_POLYNOMIAL = 0b100101
_START = 5
_READ_AS = {"O": "0", "I": "1", "L": "1"}


def new_reference(random: Callable[[int], bytes]) -> str:
    """Draw a reference of 40 random bits; `random` gives that many bytes, like `os.urandom`."""
    number = int.from_bytes(random(RANDOM_BYTES), "big")
    signs = [number >> (5 * place) & 31 for place in reversed(range(_LENGTH - 1))]
    return _grouped(ALPHABET[sign] for sign in [*signs, _times_a(_remainder(signs))])


def parse_reference(text: str, *, field: str = "reference") -> str:
    """Read a reference as people write it: any case, spaces, O for 0, I or L for 1."""
    upper = plain_digits(unicodedata.normalize("NFKC", text)).upper()
    typed = [_READ_AS.get(sign, sign) for sign in upper if _is_sign(sign)]
    if len(typed) != _LENGTH:
        raise Invalid(field, N_("A reference has 9 letters and digits, like KQ7-4MD-2RT."))
    if any(sign not in ALPHABET for sign in typed):
        raise Invalid(
            field, N_("A reference has only plain letters and digits, and never the letter U.")
        )
    if _remainder(ALPHABET.index(sign) for sign in typed):
        raise Invalid(field, N_("One letter or digit is not right. Look at the card again."))
    return _grouped(typed)


def _remainder(signs: Iterable[int]) -> int:
    """Add the weighted signs in the field of 32; a whole reference comes to 0."""
    total = _START
    for sign in signs:
        total = _times_a(total) ^ sign
    return total


def _times_a(element: int) -> int:
    doubled = element << 1
    return doubled ^ _POLYNOMIAL if doubled > 31 else doubled  # noqa: PLR2004


def _is_sign(sign: str) -> bool:
    """Leave out what people put between signs: spaces, dashes, marks of direction."""
    return unicodedata.category(sign)[0] not in "ZPC"


def _grouped(signs: Iterable[str]) -> str:
    whole = "".join(signs)
    return "-".join(whole[start : start + 3] for start in range(0, _LENGTH, 3))
