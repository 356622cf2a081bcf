"""Stopping all disclosure, and letting it go on: one stops, two lift."""

from __future__ import annotations

from dataclasses import dataclass

from registry.authority import Permission
from registry.errors import N_, Conflict
from registry.freezing import LIFTERS, Freeze, FreezeLift, Why, lifts_of, standing
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class StopView:
    """How things stand: the stop, if there is one, and who would let it go on."""

    freeze: Freeze | None
    lifts: tuple[FreezeLift, ...]
    has_signed: bool
    """Has whoever asks said so already? Then somebody else has to."""


def view_stop(work: Work) -> StopView:
    """Is everything stopped, and by how many would it go on?"""
    work.require(Permission.FREEZE_LIFT)
    freeze = standing(work.session)
    lifts = () if freeze is None else tuple(lifts_of(work.session, freeze))
    return StopView(freeze, lifts, any(each.by_ref == work.actor.ref for each in lifts))


def stop(work: Work, why: Why) -> Freeze:
    """Stop all disclosure from this moment on. To stop what is stopped changes nothing."""
    work.require(Permission.FREEZE_PLACE)
    freeze = standing(work.session)
    if freeze is not None:
        return freeze
    freeze = Freeze(by_ref=work.actor.ref, why=why.value, at=work.now())
    work.session.add(freeze)
    work.trail.record(Event.FREEZE_PLACED, freeze.ref, why=why.value)
    return freeze


def lift(work: Work) -> bool:
    """Say that it may go on; the second person who says so lets it go on. Does it?"""
    work.require(Permission.FREEZE_LIFT)
    freeze = standing(work.session)
    if freeze is None:
        raise Conflict(N_("Nothing is stopped any more."))
    before = lifts_of(work.session, freeze)
    if any(each.by_ref == work.actor.ref for each in before):
        raise Conflict(N_("You have said so already. Somebody else has to say so, too."))
    signed = FreezeLift(freeze_ref=freeze.ref, by_ref=work.actor.ref, at=work.now())
    work.session.add(signed)
    work.trail.record(Event.FREEZE_LIFT_SIGNED, freeze.ref, signed.ref)
    if len(before) + 1 < LIFTERS:
        return False
    work.trail.record(Event.FREEZE_LIFTED, freeze.ref)
    return True
