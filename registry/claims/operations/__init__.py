"""The verbs of claims. Others call these; each takes the `Work` it stands on."""

from registry.claims.operations.asking import (
    answer,
    ask,
    own_question,
    questions_at_desk,
)
from registry.claims.operations.board import view_board, view_claim
from registry.claims.operations.closing import close_claim, close_claims_of, withdraw_claim
from registry.claims.operations.drafting import begin, own_children
from registry.claims.operations.finding import find
from registry.claims.operations.hearing import hear_child, view_childs_say
from registry.claims.operations.pairs import find_candidate, set_aside, view_candidate
from registry.claims.operations.photographs import (
    add_photo,
    check_may_add,
    open_photo,
    remove_photo,
)
from registry.claims.operations.reading import (
    view_draft,
    view_found,
    view_mine,
    view_row,
    view_sent,
    view_to_sign,
)
from registry.claims.operations.safety import record_safety
from registry.claims.operations.sending import countersign, file_claim, file_found, notice_for
from registry.claims.operations.tasks import tasks_of
from registry.claims.operations.tidying import tidy
from registry.claims.operations.writing import (
    add_mark,
    add_relative,
    next_page,
    save,
    save_safety,
    save_withheld,
    take_away,
    view_page,
)
from registry.claims.shortlist import draw

__all__ = [
    "add_mark",
    "add_photo",
    "add_relative",
    "answer",
    "ask",
    "begin",
    "check_may_add",
    "close_claim",
    "close_claims_of",
    "countersign",
    "draw",
    "file_claim",
    "file_found",
    "find",
    "find_candidate",
    "hear_child",
    "next_page",
    "notice_for",
    "open_photo",
    "own_children",
    "own_question",
    "questions_at_desk",
    "record_safety",
    "remove_photo",
    "save",
    "save_safety",
    "save_withheld",
    "set_aside",
    "take_away",
    "tasks_of",
    "tidy",
    "view_board",
    "view_candidate",
    "view_childs_say",
    "view_claim",
    "view_draft",
    "view_found",
    "view_mine",
    "view_page",
    "view_row",
    "view_sent",
    "view_to_sign",
    "withdraw_claim",
]
