"""Names of people: free text in any script, one letter and single names included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registry.description.wording import PLAIN, Wording, one_line
from registry.errors import N_, Invalid


@dataclass(frozen=True, repr=False)
class PersonName:
    """A name as its owner writes it, in NFC, and in Latin letters where somebody gave them."""

    full: str
    latin: str | None = None

    def __post_init__(self) -> None:
        """Clean what was typed; refuse an empty, overlong or unreadable name."""
        object.__setattr__(self, "full", one_line(self.full, "name"))
        if self.latin is not None:
            object.__setattr__(self, "latin", one_line(self.latin, "name_latin"))

    @classmethod
    def parse(cls, full: str, latin: str = "", *, field: str = "name") -> PersonName | None:
        """Read a name from a form; nothing typed is no name. Errors carry the form's field."""
        if not full.strip():
            if latin.strip():
                raise Invalid(field, N_("Write the name as the family writes it, too."))
            return None
        return cls(
            one_line(full, field),
            one_line(latin, f"{field}_latin") if latin.strip() else None,
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name as written."""
        return tuple(self.full.split())

    def __str__(self) -> str:
        """Say the name, with its Latin letters in brackets where they differ."""
        if self.latin is None or self.latin == self.full:
            return self.full
        return f"{self.full} ({self.latin})"

    def show(self, wording: Wording = PLAIN) -> str:
        """Say the name for a reader; names are never translated."""
        del wording
        return str(self)

    def __repr__(self) -> str:
        """Keep the name out of logs and error reports."""
        return "PersonName(…)"

    def to_dict(self) -> dict[str, object]:
        """Give the name as plain JSON."""
        told: dict[str, object] = {"full": self.full}
        return told if self.latin is None else told | {"latin": self.latin}

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> PersonName:
        """Read a name written by `to_dict`; unknown keys are ignored."""
        full, latin = told.get("full"), told.get("latin")
        if not isinstance(full, str) or not isinstance(latin, str | None):
            raise Invalid("name", N_("This name cannot be read."))
        return cls(full, latin)
