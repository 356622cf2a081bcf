"""What the groups of a description have in common: each field says its label and its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields
from typing import ClassVar, Self, cast

from registry.description.codes import Code, CodeT
from registry.description.kinds import Kind
from registry.description.wording import PLAIN, Wording


@dataclass(frozen=True)
class Fact:
    """One row of a description: its key, its English label, and its values if any are known."""

    key: str
    label: str
    values: tuple[str, ...] | None


@dataclass(frozen=True)
class Asked:
    """How a field is asked and kept; `compared` is off for what a review must never show."""

    label: str
    kind: Kind
    compared: bool = True


def asked(label: str, kind: Kind, *, compared: bool = True) -> dict[str, Asked]:
    """Give the metadata of a field."""
    return {"asked": Asked(label, kind, compared)}


@dataclass(frozen=True, repr=False)
class Group:
    """A few facts that belong together. Every one may be unknown: None, or no value at all."""

    title: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Bring each known value to its one clean form, or refuse it by its field."""
        for name, how, value in self._known():
            object.__setattr__(self, name, how.kind.check(name, value))

    def __bool__(self) -> bool:
        """Say whether anything is known."""
        return next(self._known(), None) is not None

    def __repr__(self) -> str:
        """Say which facts are known, and keep the facts themselves out of logs."""
        return f"{type(self).__name__}({', '.join(name for name, _, _ in self._known())})"

    def to_dict(self) -> dict[str, object]:
        """Give the known facts as plain JSON."""
        return {name: how.kind.pack(value) for name, how, value in self._known()}

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Self:
        """Read facts written by `to_dict`; unknown keys are ignored."""
        read = {
            place.name: how.kind.unpack(place.name, told[place.name])
            for place, how in _asked_of(cls)
            if told.get(place.name) is not None
        }
        return cls(**read)

    @classmethod
    def labels(cls) -> dict[str, str]:
        """Give the English label of every field, in order."""
        return {place.name: how.label for place, how in _asked_of(cls)}

    def rows(self, key: str, wording: Wording = PLAIN) -> tuple[Fact, ...]:
        """Give every field a review may compare, in order, known or not."""
        known = {name: how.kind.show(value, wording) for name, how, value in self._known()}
        return tuple(
            Fact(f"{key}.{place.name}", how.label, known.get(place.name))
            for place, how in _asked_of(type(self))
            if how.compared
        )

    def show(self, wording: Wording = PLAIN, *, under: str = "") -> str:
        """Say on one line what a review may compare; `under` names a field said in a heading."""
        said = [
            _said(how, value, wording)
            for name, how, value in self._known()
            if how.compared and name != under
        ]
        return " · ".join(said)

    def _known(self) -> Iterator[tuple[str, Asked, object]]:
        for place, how in _asked_of(type(self)):
            value: object = getattr(self, place.name)
            if value is not None and value != ():
                yield place.name, how, value


def rows_by(key: str, codes: type[Code], said: Mapping[CodeT, list[str]]) -> tuple[Fact, ...]:
    """Give one row for each code, whether anything was said under it or not."""
    told: dict[str, list[str]] = {code.value: words for code, words in said.items()}
    return tuple(
        Fact(f"{key}.{code.value}", code.label, tuple(told[code]) if code in told else None)
        for code in codes
    )


def _asked_of(group: type[Group]) -> Iterator[tuple[Field[object], Asked]]:
    for place in fields(group):
        yield place, cast("Asked", place.metadata["asked"])


def _said(how: Asked, value: object, wording: Wording) -> str:
    """Say a value; a bare yes or no takes its label along."""
    words = ", ".join(how.kind.show(value, wording))
    if value is True:
        return wording.say(how.label)
    return f"{wording.say(how.label)}: {words}" if value is False else words
