"""Papers, and what stands around a case: kinds, days, who says what. Never where anybody is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from consent import Assurance, DataClass
from registry.children import operations as children
from registry.children.models import PapersSeen
from registry.children.rules import Paper, Seen
from registry.claims import sides
from registry.claims.facts import Circumstances, OwnWords, Relationship
from registry.claims.operations import find as find_claim
from registry.claims.sides import Side
from registry.description import Wording, read_code
from registry.errors import N_
from registry.storage.vault import Compartment
from registry.work import Work

SHOWN_SIGNS = 3


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """One line about one side; the label is to be translated, the words are the reader's."""

    label: str
    words: tuple[str, ...]


def papers_of(work: Work, side: Side, wording: Wording) -> tuple[Told, ...]:
    """Which papers there are on one side: kinds and the last signs of a number."""
    lines = _papers_seen(work, side, wording) if side.is_child else _papers(work, side, wording)
    return tuple(lines)


def context_of(work: Work, side: Side, wording: Wording) -> tuple[Told, ...]:
    """Who says it, since when, and as what."""
    lines = _of_child(work, side) if side.is_child else _of_claim(work, side, wording)
    seen = sides.assurance(work, side.ref) >= Assurance.AL2
    if not side.is_found:
        lines = [*lines, Told(N_("Papers seen by a worker"), (_yes_no(wording, is_yes=seen),))]
    return tuple(lines)


def own_words_of(work: Work, side: Side, wording: Wording) -> tuple[Told, ...]:
    """What a found child says, sings and does; not who heard it."""
    if not side.is_found:
        return ()
    rows = OwnWords.from_dict(_narrative(work, side, "own_words")).rows("own_words", wording)
    return tuple(
        Told(row.label, row.values)
        for row in rows
        if row.values is not None and row.key != "own_words.heard_by"
    )


def _papers_seen(work: Work, side: Side, wording: Wording) -> Iterator[Told]:
    query = select(PapersSeen).where(PapersSeen.child_ref == side.ref)
    for seen in work.session.scalars(query.order_by(PapersSeen.seen_on)):
        paper, how = read_code(Paper, seen.paper), read_code(Seen, seen.how)
        words = (wording.say(paper.label), wording.say(how.label))
        yield Told(N_("Seen, of the guardian"), words)


def _papers(work: Work, side: Side, wording: Wording) -> Iterator[Told]:
    told = sides.papers(work, side.ref)
    if told.kind is not None:
        yield Told(N_("Paper"), (wording.say(told.kind.label),))
    if told.issuer is not None:
        yield Told(N_("Given out by"), (re.sub(r"\d", "•", told.issuer),))
    if told.last_digits is not None:
        yield Told(N_("Last signs of its number"), (f"•••{told.last_digits[-SHOWN_SIGNS:]}",))
    if told.expires is not None:
        yield Told(N_("Valid until"), (told.expires.show(wording),))
    if told.court_order is not None:
        # What it says is for the coordinator: it may name who must not be told.
        yield Told(N_("Court order about the child"), (wording.say(N_("named; not shown here")),))


def _of_child(work: Work, side: Side) -> list[Told]:
    child = children.find(work.session, side.ref.partition(":")[2])
    lines = [Told(N_("Told on"), (str(child.registered_on or child.started_on),))]
    parting = children.parting_of(work.session, side.ref)
    if parting is not None and parting.since:
        lines.append(Told(N_("Apart since about"), (parting.since,)))
    return lines


def _of_claim(work: Work, side: Side, wording: Wording) -> list[Told]:
    claim = find_claim(work.session, side.ref.partition(":")[2])
    day = claim.filed_at.date() if claim.filed_at is not None else claim.started_on
    lines = [Told(N_("Told on"), (day.isoformat(),))]
    if side.is_found:
        return [*lines, *_found_on(work, side, wording)]
    return [*lines, *_relationship(work, side, wording)]


def _found_on(work: Work, side: Side, wording: Wording) -> Iterator[Told]:
    told = Circumstances.from_dict(_narrative(work, side, "circumstances"))
    if told.found_on is not None:
        yield Told(N_("Came into care on"), (told.found_on.show(wording),))


def _relationship(work: Work, side: Side, wording: Wording) -> Iterator[Told]:
    told = Relationship.from_dict(_narrative(work, side, "relationship"))
    if told.relation is not None:
        yield Told(N_("Says to be the child’s"), (wording.say(told.relation.label),))
    if told.category is not None:
        yield Told(N_("How close"), (wording.say(told.category.label),))
    if told.since is not None:
        yield Told(N_("Knows the child since"), (told.since.show(wording),))
    if told.lived_with_before is not None:
        words = _yes_no(wording, is_yes=told.lived_with_before)
        yield Told(N_("The child lived with them before"), (words,))


def _narrative(work: Work, side: Side, name: str) -> dict[str, Any]:
    permit = sides.permit_for(work, side.ref, DataClass.DETAILS)
    told: dict[str, Any] = work.vault.read(side.ref, Compartment.NARRATIVE, permit).get(name, {})
    return told


def _yes_no(wording: Wording, *, is_yes: bool) -> str:
    return wording.say(N_("Yes") if is_yes else N_("No"))
