"""The verbs of holders: who else decides, where they differ, and what two people do then."""

from registry.holders.operations.answering import (
    answer_matter,
    record_attempt,
    view_attempt,
    view_matter,
)
from registry.holders.operations.claiming import begin_guardian_claim
from registry.holders.operations.desk import RecordPeople, find_record, holders_of, view_people
from registry.holders.operations.hearing import (
    hear_at_desk,
    view_question_at_desk,
    view_voice_at_desk,
)
from registry.holders.operations.measures import (
    begin_measure,
    is_signed,
    offered,
    propose,
    sign,
    turn_down,
    view_measure,
)
from registry.holders.operations.naming import (
    name_holder,
    object_to,
    view_objection,
    view_others,
)
from registry.holders.operations.tasks import tasks_of
from registry.holders.operations.tidying import tidy

__all__ = [
    "RecordPeople",
    "answer_matter",
    "begin_guardian_claim",
    "begin_measure",
    "find_record",
    "hear_at_desk",
    "holders_of",
    "is_signed",
    "name_holder",
    "object_to",
    "offered",
    "propose",
    "record_attempt",
    "sign",
    "tasks_of",
    "tidy",
    "turn_down",
    "view_attempt",
    "view_matter",
    "view_measure",
    "view_objection",
    "view_others",
    "view_people",
    "view_question_at_desk",
    "view_voice_at_desk",
]
