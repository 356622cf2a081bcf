"""What happens on duty, in one place for those who call it."""

from registry.duty.operations.answering import (
    Report,
    ReportLine,
    acknowledge,
    close,
    view_report,
    view_reports,
)
from registry.duty.operations.ringing import ring_due
from registry.duty.operations.rota import (
    NewTurn,
    RotaPage,
    TurnLine,
    add_turn,
    end_turn,
    people_for_duty,
    view_rota,
)
from registry.duty.operations.tasks import tasks_of
from registry.duty.operations.telling import Told, tell
from registry.duty.operations.tidying import tidy

__all__ = [
    "NewTurn",
    "Report",
    "ReportLine",
    "RotaPage",
    "Told",
    "TurnLine",
    "acknowledge",
    "add_turn",
    "close",
    "end_turn",
    "people_for_duty",
    "ring_due",
    "tasks_of",
    "tell",
    "tidy",
    "view_report",
    "view_reports",
    "view_rota",
]
