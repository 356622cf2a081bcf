"""The kinds of value a field can hold: how each is checked, packed as JSON, and said again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

from registry.description.cldr import countries, country_name, language_name, languages
from registry.description.codes import Code, read_code
from registry.description.wording import LINE, Wording, one_line, passage
from registry.errors import N_, Invalid


class Told(Protocol):
    """A small fact that packs itself: a name, a date, an age, a mark, a relative."""

    def to_dict(self) -> dict[str, object]:
        """Give the fact as plain JSON."""

    @classmethod
    def from_dict(cls, told: Mapping[str, object], /) -> Self:
        """Read what `to_dict` gave."""

    def show(self, wording: Wording, /) -> str:
        """Say the fact for a reader."""


@dataclass(frozen=True)
class Kind:
    """What a group asks of the value in one of its fields; `check` and `unpack` may refuse it."""

    check: Callable[[str, object], object]
    pack: Callable[[object], object]
    unpack: Callable[[str, object], object]
    show: Callable[[object, Wording], tuple[str, ...]]


def unreadable(field: str) -> Invalid:
    """Build the refusal of a value that has the wrong shape."""
    return Invalid(field, N_("This value cannot be read."))


def line(limit: int = LINE) -> Kind:
    """A few words on one line."""
    return _plain(lambda field, value: one_line(_text(field, value), field, limit))


def sentences() -> Kind:
    """A few sentences, with their line ends."""
    return _plain(lambda field, value: passage(_text(field, value), field))


def papers() -> Kind:
    """Papers and their numbers; a reader sees only the last three digits of a number."""

    def masked(value: object, _: Wording) -> tuple[str, ...]:
        return (re.sub(r"\d(?=(?:[\s/-]?\d){3})", "•", str(value)),)

    return _plain(lambda field, value: one_line(_text(field, value), field), masked)


def yes_no() -> Kind:
    """Yes or no; not known is no value at all."""

    def check(field: str, value: object) -> object:
        if not isinstance(value, bool):
            raise unreadable(field)
        return value

    return _plain(check, lambda value, wording: (wording.say(N_("Yes") if value else N_("No")),))


def whole(low: int, high: int, said: str) -> Kind:
    """A whole number within bounds, said in a sentence with `%(number)s` in it."""

    def check(field: str, value: object) -> object:
        if not isinstance(value, int) or isinstance(value, bool):
            raise unreadable(field)
        if not low <= value <= high:
            words = N_("Write a number from %(low)s to %(high)s.")
            raise Invalid(field, words, low=low, high=high)
        return value

    return _plain(check, lambda value, wording: (wording.say(said) % {"number": value},))


def coded(codes: type[Code]) -> Kind:
    """One answer of a closed list."""
    return Kind(
        check=lambda field, value: read_code(codes, value, field),
        pack=str,
        unpack=lambda field, packed: read_code(codes, packed, field),
        show=lambda value, wording: (wording.say(read_code(codes, value).label),),
    )


def language() -> Kind:
    """A language by its ISO 639 code."""
    return _named(languages, language_name)


def country() -> Kind:
    """A country by its ISO 3166 code."""
    return _named(countries, country_name)


def told(fact: type[Told]) -> Kind:
    """A small fact that packs itself."""

    def check(field: str, value: object) -> object:
        if not isinstance(value, fact):
            raise unreadable(field)
        return value

    def unpack(field: str, packed: object) -> object:
        if not isinstance(packed, Mapping):
            raise unreadable(field)
        return fact.from_dict(packed)

    return Kind(
        check=check,
        pack=lambda value: value.to_dict() if isinstance(value, fact) else None,
        unpack=unpack,
        show=lambda value, wording: (value.show(wording),) if isinstance(value, fact) else (),
    )


def many(one: Kind, limit: int) -> Kind:
    """Several values of one kind, up to a limit, in the order they were given."""

    def check(field: str, values: object) -> object:
        if not isinstance(values, tuple | list):
            raise unreadable(field)
        if len(values) > limit:
            raise Invalid(field, N_("Give at most %(limit)s here."), limit=limit)
        return tuple(one.check(field, value) for value in values)

    def unpack(field: str, packed: object) -> object:
        if not isinstance(packed, list):
            raise unreadable(field)
        return tuple(one.unpack(field, value) for value in packed)

    return Kind(
        check=check,
        pack=lambda values: [one.pack(value) for value in _each(values)],
        unpack=unpack,
        show=lambda values, wording: tuple(
            said for value in _each(values) for said in one.show(value, wording)
        ),
    )


def _plain(
    check: Callable[[str, object], object],
    show: Callable[[object, Wording], tuple[str, ...]] = lambda value, _: (str(value),),
) -> Kind:
    """Build a kind whose value is its own JSON."""
    return Kind(check=check, pack=lambda value: value, unpack=check, show=show)


def _named(known: Callable[[], frozenset[str]], name: Callable[[str, str], str]) -> Kind:
    def check(field: str, value: object) -> object:
        if not isinstance(value, str) or value not in known():
            raise Invalid(field, N_("Choose one of the answers on the list."))
        return value

    return _plain(check, lambda value, wording: (name(str(value), wording.locale),))


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise unreadable(field)
    return value


def _each(values: object) -> tuple[object, ...]:
    return values if isinstance(values, tuple) else ()
