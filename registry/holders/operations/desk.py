"""The people of one record, as the desk sees them: letters for guardians, states, and clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from consent import Restriction
from registry.authority import Permission, is_allowed
from registry.children.models import Child, Matter
from registry.children.operations import (
    bands_of,
    find_registered,
    is_guardian,
    kept_away,
    open_matters,
)
from registry.children.operations.speaking import notice_for
from registry.children.rules import Concern
from registry.consents.operations import followed_by
from registry.description import Person
from registry.errors import N_, Invalid
from registry.holders.models import Measure, OtherHolder
from registry.holders.operations.finding import (
    absent_holders,
    at_desk,
    attempts_of,
    open_measures,
    others_of,
    words_of,
)
from registry.work import Work

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class HolderLine:
    """One who speaks for the child: by a letter, never by name."""

    ref: str
    letter: str
    capacity: str
    assurance: str
    with_others: str
    is_absent: bool
    is_the_child: bool


@dataclass(frozen=True, slots=True, repr=False)
class OtherHolderLine:
    """One whom a guardian told of, and how often somebody tried to reach them."""

    ref: str
    id: str
    why: str
    attempts: tuple[datetime, ...]
    is_absent: bool
    words: str | None


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A no against another guardian's yes."""

    ref: str
    letter: str
    purpose: str
    title: str
    opened_at: datetime
    answer_by: datetime
    decide_by: datetime
    suspends: bool


@dataclass(frozen=True, slots=True, repr=False)
class MatterLine:
    """One thing to look at."""

    id: str
    concern: str
    title: str | None
    letter: str
    opened_at: datetime
    answer_by: datetime
    words: str | None
    may_answer: bool
    """May whoever reads this answer it?"""


@dataclass(frozen=True, slots=True, repr=False)
class MeasureLine:
    """One measure that waits for a second person."""

    id: str
    what: str
    is_mine: bool
    at: datetime
    about: str | None
    why: str | None
    until: date | None
    words: str | None
    paper: str | None = None
    how: str | None = None
    born: Person | None = None
    """The birth a paper shows, where a measure corrects an age; for the second person."""


@dataclass(frozen=True, slots=True, repr=False)
class RecordPeople:
    """Everything the page of a record's people says."""

    child_id: str
    reference: str
    is_young_adult: bool
    """May a young person decide alone here, by age?"""
    holders: tuple[HolderLine, ...]
    others: tuple[OtherHolderLine, ...]
    disputes: tuple[DisputeLine, ...]
    restrictions: tuple[Restriction, ...]
    matters: tuple[MatterLine, ...]
    measures: tuple[MeasureLine, ...]
    may_release: bool
    """Has an account followed the link of an 18th birthday, and may whoever reads this free it?"""


def find_record(work: Work, reference: str) -> str:
    """The id of the record under a reference; the same no for every reason."""
    work.require(Permission.MATTER_LIST)
    child = find_registered(work, reference)
    if (
        child is None
        or is_guardian(work.session, child, work.actor.ref)
        or kept_away(work.session, [child.ref]).covers(work.actor)
    ):
        raise Invalid("reference", N_("There is no record to open. Look at the reference again."))
    return str(child.id)


def view_people(work: Work, child_id: str, language: str) -> RecordPeople:
    """The people of one record."""
    child = at_desk(work, child_id, Permission.MATTER_LIST)
    work.asks_why(child.ref, Permission.MATTER_LIST)
    letters = letters_of(work, child)
    bands = bands_of(work, child.ref)
    standing = work.consent.standing(child.ref)
    return RecordPeople(
        child_id=str(child.id),
        reference=child.reference,
        is_young_adult=bool(bands) and all(band.may_speak_alone for band in bands),
        holders=holders_of(work, child),
        others=tuple(_other(work, other) for other in others_of(work.session, child.ref)),
        disputes=tuple(
            DisputeLine(
                ref=each.ref,
                letter=letters.get(each.speaker, "?"),
                purpose=each.purpose,
                title=notice_for(each.purpose, language).title,
                opened_at=each.opened_at,
                answer_by=each.answer_by,
                decide_by=each.decide_by,
                suspends=each.suspends,
            )
            for each in standing.disputes
        ),
        restrictions=standing.restrictions,
        matters=tuple(
            matter_line(work, each, letters, language)
            for each in open_matters(work.session, child.ref)
            if each.concern != Concern.LOOK.value
        ),
        measures=tuple(measure_line(work, each) for each in open_measures(work.session, child.ref)),
        may_release=followed_by(work.session, child) is not None
        and is_allowed(work.actor, Permission.MAJORITY_RELEASE, ()),
    )


def holders_of(work: Work, child: Child) -> tuple[HolderLine, ...]:
    """Who speaks for a child now."""
    letters = letters_of(work, child)
    return tuple(
        HolderLine(
            ref=each.speaker,
            letter=letters[each.speaker],
            capacity=each.capacity.value,
            assurance=each.assurance.name,
            with_others=each.with_others.value,
            is_absent=each.absence is not None,
            is_the_child=each.speaker == child.ref,
        )
        for each in work.consent.standing(child.ref).holders
    )


def letters_of(work: Work, child: Child) -> dict[str, str]:
    """A letter for each who ever spoke for a child, in the order in which they came."""
    spoken = work.consent.standing(child.ref).authorities
    return dict(zip(spoken, LETTERS, strict=False))


def matter_line(work: Work, matter: Matter, letters: dict[str, str], language: str) -> MatterLine:
    """One matter, with the words beside it."""
    purpose = matter.purpose
    return MatterLine(
        id=str(matter.id),
        concern=matter.concern,
        title=None if purpose is None else notice_for(purpose, language).title,
        letter=letters.get(matter.speaker_ref, ""),
        opened_at=matter.opened_at,
        answer_by=matter.answer_by,
        words=words_of(work, matter),
        may_answer=matter.concern in {Concern.DISSENT.value, Concern.ASK.value}
        or is_allowed(work.actor, Permission.DISPUTE_ANSWER, ()),
    )


def measure_line(work: Work, measure: Measure) -> MeasureLine:
    """One measure, with the words beside it."""
    return MeasureLine(
        id=str(measure.id),
        what=measure.what,
        is_mine=measure.by_ref == work.actor.ref,
        at=measure.at,
        about=measure.about_ref,
        why=measure.why,
        until=measure.until,
        words=words_of(work, measure),
        paper=measure.paper,
        how=measure.how,
    )


def _other(work: Work, other: OtherHolder) -> OtherHolderLine:
    return OtherHolderLine(
        ref=other.ref,
        id=str(other.id),
        why=other.why,
        attempts=tuple(each.on for each in attempts_of(work.session, other.child_ref, other.ref)),
        is_absent=other.ref in absent_holders(work, other.child_ref),
        words=words_of(work, other),
    )
