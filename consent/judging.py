"""Judging a line: what the clock, the declarations of today and the subject's age make of it.

A line says what was recorded; nothing here looks at facts. Every rule about age stands in the
bands the host declared, and where an age is an estimate, all bands it may be must agree.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from consent.bands import Age, Say
from consent.errors import UnknownPurpose
from consent.lines import Line, Mark, Status
from consent.permits import Reason
from consent.purposes import Catalogue, Purpose

_NO: Final = frozenset({Mark.NO, Mark.UNHEEDED})
_NOT_LOOKED_AT: Final = frozenset({Mark.SAID_NO, Mark.UNHEEDED})
_ANSWERED: Final = frozenset({Mark.YES, Mark.UNABLE, Mark.ALONE, Mark.ADULT})
# While one of these holds, a yes is suspended; any other hurdle leaves it pending.
BLOCKS: Final = frozenset({Reason.RESTRICTED, Reason.DISSENT, Reason.UNKNOWN_FACT})


class Judged(NamedTuple):
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
    say = catalogue.bands.say(age, line.purpose, own_assent=purpose.own_assent)
    found = (  # pairs and no mapping: hundreds are judged for one list
        (Reason.VERSION_CHANGED, _is_outdated(line, purpose, now)),
        (Reason.NOTICE_NOT_IN_USE, not catalogue.stand(line.words, now)),
        (Reason.ASSURANCE_TOO_LOW, _is_unsure(line, purpose, now)),
        (Reason.OF_AGE, say.is_of_age and Mark.ADULT not in line.marks),
        (Reason.NOT_ALONE, Mark.ALONE in line.marks and not say.may_be_alone),
        (Reason.DISSENT, _dissents(line, say)),
        (Reason.ASSENT_MISSING, _misses_assent(line, say)),
    )
    more = [reason for reason, holds in found if holds]
    hurdles = line.hurdles.union(more) if more else line.hurdles
    return Judged(_status(status, hurdles, say, age) if hurdles else status, hurdles)


def _status(status: Status, hurdles: frozenset[Reason], say: Say, age: Age | None) -> Status:
    if Reason.VERSION_CHANGED in hurdles:
        return Status.EXPIRED
    if hurdles & BLOCKS:
        return Status.SUSPENDED
    if Reason.OF_AGE in hurdles and age is not None:
        return _of_age(status, age.days_of_age >= say.days_to_answer)
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


def _dissents(line: Line, say: Say) -> bool:
    """Does the subject's own no count?

    A no that binds ends with the subject's own yes; one that only suspends ends when somebody
    else has looked at it. Both leave every yes before them stale.
    """
    blocks = say.no_blocks and not line.marks.isdisjoint(_NO)
    return blocks or (say.no_suspends and not line.marks.isdisjoint(_NOT_LOOKED_AT))


def _misses_assent(line: Line, say: Say) -> bool:
    if not say.is_asked or not line.marks.isdisjoint(_ANSWERED):
        return False
    return not (say.is_excused and Mark.ABSENT in line.marks)
