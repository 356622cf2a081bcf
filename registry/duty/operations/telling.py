"""Somebody says that they are with a child. Nothing is looked up, compared or promised."""

from __future__ import annotations

from dataclasses import dataclass

from registry.authority import Permission
from registry.duty import rules
from registry.duty.models import HandOver
from registry.duty.operations.ringing import ring
from registry.purposes import HAND_OVER
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Told:
    """Who is with a child, how to reach them, and where."""

    finder: str
    reach: str
    where: str


def tell(work: Work, told: Told, *, is_quiet: bool = False) -> None:
    """Take it down and ring whoever is on duty. It becomes no claim, and gives nothing back."""
    work.require(Permission.HAND_OVER_TELL)
    finder, reach = rules.tidy_finder(told.finder), rules.tidy_reach(told.reach)
    where = rules.tidy_place(told.where)
    report = HandOver(at=work.now(), is_quiet=is_quiet)
    work.vault.new_subject(report.ref)
    work.session.add(report)
    work.consent.record_basis(subject=report.ref, kind=HAND_OVER, people=(report.ref,))
    work.trail.record(Event.BASIS_RECORDED, report.ref, basis=HAND_OVER)
    work.vault.seal(
        report.ref, Compartment.CONTACT, {"finder": finder, "reach": reach}, subject=report.ref
    )
    work.vault.seal(report.ref, Compartment.LOCATION, {"where": where}, subject=report.ref)
    work.trail.record(Event.HAND_OVER_TOLD, report.ref)
    if not is_quiet:
        ring(work, report)
