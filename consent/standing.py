"""Standing: what the facts about one subject amount to at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from consent.bands import Age
from consent.facts import OF_AGE, Act, Authority, Restriction
from consent.holders import Holder
from consent.judging import Judged, judge
from consent.lines import Line, Mark, Status
from consent.permits import Reason
from consent.purposes import Assurance, Catalogue, DataClass

__all__ = ["Dispute", "Line", "Mark", "OpenBasis", "OpenOverride", "Standing", "Status"]

ALONE_REVIEWED_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True)
class OpenBasis:
    """A ground other than consent, as it stands apart from time."""

    ref: str
    kind: str
    people: frozenset[str]
    data_classes: frozenset[DataClass]
    until: datetime


@dataclass(frozen=True)
class OpenOverride:
    """Emergency access, as it stands apart from time."""

    ref: str
    people: frozenset[str]
    data_classes: frozenset[DataClass]
    opened_at: datetime
    until: datetime
    is_renewal: bool
    upheld: bool | None = None  # what somebody else said who looked back at it

    @property
    def ends_at(self) -> datetime:
        """Give its end. What one person opened lasts a day, unless somebody else upheld it."""
        if self.upheld is False:
            return self.opened_at
        is_trusted = self.upheld or len(self.people) > 1
        return self.until if is_trusted else min(self.until, self.opened_at + ALONE_REVIEWED_WITHIN)


@dataclass(frozen=True)
class Dispute:
    """A no, or an objection, against what another holder agreed to."""

    ref: str
    speaker: str
    purpose: str
    recipient: str
    opened_at: datetime
    suspends: bool
    """Does it stop the purpose? One by somebody we are not sure of does not."""

    @property
    def answer_by(self) -> datetime:
        """By then somebody must have spoken with whoever objects."""
        return self.opened_at + timedelta(hours=72)

    @property
    def decide_by(self) -> datetime:
        """By then two people or a court must have decided."""
        return self.opened_at + timedelta(days=14)


@dataclass(frozen=True)
class Standing:
    """What the facts about one subject amount to at one moment."""

    at: datetime
    catalogue: Catalogue
    age: Age | None
    lines: Mapping[tuple[str, str], Line]
    words: Mapping[tuple[str, str], Mapping[str, Act]]  # each speaker's newest that counts
    agreed: Mapping[tuple[str, str], frozenset[str]]  # whose yes has not ended
    authorities: Mapping[str, Authority]  # the newest of each speaker
    holders: tuple[Holder, ...]
    bases: Mapping[str, OpenBasis]
    overrides: Mapping[str, OpenOverride]
    restrictions: tuple[Restriction, ...]  # those not lifted
    disputes: tuple[Dispute, ...]
    is_readable: bool
    _judged: dict[tuple[str, str], Judged] = field(default_factory=dict, compare=False, repr=False)

    def line(self, purpose: str, recipient: str = "registry") -> Line:
        """Give the line for a purpose and recipient; an empty one where nothing was recorded."""
        return self.lines.get((purpose, recipient), Line(purpose, recipient))

    def judged(self, purpose: str, recipient: str = "registry") -> Judged:
        """Give a line's status and hurdles now."""
        key = (purpose, recipient)
        if key not in self._judged:
            self._judged[key] = judge(self.line(*key), self.catalogue, self.age, self.at)
        return self._judged[key]

    def word(self, speaker: str, purpose: str, recipient: str) -> Act | None:
        """Give a speaker's newest yes or no on a purpose, if it counts."""
        return self.words.get((purpose, recipient), {}).get(speaker)

    def status(self, purpose: str, recipient: str = "registry") -> Status:
        """Give the status of a purpose."""
        return self.judged(purpose, recipient).status

    def hurdles(self, purpose: str, recipient: str = "registry") -> frozenset[Reason]:
        """Say what stands in the way of a purpose."""
        return self.judged(purpose, recipient).hurdles

    def until(self, purpose: str, recipient: str = "registry") -> datetime | None:
        """Say when the yes for a purpose ends, if there is one."""
        return self.line(purpose, recipient).until

    def assurance(self, speaker: str) -> Assurance:
        """Say how sure we are now that a speaker may speak."""
        authority = self.authority(speaker)
        return Assurance.AL0 if authority is None else authority.assurance

    def authority(self, speaker: str) -> Authority | None:
        """Give a speaker's authority, if it holds now."""
        speaks = any(each.speaker == speaker for each in self.holders)
        return self.authorities[speaker] if speaks else None

    @property
    def is_of_age(self) -> bool:
        """Is the subject surely an adult? Then nobody else speaks."""
        return any(band.is_adult for band in self.catalogue.bands.of(self.age))

    def is_basis_braked(self, kind: str) -> bool:
        """Is there a brake on this basis? Only one that names it holds it: care goes on."""
        return any(kind in restriction.codes for restriction in self.restrictions)

    def is_locked_by_others(
        self, speaker: str, purpose: str | None = None, recipient: str = "registry"
    ) -> bool:
        """Does another holder whose papers were seen still say yes? Then lock, and shred nothing.

        Without a purpose: to anything at all.
        """
        others = {
            each.speaker
            for each in self.holders
            if each.assurance >= Assurance.AL2
            and each.speaker != speaker
            and (each.capacity in OF_AGE or not self.is_of_age)
        }
        keys = self.agreed if purpose is None else {(purpose, recipient)}
        return any(others & self.agreed.get(key, frozenset()) for key in keys)

    @property
    def grants(self) -> tuple[Line, ...]:
        """Give every line that is active now."""
        return tuple(line for key, line in self.lines.items() if self.status(*key) is Status.ACTIVE)

    @property
    def purposes(self) -> frozenset[str]:
        """Give the codes of the purposes that are active now for some recipient."""
        return frozenset(line.purpose for line in self.grants)
