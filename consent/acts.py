"""Acts: how a yes, a no and a withdrawal become facts, or are refused and leave no trace."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from consent import canonical
from consent.errors import NoAuthority, NothingShown, NotPossible, UnknownNotice, WiderThanShown
from consent.facts import (
    OF_AGE,
    SAYS_YES,
    Act,
    ActKind,
    Authority,
    Expression,
    Fact,
    Presentation,
    Shown,
)
from consent.journal import Journal
from consent.notices import Notice
from consent.purposes import DataClass, Purpose
from consent.standing import Standing, Status

HOST: Final = "registry"  # the recipient of everything that stays in the house


@dataclass(frozen=True)
class Speaking:
    """Who speaks about whom, and how."""

    subject: str
    speaker: str
    expression: Expression


@dataclass(frozen=True)
class Wish:
    """What somebody who was shown a notice wants to be recorded."""

    kind: ActKind
    purpose: str
    recipient: str
    classes: frozenset[DataClass] | None = None
    until: datetime | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def answer(journal: Journal, presentation: Presentation, wish: Wish) -> Act:
    """Record the answer to a presentation, once."""
    at = journal.begin(presentation.subject)
    key = key_of(presentation.id, wish.purpose, wish.recipient, wish.kind)
    entries = journal.entries(presentation.subject)
    for entry in entries:
        if entry.key == key and isinstance(entry.fact, Act):
            return entry.fact
    if presentation not in (entry.fact for entry in entries):
        raise NothingShown(presentation.ref)

    purpose = journal.catalogue.purpose(wish.purpose)
    notice = _notice(presentation, wish, journal, at)
    standing = journal.standing(presentation.subject, at)
    authority = _authority(standing, presentation.speaker)
    _may_it_be(wish, standing)
    said = standing.word(presentation.speaker, wish.purpose, wish.recipient)
    if wish.kind is ActKind.REFUSE and said is not None and said.kind not in SAYS_YES:
        return said

    is_yes = wish.kind in SAYS_YES
    ends = (authority.valid_until, notice.retired_at)
    act = Act(
        id=journal.new_id(),
        subject=presentation.subject,
        speaker=presentation.speaker,
        recorded_at=at,
        kind=wish.kind,
        purpose=purpose.code,
        purpose_version=purpose.version,
        recipient=wish.recipient,
        expression=presentation.expression,
        presentation=presentation.ref,
        shown=Shown(notice.purpose, notice.ref, notice.digest),
        data_classes=_classes(wish, purpose) if is_yes else frozenset(),
        until=_until(wish, purpose, ends, at) if is_yes else None,
        details=dict(wish.details),
    )
    return journal.record(act, key=key)


def key_of(presentation: str, purpose: str, recipient: str, kind: ActKind) -> str:
    """Name an answer, so that the same one handed in twice is one fact."""
    parts = [presentation, purpose, recipient, kind.value]
    return hashlib.sha256(canonical.encode(parts)).hexdigest()


def standing_alone(fact: Fact, known: Iterable[Fact]) -> tuple[Fact, str | None]:
    """Give a fact that comes back, and its key; what it rested on may not have come back."""
    if not isinstance(fact, Act) or fact.presentation is None:
        return fact, None
    if fact.presentation in {each.ref for each in known}:
        shown = fact.presentation.partition(":")[2]
        return fact, key_of(shown, fact.purpose, fact.recipient, fact.kind)
    kind = ActKind.WITHDRAW if fact.kind in (*SAYS_YES, ActKind.REFUSE) else fact.kind
    return replace(
        fact, kind=kind, presentation=None, shown=None, data_classes=frozenset(), until=None
    ), None


def withdraw(journal: Journal, who: Speaking, purpose: str, recipient: str) -> Act:
    """Record a withdrawal; one that ends all ends all. Said already, it is not said again."""
    at = journal.begin(who.subject)
    if journal.catalogue.purpose(purpose).ends_all:
        withdraw_all(journal, who)
    return _withdraw(journal, who, (purpose, recipient), at)


def withdraw_all(journal: Journal, who: Speaking) -> tuple[Act, ...]:
    """Withdraw whatever is live; what this speaker withdrew before is given again."""
    at = journal.begin(who.subject)
    standing = journal.standing(who.subject, at)
    keys = [
        key
        for key, line in standing.lines.items()
        if line.status_at(at).is_live
        or ((said := standing.word(who.speaker, *key)) and said.kind is ActKind.WITHDRAW)
    ]
    return tuple(_withdraw(journal, who, key, at) for key in keys)


def object_to(journal: Journal, who: Speaking, purpose: str, recipient: str) -> Act:
    """Record an objection to what somebody else agreed to. Made already, it is not made again."""
    at = journal.begin(who.subject)
    code = journal.catalogue.purpose(purpose).code
    standing = journal.standing(who.subject, at)
    _authority(standing, who.speaker)
    if not standing.status(code, recipient).is_live:
        raise NotPossible(purpose)
    said = standing.word(who.speaker, code, recipient)
    if said is not None and said.kind not in SAYS_YES:
        return said
    return journal.record(_taking_back(journal, who, (code, recipient), ActKind.OBJECT, at))


def invalidate(journal: Journal, who: Speaking, about: str) -> Act:
    """Record that an act or authority never counted, from the start."""
    at = journal.begin(who.subject)
    known = {fact.ref: fact for fact in journal.facts(who.subject)}
    fact = known.get(about)
    is_will = isinstance(fact, Act) and fact.kind is not ActKind.INVALIDATE
    if not is_will and not isinstance(fact, Authority):
        raise NotPossible(about)
    return journal.record(
        Act(
            id=journal.new_id(),
            subject=who.subject,
            speaker=who.speaker,
            recorded_at=at,
            kind=ActKind.INVALIDATE,
            purpose=fact.purpose if isinstance(fact, Act) else "all",
            purpose_version=fact.purpose_version if isinstance(fact, Act) else 0,
            recipient=fact.recipient if isinstance(fact, Act) else HOST,
            expression=who.expression,
            about=about,
        )
    )


def _withdraw(journal: Journal, who: Speaking, key: tuple[str, str], at: datetime) -> Act:
    standing = journal.standing(who.subject, at)
    said = standing.word(who.speaker, *key)
    if said is not None and said.kind not in SAYS_YES:
        return said
    _authority(standing, who.speaker)
    return journal.record(_taking_back(journal, who, key, ActKind.WITHDRAW, at))


def _taking_back(
    journal: Journal, who: Speaking, key: tuple[str, str], kind: ActKind, at: datetime
) -> Act:
    purpose, recipient = key
    return Act(
        id=journal.new_id(),
        subject=who.subject,
        speaker=who.speaker,
        recorded_at=at,
        kind=kind,
        purpose=purpose,
        purpose_version=journal.standing(who.subject, at).line(purpose, recipient).version,
        recipient=recipient,
        expression=who.expression,
    )


def _notice(presentation: Presentation, wish: Wish, journal: Journal, at: datetime) -> Notice:
    """Find the words shown for this purpose, in its present version, to name this recipient."""
    if wish.recipient not in presentation.recipients:
        raise WiderThanShown(wish.recipient)
    catalogue, version = journal.catalogue, journal.catalogue.purpose(wish.purpose).version
    for shown in presentation.shown:
        if shown.purpose == wish.purpose:
            notice = catalogue.find_notice(shown.notice)
            if notice is None or not catalogue.stands(shown.notice, shown.digest, at):
                raise UnknownNotice(shown.notice)
            if notice.purpose_version == version:
                return notice
    raise NothingShown(wish.purpose)


def _authority(standing: Standing, speaker: str) -> Authority:
    """Find why somebody may speak; for one who is of age, nobody else may."""
    authority = standing.authority(speaker)
    if authority is None or (standing.is_of_age and authority.capacity not in OF_AGE):
        raise NoAuthority(speaker)
    return authority


def _may_it_be(wish: Wish, standing: Standing) -> None:
    """A renewal follows an active yes; an answer cannot be put off once it is given."""
    status = standing.status(wish.purpose, wish.recipient)
    is_too_early = wish.kind is ActKind.RENEW and status is not Status.ACTIVE
    is_too_late = wish.kind is ActKind.DEFER and status.is_live
    if is_too_early or is_too_late:
        raise NotPossible(f"{wish.kind}, {status}")


def _classes(wish: Wish, purpose: Purpose) -> frozenset[DataClass]:
    classes = purpose.data_classes if wish.classes is None else wish.classes
    if not classes <= purpose.data_classes:
        raise WiderThanShown(wish.purpose)
    return classes


def _until(
    wish: Wish, purpose: Purpose, others: tuple[datetime | None, ...], at: datetime
) -> datetime:
    """A yes ends with its own date, the purpose's longest, its authority or its text: the first."""
    asked = wish.until or at + timedelta(days=purpose.default_days)
    longest = at + timedelta(days=purpose.max_days)
    until = min(asked, longest, *(other for other in others if other is not None))
    if until <= at:
        raise NotPossible("already past")
    return until
