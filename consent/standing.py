"""Standing: what the facts about one subject amount to now, and the decision that rests on it.

`Standing` is a pure function of the facts, the catalogue and the moment. A `Line` is the part
of it for one purpose and recipient; it holds everything a decision needs, so that a stored line
and a line folded afresh are judged by the same code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from consent.errors import UnknownBasis, UnknownPurpose
from consent.facts import Act, Authority, Restriction
from consent.permits import PERMIT_LIVES, Denied, Ground, Permit, Question, Reason
from consent.purposes import Assurance, Catalogue, DataClass

CLOCK_TOLERANCE: Final = timedelta(seconds=5)


class Status(StrEnum):
    """Where one purpose stands for one recipient."""

    NONE = "none"
    REQUESTED = "requested"
    DEFERRED = "deferred"
    PENDING = "pending"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    INVALID = "invalid"
    MAJORITY_HOLD = "majority_hold"

    @property
    def is_live(self) -> bool:
        """Say whether there is something to withdraw."""
        return self in _LIVE


_LIVE: Final = frozenset({Status.PENDING, Status.ACTIVE, Status.SUSPENDED, Status.MAJORITY_HOLD})


@dataclass(frozen=True)
class Line:
    """One purpose for one recipient, apart from the passing of time (see `status_at`)."""

    purpose: str
    recipient: str
    status: Status = Status.NONE
    version: int = 0
    until: datetime | None = None
    assurance: Assurance = Assurance.AL0
    data_classes: frozenset[DataClass] = frozenset()
    notice: str = ""
    digest: str = ""
    act: str = ""  # the act the line rests on
    hurdles: frozenset[Reason] = frozenset()  # needs that are not met, brakes that are open

    def status_at(self, now: datetime) -> Status:
        """Give the status once time is taken into account."""
        if not self.status.is_live or (self.until is not None and now < self.until):
            return self.status
        return Status.LAPSED if self.status is Status.PENDING else Status.EXPIRED


@dataclass(frozen=True)
class Moment:
    """When a question is asked: the clock, the newest fact's stamp, and the subject's epoch."""

    now: datetime
    newest: datetime | None
    epoch: int

    @property
    def is_behind(self) -> bool:
        """Say whether this clock lags so far behind the facts that it cannot be trusted."""
        return self.newest is not None and self.now < self.newest - CLOCK_TOLERANCE


@dataclass(frozen=True)
class OpenBasis:
    """A ground other than consent, as it stands apart from time."""

    ref: str
    kind: str
    people: frozenset[str]
    data_classes: frozenset[DataClass]
    until: datetime


@dataclass(frozen=True)
class Standing:
    """What the facts about one subject amount to at one moment."""

    at: datetime
    lines: Mapping[tuple[str, str], Line]
    words: Mapping[tuple[str, str], Mapping[str, Act]]  # each speaker's newest that counts
    authorities: Mapping[str, Authority]  # the newest of each speaker
    bases: Mapping[str, OpenBasis]
    restrictions: tuple[Restriction, ...]  # those not lifted
    is_readable: bool

    def line(self, purpose: str, recipient: str = "registry") -> Line:
        """Give the line for a purpose and recipient; an empty one where nothing was recorded."""
        return self.lines.get((purpose, recipient), Line(purpose, recipient))

    def word(self, speaker: str, purpose: str, recipient: str) -> Act | None:
        """Give a speaker's newest yes or no on a purpose, if it counts."""
        return self.words.get((purpose, recipient), {}).get(speaker)

    def status(self, purpose: str, recipient: str = "registry") -> Status:
        """Give the status of a purpose."""
        return self.line(purpose, recipient).status_at(self.at)

    def until(self, purpose: str, recipient: str = "registry") -> datetime | None:
        """Say when the yes for a purpose ends, if there is one."""
        return self.line(purpose, recipient).until

    def assurance(self, speaker: str) -> Assurance:
        """Say how sure we are now that a speaker may speak."""
        authority = self.authority(speaker)
        return Assurance.AL0 if authority is None else authority.assurance

    def authority(self, speaker: str) -> Authority | None:
        """Give a speaker's authority, if it holds now."""
        authority = self.authorities.get(speaker)
        return authority if authority is not None and authority.holds(self.at) else None

    def is_basis_braked(self, kind: str) -> bool:
        """Is there a brake on this basis? Only one that names it holds it: care goes on."""
        return any(kind in restriction.codes for restriction in self.restrictions)

    @property
    def grants(self) -> tuple[Line, ...]:
        """Give every line that is active now."""
        return tuple(
            line for line in self.lines.values() if line.status_at(self.at) is Status.ACTIVE
        )

    @property
    def purposes(self) -> frozenset[str]:
        """Give the codes of the purposes that are active now for some recipient."""
        return frozenset(line.purpose for line in self.grants)


def decide(question: Question, line: Line, moment: Moment, catalogue: Catalogue) -> Permit | Denied:
    """Answer a question from the line it is about. Deny overrides, and the default is deny.

    The line is judged against the purpose as it is declared today, not as it was when folded.
    """
    try:
        purpose = catalogue.purpose(question.purpose)
    except UnknownPurpose:
        return Denied((Reason.UNKNOWN_PURPOSE,))
    covered = line.data_classes & purpose.data_classes
    refusals = {
        Reason.CLOCK_BEHIND: moment.is_behind,
        Reason.UNKNOWN_OPERATION: question.operation not in purpose.operations,
        Reason.UNKNOWN_ACTOR: not question.actor,
        **dict.fromkeys(sorted(line.hurdles), True),
        Reason.NOT_ACTIVE: line.status_at(moment.now) is not Status.ACTIVE,
        Reason.VERSION_CHANGED: line.version != purpose.version,
        Reason.NOTICE_NOT_IN_USE: not catalogue.stands(line.notice, line.digest, moment.now),
        Reason.ASSURANCE_TOO_LOW: line.assurance < purpose.assurance,
        Reason.CLASS_NOT_COVERED: not question.data_classes <= covered,
    }
    return _answer(question, refusals, moment, _Footing(Ground.CONSENT, line.act, line.until))


def decide_on_basis(
    question: Question, standing: Standing, moment: Moment, catalogue: Catalogue
) -> Permit | Denied:
    """Answer a question from a recorded ground other than consent."""
    try:
        kind = catalogue.basis(question.purpose)
    except UnknownBasis:
        return Denied((Reason.UNKNOWN_BASIS,))
    basis = standing.bases.get(kind.code)
    if basis is None:
        return Denied((Reason.BASIS_NOT_OPEN,))
    covered = basis.data_classes & kind.data_classes
    refusals = {
        Reason.CLOCK_BEHIND: moment.is_behind,
        Reason.UNKNOWN_ACTOR: not question.actor,
        Reason.UNKNOWN_FACT: not standing.is_readable,
        Reason.RESTRICTED: standing.is_basis_braked(kind.code),
        Reason.BASIS_NOT_OPEN: moment.now >= basis.until or len(basis.people) < kind.people,
        Reason.CLASS_NOT_COVERED: not question.data_classes <= covered,
    }
    return _answer(question, refusals, moment, _Footing(Ground.BASIS, basis.ref, basis.until))


@dataclass(frozen=True)
class _Footing:
    """What a permit would rest on."""

    ground: Ground
    ref: str
    until: datetime | None


def _answer(
    question: Question, refusals: Mapping[Reason, bool], moment: Moment, footing: _Footing
) -> Permit | Denied:
    reasons = tuple(reason for reason, holds in refusals.items() if holds)
    if reasons:
        return Denied(reasons)
    return Permit(
        ground=footing.ground,
        ground_ref=footing.ref,
        subject=question.subject,
        purpose=question.purpose,
        operation=question.operation,
        data_classes=question.data_classes,
        actor=question.actor,
        recipient=question.recipient,
        epoch=moment.epoch,
        issued_at=moment.now,
        expires_at=min(moment.now + PERMIT_LIVES, footing.until or moment.now),
    )
