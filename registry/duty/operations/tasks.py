"""What duty asks of somebody today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from registry.authority import Actor, Permission, is_allowed
from registry.duty import rules
from registry.duty.models import HandOver
from registry.duty.operations.answering import answer_of, open_reports
from registry.duty.operations.rota import turns_from
from registry.errors import N_
from registry.today import Task


def tasks_of(session: Session, actor: Actor, now: datetime) -> tuple[Task, ...]:
    """Reports to take over or to finish, and a gap in the rota that is near."""
    return (*_reports(session, actor), *_gap(session, actor, now))


def _reports(session: Session, actor: Actor) -> Iterator[Task]:
    if not is_allowed(actor, Permission.HAND_OVER_LIST, ()):
        return
    for report in open_reports(session, actor):
        answer = answer_of(session, report.ref)
        if answer is None or answer.by_ref == actor.ref:
            yield _task(report, is_taken=answer is not None)


def _task(report: HandOver, *, is_taken: bool) -> Task:
    return Task(
        reference="",
        verb=N_("Finish what you took over") if is_taken else N_("Somebody is with a child"),
        endpoint="duty.report",
        ids={"report_id": str(report.id)},
        stage=N_("Duty"),
        tier="critical",
        due=report.at + rules.ACKNOWLEDGE_WITHIN,
    )


def _gap(session: Session, actor: Actor, now: datetime) -> Iterator[Task]:
    if not is_allowed(actor, Permission.ROTA_KEEP, ()):
        return
    found = rules.gaps(turns_from(session, now), now, now + rules.PRESSING_GAP)
    if found:
        yield Task(
            reference="",
            verb=N_("Fill a gap in the rota"),
            endpoint="duty.rota",
            ids={},
            stage=N_("Duty"),
            tier="urgent",
            due=found[0][0],
        )
