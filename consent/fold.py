"""The fold: from the facts about one subject, in their order, to where each purpose stands.

Nothing here looks at a clock or an age: what these change is left to `judging`, so that a line
can be stored. A no by one holder is never undone by the yes of another, and after any brake a
yes counts only if it was given later than the brake and its lifting.
"""

from collections.abc import Iterable
from datetime import datetime

from consent import overriding, weighing
from consent.bands import Age
from consent.facts import (
    Act,
    ActKind,
    Answer,
    Assent,
    Authority,
    Brake,
    Capacity,
    Fact,
    HolderAbsence,
    Lift,
    Presentation,
    Restriction,
)
from consent.grounds import BasisEnd, BasisRecord, Override, OverrideReview
from consent.holders import Holders
from consent.lines import Line, Status
from consent.purposes import Catalogue
from consent.standing import OpenBasis, OpenOverride, Standing
from consent.strand import Strand
from consent.weighing import AFTER_A_DEATH, ANSWER_WITHIN, Recorded


def fold(
    facts: Iterable[Fact], catalogue: Catalogue, at: datetime, age: Age | None = None
) -> Standing:
    """Derive the standing of one subject. The same facts always give the same answer."""
    return _taken(facts, catalogue).standing(at, age)


def fold_lines(facts: Iterable[Fact], catalogue: Catalogue) -> dict[tuple[str, str], Line]:
    """Derive the lines alone, which are kept: no clock and no age is in them."""
    return _taken(facts, catalogue).lines()


def _taken(facts: Iterable[Fact], catalogue: Catalogue) -> "_Folding":
    facts = tuple(facts)
    void = frozenset(
        fact.about
        for fact in facts
        if isinstance(fact, Act) and fact.kind is ActKind.INVALIDATE and fact.about is not None
    )
    folding = _Folding(catalogue, void)
    for place, fact in enumerate(facts):
        folding.take(place, fact)
    return folding


class _Folding:
    """The state of one fold."""

    def __init__(self, catalogue: Catalogue, void: frozenset[str]) -> None:
        self._catalogue = catalogue
        self._void = void
        self._pretences: set[str] = set()  # the authorities among them
        self._strands: dict[tuple[str, str], Strand] = {}
        self._holders = Holders()
        self._bases: dict[str, OpenBasis] = {}
        self._overrides: dict[str, OpenOverride] = {}
        self._recorded = Recorded(catalogue, self._holders)

    def take(self, place: int, fact: Fact) -> None:
        """Take in the next fact. One of no known kind makes everything unreadable."""
        self._holders.now = fact.recorded_at
        match fact:
            case Presentation():
                self._present(fact)
            case Authority():
                self._authorise(place, fact)
            case Act(kind=ActKind.INVALIDATE):
                self._invalidate(place, fact)
            case Act():
                self._act(place, fact)
            case Assent():
                self._assent(place, fact)
            case Restriction():
                self._restrict(place, fact)
            case Lift():
                self._lift(place, fact)
            case HolderAbsence():
                self._excuse(fact)
            case BasisRecord() | BasisEnd() | Override() | OverrideReview():
                self._ground(fact)
            case _:
                self._recorded.is_readable = False

    def lines(self) -> dict[tuple[str, str], Line]:
        """Give what the facts make of each purpose."""
        return {key: weighing.line(strand, self._recorded) for key, strand in self._strands.items()}

    def standing(self, at: datetime, age: Age | None) -> Standing:
        """Give what all the facts amount to."""
        strands = self._strands
        return Standing(
            at=at,
            catalogue=self._catalogue,
            age=age,
            lines=self.lines(),
            agreed={
                key: frozenset(yes.act.speaker for yes in strand.yes() if at < yes.until)
                for key, strand in strands.items()
            },
            words={
                key: {speaker: voice.act for speaker, voice in strand.voices.items()}
                for key, strand in strands.items()
            },
            authorities=self._holders.authorities,
            holders=self._holders.at(at),
            bases=self._bases,
            overrides=self._overrides,
            restrictions=tuple(self._recorded.restrictions.values()),
            disputes=tuple(
                dispute
                for strand in strands.values()
                for dispute in weighing.disputes(strand, self._holders, at)
            ),
            is_readable=self._recorded.is_readable,
        )

    def _strand(self, purpose: str, recipient: str) -> Strand:
        return self._strands.setdefault((purpose, recipient), Strand(purpose, recipient))

    def _present(self, fact: Presentation) -> None:
        for shown in fact.shown:
            for recipient in fact.recipients:
                self._strand(shown.purpose, recipient).ask(fact.recorded_at, ANSWER_WITHIN)

    def _authorise(self, place: int, fact: Authority) -> None:
        if fact.ref in self._void:
            self._pretences.add(fact.ref)
            return
        self._holders.state(fact, place)
        has_ended = fact.capacity is Capacity.NONE_DETERMINED
        end = fact.recorded_at if has_ended else fact.valid_until
        for strand in self._strands.values():
            if has_ended:
                strand.forget_no(fact.speaker, place)
            if end is not None:
                strand.limit(fact.speaker, end)

    def _act(self, place: int, act: Act) -> None:
        """Hear an act, unless its speaker had no valid authority at that moment."""
        strand = self._strand(act.purpose, act.recipient)
        authority = self._holders.authority(act.speaker, act.recorded_at)
        if authority is None or act.ref in self._void:
            strand.unanswered, strand.was_misled = Status.INVALID, True
            return
        if act.kind is ActKind.DEFER:
            strand.unanswered = Status.DEFERRED
        else:
            strand.hear(act, place, weighing.end(act, authority, self._catalogue))

    def _invalidate(self, place: int, fact: Act) -> None:
        """What a void fact may have touched needs a fresh yes: undoing it must not open anything.

        An authority touches everything: even one who never spoke may have been waited for.
        """
        for strand in self._strands.values():
            if strand.was_misled or fact.about in self._pretences:
                strand.braked_at = place

    def _assent(self, place: int, fact: Assent) -> None:
        """Hear the subject. A no is taken back by a yes alone, never by not asking again."""
        newest = self._recorded.assents.get(fact.purpose)
        is_silence = fact.answer in {Answer.NOT_ASKED, Answer.UNABLE}
        if is_silence and newest is not None and newest.answer is Answer.NO:
            return
        self._recorded.assents[fact.purpose] = fact
        if fact.answer is Answer.NO:
            self._recorded.noes[fact.purpose] = fact
            self._dissent(place, fact.purpose)

    def _dissent(self, place: int, purpose: str) -> None:
        for strand in self._strands.values():
            if strand.purpose == purpose:
                strand.dissented_at = place

    def _ground(self, fact: BasisRecord | BasisEnd | Override | OverrideReview) -> None:
        """Take in a ground other than consent, or its end."""
        if isinstance(fact, BasisRecord):
            self._bases[fact.kind] = OpenBasis(
                fact.ref, fact.kind, frozenset(fact.people), fact.data_classes, fact.until
            )
        elif isinstance(fact, BasisEnd):
            self._bases.pop(fact.kind, None)
        else:
            overriding.take(self._overrides, fact)

    def _excuse(self, fact: HolderAbsence) -> None:
        """Note an absence; only what two people recorded counts."""
        if len(set(fact.people)) > 1:
            self._holders.absences[fact.holder] = fact

    def _restrict(self, place: int, fact: Restriction) -> None:
        self._recorded.restrictions[fact.ref] = fact
        self._brake(place, fact)
        if fact.brake is Brake.BEREAVEMENT and fact.holder is not None:
            self._holders.dead.add(fact.holder)
            for strand in self._strands.values():
                strand.limit(fact.holder, fact.recorded_at + AFTER_A_DEATH)

    def _lift(self, place: int, fact: Lift) -> None:
        """End a restriction, or set aside a no that was looked at."""
        about = fact.restriction
        lifted = self._recorded.restrictions.pop(about, None)
        if lifted is not None:
            self._brake(place, lifted)
            self._holders.dead.discard(lifted.holder or "")  # the death was a mistake
            return
        for no in self._recorded.noes.values():
            if no.ref == about:
                self._recorded.looked_at.add(about)
                self._dissent(place, no.purpose)
        for strand in self._strands.values():
            for voice in strand.no():
                if voice.act.ref == about:
                    strand.forget_no(voice.act.speaker, place)

    def _brake(self, place: int, restriction: Restriction) -> None:
        for strand in self._strands.values():
            if restriction.covers(strand.purpose):
                strand.braked_at = place
