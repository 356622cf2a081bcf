"""Base45 (RFC 9285): bytes in the 45 letters of which a QR code holds the most."""

from typing import Final

from consent.errors import NotCanonical

LETTERS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES: Final = {letter: value for value, letter in enumerate(LETTERS)}
_BASE: Final = len(LETTERS)


def encode(octets: bytes) -> str:
    """Write two bytes as three letters, and a last single byte as two."""
    letters = []
    for at in range(0, len(octets), 2):
        pair = octets[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, value = divmod(number, _BASE)
            letters.append(LETTERS[value])
    return "".join(letters)


def decode(text: str) -> bytes:
    """Read what `encode` wrote, and nothing else."""
    octets = bytearray()
    try:
        for at in range(0, len(text), 3):
            values = [_VALUES[letter] for letter in text[at : at + 3]]
            number = sum(value * _BASE**place for place, value in enumerate(values))
            octets += number.to_bytes(len(values) - 1, "big")
    except (KeyError, OverflowError) as error:
        raise NotCanonical("base45") from error
    if encode(bytes(octets)) != text:
        raise NotCanonical("base45")
    return bytes(octets)
