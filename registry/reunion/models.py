"""What has to stand before anybody is told, and what follows: one record for each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from registry.storage.database import Base, Referenced


class OfCase(Referenced):
    """A record that changes its case: by whom, when. Its words are sealed under both sides."""

    review_ref: Mapped[str] = mapped_column(index=True)
    by_ref: Mapped[str]
    at: Mapped[datetime]

    def recorded_as(self) -> str:
        """The case is what an entry names."""
        return self.review_ref


class Numbered(OfCase):
    """A record that may be followed by a newer one; none is ever changed."""

    place: Mapped[int]
    """Its place among those of its kind in the case, from 1; two people cannot take the same."""


class SafetyClearance(OfCase, Base):
    """One of two people says whether telling the other side is safe for this side."""

    __tablename__ = "safety_clearances"
    __table_args__ = (UniqueConstraint("review_ref", "side_ref", "by_ref"),)
    kind = "clearance"

    side_ref: Mapped[str]
    finding: Mapped[str]
    """A code of `Finding`."""


class CustodyCheck(Numbered, Base):
    """Somebody asked whether a court or an authority has decided about the child."""

    __tablename__ = "custody_checks"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "custody"

    finding: Mapped[str]
    """A code of `Custody`."""


class ChildHeard(Numbered, Base):
    """The child was heard, alone where possible; or why not."""

    __tablename__ = "hearings"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "hearing"

    how: Mapped[str]
    wish: Mapped[str]


class VerificationTask(Numbered, Base):
    """Who was asked to meet both sides in person: neither coordinator nor reviewer."""

    __tablename__ = "verification_tasks"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "verification"

    verifier_ref: Mapped[str] = mapped_column(index=True)


class InPersonVerification(Numbered, Base):
    """What was seen when the two sides were met."""

    __tablename__ = "in_person_verifications"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "meeting"

    met_on: Mapped[date]
    recommendation: Mapped[str]
    paper_seeking: Mapped[str | None]
    paper_holding: Mapped[str | None]
    """Two identity checks: which paper was seen; it raises that side's speaker to AL2."""
    assent: Mapped[str]


class Determination(Numbered, Base):
    """What is best for this child, found by two people."""

    __tablename__ = "determinations"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "determination"

    recommendation: Mapped[str]


class RevealQuestion(Numbered, Base):
    """Both sides are asked whether the other may be told of them."""

    __tablename__ = "reveal_questions"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "question-to-both"


class RevealAnswer(OfCase, Base):
    """One side's own yes or no; what the other may call them is sealed under that side alone."""

    __tablename__ = "reveal_answers"
    __table_args__ = (UniqueConstraint("question_ref", "side_ref"),)
    kind = "reveal-answer"

    question_ref: Mapped[str]
    side_ref: Mapped[str]
    is_yes: Mapped[bool]


class ContactNote(OfCase, Base):
    """A letter of one side to the other; it goes nowhere until the desk passes it on."""

    __tablename__ = "contact_notes"
    kind = "letter"

    side_ref: Mapped[str]


class Relay(OfCase, Base):
    """A coordinator read a letter and passed it on."""

    __tablename__ = "relays"
    kind = "relay"

    note_ref: Mapped[str] = mapped_column(unique=True)


class Reunification(OfCase, Base):
    """The child is with an adult of the family, and was asked whether that is well."""

    __tablename__ = "reunifications"
    __table_args__ = (UniqueConstraint("review_ref"),)
    kind = "reunification"

    reunited_on: Mapped[date]
    type: Mapped[str]
    relation: Mapped[str]
    with_verified_adult: Mapped[bool]
    comfort: Mapped[str]
    """What the child answered at the door."""


class FollowUp(Numbered, Base):
    """A visit after the reunion."""

    __tablename__ = "follow_ups"
    __table_args__ = (UniqueConstraint("review_ref", "place"),)
    kind = "follow-up"

    type: Mapped[str]
    visited_on: Mapped[date]
    child_was_seen: Mapped[bool]
    needed_by: Mapped[date | None]
    """Until when another visit is needed; None when none is."""
    recommends_closing: Mapped[bool]


class CaseClosing(OfCase, Base):
    """The end of a case, with its reason."""

    __tablename__ = "case_closings"
    __table_args__ = (UniqueConstraint("review_ref"),)
    kind = "case-closing"

    reason: Mapped[str]
    """A code of `ClosureReason`."""
