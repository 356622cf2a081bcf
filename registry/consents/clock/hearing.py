"""A child grows old enough to be asked: guardian and desk hear of it, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from consent.bands import Age, Band
from registry.authority import MACHINE
from registry.children.models import Child, Matter
from registry.children.operations import is_apart, raise_matter
from registry.children.operations.assenting import is_asked_all, settle
from registry.children.operations.telling import audience, write
from registry.children.rules import Concern
from registry.consents.rules import speakers_of
from registry.purposes import CATALOGUE
from registry.storage.ages import book_of_ages
from registry.work import Floors, Work

PORTION: Final = 300
SEEN_WITHIN: Final = timedelta(days=30)
"""A birthday is seen so long after it: a house may have stood still for some days."""


def just_heard(floors: Floors, children: Iterable[Child]) -> list[object]:
    """Whose bands of age are others than a while ago, and who has a say in them."""
    refs = {child.ref: child.id for child in children}
    every, now = list(refs), floors.clock()
    found: list[object] = []
    for start in range(0, len(every), PORTION):
        portion = every[start : start + PORTION]
        with floors.begin(MACHINE) as work:
            then, today = _ages(work, portion, now - SEEN_WITHIN), _ages(work, portion, now)
        found.extend(
            refs[ref]
            for ref, age in today.items()
            if _bands(age) != _bands(then[ref]) and any(map(_is_heard, _bands(age)))
        )
    return found


def ask_the_child(work: Work, child: Child) -> int:
    """Say once that a child is to be asked, to whoever agreed for them and to the desk.

    Who is apart is asked when somebody meets them; who has answered everything is not asked again.
    """
    if is_apart(work.session, child.ref) or _was_said(work, child):
        return 0
    settle(work, child)
    if is_asked_all(work, child):
        return 0
    raise_matter(work, child, Concern.ASK, child.ref)
    concerned = speakers_of(work.consent.standing(child.ref))
    write(work, child, audience(work, child, concerned), "child_asked")
    return 1


def _was_said(work: Work, child: Child) -> bool:
    """Twice the time in which a birthday is seen, so that each is told of once."""
    query = select(Matter.id).where(
        Matter.child_ref == child.ref,
        Matter.concern == Concern.ASK.value,
        Matter.opened_at > work.now() - 2 * SEEN_WITHIN,
    )
    return work.session.scalar(query.limit(1)) is not None


def _ages(work: Work, subjects: Sequence[str], at: datetime) -> Mapping[str, Age]:
    return book_of_ages(work.session, work.vault, lambda: at, work.settings.zone)(subjects)


def _bands(age: Age) -> tuple[Band, ...]:
    return CATALOGUE.bands.of(age)


def _is_heard(band: Band) -> bool:
    return not band.is_adult and bool(band.assent_needed | band.dissent_blocks)
