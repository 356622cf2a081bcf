"""The 18th birthday: the guardian is told, then nobody but the young person decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from consent import DataClass, Status
from registry.authority import MACHINE
from registry.children.models import Child, Matter
from registry.children.operations import describe, is_apart, is_still_missing, raise_matter
from registry.children.rules import Concern
from registry.consents import rules
from registry.consents.clock.closing import wipe_silent
from registry.consents.clock.reminding import About, send_once
from registry.consents.models import ComingOfAge
from registry.consents.operations.inviting import invite
from registry.consents.operations.silence import awaits_the_grown
from registry.consents.rules import Topic, speakers_of
from registry.purposes import MAJORITY_WHILE_MISSING, STORE_DETAILS
from registry.search.traits import traits_of
from registry.storage.ages import days_of_majority
from registry.storage.vault import Compartment
from registry.work import Floors, Work

PORTION = 300
LOOKED_AT_BEFORE = timedelta(days=30)
"""So long before its end a decision to go on is put before the desk again."""


def soon_of_age(floors: Floors, children: Iterable[Child]) -> list[object]:
    """Who comes of age within 60 days, or has, as far as the book of ages can say surely."""
    refs = {child.ref: child.id for child in children}
    horizon = _today(floors) + timedelta(days=max(rules.MAJORITY_STEPS))
    found: list[object] = []
    every = list(refs)
    with floors.begin(MACHINE) as work:
        for start in range(0, len(every), PORTION):
            days = days_of_majority(work.vault, every[start : start + PORTION])
            found.extend(refs[ref] for ref, day in days.items() if day <= horizon)
    return found


def come_of_age(work: Work, child: Child) -> int:
    """Tell the guardian 60 days before; on the day, make the link the young person comes by."""
    day = days_of_majority(work.vault, [child.ref]).get(child.ref)
    if day is None:
        return 0
    today = work.now().astimezone(work.settings.zone).date()
    if today >= day:
        return _invite(work, child)
    about = About(Topic.MAJORITY, day, max(rules.MAJORITY_STEPS))
    return send_once(work, child, about, speakers_of(work.consent.standing(child.ref)))


def _invite(work: Work, child: Child) -> int:
    is_over = select(ComingOfAge.id).where(ComingOfAge.child_ref == child.ref)
    if work.session.scalar(is_over) is not None:
        is_waiting = is_apart(work.session, child.ref) and _is_unanswered(work, child)
        if is_waiting:
            return _go_on(work, child)
        # A yes of their own that ran out is shut and waited for as every other one is.
        is_silent = work.consent.standing(child.ref).status(STORE_DETAILS) is Status.EXPIRED
        is_mute = is_silent and awaits_the_grown(work, child)
        return wipe_silent(work, child) if is_mute else 0
    work.search.forget(child.ref)
    invite(work, child)
    return 1


def _is_unanswered(work: Work, child: Child) -> bool:
    """Has no worker met the young person yet?"""
    met = select(ComingOfAge.seen_at).where(ComingOfAge.child_ref == child.ref)
    return work.session.scalar(met) is None


def _go_on(work: Work, child: Child) -> int:
    """For somebody grown and still apart: two people decide, and look at it every six months."""
    basis = work.consent.standing(child.ref).bases.get(MAJORITY_WHILE_MISSING)
    if basis is None or basis.until - work.now() < LOOKED_AT_BEFORE:
        _ask_the_desk(work, child, child.ref if basis is None else basis.ref)
    is_searched = work.vault.find(child.ref, Compartment.TRAITS) is not None
    if not is_still_missing(work, child.ref):
        work.search.forget(child.ref)
    elif not is_searched:
        kind = MAJORITY_WHILE_MISSING
        permit = work.permit_on_basis(child.ref, kind, "keep", DataClass.DETAILS)
        traits = traits_of(describe(work, child.ref, permit), today=work.now().date())
        work.search.seal_traits(child.ref, traits)
        return 1
    return 0


def _ask_the_desk(work: Work, child: Child, about: str) -> None:
    """Once for the birthday, and once before each decision to go on runs out."""
    asked = select(Matter.id).where(
        Matter.child_ref == child.ref,
        Matter.concern == Concern.STILL_MISSING.value,
        Matter.about_ref == about,
    )
    if work.session.scalar(asked.limit(1)) is None:
        raise_matter(work, child, Concern.STILL_MISSING, about)


def _today(floors: Floors) -> date:
    return floors.clock().astimezone(floors.settings.zone).date()
