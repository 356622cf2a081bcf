"""What each measure does once two people signed it: facts in the ledger, rows beside them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Final

from sqlalchemy import column, delete, table

from consent import (
    Absence,
    Alone,
    Assurance,
    Brake,
    Capacity,
    NotPossible,
    WithOthers,
)
from registry.children.models import Child, PapersSeen
from registry.children.operations import close_matter, open_matters
from registry.children.operations.stating import Stated, relate
from registry.children.rules import Concern, Outcome
from registry.consents.operations import followed_by, release
from registry.description import read_code
from registry.errors import N_, Conflict
from registry.holders.models import Measure
from registry.holders.operations.ageing import born_of, correct_age
from registry.holders.operations.claiming import claimant_of
from registry.holders.operations.finding import attempts_of
from registry.holders.rules import What
from registry.purposes import MAJORITY_WHILE_MISSING
from registry.trail.events import Event
from registry.work import Work

_SESSIONS: Final = table("web_sessions", column("account_ref"))
# Written as a table, for its rows belong to the web, which is above every operation's reach.


def carry_out(work: Work, child: Child, measure: Measure) -> None:
    """Do what was signed; what has changed since it was written down is not forced."""
    try:
        VERBS[read_code(What, measure.what)](work, child, measure)
    except NotPossible as error:
        raise Conflict(
            N_("This record has changed since. Turn the measure down, and write a new one.")
        ) from error
    outcome = Outcome.SET_ASIDE if measure.what == What.SET_ASIDE.value else Outcome.DONE
    for matter in open_matters(work.session, child.ref):
        if measure.about_ref is not None and matter.about_ref == measure.about_ref:
            close_matter(work, matter, outcome)
    work.search.redraw(child.ref)


def _second_guardian(work: Work, child: Child, measure: Measure) -> None:
    """Record another guardian at AL2; from now on each joint yes needs theirs beside it."""
    together = WithOthers(measure.with_others or "")
    claimant = claimant_of(work, measure.about_ref or "")
    capacity = Capacity(measure.capacity or "")
    work.session.add(
        PapersSeen(
            child_ref=child.ref,
            guardian_ref=claimant,
            paper=measure.paper or "",
            how=measure.how or "",
            seen_by_ref=measure.by_ref,
            agency_ref=work.actor.agency_ref,
            seen_on=measure.at.date(),
        )
    )
    for each in work.consent.standing(child.ref).holders:
        if each.with_others is WithOthers.SOLE and each.speaker != child.ref:
            again = Stated(each.capacity, each.assurance, together)
            relate(work, child, each.speaker, again)
    stated = Stated(capacity, Assurance.AL2, together, measure.by_ref)
    relate(work, child, claimant, stated)


def _holder_absent(work: Work, child: Child, measure: Measure) -> None:
    holder, why = measure.about_ref or "", Absence(measure.why or "")
    attempts = attempts_of(work.session, child.ref, holder) if why is Absence.UNREACHABLE else ()
    work.consent.record_absence(
        subject=child.ref,
        holder=holder,
        why=why,
        people=_both(work, measure),
        attempts=tuple(each.on for each in attempts),
        in_care=measure.in_care,
    )
    work.trail.record(Event.ABSENCE_RECORDED, child.ref, holder, why=why.value)


def _set_aside(work: Work, child: Child, measure: Measure) -> None:
    about = measure.about_ref or ""
    work.consent.set_aside(subject=child.ref, about=about, people=_both(work, measure))
    work.trail.record(Event.DISPUTE_SET_ASIDE, child.ref, about)


def _uphold(work: Work, child: Child, measure: Measure) -> None:
    """The no goes on standing: it stops what it stopped, and the desk has decided."""
    del work, child, measure


def _court_authority(work: Work, child: Child, measure: Measure) -> None:
    stated = Stated(
        Capacity.COURT_GUARDIAN,
        Assurance.AL3,
        WithOthers(measure.with_others or ""),
        measure.by_ref,
    )
    relate(work, child, measure.about_ref or "", stated)


def _court_restriction(work: Work, child: Child, measure: Measure) -> None:
    until = measure.until
    work.consent.restrict(
        subject=child.ref,
        brake=Brake.COURT_ORDER,
        people=_both(work, measure),
        codes=frozenset(measure.codes.split()),
        review_by=None if until is None else datetime.combine(until, time.min, UTC),
    )
    work.trail.record(Event.RESTRICTION_PLACED, child.ref, brake=Brake.COURT_ORDER.value)


def _lift(work: Work, child: Child, measure: Measure) -> None:
    restriction = measure.about_ref or ""
    work.consent.lift(subject=child.ref, restriction=restriction, people=_both(work, measure))
    work.trail.record(Event.RESTRICTION_LIFTED, child.ref, restriction)


def _bereavement(work: Work, child: Child, measure: Measure) -> None:
    """Suspend all, give another guardian 90 days, and sign every telephone out."""
    holder = measure.about_ref or ""
    work.consent.bereave(subject=child.ref, holder=holder, people=_both(work, measure))
    work.trail.record(Event.RESTRICTION_PLACED, child.ref, holder, brake=Brake.BEREAVEMENT.value)
    work.session.execute(delete(_SESSIONS).where(_SESSIONS.c.account_ref == holder))


def _alone(work: Work, child: Child, measure: Measure) -> None:
    """A young person's own yes suffices from now on; somebody saw that they understand."""
    stated = Stated(
        Capacity.SELF_COMPETENT_MINOR,
        Assurance.AL2,
        seen_by=measure.by_ref,
        alone=Alone(measure.why or ""),
    )
    relate(work, child, measure.about_ref or "", stated)


def _still_missing(work: Work, child: Child, measure: Measure) -> None:
    """Go on for six months without a yes of anybody; the worker keeps what may be compared."""
    kind = MAJORITY_WHILE_MISSING
    work.consent.record_basis(subject=child.ref, kind=kind, people=_both(work, measure))
    work.trail.record(Event.BASIS_RECORDED, child.ref, basis=kind)
    for matter in open_matters(work.session, child.ref):
        if matter.concern == Concern.STILL_MISSING.value:
            close_matter(work, matter, Outcome.DONE)


def _age(work: Work, child: Child, measure: Measure) -> None:
    correct_age(work, child, measure, born_of(work, measure))


def _release(work: Work, child: Child, measure: Measure) -> None:
    """Free the link, if it is still the same account that followed it."""
    if followed_by(work.session, child) != measure.about_ref:
        raise NotPossible("The link was freed meanwhile, or somebody was met with it.")
    release(work, child)


def _both(work: Work, measure: Measure) -> tuple[str, str]:
    return measure.by_ref, work.actor.ref


Verb = Callable[[Work, Child, Measure], None]

VERBS: Final[Mapping[What, Verb]] = {
    What.SECOND_GUARDIAN: _second_guardian,
    What.HOLDER_ABSENT: _holder_absent,
    What.SET_ASIDE: _set_aside,
    What.UPHOLD: _uphold,
    What.COURT_AUTHORITY: _court_authority,
    What.COURT_RESTRICTION: _court_restriction,
    What.LIFT: _lift,
    What.BEREAVEMENT: _bereavement,
    What.ALONE: _alone,
    What.STILL_MISSING: _still_missing,
    What.AGE: _age,
    What.RELEASE: _release,
}
