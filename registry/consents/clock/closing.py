"""A yes that ran out: the record is shut, and then wiped, or sealed where the family wished it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from consent import Brake, DataClass, Status
from registry.children.models import Child, Sealing
from registry.children.operations import describe, is_apart, is_still_missing, sealing_of
from registry.children.operations.opening import seal_empty
from registry.children.operations.speaking import drop_photos, refresh_traits
from registry.children.operations.telling import audience, write
from registry.consents import rules
from registry.consents.clock.reminding import About, note, send_once, was_sent
from registry.consents.models import ContactWord
from registry.consents.operations.silence import awaits_the_grown, may_answer_until
from registry.consents.operations.wiping import shut
from registry.consents.rules import Topic, Word, speakers_of
from registry.purposes import KEEP_IF_SILENT, STORE_DETAILS, STORE_PHOTO
from registry.search.traits import traits_of
from registry.trail.events import Event
from registry.work import Work

HELD = frozenset({Brake.LEGAL_HOLD, Brake.COURT_ORDER, Brake.DISPUTE, Brake.BEREAVEMENT})
"""While one of these is open, time alone wipes nothing."""


def close_or_give_up(work: Work, child: Child) -> int:
    """Shut a record on the day its yes runs out; wipe it when its guardian stays silent."""
    if awaits_the_grown(work, child):
        # Their own clock is `maturing`, and it is the only one: whoever spoke before has no say,
        # so the day on which a yes of those ran out says nothing of them.
        return 0
    _end_photos(work, child)
    ended_on = _ended_on(work, child)
    if ended_on is None or sealing_of(work.session, child.ref) is not None:
        return 0
    if work.consent.standing(child.ref).status(KEEP_IF_SILENT) is Status.ACTIVE:
        _seal(work, child)
        return 1
    if _is_told_first(work, child, ended_on):
        work.search.forget(child.ref)
        return 1
    return _give_up(work, child, ended_on)


def unseal_or_give_up(work: Work, child: Child) -> int:
    """End a sealing: the guardian is back, or the yes to be kept while silent has ended, too."""
    sealing = sealing_of(work.session, child.ref)
    if sealing is None:
        return 0
    standing = work.consent.standing(child.ref)
    if standing.status(STORE_DETAILS) is Status.ACTIVE:
        sealing.ended_at = work.now()
        work.trail.record(Event.CHILD_UNSEALED, child.ref, sealing.ref)
        refresh_traits(work, child)
        return 1
    until = standing.until(KEEP_IF_SILENT)
    if standing.status(KEEP_IF_SILENT) is Status.ACTIVE:
        return 0
    work.search.forget(child.ref)
    ended_on = work.now().date() if until is None else until.date()
    if _is_told_first(work, child, ended_on):
        return 1
    return _give_up(work, child, ended_on)


def _is_told_first(work: Work, child: Child, ended_on: date) -> bool:
    """Tell each whose yes ran out, once; is it the day on which the record is shut?"""
    about = About(Topic.CLOSED, ended_on, 0)
    is_first = not was_sent(work.session, child, about)
    sent = send_once(work, child, about, speakers_of(work.consent.standing(child.ref)))
    if is_first and not sent:
        note(work, child, about, child.ref)
    if is_first:
        work.trail.record(Event.CHILD_CLOSED, child.ref)
    return is_first


def _ended_on(work: Work, child: Child) -> date | None:
    """The day on which the yes to keep a record ran out; None while it stands, or in a draft."""
    standing = work.consent.standing(child.ref)
    until = standing.until(STORE_DETAILS)
    is_over = standing.status(STORE_DETAILS) is Status.EXPIRED
    return until.date() if child.is_registered and is_over and until is not None else None


def _seal(work: Work, child: Child) -> None:
    permit = work.permit(child.ref, KEEP_IF_SILENT, "keep", DataClass.DETAILS)
    told = describe(work, child.ref, permit)
    sealing = Sealing(child_ref=child.ref, at=work.now())
    work.session.add(sealing)
    work.trail.record(Event.CHILD_SEALED, child.ref, sealing.ref)
    work.search.seal_traits(child.ref, traits_of(told, today=work.now().date()))
    standing = work.consent.standing(child.ref)
    concerned = speakers_of(standing) | speakers_of(standing, KEEP_IF_SILENT)
    write(work, child, audience(work, child, concerned), "record_sealed")


def _give_up(work: Work, child: Child, ended_on: date) -> int:
    """Wipe on the path of every other wiping, once nobody spoke for so long."""
    if work.now().date() <= _waits_until(work, child, ended_on):
        return 0
    return wipe_silent(work, child)


def wipe_silent(work: Work, child: Child) -> int:
    """Wipe a record nobody speaks for, unless something holds it; was it wiped?"""
    if awaits_the_grown(work, child) and not _is_silent_too_long(work, child):
        return 0
    standing = work.consent.standing(child.ref)
    brakes = {
        each.brake
        for each in standing.restrictions
        if each.brake is not Brake.BEREAVEMENT
        or each.review_by is None
        or work.now() < each.review_by
    }
    # A grown person who is still apart cannot answer: time alone wipes nothing of theirs.
    if brakes & HELD or (standing.is_of_age and is_apart(work.session, child.ref)):
        return 0
    own = {each.speaker for each in standing.holders if standing.authorities[each.speaker].is_own}
    to = audience(work, child, speakers_of(standing) | own)
    shut(work, child, at_once=True)
    write(work, child, to, "record_wiped")
    return 1


def _is_silent_too_long(work: Work, child: Child) -> bool:
    """Are the days of a grown person over? They stand still for one who is apart."""
    last = may_answer_until(work, child)
    return last is not None and work.now().astimezone(work.settings.zone).date() > last


def _waits_until(work: Work, child: Child, ended_on: date) -> date:
    """The last day on which a shut record waits; a trusted contact's word makes it longer once.

    The first word after the end counts, or else the newest shortly before it: a word said again
    and again would else keep a record for ever.
    """
    query = select(ContactWord.at).where(
        ContactWord.child_ref == child.ref, ContactWord.said != Word.DESK.value
    )
    spoken = sorted(at.date() for at in work.session.scalars(query))
    after = [day for day in spoken if day >= ended_on]
    before = [day for day in spoken if ended_on - rules.SPEAKS_BEFORE < day < ended_on]
    last = ended_on + rules.SILENT_FOR
    counts = after[:1] or before[-1:]
    return max([last, *(day + rules.WAITS_LONGER for day in counts)])


def complete(work: Work, child: Child) -> int:
    """Give a record of an earlier version the groups that every record has."""
    if seal_empty(work, child):
        work.trail.record(Event.CHILD_CHANGED, child.ref, groups=["withheld"])
    return 0


def end_photos_brought_back(work: Work, child: Child) -> int:
    """Drop the photos of a record that was brought back, if nobody says yes to them again."""
    photos = [photo for photo in work.photos.of(child.ref) if photo.small is None]
    standing = work.consent.standing(child.ref)
    said = standing.word(child.guardian_ref, STORE_PHOTO, "registry")
    if not photos or standing.status(STORE_PHOTO).is_live or said is None:
        return 0
    if work.now() <= said.recorded_at + rules.UNDO_WINDOW + rules.SILENT_FOR:
        return 0
    drop_photos(work, child)
    return len(photos)


def _end_photos(work: Work, child: Child) -> None:
    """A yes to photos that ran out is over for good after the same silence."""
    standing = work.consent.standing(child.ref)
    until = standing.until(STORE_PHOTO)
    is_over = standing.status(STORE_PHOTO) is Status.EXPIRED
    if not is_over or until is None or is_still_missing(work, child.ref):
        return
    if work.now() > until + rules.SILENT_FOR:
        drop_photos(work, child)
