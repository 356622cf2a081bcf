"""What search keeps of a claim: sealed when the claim may be searched, gone when it is closed."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from consent import Answer, Assent, DataClass
from consent.sqlalchemy import StoredFact
from registry.claims.models import Claim
from registry.claims.operations.finding import closing_of, permit_for_own
from registry.description import Description
from registry.purposes import SEARCH_FOUND
from registry.search.traits import traits_of
from registry.storage.ages import births, years_on
from registry.storage.vault import Compartment, Sealed
from registry.work import Work

ASKED_FIRST_FROM: Final = 12
DESCRIBED = (Compartment.IDENTITY, Compartment.NARRATIVE)


def refresh_traits(work: Work, claim: Claim) -> None:
    """Seal the traits of a claim anew; a separated one speaks through its child's record."""
    if closing_of(work.session, claim.ref) is not None:
        return
    if claim.child_ref is not None:
        work.search.redraw(claim.child_ref)
        return
    permit = permit_for_own(work, claim, "keep", DataClass.DETAILS)
    told: dict[str, Any] = {}
    for compartment in DESCRIBED:
        told |= work.vault.read(claim.ref, compartment, permit)
    if not may_be_looked_for(work, claim, dict(told.get("person", {}))):
        work.search.forget(claim.ref)
        return
    description = Description.from_dict(told)
    work.search.seal_traits(claim.ref, traits_of(description, today=work.now().date()))


def may_be_looked_for(work: Work, claim: Claim, person: dict[str, Any]) -> bool:
    """May a shortlist be drawn? Not before a child who may be 12 has said yes; a no always counts.

    Where nobody told an age, the child is asked.
    """
    if not claim.is_found:
        return True
    fact = childs_word(work, claim)
    if fact is not None and fact.answer is not Answer.NOT_ASKED:
        return fact.answer is Answer.YES
    return not _is_asked_first(person, work.now().date())


def _is_asked_first(person: dict[str, Any], today: date) -> bool:
    born = births(person)
    return born is None or years_on(born.earliest, today) >= ASKED_FIRST_FROM


def is_to_be_asked(session: Session, claim: Claim) -> bool:
    """Does a search for the family of a child in care wait because nobody has asked the child?

    Worked out from plain columns: nothing is kept of it that search could use, and no word of the
    child is on record.
    """
    kept = select(Sealed.id).where(
        Sealed.owner_ref == claim.ref, Sealed.compartment == Compartment.TRAITS.value
    )
    heard = select(StoredFact.id).where(
        StoredFact.subject == claim.ref, StoredFact.kind == Assent.kind_of_fact
    )
    return session.scalar(kept.limit(1)) is None and session.scalar(heard.limit(1)) is None


def childs_word(work: Work, claim: Claim) -> Assent | None:
    """What a child in care last said to being looked for."""
    heard = [
        fact
        for fact in work.consent.facts(claim.ref)
        if isinstance(fact, Assent) and fact.purpose == SEARCH_FOUND
    ]
    return heard[-1] if heard else None
