"""Canonical JSON (RFC 8785): one byte string for one value, so that digests can be compared."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from json.encoder import encode_basestring
from typing import TypeAlias, cast

from consent.errors import NotCanonical

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"

_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z")
_LARGEST = 2**53 - 1  # beyond it, two readers may see two different numbers
_SIMPLE = {str, bool, type(None)}
_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_PLAIN_DIGITS = 21  # ECMAScript writes longer numbers with an exponent
_PLAIN_ZEROS = -6


def encode(value: Json) -> bytes:
    """Write a value in its one canonical form, as UTF-8."""
    try:
        return (_write(value) if _is_simple(value) else _text(value)).encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("lone surrogate") from error


def decode(octets: bytes) -> Json:
    """Read canonical JSON; anything that would not be written back the same is refused."""
    try:
        value = cast(
            "Json",
            json.loads(octets.decode(), object_pairs_hook=_pairs, parse_constant=_no_constant),
        )
        again = encode(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical(type(error).__name__) from error
    if again != octets:
        raise NotCanonical("written differently")
    return value


def instant(at: datetime) -> str:
    """Write a moment as text: always UTC, always with microseconds."""
    if at.tzinfo is None:
        raise NotCanonical("a moment without its zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """Read what `instant` wrote, and nothing else."""
    if not _INSTANT.fullmatch(text):
        raise NotCanonical("a moment")
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise NotCanonical("a moment") from error


def _is_simple(value: Json) -> bool:
    """Does `json` itself write this canonically? Facts are so, and it is many times faster."""
    kind = type(value)
    if kind is dict:
        items = cast("dict[str, Json]", value).items()
        return all(type(key) is str and key.isascii() and _is_simple(of) for key, of in items)
    if kind is list:
        return all(map(_is_simple, cast("list[Json]", value)))
    return kind in _SIMPLE or (kind is int and abs(cast("int", value)) <= _LARGEST)


def _text(value: Json) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict) or isinstance(value, Mapping):  # noqa: SIM101 - the first is quick
        plain = all(map(str.isascii, value))
        keys = sorted(value) if plain else sorted(value, key=lambda key: key.encode("utf-16-be"))
        return "{" + ",".join([f"{_text(key)}:{_text(value[key])}" for key in keys]) + "}"
    if isinstance(value, list) or isinstance(value, Sequence):  # noqa: SIM101 - as above
        return "[" + ",".join([_text(item) for item in value]) + "]"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise NotCanonical("number too large")
    return json.dumps(value)


def _number(value: float) -> str:
    """Write a number as ECMAScript does (RFC 8785, section 3.2.2.3)."""
    if not math.isfinite(value):
        raise NotCanonical("not a finite number")
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    minus, text = "-" * sign, "".join(map(str, digits))
    point = len(text) + cast("int", exponent)
    if len(text) <= point <= _PLAIN_DIGITS:
        return minus + text.ljust(point, "0")
    if 0 < point <= _PLAIN_DIGITS:
        return f"{minus}{text[:point]}.{text[point:]}"
    if _PLAIN_ZEROS < point <= 0:
        return f"{minus}0.{'0' * -point}{text}"
    fraction = "." + text[1:] if len(text) > 1 else ""
    return f"{minus}{text[0]}{fraction}e{point - 1:+d}"


def _pairs(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotCanonical("the same key twice")
    return members


def _no_constant(name: str) -> Json:
    raise NotCanonical(name)
