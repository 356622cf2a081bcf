"""The verbs of looks: see them, take them along signed, ask about one, answer."""

from registry.looks.operations.asking import Question, answer, ask, view_question, view_row
from registry.looks.operations.reading import Look, LooksPage, Whose, view_looks
from registry.looks.operations.statement import draw_up, key_id_of
from registry.looks.operations.tasks import tasks_of

__all__ = [
    "Look",
    "LooksPage",
    "Question",
    "Whose",
    "answer",
    "ask",
    "draw_up",
    "key_id_of",
    "tasks_of",
    "view_looks",
    "view_question",
    "view_row",
]
