"""Holders: who may speak for a subject, and whose no weighs against whose yes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from consent.facts import (
    OF_AGE,
    OWN,
    Authority,
    Capacity,
    HolderAbsence,
    WithOthers,
)
from consent.purposes import Assurance
from consent.strand import Voice

_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Holder:
    """Somebody who may speak for the subject now."""

    speaker: str
    capacity: Capacity
    assurance: Assurance
    with_others: WithOthers
    absence: HolderAbsence | None = None


@dataclass
class Holders:
    """Everybody who ever had a word about one subject, while the facts are being folded."""

    authorities: dict[str, Authority] = field(default_factory=dict)  # the newest of each speaker
    joined: dict[str, int] = field(default_factory=dict)  # the place of each speaker's first
    absences: dict[str, HolderAbsence] = field(default_factory=dict)
    dead: set[str] = field(default_factory=set)
    now: datetime = _NEVER  # when the newest fact was recorded
    _surest: dict[str, Assurance] = field(default_factory=dict)

    def state(self, authority: Authority, place: int) -> None:
        """Take a newer authority; whoever has one anew is absent no more."""
        speaker = authority.speaker
        self.absences.pop(speaker, None)
        self.authorities[speaker] = authority
        self.joined.setdefault(speaker, place)
        self._surest[speaker] = max(authority.assurance, self._surest.get(speaker, Assurance.AL0))

    def authority(self, speaker: str, at: datetime) -> Authority | None:
        """Give a speaker's authority, if it holds at a moment and the speaker lives."""
        found = self.authorities.get(speaker)
        is_there = found is not None and found.holds(at) and speaker not in self.dead
        return found if is_there else None

    def weighs(self, speaker: str, voice: Voice) -> bool:
        """Does a no by this speaker stop that yes?

        Somebody we are not sure of never ends the yes of somebody we are surer of. How sure we
        once were counts: to be doubted later must not open what a no had closed. Against the
        subject's own yes only the subject weighs, and the subject weighs against everybody.
        """
        theirs = self.authorities[voice.act.speaker]
        if theirs.is_own:
            return speaker == voice.act.speaker
        sure = self._surest[speaker] >= min(Assurance.AL2, theirs.assurance)
        return sure or self.authorities[speaker].is_own

    def needed(self, voice: Voice) -> Iterator[str]:
        """Name every other holder whose yes a purpose for all must have beside this one."""
        sure = self.authorities[voice.act.speaker].assurance
        for speaker, authority in self._others(voice):
            counts = authority.assurance >= min(Assurance.AL2, sure)
            if counts and speaker not in self.absences:
                yield speaker

    def is_unaccounted(self, voice: Voice, agree: Mapping[str, Voice]) -> bool:
        """Were others said to hold too, of whom nobody agreed and nobody was found absent?"""
        if self.authorities[voice.act.speaker].with_others is WithOthers.SOLE:
            return False
        accounted = {*agree, *self.absences, *self.dead}
        return not accounted - {voice.act.speaker}

    def ends_of_absence(self) -> tuple[datetime, ...]:
        """Say when absences end that were recorded for a time."""
        return tuple(each.until for each in self.absences.values() if each.until is not None)

    def _others(self, voice: Voice) -> Iterator[tuple[str, Authority]]:
        for speaker, authority in self.authorities.items():
            is_holder = authority.capacity not in OWN and self.authority(speaker, self.now)
            if is_holder and speaker != voice.act.speaker:
                yield speaker, authority

    def at(self, moment: datetime) -> tuple[Holder, ...]:
        """Give everybody who may speak at a moment."""
        return tuple(
            Holder(
                speaker,
                authority.capacity,
                authority.assurance,
                authority.with_others,
                self.absences.get(speaker),
            )
            for speaker, authority in self.authorities.items()
            if self.authority(speaker, moment) is not None
        )

    def is_of_age(self, speaker: str) -> bool:
        """Does this speaker speak for themself, as one of age?"""
        authority = self.authorities.get(speaker)
        return authority is not None and authority.capacity in OF_AGE
