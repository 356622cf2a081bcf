"""What was asked about looks, and how far an answer has come: rows in plain columns only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.children.models import Matter, MatterAnswer
from registry.children.rules import Concern
from registry.description import read_code
from registry.looks.rules import Found

ABOUT: Final = "look:"
"""What stands before the key of a row in a matter about it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one row, for whoever asked it."""

    at: datetime
    answer_by: datetime
    answered_at: datetime | None
    found: Found | None


def asked_by(session: Session, subject: str, speaker: str) -> dict[str, Asked]:
    """What one person asked about the looks at a record or a claim, by the key of the row."""
    query = select(Matter).where(
        Matter.child_ref == subject,
        Matter.concern == Concern.LOOK.value,
        Matter.speaker_ref == speaker,
    )
    return {
        matter.about_ref.removeprefix(ABOUT): _asked(matter, answer_to(session, matter))
        for matter in session.scalars(query.order_by(Matter.opened_at))
    }


def answer_to(session: Session, matter: Matter) -> MatterAnswer | None:
    """What was answered, if anything was."""
    return session.scalar(select(MatterAnswer).where(MatterAnswer.matter_ref == matter.ref))


def _asked(matter: Matter, answer: MatterAnswer | None) -> Asked:
    return Asked(
        at=matter.opened_at,
        answer_by=matter.answer_by,
        answered_at=None if answer is None else answer.at,
        found=None if answer is None else read_code(Found, answer.outcome),
    )
