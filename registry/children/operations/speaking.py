"""How a guardian says yes or no: the words shown, the answer, and what follows from it.

While a record is a draft its guardian's authority stands at AL0, below what every purpose about
the child asks. So each answer can be recorded on its own page, as the facts it is, and none of
them opens anything until the registration states the authority anew at AL1.
"""

from __future__ import annotations

from datetime import timedelta

from consent import (
    Assurance,
    Capacity,
    DataClass,
    Expression,
    Medium,
    Method,
    Notice,
    Status,
)
from registry.accounts.operations import find as find_account
from registry.authority import Permission
from registry.children import rules
from registry.children.models import Child
from registry.children.operations.matters import others_may_be_told
from registry.children.operations.opening import describe, ground, is_apart, own
from registry.children.operations.stating import Stated, state
from registry.children.operations.telling import note_conflict
from registry.children.rules import Reply
from registry.errors import N_, Absent, Conflict
from registry.purposes import (
    ADULT,
    CATALOGUE,
    CONTACT_ME,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.search.traits import traits_of
from registry.trail.events import Event
from registry.work import Work


def notice_for(purpose: str, language: str) -> Notice:
    """The words a guardian reads before answering; never silently in another language."""
    return CATALOGUE.notice(purpose, ADULT, language)


def subject_of(child: Child, purpose: str, speaker: str | None = None) -> str:
    """Whom a purpose is about: the child, or the guardian who may be called and written to."""
    return (speaker or child.guardian_ref) if purpose == CONTACT_ME else child.ref


def on_screen(language: str) -> Expression:
    """How it is said: by oneself, on a screen, in this language."""
    return Expression(Method.SELF, Medium.SCREEN, language)


def answer(work: Work, child_id: str, purpose: str, reply: Reply) -> Child:
    """Record the yes or no to one notice."""
    child = own(work, child_id, Permission.CONSENT_GIVE)
    notice = notice_for(purpose, reply.language)
    if reply.shown != notice.digest:
        raise Conflict(N_("The words on this page have changed. Please read them again."))
    declared = CATALOGUE.purpose(purpose)
    lasts = rules.grant_days(purpose, reply.days, declared.default_days, declared.max_days)

    subject = subject_of(child, purpose, work.actor.ref)
    _speak_for_oneself(work, subject)
    # Recorded with the answer, not at the first sight of the page: a GET changes nothing here.
    presentation = work.consent.present(
        subject=subject,
        speaker=work.actor.ref,
        notices=[notice],
        expression=on_screen(reply.language),
    )
    work.trail.record(Event.NOTICE_PRESENTED, subject, child.ref, notices=[notice.ref])
    if reply.yes:
        until = work.now() + timedelta(days=lasts)
        is_active = work.consent.standing(subject).status(purpose) is Status.ACTIVE
        say_yes = work.consent.renew if is_active else work.consent.give
        say_yes(presentation, purpose, until=until)
        work.trail.record(Event.CONSENT_GIVEN, subject, child.ref, purpose=purpose)
    else:
        may_tell = others_may_be_told(work, child) if subject == child.ref else False
        work.consent.refuse(presentation, purpose)
        work.trail.record(Event.CONSENT_REFUSED, subject, child.ref, purpose=purpose)
        if subject == child.ref:
            note_conflict(work, child, purpose, may_tell=may_tell)
    follow(work, child, purpose, yes=reply.yes)
    return child


def follow(work: Work, child: Child, purpose: str, *, yes: bool) -> None:
    """Let go of what rested on a yes; bring search in line with what was said."""
    if purpose == STORE_PHOTO and not yes and not keeps_photos(work, child):
        drop_photos(work, child)
    if purpose == CONTACT_ME and not yes:
        work.outbox.drop_own(work.actor.ref)
    is_open_again = purpose == STORE_DETAILS and yes
    if child.is_registered and (is_open_again or purpose in {SEARCH_FOUND, SEARCH_RELATIVE}):
        refresh_traits(work, child)


def keeps_photos(work: Work, child: Child) -> bool:
    """Does another guardian still say yes? Then a photo is locked, and not shredded."""
    return work.consent.standing(child.ref).is_locked_by_others(work.actor.ref, STORE_PHOTO)


def drop_photos(work: Work, child: Child) -> None:
    """Wipe every photo of a record, rows and files."""
    for photo in work.photos.of(child.ref):
        work.photos.remove(photo)
        work.trail.record(Event.PHOTO_REMOVED, child.ref, photo.ref)


def refresh_traits(work: Work, child: Child) -> None:
    """Seal the traits anew where a search was agreed to, drop them where none is left."""
    standing = work.consent.standing(child.ref)
    found = standing.status(SEARCH_FOUND).is_live
    relative = standing.status(SEARCH_RELATIVE).is_live and is_apart(work.session, child.ref)
    if found or relative:
        try:
            permit = ground(work, child, "keep", DataClass.DETAILS)
        except Absent:
            # What is on hold is not searched; and taking a yes back must go through all the same.
            work.search.forget(child.ref)
            return
        description = describe(work, child.ref, permit)
        traits = traits_of(description, today=work.now().date())
        work.search.seal_traits(child.ref, traits)
    else:
        work.search.forget(child.ref)


def said_yes(work: Work, child: Child, purpose: str) -> bool | None:
    """The guardian's newest word on a purpose; None where there is none that counts."""
    standing = work.consent.standing(subject_of(child, purpose))
    word = standing.word(child.guardian_ref, purpose, "registry")
    if word is None or standing.status(purpose) is Status.EXPIRED:
        return None
    return word.kind.value in {"give", "renew"}


def _speak_for_oneself(work: Work, subject: str) -> None:
    """A grown person speaks for themselves; said once, when first asked something of their own."""
    if subject != work.actor.ref or work.consent.standing(subject).authority(subject) is not None:
        return
    confirmed = find_account(work.session, subject).confirmed_on is not None
    assurance = Assurance.AL1 if confirmed else Assurance.AL0
    state(work, subject, subject, Stated(Capacity.SELF_ADULT, assurance))
