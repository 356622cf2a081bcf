"""Deciding: may this be done now? Deny overrides, and the default is deny."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from consent.bands import Age
from consent.errors import UnknownBasis, UnknownPurpose
from consent.judging import judge
from consent.lines import Line, Status
from consent.permits import PERMIT_LIVES, Denied, Ground, Permit, Question, Reason
from consent.purposes import Catalogue
from consent.standing import Standing

CLOCK_TOLERANCE: Final = timedelta(seconds=5)
Refusals = tuple[tuple[Reason, bool], ...]
OVERRIDE: Final = "override"  # the code by which a brake stops emergency access too


class Moment(NamedTuple):
    """When a question is asked: the clock, the newest fact's stamp, and the subject's epoch."""

    now: datetime
    newest: datetime | None
    epoch: int

    @property
    def at(self) -> datetime:
        """Give the instant that counts: a clock that lags a little never undoes a fact."""
        return self.now if self.newest is None else max(self.now, self.newest)

    @property
    def is_behind(self) -> bool:
        """Say whether this clock lags so far behind the facts that it cannot be trusted."""
        return self.newest is not None and self.now < self.newest - CLOCK_TOLERANCE


def decide(
    question: Question,
    line: Line,
    moment: Moment,
    catalogue: Catalogue,
    age: Age | None = None,
) -> Permit | Denied:
    """Answer a question from the line it is about.

    The line is judged against the purpose as it is declared today, not as it was when folded.
    """
    try:
        purpose = catalogue.purpose(question.purpose)
    except UnknownPurpose:
        return Denied((Reason.UNKNOWN_PURPOSE,))
    at = moment.at
    judged = judge(line, catalogue, age, at)
    covered = line.data_classes & purpose.data_classes
    refusals = (
        (Reason.CLOCK_BEHIND, moment.is_behind),
        (Reason.UNKNOWN_OPERATION, question.operation not in purpose.operations),
        (Reason.UNKNOWN_ACTOR, not question.actor),
        *[(reason, True) for reason in sorted(judged.hurdles)],
        (Reason.NOT_ACTIVE, line.status_at(at) is not Status.ACTIVE),
        (Reason.CLASS_NOT_COVERED, not question.data_classes <= covered),
    )
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
    refusals = (
        (Reason.CLOCK_BEHIND, moment.is_behind),
        (Reason.UNKNOWN_ACTOR, not question.actor),
        (Reason.UNKNOWN_FACT, not standing.is_readable),
        (Reason.RESTRICTED, standing.is_basis_braked(kind.code)),
        (Reason.BASIS_NOT_OPEN, moment.at >= basis.until or len(basis.people) < kind.people),
        (Reason.CLASS_NOT_COVERED, not question.data_classes <= covered),
    )
    return _answer(question, refusals, moment, _Footing(Ground.BASIS, basis.ref, basis.until))


def decide_on_override(question: Question, standing: Standing, moment: Moment) -> Permit | Denied:
    """Answer a question from emergency access: the open one that covers what is asked."""
    open_now = [each for each in standing.overrides.values() if moment.at < each.ends_at]
    if not open_now:
        return Denied((Reason.OVERRIDE_NOT_OPEN,))
    fitting = [each for each in open_now if question.data_classes <= each.data_classes]
    override = max(fitting or open_now, key=lambda each: each.ends_at)
    refusals = (
        (Reason.CLOCK_BEHIND, moment.is_behind),
        (Reason.UNKNOWN_ACTOR, not question.actor),
        (Reason.UNKNOWN_FACT, not standing.is_readable),
        (Reason.RESTRICTED, standing.is_basis_braked(OVERRIDE)),
        (Reason.CLASS_NOT_COVERED, not fitting),
    )
    footing = _Footing(Ground.OVERRIDE, override.ref, override.ends_at)
    return _answer(question, refusals, moment, footing)


class _Footing(NamedTuple):
    """What a permit would rest on."""

    ground: Ground
    ref: str
    until: datetime | None


def _answer(
    question: Question, refusals: Refusals, moment: Moment, footing: _Footing
) -> Permit | Denied:
    if reasons := tuple([reason for reason, holds in refusals if holds]):
        return Denied(reasons)
    at = moment.at
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
        issued_at=at,
        expires_at=min(at + PERMIT_LIVES, footing.until or at),
    )
