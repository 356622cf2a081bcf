"""How long a grown person may be silent: so long as the law of ages says, and no shorter."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from consent import Mark
from registry.children.models import Child
from registry.children.operations import is_apart
from registry.consents import rules
from registry.consents.models import ComingOfAge
from registry.purposes import STORE_DETAILS
from registry.purposes.bands import DAYS_TO_ANSWER
from registry.work import Work


def awaits_the_grown(work: Work, child_ref: str) -> bool:
    """Is somebody grown up, without a yes of their own so far? Then no yes of others counts.

    Nor does the day on which one of those ran out: 60 days to answer are theirs whatever it was.
    """
    standing = work.consent.standing(child_ref)
    return standing.is_of_age and Mark.ADULT not in standing.line(STORE_DETAILS).marks


def may_answer_until(work: Work, child_ref: str) -> date | None:
    """The last day on which a grown person may answer; None while that clock stands still.

    60 days from the birthday, without those on which they were apart. Whoever came and was met
    has them from that day: what others had agreed to ended then, and not by anybody's silence.
    """
    query = select(ComingOfAge.seen_at).where(ComingOfAge.child_ref == child_ref)
    met_at = work.session.scalar(query)
    if met_at is not None:
        return (met_at + timedelta(days=DAYS_TO_ANSWER)).date()
    if is_apart(work.session, child_ref):
        return None
    age = work.consent.standing(child_ref).age
    spent = 0 if age is None else age.days_of_age
    today = work.now().astimezone(work.settings.zone).date()
    return today + timedelta(days=DAYS_TO_ANSWER - 1 - spent)


def wiped_after(work: Work, child: Child) -> date | None:
    """The last day on which a shut record waits for a yes; None while no day is set."""
    if awaits_the_grown(work, child.ref):
        return may_answer_until(work, child.ref)
    until = work.consent.standing(child.ref).until(STORE_DETAILS)
    return None if until is None else (until + rules.SILENT_FOR).date()
