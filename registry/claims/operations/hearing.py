"""A child in care who may be 12 is asked first whether we may look."""

from __future__ import annotations

from typing import Final

from consent import Answer, Expression, Medium, Method
from registry.authority import Permission
from registry.children.rules import Said
from registry.claims.models import Claim
from registry.claims.operations.finding import countersigned, own
from registry.claims.operations.searching import childs_word, refresh_traits
from registry.errors import Absent
from registry.purposes import SEARCH_FOUND
from registry.trail.events import Event
from registry.work import Work

ANSWERS: Final = {Said.YES: Answer.YES, Said.NO: Answer.NO, Said.UNSURE: Answer.NOT_ASKED}


def view_childs_say(work: Work, claim_id: str) -> Said | None:
    """What the child in one's care answered so far; None where nobody asked."""
    claim = _in_care(work, claim_id)
    fact = childs_word(work, claim)
    if fact is None:
        return None
    return next(said for said, answer in ANSWERS.items() if answer is fact.answer)


def hear_child(work: Work, claim_id: str, said: Said, language: str) -> Claim:
    """Write down whether the child wants us to look."""
    claim = _in_care(work, claim_id)
    work.consent.record_assent(
        subject=claim.ref,
        purpose=SEARCH_FOUND,
        answer=ANSWERS[said],
        reason="unsure" if said is Said.UNSURE else "asked",
        heard_by=work.actor.ref,
        expression=Expression(Method.ASSISTED, Medium.READ_ALOUD, language, work.actor.ref),
    )
    work.trail.record(
        Event.ASSENT_RECORDED, claim.ref, purpose=SEARCH_FOUND, answer=ANSWERS[said].value
    )
    refresh_traits(work, claim)
    return claim


def _in_care(work: Work, claim_id: str) -> Claim:
    claim = own(work, claim_id, Permission.CLAIM_EDIT)
    if not claim.is_found or countersigned(work.session, claim.ref) is None:
        raise Absent
    return claim
