"""The shape of traits: the little of a description that the shortlist reads, folded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from registry.errors import N_, Invalid
from registry.search.names import Name
from registry.search.windows import Window

# Raised when folding changes: traits of an older number are derived anew, never compared.
VERSION = 1


@dataclass(frozen=True, slots=True, repr=False)
class Kin:
    """One person of the family: the relation where it is known, and every name they go by."""

    relation: str | None = None
    caregiver: bool = False
    names: tuple[Name, ...] = ()

    def __repr__(self) -> str:
        """Keep the names out of logs and error reports."""
        return "Kin(…)"


@dataclass(frozen=True, slots=True, repr=False)
class BodyMark:
    """One mark on the body, by codes only."""

    kind: str | None = None
    place: str | None = None
    side: str | None = None

    def __repr__(self) -> str:
        """Keep the mark out of logs and error reports."""
        return "BodyMark(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Traits:
    """What one side tells, ready to be compared. Everything may be unknown: empty, or None."""

    names: tuple[Name, ...] = ()
    family: tuple[Kin, ...] = ()
    sex: str | None = None
    born: Window | None = None
    languages: tuple[str, ...] = ()
    origin: tuple[Name, ...] = ()
    last_place: tuple[Name, ...] = ()
    separation_place: tuple[Name, ...] = ()
    separated: Window | None = None
    event: str | None = None
    marks: tuple[BodyMark, ...] = ()
    clothes: Name = ()

    def __repr__(self) -> str:
        """Keep the traits out of logs and error reports."""
        return "Traits(…)"

    def to_dict(self) -> dict[str, object]:
        """Give what is known as plain JSON."""
        told: dict[str, object] = {
            "names": [list(name) for name in self.names],
            "family": [
                [kin.relation, kin.caregiver, [list(name) for name in kin.names]]
                for kin in self.family
            ],
            "sex": self.sex,
            "born": self.born and self.born.to_list(),
            "languages": list(self.languages),
            "origin": [list(name) for name in self.origin],
            "last_place": [list(name) for name in self.last_place],
            "separation_place": [list(name) for name in self.separation_place],
            "separated": self.separated and self.separated.to_list(),
            "event": self.event,
            "marks": [[mark.kind, mark.place, mark.side] for mark in self.marks],
            "clothes": list(self.clothes),
        }
        return {"version": VERSION} | {key: value for key, value in told.items() if value}

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Traits:
        """Read traits written by `to_dict`; those of another version are refused."""
        if told.get("version") != VERSION:
            raise _unreadable()
        return cls(
            names=_names(told.get("names")),
            family=tuple(_kin(packed) for packed in _items(told.get("family"))),
            sex=_text(told.get("sex")),
            born=_window(told.get("born")),
            languages=_words(told.get("languages")),
            origin=_names(told.get("origin")),
            last_place=_names(told.get("last_place")),
            separation_place=_names(told.get("separation_place")),
            separated=_window(told.get("separated")),
            event=_text(told.get("event")),
            marks=tuple(_mark(packed) for packed in _items(told.get("marks"))),
            clothes=_words(told.get("clothes")),
        )


def _unreadable() -> Invalid:
    return Invalid("traits", N_("These traits cannot be read."))


def _items(packed: object) -> list[object]:
    if packed is None:
        return []
    if not isinstance(packed, list):
        raise _unreadable()
    return packed


def _text(packed: object) -> str | None:
    if packed is not None and not isinstance(packed, str):
        raise _unreadable()
    return packed


def _words(packed: object) -> tuple[str, ...]:
    words = tuple(_items(packed))
    if not all(isinstance(word, str) for word in words):
        raise _unreadable()
    return tuple(str(word) for word in words)


def _names(packed: object) -> tuple[Name, ...]:
    return tuple(_words(name) for name in _items(packed))


def _three(packed: object) -> tuple[object, object, object]:
    match _items(packed):
        case [first, second, third]:
            return first, second, third
    raise _unreadable()


def _kin(packed: object) -> Kin:
    relation, caregiver, names = _three(packed)
    return Kin(_text(relation), caregiver is True, _names(names))


def _mark(packed: object) -> BodyMark:
    kind, place, side = _three(packed)
    return BodyMark(_text(kind), _text(place), _text(side))


def _window(packed: object) -> Window | None:
    days = _words(packed)
    if not days:
        return None
    try:
        earliest, latest = map(date.fromisoformat, days)
    except ValueError:
        raise _unreadable() from None
    return Window(earliest, latest)
