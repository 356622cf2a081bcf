"""What can be done after two people said move, one noun a module."""

from registry.reunion.operations.after import Reunion, Visit, close_case, follow_up, reunify
from registry.reunion.operations.asked import Asked, Shown, view_question
from registry.reunion.operations.before import (
    check_custody,
    clear_safety,
    find_best,
    hear_child,
)
from registry.reunion.operations.case import CaseFile, find_case
from registry.reunion.operations.contact import (
    Contact,
    Letter,
    relay,
    view_contact,
    view_letters,
    write,
)
from registry.reunion.operations.meeting import Meeting, ask_verifier, record_meeting
from registry.reunion.operations.people import SafetyView, TaskView, view_safety, view_task
from registry.reunion.operations.reading import (
    CaseView,
    Said,
    StepView,
    view_case,
    view_second,
    view_step,
)
from registry.reunion.operations.recorded import Done
from registry.reunion.operations.tasks import tasks_of
from registry.reunion.operations.telling import Reply, answer_reveal, ask_both, take_back
from registry.reunion.operations.tidying import tidy

__all__ = [
    "Asked",
    "CaseFile",
    "CaseView",
    "Contact",
    "Done",
    "Letter",
    "Meeting",
    "Reply",
    "Reunion",
    "SafetyView",
    "Said",
    "Shown",
    "StepView",
    "TaskView",
    "Visit",
    "answer_reveal",
    "ask_both",
    "ask_verifier",
    "check_custody",
    "clear_safety",
    "close_case",
    "find_best",
    "find_case",
    "follow_up",
    "hear_child",
    "record_meeting",
    "relay",
    "reunify",
    "take_back",
    "tasks_of",
    "tidy",
    "view_case",
    "view_contact",
    "view_letters",
    "view_question",
    "view_safety",
    "view_second",
    "view_step",
    "view_task",
    "write",
]
