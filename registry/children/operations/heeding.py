"""What a child said so far, and what it means for a draft that is to become a record."""

from __future__ import annotations

from collections.abc import Iterable

from consent import Answer, Assent, Mark, Reason
from consent.bands import Band
from registry.children.models import Child
from registry.children.operations.opening import is_apart
from registry.purposes import CATALOGUE, STORE_DETAILS
from registry.work import Work


def bands_of(work: Work, child_ref: str) -> tuple[Band, ...]:
    """The bands of age the child may be in; none where the house knows no age."""
    standing = work.consent.standing(child_ref)
    return standing.catalogue.bands.of(standing.age)


def newest_answers(work: Work, child_ref: str) -> dict[str, Assent]:
    """The child's newest word on each purpose."""
    return {
        fact.purpose: fact for fact in work.consent.facts(child_ref) if isinstance(fact, Assent)
    }


def said_no(work: Work, child_ref: str) -> frozenset[str]:
    """The purposes a child said no to, and not yes since: not knowing takes no no back."""
    newest = {
        fact.purpose: fact.answer
        for fact in work.consent.facts(child_ref)
        if isinstance(fact, Assent) and fact.answer in {Answer.YES, Answer.NO}
    }
    return frozenset(purpose for purpose, answer in newest.items() if answer is Answer.NO)


def is_stopped_by_child(work: Work, child: Child) -> bool:
    """Does the child's own word keep a draft from becoming a record: a no, or a yes that lacks?

    A yes after a no to what is required, told on the guardian's own telephone, is not enough: a
    second worker speaks with the child first.
    """
    heard, bands = newest_answers(work, child.ref), bands_of(work, child.ref)
    standing = work.consent.standing(child.ref)
    is_here = not is_apart(work.session, child.ref)

    def stops(code: str) -> bool:
        said = heard[code].answer if code in heard else Answer.NOT_ASKED
        if said is Answer.NO:
            return any(code in band.dissent_blocks | band.dissent_suspends for band in bands)
        if Mark.SAID_NO in standing.line(code).marks:
            return waits_for_a_worker(work, child.ref, code)
        lacks = said not in {Answer.YES, Answer.UNABLE}
        is_needed = any(code in band.assent_needed for band in bands)
        return code == STORE_DETAILS and is_here and is_needed and lacks

    return any(stops(purpose.code) for purpose in CATALOGUE.purposes if purpose.required)


def waits_for_a_worker(work: Work, child_ref: str, purpose: str) -> bool:
    """Did the child say no to what is needed, and did nobody else look at it so far?"""
    is_unlooked = Mark.SAID_NO in work.consent.standing(child_ref).line(purpose).marks
    return is_unlooked and any(
        purpose in band.dissent_suspends for band in bands_of(work, child_ref)
    )


def unheeded(work: Work, child: Child, purposes: Iterable[str]) -> str | None:
    """A purpose whose child said no once and no longer does: the guardian is asked afresh."""
    heard, standing = newest_answers(work, child.ref), work.consent.standing(child.ref)
    return next(
        (
            code
            for code in purposes
            if Reason.DISSENT in standing.hurdles(code)
            and Mark.UNHEEDED in standing.line(code).marks
            and heard[code].answer is not Answer.NO
        ),
        None,
    )
