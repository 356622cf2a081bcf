"""Saying yes or no later, from the page of a record that stands."""

from __future__ import annotations

from registry.authority import Permission
from registry.children.operations import answer, own, settle
from registry.children.rules import Reply
from registry.consents.operations.standing import SHOWN, line_of
from registry.errors import Absent
from registry.work import Work


def say_later(work: Work, child_id: str, purpose: str, reply: Reply) -> None:
    """Record the answer; a no to a yes that stands takes it back, with all that follows."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    if not child.is_registered or purpose not in SHOWN:
        raise Absent
    if not line_of(work, child, purpose, reply.language).may_be_asked:
        raise Absent
    # A child who was too young once may be old enough by now.
    settle(work, child)
    answer(work, child_id, purpose, reply)
