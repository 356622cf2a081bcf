"""Shapes: a frozen dataclass as plain JSON and back, and nothing that only looks like one."""

import dataclasses
import types
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache, partial
from typing import TypeVar, cast, get_args, get_origin, get_type_hints

from consent import canonical
from consent.canonical import Json
from consent.errors import NotCanonical, UnknownShape

T = TypeVar("T")


def plain(value: object) -> Json:
    """Write a value as JSON: enums by value, sets sorted, moments in UTC."""
    if isinstance(value, Enum):
        value = value.value
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, datetime):
        return canonical.instant(value)
    if isinstance(value, tuple | frozenset):
        items = value if isinstance(value, tuple) else sorted(value)
        return [plain(item) for item in items]
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        raise NotCanonical(type(value).__name__)
    return {name: plain(getattr(value, name)) for name in _hints(type(value))}


def revive(shape: type[T], value: Json) -> T:
    """Rebuild a value of exactly the declared shape; anything else is unknown."""
    hint: object = shape
    try:
        return cast("T", _reader(hint)(value))
    except (KeyError, TypeError, ValueError, NotCanonical) as error:
        raise UnknownShape(shape.__name__) from error


@cache
def _hints(shape: type) -> dict[str, object]:
    hints = get_type_hints(shape)
    return {field.name: hints[field.name] for field in dataclasses.fields(shape)}


@cache
def _reader(hint: object) -> Callable[[Json], object]:
    """Make, once for each declared type, what reads it."""
    if isinstance(hint, types.UnionType):
        (wanted,) = (_reader(part) for part in get_args(hint) if part is not types.NoneType)
        return lambda value: None if value is None else wanted(value)
    if isinstance(hint, type) and get_origin(hint) is None:
        return _class_reader(hint)
    container, parts = get_origin(hint), get_args(hint)
    if container in {tuple, frozenset}:
        return partial(_read_items, container, _reader(parts[0]))
    if container is Mapping:
        return partial(_read_mapping, _reader(parts[1]))
    raise UnknownShape(str(hint))


def _class_reader(shape: type) -> Callable[[Json], object]:
    if shape is datetime:
        return lambda value: canonical.moment(_exactly(str, value))
    if issubclass(shape, Enum):
        members = {member.value: member for member in shape}
        kind = type(next(iter(members)))
        return lambda value: members[_exactly(kind, value)]
    if dataclasses.is_dataclass(shape):
        return partial(_read_fields, shape)
    return partial(_exactly, shape)


def _read_items(
    make: Callable[[Iterable[object]], object], read: Callable[[Json], object], value: Json
) -> object:
    return make([read(item) for item in _exactly(list, value)])


def _read_mapping(read: Callable[[Json], object], value: Json) -> object:
    return {key: read(item) for key, item in _exactly(dict, value).items()}


def _read_fields(make: Callable[..., object], value: Json) -> object:
    readers = _readers(make)
    return make(**{name: readers[name](item) for name, item in _exactly(dict, value).items()})


@cache
def _readers(shape: Callable[..., object]) -> dict[str, Callable[[Json], object]]:
    return {name: _reader(hint) for name, hint in _hints(shape).items()}


def _exactly(kind: type[T], value: object) -> T:
    """Take a value of this very type: `True` is no number."""
    if type(value) is not kind:
        raise UnknownShape(kind.__name__)
    return value
