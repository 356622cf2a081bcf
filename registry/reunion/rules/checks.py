"""What may be put on record, and what may not."""

from __future__ import annotations

from datetime import date

from registry.description import ClosureReason
from registry.errors import N_, Conflict, Invalid
from registry.reunion.codes import Assent, Comfort, How, Recommendation, Wish
from registry.reunion.rules.telling import GOING_AHEAD, Hearing, needs_assent


def may_weigh_again(before: Recommendation | None) -> None:
    """Who found it best has answered; who did not may find otherwise later."""
    if before in GOING_AHEAD:
        raise Conflict(N_("You have answered. A second person must answer, too."))


def check_day(day: date, today: date, field: str) -> None:
    """What is put on record has happened."""
    if day > today:
        raise Invalid(field, N_("This day has not come yet. Look at it again."))


def check_hearing(hearing: Hearing) -> None:
    """How a child was heard and what they wish must go together."""
    alone = {How.TOO_YOUNG: Wish.TOO_YOUNG, How.NOT_YET: Wish.NOT_SAID}
    if hearing.how in alone:
        if hearing.wish is not alone[hearing.how]:
            raise Invalid("wish", N_("A child who was not heard has not said this."))
    elif hearing.wish in alone.values():
        raise Invalid("wish", N_("Choose what the child said."))


def check_assent(assent: Assent, oldest_age: int | None) -> None:
    """Only a child who is surely younger than six may be left unasked for good."""
    if assent is Assent.TOO_YOUNG and needs_assent(oldest_age):
        raise Invalid(
            "assent", N_("This child may be six or older. Ask the child, or say: not asked yet.")
        )


def check_handover(comfort: Comfort, *, with_verified_adult: bool, reason: str) -> None:
    """A child who said no at the door is not handed over."""
    if comfort is Comfort.NO:
        raise Conflict(N_("The child is not comfortable. Do not hand over. Ring the help line."))
    if not with_verified_adult and not reason:
        raise Invalid("reason", N_("Write why the adult is not the one who was met."))


def check_visit(*, child_was_seen: bool, reason: str) -> None:
    """A visit without the child needs its reason."""
    if not child_was_seen and not reason:
        raise Invalid("reason", N_("Write why the child was not seen."))


def check_closing(reason: ClosureReason, *, is_reunited: bool) -> None:
    """Only a reunion that is on record is a reason to say so."""
    if reason is ClosureReason.REUNIFIED and not is_reunited:
        raise Invalid(
            "reason", N_("No reunion is on record. Choose another reason, or record it first.")
        )
