"""Judging a line: what the clock, the declarations of today and the subject's age make of it.

A line says what was recorded; nothing here looks at facts. Every rule about age stands in the
bands the host declared, and where an age is an estimate, all bands it may be must agree.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from consent.bands import Age, Band
from consent.errors import UnknownPurpose
from consent.lines import Line, Mark, Status
from consent.permits import Reason
from consent.purposes import Catalogue, Purpose

_NO: Final = frozenset({Mark.NO, Mark.UNHEEDED})
_NOT_LOOKED_AT: Final = frozenset({Mark.SAID_NO, Mark.UNHEEDED})
_ANSWERED: Final = frozenset({Mark.YES, Mark.UNABLE, Mark.ALONE, Mark.ADULT})
# While one of these holds, a yes is suspended; any other hurdle leaves it pending.
BLOCKS: Final = frozenset({Reason.RESTRICTED, Reason.DISSENT, Reason.UNKNOWN_FACT})


@dataclass(frozen=True, slots=True)
class Judged:
    """Where a line stands now, and everything that stands in its way."""

    status: Status
    hurdles: frozenset[Reason]


def judge(line: Line, catalogue: Catalogue, age: Age | None, now: datetime) -> Judged:
    """Judge a line at a moment. What is no longer live is not looked into."""
    status = line.status_at(now)
    if not status.is_live:
        return Judged(status, line.hurdles)
    try:
        purpose = catalogue.purpose(line.purpose)
    except UnknownPurpose:
        return Judged(status, line.hurdles | {Reason.UNKNOWN_PURPOSE})
    bands = catalogue.bands.of(age)
    found = (  # pairs and no mapping: hundreds are judged for one list
        (Reason.VERSION_CHANGED, _is_outdated(line, purpose, now)),
        (Reason.NOTICE_NOT_IN_USE, not all(catalogue.stands(*each, now) for each in line.words)),
        (Reason.ASSURANCE_TOO_LOW, _is_unsure(line, purpose, now)),
        (Reason.OF_AGE, _is_of_age(bands) and Mark.ADULT not in line.marks),
        (Reason.NOT_ALONE, Mark.ALONE in line.marks and not _may_be_alone(bands)),
        (Reason.DISSENT, _dissents(line, catalogue.bands.hearing(bands))),
        (Reason.ASSENT_MISSING, _misses_assent(line, purpose, bands)),
    )
    hurdles = line.hurdles.union([reason for reason, holds in found if holds])
    return Judged(_status(status, hurdles, bands, age), hurdles)


def _status(
    status: Status, hurdles: frozenset[Reason], bands: tuple[Band, ...], age: Age | None
) -> Status:
    if Reason.VERSION_CHANGED in hurdles:
        return Status.EXPIRED
    if hurdles & BLOCKS:
        return Status.SUSPENDED
    if Reason.OF_AGE in hurdles and age is not None:
        return _of_age(status, age.days_of_age >= bands[0].days_to_answer)
    waits = {Reason.ASSENT_MISSING, Reason.NOT_ALONE} & hurdles
    return Status.PENDING if waits and status is Status.ACTIVE else status


def _of_age(status: Status, is_silent: bool) -> Status:  # noqa: FBT001 - a fact of two
    """Hold what others agreed to until the adult answers; what was not agreed is asked anew."""
    if status is Status.PENDING:
        return Status.REQUESTED
    return Status.EXPIRED if is_silent else Status.MAJORITY_HOLD


def _is_outdated(line: Line, purpose: Purpose, now: datetime) -> bool:
    """A yes to the version just before lasts until the day set for asking again."""
    is_the_last = line.version == purpose.version - 1
    may_last = purpose.reconsent_by is not None and now < purpose.reconsent_by
    return line.version != purpose.version and not (is_the_last and may_last)


def _is_unsure(line: Line, purpose: Purpose, now: datetime) -> bool:
    """Are we less sure who said yes than the purpose asks, now or after its first days?"""
    if line.assurance >= purpose.raise_to or line.since is None:
        return line.assurance < purpose.assurance
    is_late = now >= line.since + timedelta(days=purpose.raise_within_days)
    return is_late or line.assurance < purpose.assurance


def _is_of_age(bands: tuple[Band, ...]) -> bool:
    return any(band.is_adult for band in bands)


def _may_be_alone(bands: tuple[Band, ...]) -> bool:
    return bool(bands) and all(band.may_speak_alone for band in bands)


def _dissents(line: Line, bands: tuple[Band, ...]) -> bool:
    """Does the subject's own no count? Where nothing is known of age, it always does.

    A no that binds ends with the subject's own yes; one that only suspends ends when somebody
    else has looked at it. Both leave every yes before them stale.
    """
    binds, waits = line.marks & _NO, line.marks & _NOT_LOOKED_AT
    if not bands:
        return bool(binds)
    blocks = any(line.purpose in band.dissent_blocks for band in bands)
    suspends = any(line.purpose in band.dissent_suspends for band in bands)
    return bool((blocks and binds) or (suspends and waits))


def _misses_assent(line: Line, purpose: Purpose, bands: tuple[Band, ...]) -> bool:
    asking = [band for band in bands if purpose.own_assent or line.purpose in band.assent_needed]
    is_asked = bool(asking) or (purpose.own_assent and not bands)
    if not is_asked or line.marks & _ANSWERED:
        return False
    is_excused = all(line.purpose in band.absence_excuses for band in asking)
    return not (Mark.ABSENT in line.marks and asking and is_excused)
