"""A pair for a coordinator to read: reasons in words, no photo, no score; set aside or reviewed."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Assurance, DataClass
from registry.authority import Permission
from registry.children.operations import must_not_be_kept_away, words_on_exclusion
from registry.children.rules import Anyone
from registry.claims import rules, sides
from registry.claims.models import Candidate, SetAside
from registry.claims.rules import Review, Why
from registry.claims.shortlist import Pair, is_set_aside, still_stands
from registry.claims.sides import Side, side_of
from registry.description import passage
from registry.errors import Absent
from registry.search.reasons import Reason
from registry.storage.database import uuid_of
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class SideNotes:
    """What a coordinator must know of one side before a review."""

    side: Side
    assurance: Assurance
    safety: Anyone
    kept_away: tuple[str, ...] = ()
    """Whom the family wants kept away, in its own words."""

    @property
    def papers_seen(self) -> bool:
        """Did a worker see the papers of whoever speaks for it? An agency vouches for its own."""
        return self.side.is_found or self.assurance >= Assurance.AL2

    @property
    def is_safety_assessed(self) -> bool:
        """Does this side say whether there is anyone who must not be told?"""
        return self.safety is not Anyone.NOT_ASSESSED


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair, opened: what is not there yet, and the reasons in the order of the facts."""

    notes: tuple[SideNotes, SideNotes]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A pair as a coordinator sees it; without a reading where consent no longer stands."""

    id: str
    seeking: Side
    holding: Side
    review: Review
    is_set_aside: bool
    reading: Reading | None


def view_candidate(work: Work, candidate_id: str) -> CandidateView:
    """Look at one pair. It opens only while both sides may still be held against each other."""
    work.require(Permission.CANDIDATE_VIEW)
    candidate = find_candidate(work.session, candidate_id)
    must_be_seen(work, candidate)
    work.asks_why(candidate.ref, Permission.CANDIDATE_VIEW)
    pair = pair_from(work.session, candidate)
    reading = None
    with suppress(Absent):
        reading = _read(work, candidate, pair)
    return CandidateView(
        id=candidate_id,
        seeking=pair.seeking,
        holding=pair.holding,
        review=reviews(work.session).get(candidate.ref, Review.NONE),
        is_set_aside=is_set_aside(work.session, candidate),
        reading=reading,
    )


def set_aside(work: Work, candidate_id: str, why: Why, words: str | None = None) -> None:
    """Put a pair away, with a why. It returns only when a fact of either side has changed."""
    work.require(Permission.CANDIDATE_SET_ASIDE)
    candidate = find_candidate(work.session, candidate_id)
    must_be_seen(work, candidate)
    rules.may_set_aside(reviews(work.session).get(candidate.ref, Review.NONE))
    if is_set_aside(work.session, candidate):
        return

    both = (candidate.seeking_ref, candidate.holding_ref)
    put = SetAside(candidate_ref=candidate.ref, by_ref=work.actor.ref, why=why.value, at=work.now())
    work.session.add(put)
    if words:
        said = {"words": passage(words, "words")}
        work.vault.seal(put.ref, Compartment.NOTES, said, subject=both[0], also=both[1])
    work.trail.record(Event.CANDIDATE_SET_ASIDE, candidate.ref, *both, put.ref)


def find_candidate(session: Session, candidate_id: str) -> Candidate:
    """The pair of an id; the caller must know why it may."""
    key = uuid_of(f"{Candidate.kind}:{candidate_id}", Candidate.kind)
    candidate = None if key is None else session.get(Candidate, key)
    if candidate is None:
        raise Absent
    return candidate


def must_be_seen(work: Work, candidate: Candidate) -> None:
    """For whoever a family of either side keeps away, the pair is not there."""
    work.looks.case = candidate.ref
    for ref in (candidate.seeking_ref, candidate.holding_ref):
        must_not_be_kept_away(work, ref)


def pair_from(session: Session, candidate: Candidate) -> Pair:
    """The two sides of a pair."""
    return Pair(side_of(session, candidate.seeking_ref), side_of(session, candidate.holding_ref))


def reviews(session: Session) -> dict[str, Review]:
    """How far each pair has come; reviews are the floor above, which says so in the trail."""
    told = (Event.REVIEW_OPENED.value, Event.DECISION_MADE.value)
    query = select(Entry).where(Entry.event.in_(told)).order_by(Entry.seq)
    pair_of: dict[str, str] = {}
    states: dict[str, Review] = {}
    for entry in session.scalars(query):
        if entry.event == Event.REVIEW_OPENED.value:
            pair_of[entry.subject_ref] = json.loads(entry.about)[0]
            states[pair_of[entry.subject_ref]] = Review.OPEN
        else:
            moved = json.loads(entry.detail)["outcome"] == "move"
            states[pair_of[entry.subject_ref]] = Review.MOVED if moved else Review.DECIDED
    return states


def _read(work: Work, candidate: Candidate, pair: Pair) -> Reading:
    if not still_stands(work, pair):
        raise Absent
    seeking, holding = (
        sides.permit_for(work, side.ref, DataClass.NOTES) for side in (pair.seeking, pair.holding)
    )
    told = work.vault.read(candidate.ref, Compartment.NOTES, seeking, holding)
    return Reading(
        notes=(_notes(work, pair.seeking), _notes(work, pair.holding)),
        reasons=tuple(Reason.from_dict(reason) for reason in told.get("reasons", ())),
    )


def _notes(work: Work, side: Side) -> SideNotes:
    safety = sides.safety(work, side.ref).anyone
    words = words_on_exclusion(work, side.ref) if side.is_child else ()
    return SideNotes(side, sides.assurance(work, side.ref), safety, words)
