"""A strand: what each speaker last said about one purpose for one recipient."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from consent.facts import SAYS_YES, Act, ActKind
from consent.lines import Status


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


Weighs = Callable[[str, Voice], bool]  # does a no by this speaker stop this yes?


@dataclass
class Strand:
    """One purpose for one recipient, while it is being folded."""

    purpose: str
    recipient: str
    voices: dict[str, Voice] = field(default_factory=dict)
    first_yes: dict[str, datetime] = field(default_factory=dict)  # when each first agreed
    noes: list[tuple[int, str]] = field(default_factory=list)  # places at which somebody said no
    unanswered: Status = Status.NONE  # where it stands as long as nobody's word counts
    asked_until: datetime | None = None
    braked_at: int = -1  # stops every yes before it, whoever gave it
    dissented_at: int = -1  # the subject's newest own no, or the look at it
    was_misled: bool = False  # an act without authority was recorded here

    def ask(self, at: datetime, within: timedelta) -> None:
        """Note that words were shown and wait for an answer; one that lapsed is asked for anew."""
        has_lapsed = self.asked_until is not None and at >= self.asked_until
        if has_lapsed or self.unanswered in {Status.NONE, Status.REQUESTED}:
            self.unanswered, self.asked_until = Status.REQUESTED, at + within

    def hear(self, act: Act, place: int, until: datetime) -> None:
        """Take the speaker's newest word."""
        before = self.voices.get(act.speaker)
        ended_a_yes = before is not None and before.is_ended_by(act)
        voice = Voice(act, place, until, ended_a_yes)
        self.voices[act.speaker] = voice
        if voice.is_yes:
            self.first_yes.setdefault(act.speaker, act.recorded_at)
        else:
            self.noes.append((place, act.speaker))

    def limit(self, speaker: str, end: datetime) -> None:
        """Let a speaker's yes last no longer than this."""
        voice = self.voices.get(speaker)
        if voice is not None and end < voice.until:
            self.voices[speaker] = replace(voice, until=end)

    def forget_no(self, speaker: str, place: int) -> None:
        """Drop a no that counts no longer; what it stopped needs a fresh yes."""
        voice = self.voices.get(speaker)
        if voice is not None and not voice.is_yes:
            del self.voices[speaker]
            self.braked_at = place

    def is_fresh(self, voice: Voice, weighs: Weighs) -> bool:
        """Is this a yes that no brake and no heavy enough no has touched since?"""
        return (
            voice.is_yes
            and voice.place > self.braked_at
            and not any(place > voice.place and weighs(who, voice) for place, who in self.noes)
        )

    def yes(self) -> tuple[Voice, ...]:
        """Give each yes."""
        return tuple(voice for voice in self.voices.values() if voice.is_yes)

    def no(self) -> tuple[Voice, ...]:
        """Give each no."""
        return tuple(voice for voice in self.voices.values() if not voice.is_yes)


def after_no(noes: Iterable[Voice], others: tuple[Voice, ...]) -> Status:
    """Give the status where nobody whose yes counts says yes, and somebody said no.

    Whoever is of age may withdraw what others had agreed to.
    """
    takes_back = any(no.ended_a_yes or (others and no.act.kind is ActKind.WITHDRAW) for no in noes)
    return Status.WITHDRAWN if takes_back else Status.REFUSED
