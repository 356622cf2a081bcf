"""Weighing: from everybody's newest word on one purpose to the line it amounts to."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from consent.errors import UnknownPurpose
from consent.facts import Act, ActKind, Answer, Assent, Authority, Capacity, Restriction
from consent.holders import Holders
from consent.judging import BLOCKS
from consent.lines import Line, Mark, Status
from consent.permits import Reason
from consent.purposes import Catalogue, DataClass, Joint
from consent.standing import Dispute
from consent.strand import Strand, Voice, after_no

ANSWER_WITHIN: Final = timedelta(days=30)  # then a question that nobody answered lapses
AFTER_A_DEATH: Final = timedelta(days=90)  # so long another holder has to come forward
ABSENT: Final = "absent"  # why a subject was not asked: they are not there

_ANSWERS: Final[Mapping[Answer, Mark]] = {
    Answer.YES: Mark.YES,
    Answer.NO: Mark.NO,
    Answer.UNABLE: Mark.UNABLE,
}


@dataclass
class Recorded:
    """What was recorded beside what the speakers said."""

    catalogue: Catalogue
    holders: Holders
    assents: dict[str, Assent] = field(default_factory=dict)  # the newest on each purpose
    noes: dict[str, Assent] = field(default_factory=dict)  # the subject's newest no on each
    looked_at: set[str] = field(default_factory=set)  # the noes a second worker looked at
    restrictions: dict[str, Restriction] = field(default_factory=dict)
    is_readable: bool = True


@dataclass(frozen=True)
class _Case:
    """One yes, with those that belong to it and what stands in their way."""

    voice: Voice
    agree: tuple[Voice, ...]
    hurdles: frozenset[Reason]
    ends: tuple[datetime, ...] = ()  # of what it leans on beside them

    @property
    def until(self) -> datetime:
        return min(*(voice.until for voice in self.agree), *self.ends, self.voice.until)


def end(act: Act, authority: Authority, catalogue: Catalogue) -> datetime:
    """A yes ends with the first of its own date, the purpose's longest, the authority's."""
    ends = [act.until or act.recorded_at]
    if authority.valid_until is not None:
        ends.append(authority.valid_until)
    with suppress(UnknownPurpose):  # one no longer declared opens nothing, but can be ended
        ends.append(act.recorded_at + timedelta(days=catalogue.purpose(act.purpose).max_days))
    return min(ends)


def line(strand: Strand, recorded: Recorded) -> Line:
    """Derive a line from the best yes: the one with nothing in its way, then the longest."""
    own = [
        voice for voice in strand.voices.values() if recorded.holders.is_of_age(voice.act.speaker)
    ]
    voices = own or list(strand.voices.values())
    yes = [voice for voice in voices if voice.is_yes]
    empty = Line(strand.purpose, strand.recipient, strand.unanswered, until=strand.asked_until)
    if not voices:
        return empty
    if not yes:
        return empty._replace(status=after_no(voices, strand.yes()), until=None)
    weighs = recorded.holders.weighs
    fresh = {voice.act.speaker: voice for voice in yes if strand.is_fresh(voice, weighs)}
    cases = [_case(voice, fresh, recorded) for voice in fresh.values() or yes]
    best = max(cases, key=lambda case: (-len(case.hurdles), case.until))
    return _line(best, _status(best, fresh, strand, recorded), strand, recorded)


def disputes(strand: Strand, holders: Holders, at: datetime) -> Iterator[Dispute]:
    """Give every standing no against the yes of somebody else that has not ended."""
    standing = [yes for yes in strand.yes() if at < yes.until]
    for no in strand.no():
        against = [yes for yes in standing if yes.act.speaker != no.act.speaker]
        if against:
            suspends = any(holders.weighs(no.act.speaker, yes) for yes in against)
            yield Dispute(
                no.act.ref,
                no.act.speaker,
                strand.purpose,
                strand.recipient,
                no.act.recorded_at,
                suspends,
            )


def _case(voice: Voice, fresh: Mapping[str, Voice], recorded: Recorded) -> _Case:
    """Join a yes with those of the others whose yes is needed too."""
    holders, code = recorded.holders, voice.act.purpose
    try:
        purpose = recorded.catalogue.purpose(code)
    except UnknownPurpose:
        return _Case(voice, (voice,), frozenset({Reason.UNKNOWN_PURPOSE}))
    authority = holders.authorities[voice.act.speaker]
    agree, is_alone, ends = [voice], False, tuple[datetime, ...]()
    if authority.capacity is Capacity.SELF_COMPETENT_MINOR:
        is_alone = authority.alone is None or authority.seen_by is None
    elif purpose.joint is Joint.ALL and not authority.is_own:
        needed = set(holders.needed(voice))
        agree += [fresh[speaker] for speaker in sorted(needed & fresh.keys())]
        is_alone = not needed <= fresh.keys() or holders.is_unaccounted(voice, fresh)
        ends = holders.ends_of_absence()
    assurance = min(holders.authorities[each.act.speaker].assurance for each in agree)
    hurdles = {
        Reason.UNKNOWN_FACT: not recorded.is_readable,
        Reason.RESTRICTED: any(brake.stops(code) for brake in recorded.restrictions.values()),
        Reason.CO_CONSENT_MISSING: is_alone,
        Reason.ASSURANCE_TOO_LOW: assurance < purpose.assurance,
    }
    stands = frozenset(reason for reason, holds in hurdles.items() if holds)
    return _Case(voice, tuple(agree), stands, ends)


def _status(case: _Case, fresh: Mapping[str, Voice], strand: Strand, recorded: Recorded) -> Status:
    """Give the status apart from time and age."""
    noes = [no for no in strand.no() if recorded.holders.weighs(no.act.speaker, case.voice)]
    asked = recorded.holders.joined
    never_agreed = [
        no for no in noes if not no.ended_a_yes and asked[no.act.speaker] < case.voice.place
    ]
    if Reason.CO_CONSENT_MISSING in case.hurdles and never_agreed:
        kinds = {no.act.kind for no in never_agreed}
        return Status.WITHDRAWN if ActKind.WITHDRAW in kinds else Status.REFUSED
    is_stale = Reason.CO_CONSENT_MISSING in case.hurdles and len(fresh) < len(strand.yes())
    if noes or is_stale or not fresh or case.hurdles & BLOCKS:
        return Status.SUSPENDED
    return Status.PENDING if case.hurdles else Status.ACTIVE


def _line(case: _Case, status: Status, strand: Strand, recorded: Recorded) -> Line:
    act, holders = case.voice.act, recorded.holders
    (notice, digest), *beside = [_words(voice) for voice in case.agree]
    return Line(
        purpose=strand.purpose,
        recipient=strand.recipient,
        status=status,
        version=min(voice.act.purpose_version for voice in case.agree),
        since=min(strand.first_yes[voice.act.speaker] for voice in case.agree),
        until=_until(case, strand, recorded),
        assurance=min(holders.authorities[each.act.speaker].assurance for each in case.agree),
        data_classes=_classes(case),
        notice=notice,
        digest=digest,
        act=act.ref,
        hurdles=case.hurdles,
        marks=frozenset(_marks(case, strand, recorded)),
        beside=tuple(sorted(beside)),
    )


def _words(voice: Voice) -> tuple[str, str]:
    shown = voice.act.shown
    return (shown.notice, shown.digest) if shown else ("", "")


def _until(case: _Case, strand: Strand, recorded: Recorded) -> datetime:
    """A yes that leans on the subject's own, said as a speaker, ends with that too."""
    assent, own = recorded.assents.get(strand.purpose), _own_yes(case, strand, recorded)
    is_answered = assent is not None and assent.answer is Answer.YES
    return case.until if own is None or is_answered else min(case.until, own.until)


def _own_yes(case: _Case, strand: Strand, recorded: Recorded) -> Voice | None:
    """Find the subject's own yes beside the one a line rests on."""
    authorities = recorded.holders.authorities
    own = (voice for voice in strand.yes() if authorities[voice.act.speaker].is_own)
    return next((voice for voice in own if voice is not case.voice), None)


def _classes(case: _Case) -> frozenset[DataClass]:
    return frozenset.intersection(*(voice.act.data_classes for voice in case.agree))


def _marks(case: _Case, strand: Strand, recorded: Recorded) -> Iterator[Mark]:
    """Say what is known of the subject's own word on this."""
    holders, assent = recorded.holders, recorded.assents.get(strand.purpose)
    authority = holders.authorities[case.voice.act.speaker]
    if authority.is_own:
        is_of_age = holders.is_of_age(case.voice.act.speaker)
        yield Mark.ADULT if is_of_age else Mark.ALONE
    if _own_yes(case, strand, recorded) is not None:
        yield Mark.YES
    if case.voice.place < strand.dissented_at:
        yield Mark.UNHEEDED
    no = recorded.noes.get(strand.purpose)
    if no is not None and no.ref not in recorded.looked_at:
        yield Mark.SAID_NO
    if assent is not None and assent.answer in _ANSWERS:
        yield _ANSWERS[assent.answer]
    if assent is not None and assent.answer is Answer.NOT_ASKED and assent.reason == ABSENT:
        yield Mark.ABSENT
