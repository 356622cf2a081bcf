"""A strand: what each speaker last said about one purpose for one recipient."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from consent.facts import SAYS_YES, Act, ActKind
from consent.permits import Reason
from consent.standing import Status

# While one of these holds, a yes is suspended; any other hurdle leaves it pending.
_BLOCKS: Final = frozenset({Reason.RESTRICTED, Reason.DISSENT, Reason.UNKNOWN_FACT})


@dataclass(frozen=True)
class Voice:
    """One speaker's newest word."""

    act: Act
    place: int  # where it stands among the subject's facts
    until: datetime
    ended_a_yes: bool

    @property
    def is_yes(self) -> bool:
        """Is this a yes?"""
        return self.act.kind in SAYS_YES

    def is_ended_by(self, act: Act) -> bool:
        """Is this a yes that a new word takes back? A refusal after its end answers anew."""
        if not self.is_yes:
            return self.ended_a_yes
        return act.kind is ActKind.WITHDRAW or act.recorded_at < self.until


@dataclass
class Strand:
    """One purpose for one recipient, while it is being folded."""

    purpose: str
    recipient: str
    voices: dict[str, Voice] = field(default_factory=dict)
    unanswered: Status = Status.NONE  # where it stands as long as nobody's word counts
    braked_at: int = -1
    was_misled: bool = False  # an act without authority was recorded here

    def hear(self, act: Act, place: int, until: datetime) -> None:
        """Take the speaker's newest word. A no brakes every yes said before it."""
        before = self.voices.get(act.speaker)
        ended_a_yes = before is not None and before.is_ended_by(act)
        voice = Voice(act, place, until, ended_a_yes)
        self.voices[act.speaker] = voice
        if not voice.is_yes:
            self.braked_at = place

    def limit(self, speaker: str, end: datetime) -> None:
        """Let a speaker's yes last no longer than their authority."""
        voice = self.voices.get(speaker)
        if voice is not None and end < voice.until:
            self.voices[speaker] = Voice(voice.act, voice.place, end, voice.ended_a_yes)

    def forget_no(self, speaker: str, place: int) -> None:
        """Drop the no of one who no longer speaks; what it stopped needs a fresh yes."""
        voice = self.voices.get(speaker)
        if voice is not None and not voice.is_yes:
            del self.voices[speaker]
            self.braked_at = place

    def fresh(self) -> tuple[Voice, ...]:
        """Give each yes that no brake has touched."""
        return tuple(voice for voice in self.yes() if voice.place > self.braked_at)

    def yes(self) -> tuple[Voice, ...]:
        """Give each yes."""
        return tuple(voice for voice in self.voices.values() if voice.is_yes)

    def status(self, hurdles: frozenset[Reason]) -> Status:
        """Give the status apart from time, given what stands in the way of the best yes."""
        noes = [voice for voice in self.voices.values() if not voice.is_yes]
        if self.yes():
            if noes or not self.fresh() or hurdles & _BLOCKS:
                return Status.SUSPENDED
            return Status.PENDING if hurdles else Status.ACTIVE
        if noes:
            ended = any(voice.ended_a_yes for voice in noes)
            return Status.WITHDRAWN if ended else Status.REFUSED
        return self.unanswered
