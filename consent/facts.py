"""Facts: everything that is ever recorded. A fact is added and never changed; status is derived.

The shapes cover joint holders, assent, brakes and overrides from the first day, so that the
ledger need never be rewritten when a later rule begins to read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Final

from consent.purposes import Assurance, DataClass


class Capacity(StrEnum):
    """Why a speaker may speak for the subject."""

    PARENT_BY_BIRTH = "parent_by_birth"
    PARENT_BY_ADOPTION = "parent_by_adoption"
    COURT_GUARDIAN = "court_guardian"
    CARE_AUTHORITY = "care_authority"
    KINSHIP_CARER = "kinship_carer"
    APPOINTED_ADVOCATE = "appointed_advocate"
    SELF_ADULT = "self_adult"
    SELF_EMANCIPATED = "self_emancipated"
    SELF_COMPETENT_MINOR = "self_competent_minor"
    NONE_DETERMINED = "none_determined"  # speaks for nobody; also how an authority is ended


OF_AGE: Final = frozenset({Capacity.SELF_ADULT, Capacity.SELF_EMANCIPATED})
OWN: Final = OF_AGE | {Capacity.SELF_COMPETENT_MINOR}


class WithOthers(StrEnum):
    """Whether other holders exist, and whether one may act without them."""

    SOLE = "sole"
    ANY = "any"
    ALL = "all"


class Method(StrEnum):
    """Who carried out the act."""

    SELF = "self"
    ASSISTED = "assisted"
    WITNESSED = "witnessed"


class Medium(StrEnum):
    """How the words reached the speaker."""

    SCREEN = "screen"
    PAPER = "paper"
    READ_ALOUD = "read_aloud"
    INTERPRETER = "interpreter"


class ActKind(StrEnum):
    """One expression of will."""

    GIVE = "give"
    REFUSE = "refuse"
    DEFER = "defer"
    WITHDRAW = "withdraw"
    RENEW = "renew"
    OBJECT = "object"
    INVALIDATE = "invalidate"


SAYS_YES: Final = frozenset({ActKind.GIVE, ActKind.RENEW})


class Answer(StrEnum):
    """The subject's own answer."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"
    UNABLE = "unable"


class Brake(StrEnum):
    """Why a restriction was placed."""

    DISPUTE = "dispute"
    COURT_ORDER = "court_order"
    SAFETY = "safety"
    LEGAL_HOLD = "legal_hold"
    MAJORITY = "majority"
    BEREAVEMENT = "bereavement"


class Absence(StrEnum):
    """Why a joint holder is not waited for."""

    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"


class Alone(StrEnum):
    """Why somebody not yet of age speaks without a guardian."""

    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    CHILD_OBJECTS = "child_objects"


@dataclass(frozen=True)
class Expression:
    """How an act was expressed: by whom it was carried out, through what, in which language."""

    method: Method
    medium: Medium
    language: str
    helper: str | None = None  # the reference of whoever assisted, witnessed or interpreted


@dataclass(frozen=True)
class Shown:
    """One text as it was shown."""

    purpose: str
    notice: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What every fact says: about whom, by whom, and when. People are references only."""

    kind_of_fact: ClassVar[str] = "fact"

    id: str
    subject: str
    speaker: str
    recorded_at: datetime

    @property
    def ref(self) -> str:
        """Name the fact: `act:3f6c…`."""
        return f"{self.kind_of_fact}:{self.id}"


@dataclass(frozen=True, kw_only=True)
class Unreadable(Fact):
    """A stored fact this version does not understand. While one stands, everything is denied."""

    kind_of_fact: ClassVar[str] = "unreadable"


@dataclass(frozen=True, kw_only=True)
class Presentation(Fact):
    """One showing of notices to one speaker: kept apart from what was then agreed."""

    kind_of_fact: ClassVar[str] = "presentation"

    shown: tuple[Shown, ...]
    recipients: tuple[str, ...]
    expression: Expression


@dataclass(frozen=True, kw_only=True)
class Authority(Fact):
    """Why the speaker may speak for the subject. The newest one counts."""

    kind_of_fact: ClassVar[str] = "authority"

    capacity: Capacity
    with_others: WithOthers
    assurance: Assurance
    valid_until: datetime | None = None
    evidence_digest: str | None = None  # seen, not kept
    seen_by: str | None = None
    alone: Alone | None = None  # of a competent minor: why no guardian is asked

    @property
    def is_own(self) -> bool:
        """Does the subject speak for themself?"""
        return self.capacity in OWN

    def holds(self, at: datetime) -> bool:
        """Say whether the speaker may speak at this moment."""
        ended = self.valid_until is not None and at >= self.valid_until
        return self.capacity is not Capacity.NONE_DETERMINED and not ended


@dataclass(frozen=True, kw_only=True)
class Act(Fact):
    """One expression of will. A yes carries what it covers, and until when."""

    kind_of_fact: ClassVar[str] = "act"

    kind: ActKind
    purpose: str
    purpose_version: int
    recipient: str
    expression: Expression
    presentation: str | None = None
    shown: Shown | None = None
    data_classes: frozenset[DataClass] = frozenset()
    until: datetime | None = None
    about: str | None = None  # the fact an objection or invalidation is about
    details: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def says_yes(self) -> bool:
        """Is this a yes?"""
        return self.kind in SAYS_YES


@dataclass(frozen=True, kw_only=True)
class Assent(Fact):
    """The subject's own answer, as heard by someone."""

    kind_of_fact: ClassVar[str] = "assent"

    purpose: str
    answer: Answer
    reason: str
    heard_by: str
    expression: Expression


@dataclass(frozen=True, kw_only=True)
class Restriction(Fact):
    """A brake on some purposes or bases by code; with no code, on every purpose."""

    kind_of_fact: ClassVar[str] = "restriction"

    brake: Brake
    people: tuple[str, ...]
    codes: frozenset[str] = frozenset()
    review_by: datetime | None = None
    holder: str | None = None  # whose death it is about

    def covers(self, purpose: str) -> bool:
        """Say whether this brake touches a purpose."""
        return not self.codes or purpose in self.codes

    def stops(self, purpose: str) -> bool:
        """Say whether nothing goes on while this stands; after a death others go on."""
        is_death = self.brake is Brake.BEREAVEMENT and self.holder is not None
        return self.covers(purpose) and not is_death


@dataclass(frozen=True, kw_only=True)
class Lift(Fact):
    """The end of a restriction; or of a no or an objection, after others looked at it."""

    kind_of_fact: ClassVar[str] = "lift"

    restriction: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HolderAbsence(Fact):
    """A joint holder who cannot or must not be asked; one nobody knows is `holder:…`."""

    kind_of_fact: ClassVar[str] = "holder_absence"

    holder: str
    why: Absence
    people: tuple[str, ...]
    attempts: tuple[datetime, ...] = ()
    until: datetime | None = None
