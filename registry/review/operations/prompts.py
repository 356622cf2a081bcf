"""The family prompts: one side's answer first, then the other's, opened one by one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.claims import sides
from registry.claims.sides import Side
from registry.description import Prompt
from registry.errors import Absent
from registry.review import rules
from registry.review.models import Assignment, PromptReveal, Review
from registry.review.operations.standing import Desk, at_work, sides_of
from registry.review.rules import Stage
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Prompted:
    """One prompt: what the claim says, and what the other side says once it was opened."""

    prompt: Prompt
    claim: str | None
    registered: str | None
    """None as long as it is covered, and where nothing was given."""
    is_given: bool
    """Did the registered side answer this prompt?"""
    is_revealed: bool
    is_exposed: bool

    @property
    def item(self) -> str:
        """The row it makes."""
        return f"prompt.{self.prompt.value}"

    @property
    def may_be_revealed(self) -> bool:
        """Is there something to compare, not opened yet?"""
        return self.claim is not None and self.is_given and not self.is_revealed


def prompted(work: Work, desk: Desk, both: tuple[Side, Side]) -> tuple[Prompted, ...]:
    """Every fixed prompt as far as this reviewer may see it."""
    registered, claim = (sides.withheld(work, side.ref).answers for side in both)
    exposed = exposed_prompts(work.session, desk.review)
    return tuple(
        Prompted(
            prompt=prompt,
            claim=claim.get(prompt),
            registered=registered.get(prompt) if prompt.value in desk.revealed else None,
            is_given=prompt in registered,
            is_revealed=prompt.value in desk.revealed,
            is_exposed=prompt.value in exposed,
        )
        for prompt in Prompt
    )


def reveal_prompt(work: Work, assignment_id: str, prompt: str) -> None:
    """Open the other side's answer to one prompt; from now on a person knows it."""
    desk = at_work(work, assignment_id)
    rules.may_judge(desk.steps, Stage.PROMPTS)
    if prompt in desk.revealed:
        return
    shown = prompted(work, desk, sides_of(work.session, desk.review))
    if not any(each.prompt.value == prompt and each.may_be_revealed for each in shown):
        raise Absent
    work.session.add(PromptReveal(assignment_ref=desk.assignment.ref, prompt=prompt, at=work.now()))
    work.trail.record(Event.PROMPT_REVEALED, desk.review.ref, desk.assignment.ref, prompt=prompt)


def exposed_prompts(session: Session, review: Review) -> frozenset[str]:
    """The prompts of either side that a person of another review has read."""
    pair = (review.seeking_ref, review.holding_ref)
    others = select(Review).where(
        or_(Review.seeking_ref.in_(pair), Review.holding_ref.in_(pair)), Review.id != review.id
    )
    refs = [each.ref for each in session.scalars(others)]
    assignments = select(Assignment).where(Assignment.review_ref.in_(refs))
    opened = [each.ref for each in session.scalars(assignments)]
    query = select(PromptReveal.prompt).where(PromptReveal.assignment_ref.in_(opened))
    return frozenset(session.scalars(query))
