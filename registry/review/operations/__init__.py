"""What can be done in a review, one noun a module."""

from registry.review.operations.assigning import assign_waiting, fill_seats
from registry.review.operations.deciding import amend, judged_of, sign
from registry.review.operations.judging import close_stage, judge, notes_of
from registry.review.operations.opening import open_review
from registry.review.operations.overseeing import view_case, view_cases
from registry.review.operations.passing_on import pass_on_kept_away, pass_on_stopped
from registry.review.operations.photographs import open_photo
from registry.review.operations.prompts import reveal_prompt
from registry.review.operations.reading import view_desk, view_mine, view_stage
from registry.review.operations.showing import sheet_of
from registry.review.operations.staffing import StaffingPage, check_staffing
from registry.review.operations.standing import (
    Desk,
    Progress,
    decision_of,
    desk_of,
    progress_of,
    review_by_id,
)
from registry.review.operations.talking import view_talk
from registry.review.operations.tasks import tasks_of
from registry.review.operations.working import declare_conflict, open_stage, recuse

__all__ = [
    "Desk",
    "Progress",
    "StaffingPage",
    "amend",
    "assign_waiting",
    "check_staffing",
    "close_stage",
    "decision_of",
    "declare_conflict",
    "desk_of",
    "fill_seats",
    "judge",
    "judged_of",
    "notes_of",
    "open_photo",
    "open_review",
    "open_stage",
    "pass_on_kept_away",
    "pass_on_stopped",
    "progress_of",
    "recuse",
    "reveal_prompt",
    "review_by_id",
    "sheet_of",
    "sign",
    "tasks_of",
    "view_case",
    "view_cases",
    "view_desk",
    "view_mine",
    "view_stage",
    "view_talk",
]
