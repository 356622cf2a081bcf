"""Finishing what the journal of erasures lists: again and again, until nothing is left.

In this order, so that a stop at any point leaves a line in the journal and a next round ends it:
the line outside, which every restore reads; the photo files (named by rows that still stand), the
key, the rows and the ciphertext, the write-ahead logs, and only then the line itself.
"""

from __future__ import annotations

from sqlalchemy import select

from registry.authority import MACHINE, Actor, Permission
from registry.children.models import (
    Child,
    Exclusion,
    Guardianship,
    Leaving,
    Matter,
    MatterAnswer,
    PapersSeen,
    Parting,
    Sealing,
    Unsealing,
)
from registry.children.operations import is_guardian
from registry.children.rules import DRAFT_LIVES
from registry.consents.models import (
    ComingOfAge,
    ContactWord,
    LeftToEnd,
    Reminder,
    TrustedContact,
)
from registry.consents.operations.wiping import shut
from registry.purposes import OWN_DRAFT
from registry.readings import Reads, reads
from registry.storage.database import truncate_log, uuid_of
from registry.storage.erasure import Erasure, due, journal
from registry.storage.holds import is_held
from registry.storage.journal import Line, What
from registry.storage.photos import Photo, names_of
from registry.storage.taken_back import asked, told_by
from registry.trail.events import Event
from registry.work import Floors, Work

ROWS_OF_TIME = (
    Exclusion,
    Sealing,
    Unsealing,
    Reminder,
    LeftToEnd,
    TrustedContact,
    ContactWord,
    ComingOfAge,
)
ROWS_OF_A_CHILD = (Guardianship, Parting, PapersSeen, Matter, MatterAnswer, *ROWS_OF_TIME)


@reads(Reads.NOTHING)
def finish_due(floors: Floors, actor: Actor = MACHINE) -> int:
    """Let old drafts lapse, then erase everything that is due; how much was there?"""
    lapsed = lapse_drafts(floors, actor)
    with floors.reading() as session:
        subjects = [erasure.subject_ref for erasure in due(session, floors.clock())]
    done = 0
    for subject in subjects:
        with floors.reading() as session:
            # Asked again before each: two people may have signed a hold a moment ago.
            waits = is_held(session, subject, floors.clock())
        if not waits:
            finish(floors, subject, actor)
            done += 1
    return lapsed + done


def finish(floors: Floors, subject: str, actor: Actor = MACHINE) -> None:
    """Erase one subject, from wherever an earlier round stopped."""
    tell_outside(floors, subject)
    with floors.reading() as session:
        photos = list(session.scalars(select(Photo).where(Photo.subject_ref == subject)))
    for photo in photos:
        for name in names_of(photo):
            floors.objects.delete(name)
    is_key_gone = floors.keyring.destroy(subject)
    with floors.begin(actor) as work:
        erasure = journal(work.session, subject)
        if erasure is not None and erasure.closed_at is None:
            finish_erasure(work, erasure)
    if is_key_gone and truncate_log(floors.engine):
        with floors.begin(actor) as work:
            close(work, subject)


def tell_outside(floors: Floors, subject: str) -> None:
    """Write into the journal outside that it is gone, before it is: then no backup brings it back.

    Where that cannot be written, nothing is destroyed, and the next round tries again.
    """
    if floors.journal is not None:
        with floors.reading() as session:
            erasure = journal(session, subject)
        if erasure is not None:
            closed = Line(What.CLOSED, subject, floors.clock())
            floors.journal.write(asked(erasure), closed)


def tell_again(floors: Floors) -> int:
    """Send the journal outside whatever the database has and the file lacks; how much was it?"""
    if floors.journal is None:
        return 0
    owed = tuple(floors.journal.owed)
    with floors.reading() as session:
        told = tuple(told_by(session))
    sent = floors.journal.write(*told, *owed)
    del floors.journal.owed[: len(owed)]
    return sent


def finish_erasure(work: Work, erasure: Erasure) -> None:
    """Drop everything that stood under a subject's key; the key itself went before."""
    work.require(Permission.ERASURE_RUN)
    subject = erasure.subject_ref
    work.trail.record(Event.SUBJECT_ERASED, subject)
    for photo in work.photos.of(subject):
        work.photos.remove(photo)
    work.search.forget(subject)
    work.session.flush()
    work.announce("sealed_values", subject)
    work.vault.forget(subject)
    _remember_whose_it_was(work, erasure)
    for kind in ROWS_OF_A_CHILD:
        for row in work.session.scalars(select(kind).where(kind.child_ref == subject)):
            work.session.delete(row)


def _remember_whose_it_was(work: Work, erasure: Erasure) -> None:
    """Keep, for each other guardian, that it was taken back, once what they were to it is wiped.

    Their page goes on as it was: one that ended with the work would tell when it was done.
    """
    left = select(Leaving.holder_ref).where(Leaving.child_ref == erasure.subject_ref)
    spoke = select(Guardianship).where(
        Guardianship.child_ref == erasure.subject_ref, Guardianship.guardian_ref.not_in(left)
    )
    key = uuid_of(erasure.subject_ref, Child.kind)
    child = None if key is None else work.session.get(Child, key)
    if child is None:
        return
    speakers = {each.guardian_ref for each in work.session.scalars(spoke)}
    for speaker in sorted(speakers - {child.guardian_ref}):
        if is_guardian(work.session, child, speaker):
            told = Leaving(child_ref=child.ref, holder_ref=speaker)
            told.asked_at, told.due_at = erasure.asked_at, erasure.due_at
            work.session.add(told)


def close(work: Work, subject: str) -> None:
    """Close the line of the journal: nothing of the subject is left, in no file of ours."""
    work.require(Permission.ERASURE_RUN)
    erasure = journal(work.session, subject)
    if erasure is not None and erasure.closed_at is None:
        erasure.closed_at = work.now()
        work.trail.record(Event.ERASURE_CLOSED, subject)


def lapse_drafts(floors: Floors, actor: Actor = MACHINE) -> int:
    """Give up drafts that nobody finished in 30 days; how many were there?"""
    oldest = floors.clock().date() - DRAFT_LIVES
    with floors.begin(actor) as work:
        work.require(Permission.ERASURE_RUN)
        stale = select(Child).where(
            Child.registered_on.is_(None),
            Child.withdrawn_on.is_(None),
            Child.started_on < oldest,
        )
        drafts = list(work.session.scalars(stale))
        for child in drafts:
            work.consent.end_basis(subject=child.ref, kind=OWN_DRAFT, by=actor.ref)
            work.trail.record(Event.BASIS_ENDED, child.ref, basis=OWN_DRAFT)
            shut(work, child, at_once=True)
    return len(drafts)
