"""Whom a letter about a record may go to: it must not tell anybody that the record lives on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import select

from consent import Absence, Alone
from registry.accounts.models import Account
from registry.accounts.operations import find as find_account
from registry.children.models import Child, Leaving
from registry.children.operations.matters import others_may_be_told, raise_matter
from registry.children.rules import Concern
from registry.work import Work

KEPT_OUT: Final = frozenset({Alone.UNSAFE, Alone.CHILD_OBJECTS})
"""Why a young person speaks alone, where their guardians are written to no more."""


def may_be_written_to(work: Work, child: Child) -> list[str]:
    """The accounts that speak for a child now, but for those who left or would be a danger.

    To whoever left the record is gone: they get what somebody gets whose record was wiped.
    """
    if child.is_draft:
        return [child.guardian_ref]
    standing = work.consent.standing(child.ref)
    query = select(Leaving.holder_ref).where(Leaving.child_ref == child.ref)
    kept_out = set(work.session.scalars(query))
    spoken = {each.speaker: standing.authorities[each.speaker] for each in standing.holders}
    is_alone = any(each.alone in KEPT_OUT for each in spoken.values())
    for holder in standing.holders:
        is_unsafe = holder.absence is not None and holder.absence.why is Absence.UNSAFE
        if is_unsafe or (is_alone and not spoken[holder.speaker].is_own):
            kept_out.add(holder.speaker)
    return [who for who in spoken if who.startswith(f"{Account.kind}:") and who not in kept_out]


def audience(work: Work, child: Child, concerned: Collection[str]) -> list[str]:
    """Everybody to be told; only those whom it concerns, where it was not said to be safe."""
    to = may_be_written_to(work, child)
    if set(to) - set(concerned) and others_may_be_told(work, child):
        return to
    return [each for each in to if each in concerned]


def write(work: Work, child: Child, to: Iterable[str], message: str, **words: str) -> None:
    """Write to each of these, in their language and in neutral words."""
    words = {"child": str(child.id)} | words
    for each in to:
        language = find_account(work.session, each).language
        work.outbox.send(message, to=each, about=child.ref, language=language, **words)


def note_conflict(work: Work, child: Child, purpose: str, *, may_tell: bool) -> None:
    """Put a no that stands beside another guardian's yes before the desk.

    The others get a neutral message, and only where it is safe.
    """
    standing = work.consent.standing(child.ref)
    own = (each for each in standing.disputes if each.speaker == work.actor.ref)
    dispute = next((each for each in own if each.purpose == purpose), None)
    if dispute is None:
        return
    concern = Concern.CONFLICT if dispute.suspends else Concern.OBJECTION
    raise_matter(work, child, concern, dispute.ref, purpose)
    if may_tell:
        others = (who for who in may_be_written_to(work, child) if who != work.actor.ref)
        write(work, child, others, "record_changed")
