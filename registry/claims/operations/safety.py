"""Safety told to a person: a coordinator writes down what a claimant would rather say aloud."""

from __future__ import annotations

from consent import DataClass
from registry.authority import Permission
from registry.children.operations import safety_of
from registry.children.rules import Safety
from registry.claims import rules
from registry.claims.operations.finding import find
from registry.claims.sides import permit_for_claim
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


def record_safety(work: Work, claim_id: str, told: Safety) -> None:
    """Keep what was said about who must not be told; it may only become stricter."""
    work.require(Permission.SAFETY_ASSESS)
    claim = find(work.session, claim_id)
    work.opens_for(Task.SAFETY)
    permit = permit_for_claim(work, claim.ref, DataClass.NOTES)
    rules.may_restate_safety(safety_of(work, claim.ref, permit).anyone, told.anyone)

    words = {"words": told.words} if told.words else {}
    value = {"anyone": told.anyone.value} | words
    work.vault.seal(claim.ref, Compartment.SAFETY, value, subject=claim.ref)
    work.trail.record(Event.SAFETY_STATED, claim.ref)
