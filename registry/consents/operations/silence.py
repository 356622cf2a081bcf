"""How long a grown person may be silent: so long as the law of ages says, and no shorter."""

from __future__ import annotations

from datetime import date, timedelta

from consent import Mark
from registry.children.models import Child
from registry.children.operations import is_apart
from registry.consents import rules
from registry.consents.operations.inviting import coming_of
from registry.purposes import STORE_DETAILS
from registry.purposes.bands import DAYS_TO_ANSWER
from registry.work import Work


def awaits_the_grown(work: Work, child: Child) -> bool:
    """Is somebody grown up, without a yes of their own so far? Then no yes of others counts.

    Nor does the day on which one of those ran out: 60 days to answer are theirs whatever it was.
    """
    standing = work.consent.standing(child.ref)
    return standing.is_of_age and Mark.ADULT not in standing.line(STORE_DETAILS).marks


def may_answer_until(work: Work, child: Child) -> date | None:
    """The last day on which a grown person may answer; None while that clock does not run.

    60 days from the birthday, without those on which they were apart. Whoever came and was met
    has them from that day: what others had agreed to ended then, and not by anybody's silence.
    """
    coming = coming_of(work.session, child)
    if coming is None or is_apart(work.session, child.ref):
        return None
    zone, age = work.settings.zone, work.consent.standing(child.ref).age
    left = timedelta(days=DAYS_TO_ANSWER - 1)
    spent = timedelta(days=0 if age is None else age.days_of_age)
    # A birthday may be learnt of late, and a link may be sent anew: nobody answered before that.
    invited_on = coming.invited_at.astimezone(zone).date()
    last = max(work.now().astimezone(zone).date() - spent, invited_on) + left
    if coming.seen_at is None:
        return last
    return max(last, coming.seen_at.astimezone(zone).date() + timedelta(days=DAYS_TO_ANSWER))


def wiped_after(work: Work, child: Child) -> date | None:
    """The last day on which a shut record waits for a yes; None while no day is set."""
    if awaits_the_grown(work, child):
        return may_answer_until(work, child)
    until = work.consent.standing(child.ref).until(STORE_DETAILS)
    return None if until is None else (until + rules.SILENT_FOR).date()
