"""Purposes and bases: what the host may ask for, declared once and versioned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType

from consent.bands import Band, Bands
from consent.errors import UnknownBasis, UnknownNotice, UnknownPurpose
from consent.notices import Notice


class Assurance(IntEnum):
    """How sure we are that a speaker may speak for the subject."""

    AL0 = 0  # stated only
    AL1 = 1  # contact confirmed
    AL2 = 2  # document seen by a verified worker
    AL3 = 3  # court or register


class Joint(StrEnum):
    """Whose yes a purpose needs."""

    ANY = "any"  # one holder is enough
    ALL = "all"  # every holder, unless one of them is the only one
    OWN = "own"  # it is about the speaker, who is the subject too


class DataClass(StrEnum):
    """The kinds of data a notice names and a permit opens."""

    DETAILS = "details"
    PHOTO = "photo"
    CONTACT = "contact"
    LOCATION = "location"
    HEALTH = "health"
    SENSITIVE = "sensitive"  # ethnicity, religion, nationality
    WITHHELD = "withheld"  # family facts
    TRAITS = "traits"
    EVIDENCE = "evidence"
    NOTES = "notes"


@dataclass(frozen=True)
class Purpose:
    """One thing done with named data classes. A change of meaning is a new version."""

    code: str
    version: int
    required: bool
    operations: frozenset[str]
    data_classes: frozenset[DataClass]
    default_days: int
    max_days: int
    assurance: Assurance
    joint: Joint
    two_sided: bool = False  # the host asks `decide` for each side
    own_assent: bool = False  # the subject's own recorded yes, or that they are unable, is needed
    ends_all: bool = False  # withdrawing this means withdrawing everything
    raise_to: Assurance = Assurance.AL0  # so sure we must be some days after the yes …
    raise_within_days: int = 0  # … or the data are hidden, not erased, until we are
    reconsent_by: datetime | None = None  # a yes to the version before this one lasts until then


@dataclass(frozen=True)
class BasisKind:
    """A ground other than consent: what it opens, for how long, and how many must record it."""

    code: str
    data_classes: frozenset[DataClass]
    max_days: int
    people: int


class Catalogue:
    """Everything a host declared: purposes, bases and notices. Unknown means no."""

    def __init__(
        self,
        purposes: Iterable[Purpose],
        bases: Iterable[BasisKind],
        notices: Iterable[Notice],
        bands: Iterable[Band] = (),
    ) -> None:
        """Take the declarations. Superseded notices stay in, or grants on them end."""
        self.bands = Bands(bands)
        self.purposes = tuple(purposes)
        self._purposes = _by_code(self.purposes)
        self._bases = {kind.code: kind for kind in bases}
        self._notices = {notice.ref: notice for notice in notices}

    def purpose(self, code: str) -> Purpose:
        """Find a purpose by its code."""
        try:
            return self._purposes[code]
        except KeyError:
            raise UnknownPurpose(code) from None

    def basis(self, code: str) -> BasisKind:
        """Find a kind of basis by its code."""
        try:
            return self._bases[code]
        except KeyError:
            raise UnknownBasis(code) from None

    def notice(self, purpose: str, audience: str, language: str) -> Notice:
        """Find the newest text in use for this purpose's present version."""
        version = self.purpose(purpose).version
        found = [
            notice
            for notice in self._notices.values()
            if (notice.purpose, notice.purpose_version) == (purpose, version)
            and (notice.audience, notice.language) == (audience, language)
            and notice.retired_at is None
        ]
        if not found:
            raise UnknownNotice(f"{purpose}/{audience}/{language}")
        return max(found, key=lambda notice: notice.version)

    def find_notice(self, ref: str) -> Notice | None:
        """Find the very text that was shown, in use or not."""
        return self._notices.get(ref)

    def stands(self, ref: str, digest: str, now: datetime) -> bool:
        """Say whether these exact words are known and not retired."""
        notice = self.find_notice(ref)
        return notice is not None and notice.digest == digest and notice.in_use(now)

    def stand(self, words: Iterable[tuple[str, str]], now: datetime) -> bool:
        """Say whether all of these words, by reference and digest, are known and not retired."""
        return all(self.stands(*each, now) for each in words)


def _by_code(purposes: tuple[Purpose, ...]) -> Mapping[str, Purpose]:
    return MappingProxyType({purpose.code: purpose for purpose in purposes})
