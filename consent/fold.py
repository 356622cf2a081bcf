"""The fold: from the facts about one subject, in their order, to where each purpose stands.

Nothing here looks at a clock: what time changes is left to `Line.status_at`, so that a line can
be stored. A no by one holder is never undone by the yes of another, and after any brake a yes
counts only if it was given later than the brake and its lifting.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from consent.errors import UnknownPurpose
from consent.facts import (
    Act,
    ActKind,
    Answer,
    Assent,
    Authority,
    BasisEnd,
    BasisRecord,
    Capacity,
    Fact,
    HolderAbsence,
    Lift,
    Override,
    OverrideReview,
    Presentation,
    Restriction,
    WithOthers,
)
from consent.permits import Reason
from consent.purposes import Assurance, Catalogue, Joint
from consent.standing import Line, OpenBasis, Standing, Status
from consent.strand import Strand, Voice

# A child too young to be asked cannot say yes; the host records that of such a child only.
ASSENTS: Final = frozenset({Answer.YES, Answer.UNABLE})


def fold(facts: Iterable[Fact], catalogue: Catalogue, at: datetime) -> Standing:
    """Derive the standing of one subject. The same facts always give the same answer."""
    facts = tuple(facts)
    void = frozenset(
        fact.about
        for fact in facts
        if isinstance(fact, Act) and fact.kind is ActKind.INVALIDATE and fact.about is not None
    )
    folding = _Folding(catalogue, void)
    for place, fact in enumerate(facts):
        folding.take(place, fact)
    return folding.standing(at)


class _Folding:
    """The state of one fold."""

    def __init__(self, catalogue: Catalogue, void: frozenset[str]) -> None:
        self._catalogue = catalogue
        self._void = void
        self._strands: dict[tuple[str, str], Strand] = {}
        self._authorities: dict[str, Authority] = {}
        self._pretenders: set[str] = set()  # who once had an authority since found void
        self._assents: dict[str, Answer] = {}
        self._restrictions: dict[str, Restriction] = {}
        self._bases: dict[str, OpenBasis] = {}
        self._is_readable = True

    def take(self, place: int, fact: Fact) -> None:
        """Take in the next fact. One of no known kind makes everything unreadable."""
        match fact:
            case Presentation():
                self._present(fact)
            case Authority():
                self._authorise(place, fact)
            case Act(kind=ActKind.INVALIDATE):
                self._invalidate(place)
            case Act():
                self._act(place, fact)
            case Assent():
                self._assent(place, fact)
            case Restriction():
                self._restrictions[fact.ref] = fact
                self._brake(place, fact)
            case Lift():
                self._lift(place, fact)
            case BasisRecord() | BasisEnd():
                self._basis(fact)
            case HolderAbsence() | Override() | OverrideReview():
                pass  # recorded for rules still to come; alone they open nothing
            case _:
                self._is_readable = False

    def standing(self, at: datetime) -> Standing:
        """Give what all the facts amount to."""
        return Standing(
            at=at,
            lines={key: self._line(strand) for key, strand in self._strands.items()},
            words={
                key: {speaker: voice.act for speaker, voice in strand.voices.items()}
                for key, strand in self._strands.items()
            },
            authorities=self._authorities,
            bases=self._bases,
            restrictions=tuple(self._restrictions.values()),
            is_readable=self._is_readable,
        )

    def _strand(self, purpose: str, recipient: str) -> Strand:
        return self._strands.setdefault((purpose, recipient), Strand(purpose, recipient))

    def _present(self, fact: Presentation) -> None:
        for shown in fact.shown:
            for recipient in fact.recipients:
                strand = self._strand(shown.purpose, recipient)
                if strand.unanswered is Status.NONE:
                    strand.unanswered = Status.REQUESTED

    def _authorise(self, place: int, fact: Authority) -> None:
        if fact.ref in self._void:
            self._pretenders.add(fact.speaker)
            return
        self._authorities[fact.speaker] = fact
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
        authority = self._authorities.get(act.speaker)
        if authority is None or act.ref in self._void or not authority.holds(act.recorded_at):
            strand.unanswered, strand.was_misled = Status.INVALID, True
        elif act.kind is ActKind.DEFER:
            strand.unanswered = Status.DEFERRED
        else:
            strand.hear(act, place, self._end(act, authority))

    def _end(self, act: Act, authority: Authority) -> datetime:
        """A yes ends with the first of its own date, the purpose's longest, the authority's."""
        ends = [act.until or act.recorded_at]
        if authority.valid_until is not None:
            ends.append(authority.valid_until)
        with suppress(UnknownPurpose):  # one no longer declared opens nothing, but can be ended
            longest = timedelta(days=self._catalogue.purpose(act.purpose).max_days)
            ends.append(act.recorded_at + longest)
        return min(ends)

    def _invalidate(self, place: int) -> None:
        """What a void fact had touched needs a fresh yes: undoing it must not open anything."""
        for strand in self._strands.values():
            if strand.was_misled or self._pretenders & strand.voices.keys():
                strand.braked_at = place

    def _assent(self, place: int, fact: Assent) -> None:
        self._assents[fact.purpose] = fact.answer
        if fact.answer is Answer.NO:
            for strand in self._strands.values():
                if strand.purpose == fact.purpose:
                    strand.braked_at = place

    def _basis(self, fact: BasisRecord | BasisEnd) -> None:
        if isinstance(fact, BasisEnd):
            self._bases.pop(fact.kind, None)
        else:
            self._bases[fact.kind] = OpenBasis(
                fact.ref, fact.kind, frozenset(fact.people), fact.data_classes, fact.until
            )

    def _lift(self, place: int, fact: Lift) -> None:
        lifted = self._restrictions.pop(fact.restriction, None)
        if lifted is not None:
            self._brake(place, lifted)

    def _brake(self, place: int, restriction: Restriction) -> None:
        for strand in self._strands.values():
            if restriction.covers(strand.purpose):
                strand.braked_at = place

    def _line(self, strand: Strand) -> Line:
        """Derive a line from the best yes: the one with nothing in its way, then the longest."""
        voices = strand.fresh() or strand.yes()
        if not voices:
            return Line(strand.purpose, strand.recipient, strand.status(frozenset()))
        best = max(voices, key=lambda voice: (-len(self._hurdles(voice)), voice.until))
        hurdles = self._hurdles(best)
        shown = best.act.shown
        return Line(
            purpose=strand.purpose,
            recipient=strand.recipient,
            status=strand.status(hurdles),
            version=best.act.purpose_version,
            until=best.until,
            assurance=self._assurance(best),
            data_classes=best.act.data_classes,
            notice=shown.notice if shown else "",
            digest=shown.digest if shown else "",
            act=best.act.ref,
            hurdles=hurdles,
        )

    def _assurance(self, voice: Voice) -> Assurance:
        return self._authorities[voice.act.speaker].assurance

    def _hurdles(self, voice: Voice) -> frozenset[Reason]:
        """List what stands in the way of one yes.

        The rules for joint holders and for assent by age belong here. Until they are written,
        only a sole holder satisfies `ALL`.
        """
        code = voice.act.purpose
        try:
            purpose = self._catalogue.purpose(code)
        except UnknownPurpose:
            return frozenset({Reason.UNKNOWN_PURPOSE})
        answer = self._assents.get(code)
        with_others = self._authorities[voice.act.speaker].with_others
        hurdles = {
            Reason.UNKNOWN_FACT: not self._is_readable,
            Reason.RESTRICTED: any(brake.covers(code) for brake in self._restrictions.values()),
            Reason.DISSENT: answer is Answer.NO,
            Reason.ASSENT_MISSING: purpose.own_assent and answer not in ASSENTS,
            Reason.CO_CONSENT_MISSING: purpose.joint is Joint.ALL
            and with_others is not WithOthers.SOLE,
            Reason.ASSURANCE_TOO_LOW: self._assurance(voice) < purpose.assurance,
        }
        return frozenset(reason for reason, holds in hurdles.items() if holds)
