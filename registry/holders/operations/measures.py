"""Measures: one person writes down what and why, a second one signs, and only then is it done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from sqlalchemy import select

from registry.accounts.operations import account_by_email
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import bands_of, is_apart, is_guardian, others_may_be_told
from registry.children.operations.telling import may_be_written_to, write
from registry.consents.operations import followed_by
from registry.errors import N_, Absent, Conflict, Invalid
from registry.holders import rules
from registry.holders.models import Measure, MeasureEnd
from registry.holders.operations import carrying_out
from registry.holders.operations.ageing import born_of, check_age, correct_age, needs_second
from registry.holders.operations.claiming import claim_to_record
from registry.holders.operations.desk import MeasureLine, measure_line
from registry.holders.operations.finding import (
    absent_holders,
    at_desk,
    attempts_of,
    keep_words,
    open_measures,
    others_of,
    read_words,
    row_of,
)
from registry.holders.rules import Proposal, What, WhyAbsent
from registry.reasons import Task
from registry.trail.events import Event
from registry.work import Work

BY_SOME: Final[Mapping[What, Permission]] = {
    What.AGE: Permission.AGE_CORRECT,
    What.RELEASE: Permission.MAJORITY_RELEASE,
}
"""What not everybody who takes part in measures may write down."""


def begin_measure(work: Work, child_id: str, what: What) -> Child:
    """The record, for somebody who may write a measure of this kind down."""
    child = at_desk(work, child_id, Permission.MEASURE_PROPOSE)
    work.require(BY_SOME.get(what, Permission.MEASURE_PROPOSE))
    return child


def propose(work: Work, child_id: str, told: Proposal) -> Measure:
    """Write a measure down. Nothing changes before somebody else has signed it.

    Only an age that protects a child no less is corrected by one person, and at once.
    """
    child = begin_measure(work, child_id, told.what)
    work.opens_for(Task.MEASURE)
    measure = Measure(
        child_ref=child.ref,
        by_ref=work.actor.ref,
        at=work.now(),
        what=told.what.value,
        about_ref=_about(work, child, told),
        why=told.why,
        capacity=told.capacity,
        with_others=told.with_others,
        codes=" ".join(told.codes),
        until=told.until,
        paper=told.paper,
        how=told.how,
        in_care=told.in_care,
        is_told=told.is_told,
    )
    work.session.add(measure)
    # Whose account it is stands beside the words: the second person has to know it, too.
    whose = "" if told.email is None else f"{told.email}\n\n"
    born = told.born if told.what is What.AGE else None
    beside = {} if born is None else {"born": born.to_dict()}
    keep_words(work, child, measure, f"{whose}{told.words}", **beside)
    work.trail.record(Event.MEASURE_PROPOSED, child.ref, measure.ref, measure=told.what.value)
    if born is not None and not needs_second(work, child, born):
        _end(work, measure, is_signed=True)
        correct_age(work, child, measure, born)
    return measure


def is_signed(work: Work, measure: Measure) -> bool:
    """Does a measure count already?"""
    signed = select(MeasureEnd.is_signed).where(MeasureEnd.measure_ref == measure.ref)
    return bool(work.session.scalar(signed))


def view_measure(work: Work, measure_id: str) -> tuple[Child, MeasureLine]:
    """One measure that waits, for the person who may be its second."""
    measure, child = _open(work, measure_id)
    line = replace(measure_line(work, measure), words=read_words(work, measure))
    is_age = measure.what == What.AGE.value
    return child, replace(line, born=born_of(work, measure)) if is_age else line


def sign(work: Work, measure_id: str) -> Child:
    """Be the second person: now it is done, and whoever may hear of it gets a neutral message."""
    measure, child = _open(work, measure_id)
    rules.may_sign(measure.by_ref, work.actor.ref)
    if measure.about_ref == work.actor.ref:
        raise Conflict(N_("This is about your own account. Somebody else has to sign it."))
    # Asked before it is done: after it, the answer on safety may open no more.
    may_tell = measure.is_told and others_may_be_told(work, child)
    _end(work, measure, is_signed=True)
    work.trail.record(Event.MEASURE_SIGNED, child.ref, measure.ref, measure=measure.what)
    carrying_out.carry_out(work, child, measure)
    if may_tell:
        write(work, child, _audience(work, child, measure), "record_changed")
    return child


def turn_down(work: Work, measure_id: str) -> Child:
    """Do not be the second person: it is over, and nothing has changed."""
    measure, child = _open(work, measure_id)
    _end(work, measure, is_signed=False)
    work.trail.record(Event.MEASURE_TURNED_DOWN, child.ref, measure.ref, measure=measure.what)
    return child


def offered(work: Work, child: Child, what: What) -> dict[str, str]:
    """What a measure of this kind may be about on this record: references, and what each is."""
    standing = work.consent.standing(child.ref)
    guardians = {each.speaker: "holder" for each in standing.holders if each.speaker != child.ref}
    match what:
        case What.HOLDER_ABSENT:
            absent = absent_holders(work, child.ref)
            told = {each.ref: "other" for each in others_of(work.session, child.ref)}
            return {ref: kind for ref, kind in {**guardians, **told}.items() if ref not in absent}
        case What.SET_ASIDE | What.UPHOLD:
            return {each.ref: "dispute" for each in standing.disputes}
        case What.COURT_AUTHORITY | What.BEREAVEMENT:
            return guardians
        case What.LIFT:
            return {each.ref: "restriction" for each in standing.restrictions}
        case _:
            return {}


def _about(work: Work, child: Child, told: Proposal) -> str | None:
    """What a measure is about, once it is certain that it may be taken."""
    about = None
    match told.what:
        case What.COURT_RESTRICTION:
            rules.check_until(told.until, work.now().date())
        case What.SECOND_GUARDIAN:
            about = claim_to_record(work, child, told.reference or "").ref
        case What.ALONE:
            about = _alone(work, child, told.email)
        case What.STILL_MISSING:
            _check_still_missing(work, child)
        case What.AGE:
            check_age(work, child, told)
        case What.RELEASE:
            about = _followed(work, child)
        case _:
            about = _standing_there(work, child, told)
    return about


def _standing_there(work: Work, child: Child, told: Proposal) -> str:
    """Somebody, or a no, or a brake, that stands on the record."""
    about = rules.check_about(told.about, offered(work, child, told.what))
    if told.what is What.HOLDER_ABSENT and told.why == WhyAbsent.UNREACHABLE.value:
        tried = [each.on for each in attempts_of(work.session, child.ref, about)]
        rules.check_attempts(tried, work.now(), in_care=told.in_care)
    return about


def _alone(work: Work, child: Child, email: str | None) -> str:
    """Through whom a young person speaks: an account of their own, or a worker who asks."""
    bands = bands_of(work, child.ref)
    if not bands or not all(band.may_speak_alone for band in bands):
        raise Invalid("why", N_("This is for young people who are surely 15, 16 or 17."))
    if email is None:
        return child.ref
    account = account_by_email(work.session, work.keyring, email)
    if (
        account is None
        or account.confirmed_on is None
        or account.ref == work.actor.ref
        or is_guardian(work.session, child, account.ref)
    ):
        raise Invalid(
            "email", N_("This address cannot be used. Its owner has to confirm it first.")
        )
    return account.ref


def _check_still_missing(work: Work, child: Child) -> None:
    """Only for somebody who is surely 18, and apart; who can be asked decides for themself."""
    bands = bands_of(work, child.ref)
    is_grown = bool(bands) and all(band.is_adult for band in bands)
    if not is_grown or not is_apart(work.session, child.ref):
        raise Invalid("words", N_("This is for people who are surely 18, and still apart."))


def _followed(work: Work, child: Child) -> str:
    """The account that followed a link which was not for it."""
    wrong = followed_by(work.session, child)
    if wrong is None or wrong == work.actor.ref:
        raise Invalid("words", N_("There is no link here that you can free."))
    return wrong


def _open(work: Work, measure_id: str) -> tuple[Measure, Child]:
    measure = row_of(work.session, Measure, measure_id)
    child = at_desk(work, measure.child_ref.removeprefix("child:"), Permission.MEASURE_SIGN)
    work.opens_for(Task.MEASURE)
    if measure not in open_measures(work.session, child.ref):
        raise Absent
    return measure, child


def _end(work: Work, measure: Measure, *, is_signed: bool) -> None:
    work.session.add(
        MeasureEnd(
            child_ref=measure.child_ref,
            by_ref=work.actor.ref,
            at=work.now(),
            measure_ref=measure.ref,
            is_signed=is_signed,
        )
    )


def _audience(work: Work, child: Child, measure: Measure) -> list[str]:
    """Whoever may be written to, but for one who has died or is no longer waited for."""
    waited = {each.speaker for each in work.consent.standing(child.ref).holders if not each.absence}
    is_over = measure.what == What.BEREAVEMENT.value
    gone = {measure.about_ref} if is_over else set()
    return [who for who in may_be_written_to(work, child) if who in waited - gone]
