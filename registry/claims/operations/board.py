"""The coordinator's board: references, states and counts. Nothing is opened for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.authority import Actor, Permission
from registry.children.operations import kept_away
from registry.claims import rules
from registry.claims.models import Candidate, Claim, Closing, Question
from registry.claims.operations.finding import countersigned, find
from registry.claims.operations.pairs import pair_from, reviews
from registry.claims.rules import Kind, Review, Tier
from registry.claims.shortlist import is_set_aside
from registry.claims.sides import Side, is_closed
from registry.errors import Absent
from registry.storage.vault import Compartment, Sealed
from registry.work import Work


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One open claim in plain columns."""

    id: str
    reference: str
    kind: Kind
    tier: Tier
    due: datetime
    filed_at: datetime
    to_read: int
    in_review: int
    waits_for_lead: bool
    unanswered: int


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair on the list of a claim, in the order of reading."""

    id: str
    seeking: Side
    holding: Side
    review: Review


def view_board(work: Work) -> list[BoardRow]:
    """Every open claim, the most pressing first."""
    work.require(Permission.BOARD_VIEW)
    return open_rows(work.session, work.actor)


def open_rows(session: Session, reader: Actor | None = None) -> list[BoardRow]:
    """The rows of the board; the caller was asked. Who is kept away counts no pair of a record."""
    ended = set(session.scalars(select(Closing.claim_ref)))
    claims = session.scalars(select(Claim).where(Claim.filed_at.is_not(None)))
    shelf = _Shelf(session, reader)
    rows = [shelf.row(claim) for claim in claims if claim.ref not in ended]
    return sorted(rows, key=lambda row: (row.due, row.reference))


def view_claim(work: Work, claim_id: str) -> tuple[BoardRow, list[PairRow]]:
    """One open claim and its pairs, in the order of reading."""
    work.require(Permission.BOARD_VIEW)
    claim = find(work.session, claim_id)
    if is_closed(work.session, claim.ref):
        raise Absent
    shelf = _Shelf(work.session, work.actor)
    return shelf.row(claim), shelf.pairs(claim)


class _Shelf:
    """What every row of the board is counted from, read once."""

    def __init__(self, session: Session, reader: Actor | None) -> None:
        self._session = session
        self._reader = reader
        # A side that took its yes back has no traits any more, and its pairs are not to be read.
        sealed = select(Sealed.owner_ref).where(Sealed.compartment == Compartment.TRAITS.value)
        self._searched = set(session.scalars(sealed))
        self._reviews = reviews(session)

    def row(self, claim: Claim) -> BoardRow:
        """One claim that was sent."""
        if claim.filed_at is None:
            raise Absent
        kind = claim.which
        states = [self._review(pair) for pair in self._candidates(claim)]
        return BoardRow(
            id=str(claim.id),
            reference=claim.reference,
            kind=kind,
            tier=rules.tier(kind),
            due=rules.due(kind, claim.filed_at),
            filed_at=claim.filed_at,
            to_read=states.count(Review.NONE),
            in_review=len(states) - states.count(Review.NONE),
            waits_for_lead=claim.is_found and countersigned(self._session, claim.ref) is None,
            unanswered=self._unanswered(claim),
        )

    def pairs(self, claim: Claim) -> list[PairRow]:
        """The pairs of one claim."""
        rows = []
        for candidate in self._candidates(claim):
            pair = pair_from(self._session, candidate)
            review = self._review(candidate)
            rows.append(PairRow(str(candidate.id), pair.seeking, pair.holding, review))
        return rows

    def _review(self, candidate: Candidate) -> Review:
        return self._reviews.get(candidate.ref, Review.NONE)

    def _candidates(self, claim: Claim) -> list[Candidate]:
        side = claim.child_ref or claim.ref
        query = select(Candidate).where(
            (Candidate.seeking_ref == side) | (Candidate.holding_ref == side)
        )
        return [
            each
            for each in self._session.scalars(query.order_by(Candidate.position, Candidate.id))
            if {each.seeking_ref, each.holding_ref} <= self._searched
            and not is_set_aside(self._session, each)
            and not self._is_kept_away(each)
        ]

    def _is_kept_away(self, pair: Candidate) -> bool:
        if self._reader is None:
            return False
        wished = kept_away(self._session, (pair.seeking_ref, pair.holding_ref))
        return wished.covers(self._reader)

    def _unanswered(self, claim: Claim) -> int:
        query = select(Question.id).where(
            Question.claim_ref == claim.ref, Question.answered_at.is_(None)
        )
        return len(self._session.scalars(query).all())
