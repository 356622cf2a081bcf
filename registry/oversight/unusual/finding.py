"""Finding what was found: the rows, and who may not see them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.errors import Absent
from registry.storage.database import uuid_of
from registry.watching.models import Finding, FindingAnswer


def open_findings(session: Session) -> Sequence[Finding]:
    """What nobody has answered yet, oldest first."""
    answered = select(FindingAnswer.finding_ref)
    query = select(Finding).order_by(Finding.recorded_at, Finding.id)
    done = set(session.scalars(answered))
    return [each for each in session.scalars(query) if each.ref not in done]


def one_finding(session: Session, finding_id: str, reader_ref: str) -> Finding:
    """One finding, for anybody but whom it is about: to them there is none."""
    key = uuid_of(f"{Finding.kind}:{finding_id}", Finding.kind)
    found = None if key is None else session.get(Finding, key)
    if found is None or reader_ref in (found.actor_ref, found.about_ref):
        raise Absent
    return found


def answer_to(session: Session, finding_ref: str) -> FindingAnswer | None:
    """What an auditor made of it, if anybody did."""
    return session.scalar(select(FindingAnswer).where(FindingAnswer.finding_ref == finding_ref))
