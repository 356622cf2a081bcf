"""Replaying the journal outside onto a restored house, before anybody is let in.

What was taken back does not stand again, what was erased stays erased, and what was only asked for
is shut again with its old day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.accounts.models import account_of
from registry.authority import OPERATOR, Permission
from registry.children.models import Child
from registry.claims.models import Claim
from registry.claims.operations import closing as claims
from registry.consents import erasing
from registry.consents.operations.wiping import shut
from registry.departures import operations as departures
from registry.oversight.rules import WhyHeld
from registry.purposes import SEARCH_FOUND, SEARCH_RELATIVE
from registry.storage.database import uuid_of
from registry.storage.erasure import Erasure, journal
from registry.storage.holds import Hold, HoldEnd, HoldSignature, standing
from registry.storage.journal import OF_HOLDS, Line, What, gone, open_erasures, open_holds
from registry.storage.taken_back import read_fact, removed_photos
from registry.trail.events import Event
from registry.work import Floors, Work

PORTION: Final = 200


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the backup did not know of."""

    facts: int = 0
    """Noes, and the yes with which an erasure was undone."""
    shut: int = 0
    undone: int = 0
    erased: int = 0


def replay(floors: Floors, lines: Sequence[Line]) -> Replayed:
    """Bring a house to where the journal says it was; it must serve nobody meanwhile."""
    facts = sum(_put_back(floors, portion) for portion in _portions(lines))
    open_lines = open_erasures(lines)
    undone = {line.subject for line in lines if line.what is What.UNDONE} - open_lines.keys()
    with floors.begin(OPERATOR) as work:
        work.require(Permission.BACKUP_RUN)
        _take_off(work, lines)
        brought_back = sum(_bring_back(work, subject) for subject in sorted(undone))
        were_shut = sum(_shut_again(work, line) for line in open_lines.values())
        _hold_again(work, lines)
    erased = gone(lines, floors.clock())
    for subject in erased:
        erasing.finish(floors, subject, OPERATOR)
    return Replayed(facts, were_shut, brought_back, len(erased))


def _portions(lines: Sequence[Line]) -> Iterator[list[Line]]:
    told = [line for line in lines if line.fact is not None]
    for start in range(0, len(told), PORTION):
        yield told[start : start + PORTION]


def _put_back(floors: Floors, lines: Sequence[Line]) -> int:
    found = 0
    with floors.begin(OPERATOR) as work:
        work.require(Permission.BACKUP_RUN)
        for line in lines:
            fact = read_fact(line)
            # A subject the ledger never heard of came after the backup: there is nothing to open.
            if work.consent.epoch_of(line.subject) and work.consent.put_back(fact):
                work.trail.record(Event.NO_PUT_BACK, line.subject)
                _let_go(work, line.subject)
                found += 1
    return found


def _let_go(work: Work, subject: str) -> None:
    """Drop the traits where no search is agreed to any more, as the act itself did."""
    if _child(work, subject) is None:
        return
    standing = work.consent.standing(subject)
    if not any(standing.status(each).is_live for each in (SEARCH_FOUND, SEARCH_RELATIVE)):
        work.search.forget(subject)


def _take_off(work: Work, lines: Sequence[Line]) -> None:
    """Remove the photos that were taken off since, one by one or with the yes for photos."""
    for photo in removed_photos(work.session, lines):
        work.photos.remove(photo)
        work.trail.record(Event.PHOTO_REMOVED, photo.subject_ref, photo.ref)


def _bring_back(work: Work, subject: str) -> bool:
    """An erasure that the backup knows of was undone after it: the record stands again."""
    erasure, child = journal(work.session, subject), _child(work, subject)
    if erasure is None or erasure.closed_at is not None:
        return False
    if child is not None:
        child.withdrawn_on = None
    work.session.delete(erasure)
    work.trail.record(Event.CHILD_ERASURE_UNDONE, subject)
    return True


def _shut_again(work: Work, line: Line) -> bool:
    erasure = journal(work.session, line.subject)
    is_new = erasure is None
    if erasure is None:
        child, claim = _child(work, line.subject), _claim(work, line.subject)
        account = account_of(work.session, line.subject)
        if child is not None:
            shut(work, child, at_once=True)
        elif claim is not None:
            claims.wipe(work, claim)
        elif account is not None:
            departures.close(work, account)
        else:
            work.session.add(Erasure(subject_ref=line.subject, asked_at=line.at, due_at=line.at))
        work.session.flush()
        erasure = journal(work.session, line.subject)
    if erasure is not None and (is_new or erasure.asked_at != line.at):
        erasure.asked_at, erasure.due_at = line.at, line.due or line.at
        child = _child(work, line.subject)
        if child is not None:
            child.withdrawn_on = line.at.date()
        work.trail.record(Event.ERASURE_PUT_BACK, line.subject)
    return is_new


def _hold_again(work: Work, lines: Sequence[Line]) -> None:
    """Let the keys wait that were held since the backup, and no longer those that were released."""
    waits = open_holds(lines, work.now())
    told = {each.subject for each in lines if each.what in OF_HOLDS}
    for subject in sorted(told):
        signed = standing(work.session, subject, work.now())
        line = waits.get(subject)
        if line is None:
            for each in signed:
                _release(work, each)
        elif all(line.due is None or each.until < line.due for each in signed):
            _hold(work, line)


def _hold(work: Work, line: Line) -> None:
    hold = Hold(subject_ref=line.subject, why=WhyHeld.PUT_BACK.value, at=line.at)
    hold.by_ref = OPERATOR.ref
    work.session.add(hold)
    work.session.flush()
    signed = HoldSignature(hold_ref=hold.ref, subject_ref=line.subject, by_ref=OPERATOR.ref)
    signed.at, signed.until = line.at, line.due or line.at
    work.session.add(signed)
    work.trail.record(Event.HOLD_PUT_BACK, hold.ref, line.subject)


def _release(work: Work, signed: HoldSignature) -> None:
    ended = HoldEnd(hold_ref=signed.hold_ref, subject_ref=signed.subject_ref, is_signed=True)
    ended.by_ref, ended.at = OPERATOR.ref, work.now()
    work.session.add(ended)
    work.trail.record(Event.HOLD_LIFTED, signed.hold_ref, signed.subject_ref)


def _child(work: Work, subject: str) -> Child | None:
    key = uuid_of(subject, Child.kind)
    return None if key is None else work.session.get(Child, key)


def _claim(work: Work, subject: str) -> Claim | None:
    key = uuid_of(subject, Claim.kind)
    return None if key is None else work.session.get(Claim, key)
