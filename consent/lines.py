"""A line: where one purpose stands for one recipient, apart from the clock and from age.

It holds everything a decision needs, so that a stored line and a line folded afresh are judged
by the same code.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from consent.permits import Reason
from consent.purposes import Assurance, DataClass


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
_LAPSES: Final = frozenset({Status.REQUESTED, Status.DEFERRED, Status.PENDING})


class Mark(StrEnum):
    """What is known of the subject's own word; what it weighs depends on age."""

    YES = "yes"
    NO = "no"
    UNABLE = "unable"
    ABSENT = "absent"
    UNHEEDED = "unheeded"  # the yes of the holders is older than the newest no
    SAID_NO = "said_no"  # once, and nobody else has looked at it yet
    ALONE = "alone"  # it rests on the subject's own yes: competent, not yet of age
    ADULT = "adult"  # it rests on the subject's own yes: of age, or emancipated


class Line(NamedTuple):
    """One purpose for one recipient (time: `status_at`; age: `judging.judge`).

    A tuple, as questions and permits are: hundreds are made for one list.
    """

    purpose: str
    recipient: str
    status: Status = Status.NONE
    version: int = 0
    since: datetime | None = None  # when whoever it rests on first agreed
    until: datetime | None = None
    assurance: Assurance = Assurance.AL0
    data_classes: frozenset[DataClass] = frozenset()
    notice: str = ""
    digest: str = ""
    act: str = ""  # the act the line rests on
    hurdles: frozenset[Reason] = frozenset()  # needs that are not met, brakes that are open
    marks: frozenset[Mark] = frozenset()
    beside: tuple[tuple[str, str], ...] = ()  # notices and digests of the others who had to agree

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Give every text a yes here rests on: its reference and its digest."""
        return ((self.notice, self.digest), *self.beside)

    def status_at(self, now: datetime) -> Status:
        """Give the status once time is taken into account."""
        is_over = self.status.is_live if self.until is None else now >= self.until
        if is_over and self.status in _LAPSES:
            return Status.LAPSED
        return Status.EXPIRED if is_over and self.status.is_live else self.status
