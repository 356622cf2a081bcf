"""Writing a claim page by page; what describes the child may be put right after it was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from registry.authority import Permission
from registry.children import rules as child_rules
from registry.children.rules import Safety
from registry.claims import parts, rules
from registry.claims.models import Claim
from registry.claims.operations.finding import (
    UNSEEN,
    Told,
    ground_of,
    history_of,
    own,
    permit_for_own,
    told_of,
)
from registry.claims.operations.searching import refresh_traits
from registry.claims.rules import Status
from registry.claims.statements import STATEMENTS
from registry.description import Family, Group, Mark, Marks, Person, Relative, Withheld
from registry.errors import N_, Absent, Conflict
from registry.purposes import OWN_DRAFT
from registry.storage.vault import CLASS_OF, Compartment
from registry.trail.events import Event
from registry.work import Work

T = TypeVar("T")


def save(work: Work, claim_id: str, page: str, told: Group) -> Claim:
    """Keep one page of facts."""
    claim = own_page(work, claim_id, page)
    if page not in STATEMENTS or type(told) is not STATEMENTS[page].group:
        raise Absent
    needed = parts.page_of(claim.which, page).needed
    rules.check(told, work.now().date(), needed=needed)

    if page == "relationship":
        claim.relation_category = str(told.to_dict()["category"])
    _change(work, claim, page, lambda before: _same_age(before, told))
    return claim


def add_mark(work: Work, claim_id: str, mark: Mark) -> None:
    """Add one mark to the list."""
    claim = own_page(work, claim_id, "marks")
    _change(work, claim, "marks", lambda told: Marks((*cast("Marks", told).each, mark)))


def add_relative(work: Work, claim_id: str, person: Relative) -> None:
    """Add one person to the list; a list of twelve is full."""
    claim = own_page(work, claim_id, "family")
    _change(work, claim, "family", lambda told: Family((*cast("Family", told).each, person)))


def take_away(work: Work, claim_id: str, page: str, place: int, length: int) -> None:
    """Take one entry off the list of marks or of family, as it was when the page was shown."""
    claim = own_page(work, claim_id, page)

    def without(told: Group) -> Group:
        if isinstance(told, Marks):
            return Marks(_without(told.each, place, length))
        if isinstance(told, Family):
            return Family(_without(told.each, place, length))
        raise Absent

    _change(work, claim, page, without)


def save_safety(work: Work, claim_id: str, told: Safety) -> Claim:
    """Keep who must not be told. It is never shown again here: somebody may look on."""
    claim = own_page(work, claim_id, "safety")
    words = {"words": told.words} if told.words else {}
    value = {"anyone": told.anyone.value} | words
    work.vault.seal(claim.ref, Compartment.SAFETY, value, subject=claim.ref)
    work.trail.record(Event.SAFETY_STATED, claim.ref)
    return claim


def save_withheld(work: Work, claim_id: str, told: Withheld) -> Claim:
    """Keep the facts only the family would know."""
    claim = own_page(work, claim_id, "withheld")
    work.vault.seal(claim.ref, Compartment.WITHHELD, told.to_dict(), subject=claim.ref)
    work.trail.record(Event.CLAIM_CHANGED, claim.ref, groups=["withheld"])
    return claim


def own_page(work: Work, claim_id: str, page: str) -> Claim:
    """The own claim, if this page of it may be written now."""
    claim = own(work, claim_id, Permission.CLAIM_EDIT)
    parts.page_of(claim.which, page)
    if rules.status(history_of(work.session, claim), work.now()) is Status.CLOSED:
        raise Absent
    if not claim.is_draft and (page not in parts.DESCRIBED or _awaits_signature(work, claim)):
        raise Conflict(N_("This was sent and stays as it is. Ring the help line if it is wrong."))
    return claim


def view_page(work: Work, claim_id: str, page: str) -> Told:
    """What is known so far, for a page that may be written now."""
    return told_of(work, own_page(work, claim_id, page))


def next_page(work: Work, claim: Claim, page: str) -> str | None:
    """Where a saved page of a draft leads; None is the list of parts."""
    if not claim.is_draft:
        return None
    return parts.page_after(claim.which, page, told_of(work, claim).answered)


def _awaits_signature(work: Work, claim: Claim) -> bool:
    return claim.is_found and ground_of(work.session, claim) == OWN_DRAFT


def _same_age(before: Group, told: Group) -> Group:
    if isinstance(before, Person) and isinstance(told, Person):
        return child_rules.same_age_keeps_its_day(before, told)
    return told


def _change(work: Work, claim: Claim, page: str, change: Callable[[Group], Group]) -> None:
    """Open the sealed groups, change one, seal them again, and bring search in line."""
    statement = STATEMENTS[page]
    told: dict[str, object] = {}
    if statement.compartment not in UNSEEN:
        permit = permit_for_own(work, claim, "edit", CLASS_OF[statement.compartment])
        told = work.vault.read(claim.ref, statement.compartment, permit)
    known = told.get(page)
    before = statement.group.from_dict(known if isinstance(known, Mapping) else {})
    told[page] = change(before).to_dict()
    work.vault.seal(claim.ref, statement.compartment, told, subject=claim.ref)
    work.trail.record(Event.CLAIM_CHANGED, claim.ref, groups=[page])
    if not claim.is_draft:
        refresh_traits(work, claim)


def _without(entries: tuple[T, ...], place: int, length: int) -> tuple[T, ...]:
    if len(entries) != length or not 0 <= place < length:
        raise Conflict(N_("This list has changed since you saw it. Please look at it again."))
    return entries[:place] + entries[place + 1 :]
