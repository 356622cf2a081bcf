"""Raising the assurance: a worker saw the guardian's papers. Seen, not kept."""

from __future__ import annotations

from consent import Assurance
from registry.authority import Permission
from registry.children.models import Child, PapersSeen
from registry.children.operations.keeping_away import kept_away
from registry.children.operations.opening import (
    assurance_of,
    find_registered,
    is_guardian,
)
from registry.children.operations.stating import state, stated_of
from registry.children.operations.telling import may_be_written_to, write
from registry.children.rules import Papers
from registry.errors import N_, Absent, Invalid
from registry.work import Work


def record_papers(work: Work, reference: str, papers: Papers) -> None:
    """Raise the assurance of the record under a reference; the same no for every reason."""
    work.require(Permission.AUTHORITY_RAISE)
    child = find_registered(work, reference)
    is_kept_away = child is not None and kept_away(work.session, [child.ref]).covers(work.actor)
    if child is None or is_guardian(work.session, child, work.actor.ref) or is_kept_away:
        raise Invalid("reference", N_("This cannot be recorded. Look at the reference again."))
    raise_assurance(work, child, papers)


def raise_assurance(work: Work, child: Child, papers: Papers) -> None:
    """State the guardian's authority at AL2: whoever acts saw their papers, and is not them."""
    work.require(Permission.AUTHORITY_RAISE)
    if is_guardian(work.session, child, work.actor.ref) or not child.is_registered:
        raise Absent

    assurance = max(Assurance.AL2, assurance_of(work, child.ref))
    note_papers(work, child, child.guardian_ref, papers)
    state(work, child.ref, child.guardian_ref, stated_of(work, child, assurance, work.actor.ref))
    # A yes that waited for this counts from now on, so its shortlist is out of date.
    work.search.redraw(child.ref)
    to = [who for who in may_be_written_to(work, child) if who == child.guardian_ref]
    write(work, child, to, "papers_seen")


def note_papers(work: Work, child: Child, guardian_ref: str, papers: Papers) -> None:
    """Put on record whose paper whoever acts has seen; the entry is the caller's."""
    work.session.add(
        PapersSeen(
            child_ref=child.ref,
            guardian_ref=guardian_ref,
            paper=papers.paper.value,
            how=papers.how.value,
            seen_by_ref=work.actor.ref,
            agency_ref=work.actor.agency_ref,
            seen_on=work.now().date(),
        )
    )
