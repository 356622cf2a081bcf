"""Standing in plain words."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from consent import Status
from registry.consents.operations.standing import PurposeLine
from registry.errors import N_
from registry.purposes import (
    CONTACT_ME,
    KEEP_IF_SILENT,
    RETAIN_AFTER,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHOW_CASEWORKERS,
    STATISTICS,
    STORE_DETAILS,
    STORE_PHOTO,
)

STATUSES = {
    Status.NONE: N_("Not asked yet"),
    Status.REQUESTED: N_("Not answered"),
    Status.DEFERRED: N_("You will say later"),
    Status.PENDING: N_("Yes, but it does not count yet"),
    Status.ACTIVE: N_("Yes"),
    Status.SUSPENDED: N_("On hold"),
    Status.REFUSED: N_("No"),
    Status.WITHDRAWN: N_("Taken back"),
    Status.EXPIRED: N_("Ran out"),
    Status.LAPSED: N_("Ran out before it counted"),
    Status.INVALID: N_("Does not count"),
    Status.MAJORITY_HOLD: N_("Waits for your child, who is grown up now"),
}

TAKEN_BACK = {
    STORE_DETAILS: N_("The whole record is shut and wiped, and every other yes ends with it."),
    SHOW_CASEWORKERS: N_("No caseworker can open the record. It is kept, but no one works on it."),
    STORE_PHOTO: N_("Every photo of this record is wiped. All the rest stays as it is."),
    SEARCH_FOUND: N_("We stop checking this record when a child is found."),
    SEARCH_RELATIVE: N_("We stop checking this record when family looks for a child."),
    CONTACT_ME: N_("We stop calling and writing to you on our own."),
    KEEP_IF_SILENT: N_("The record is shut when your first yes runs out."),
    RETAIN_AFTER: N_("We keep no part of the record for later."),
    STATISTICS: N_("We leave your child out of the count."),
}


ONLY_APART = N_("We ask this only while you and your child are apart.")
WAITS = (
    (
        "is_childs_no",
        N_(
            "Off for now. We ask every child, and we follow what we hear. "
            "Please do not press your child about it."
        ),
    ),
    (
        "is_braked",
        N_("Somebody at the desk is looking at this record. They will get in touch with you."),
    ),
    ("is_on_hold", N_("It is stopped until the people who decide agree, or the desk has decided.")),
    ("waits_for_child", N_("It counts once your child was asked and has said yes.")),
    ("waits_for_papers", N_("It counts once a worker has seen your papers.")),
    ("waits_for_others", N_("It counts once the other guardian says yes, too.")),
)
"""What a yes waits for, the weightiest first."""


def status(line: PurposeLine) -> str:
    """Where a purpose stands."""
    return str(_(STATUSES[line.status]))


def more(line: PurposeLine) -> str:
    """Until when it stands, or what it waits for."""
    if not line.is_live:
        return "" if line.may_be_asked else str(_(ONLY_APART))
    waits = next((sentence for name, sentence in WAITS if getattr(line, name)), None)
    if waits is not None:
        return str(_(waits))
    if line.until is not None:
        return str(_("Until %(day)s.", day=format_date(line.until, "long")))
    return "" if line.may_be_asked else str(_(ONLY_APART))


def taking_back(line: PurposeLine) -> str:
    """What happens when this yes is taken back."""
    return str(_(TAKEN_BACK[line.purpose]))


def moment(at: datetime) -> str:
    """A moment on the clock all share."""
    return f"{format_datetime(at, 'd MMM y, HH:mm', rebase=False)} UTC"
