"""Deterministic CBOR (RFC 8949, section 4.2.1): the few kinds a compact receipt needs, in one form.

Whole numbers, bytes, text, arrays, maps with whole numbers as keys, tags and null. Whatever would
not be written back in the same bytes is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from consent.errors import NotCanonical

Cbor: TypeAlias = "int | bytes | str | list[Cbor] | Mapping[int, Cbor] | Tagged | None"

DEEPEST: Final = 32
_NUMBER, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _TAG = range(7)
_NULL: Final = 0xF6
_SHORT: Final = 24  # a smaller number stands in the first byte itself
_WIDTHS: Final = {24: 1, 25: 2, 26: 4, 27: 8}
_LARGEST: Final = 2**64


@dataclass(frozen=True)
class Tagged:
    """A value that says what it is."""

    tag: int
    value: Cbor


def encode(value: Cbor) -> bytes:
    """Write a value in its one form."""
    if isinstance(value, Tagged):
        return _head(_TAG, value.tag) + encode(value.value)
    if isinstance(value, Mapping):
        pairs = sorted((encode(key), encode(item)) for key, item in value.items())
        return _head(_MAP, len(pairs)) + b"".join(key + item for key, item in pairs)
    if isinstance(value, list):
        return _head(_ARRAY, len(value)) + b"".join(map(encode, value))
    return _plain(value)


def decode(written: bytes) -> Cbor:
    """Read one value, or raise `NotCanonical`."""
    try:
        value = _Reader(written).read(DEEPEST)
        again = encode(value)
    except UnicodeError as error:
        raise NotCanonical("CBOR") from error
    if again != written:
        raise NotCanonical("written differently")
    return value


def items(value: Cbor, count: int | None = None) -> list[Cbor]:
    """Take an array, of so many items where a count is given."""
    if not isinstance(value, list) or count not in {None, len(value)}:
        raise NotCanonical("an array")
    return value


def octets(value: Cbor, count: int | None = None) -> bytes:
    """Take bytes, so many where a count is given."""
    if not isinstance(value, bytes) or count not in {None, len(value)}:
        raise NotCanonical("bytes")
    return value


def _plain(value: int | bytes | str | None) -> bytes:
    if value is None:
        return bytes([_NULL])
    if isinstance(value, int):
        return _head(_NUMBER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    return _head(_TEXT, len(value.encode())) + value.encode()


def _head(kind: int, number: int) -> bytes:
    if number >= _LARGEST:
        raise NotCanonical("number too large")
    if number < _SHORT:
        return bytes([kind << 5 | number])
    code, width = next((c, w) for c, w in _WIDTHS.items() if number < 1 << 8 * w)
    return bytes([kind << 5 | code]) + number.to_bytes(width, "big")


@dataclass
class _Reader:
    """Bytes, and how far they were read."""

    octets: bytes
    at: int = 0

    def read(self, deep: int) -> Cbor:
        first = self._take(1)[0]
        if first == _NULL:
            return None
        kind, short = first >> 5, first & 31
        if not deep or kind > _TAG or (short >= _SHORT and short not in _WIDTHS):
            raise NotCanonical("a kind that is not used")
        number = short if short < _SHORT else int.from_bytes(self._take(_WIDTHS[short]), "big")
        if kind in {_NUMBER, _NEGATIVE}:
            return number if kind == _NUMBER else -1 - number
        if kind in {_BYTES, _TEXT}:
            taken = self._take(number)
            return taken if kind == _BYTES else taken.decode()
        if kind == _TAG:
            return Tagged(number, self.read(deep - 1))
        self._check(number)  # each item has at least one byte
        if kind == _ARRAY:
            return [self.read(deep - 1) for _ in range(number)]
        return dict(self._pair(deep - 1) for _ in range(number))

    def _pair(self, deep: int) -> tuple[int, Cbor]:
        key = self.read(deep)
        if type(key) is not int:
            raise NotCanonical("a key that is no number")
        return key, self.read(deep)

    def _take(self, count: int) -> bytes:
        self._check(count)
        self.at += count
        return self.octets[self.at - count : self.at]

    def _check(self, count: int) -> None:
        if count > len(self.octets) - self.at:
            raise NotCanonical("too short")
