"""The questions about looks that wait for a coordinator, for the page of today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from registry.authority import Actor, Permission, is_allowed
from registry.children.rules import Concern
from registry.errors import N_
from registry.looks.operations.asking import waiting_for
from registry.today import Task

PRESSING: Final = timedelta(hours=24)


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """What a coordinator who is not on the case has to answer."""
    if not is_allowed(actor, Permission.LOOK_ANSWER, ()):
        return ()
    return tuple(
        Task(
            reference=subject.reference,
            verb=N_("Answer a question about a look"),
            endpoint="looks.matter",
            ids={"matter_id": str(matter.id)},
            stage=Concern.LOOK.label,
            tier="critical" if matter.answer_by - now < PRESSING else "urgent",
            due=matter.answer_by,
        )
        for matter, subject in waiting_for(session, actor)
    )
