"""Standing, looks and grounds in plain words."""

from __future__ import annotations

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from consent import Status
from registry.consents.operations.looking import Look, LooksPage
from registry.consents.operations.standing import PurposeLine
from registry.errors import N_
from registry.purposes import (
    BASIS_SENTENCES,
    CONTACT_ME,
    KEEP_IF_SILENT,
    RETAIN_AFTER,
    REVEAL_MATCH,
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
OPENED = {
    "details": N_("the details"),
    "photo": N_("a photo"),
    "contact": N_("how to reach you"),
    "location": N_("where the child is"),
    "health": N_("health and help needed"),
    "sensitive": N_("nationality, ethnic group or faith"),
    "withheld": N_("things only your family knows"),
    "traits": N_("the search words"),
    "evidence": N_("papers"),
    "notes": N_("notes, or your answer on who must not be told"),
}
REASONS = {
    SHOW_CASEWORKERS: N_("Work on the file, as you agreed."),
    STORE_PHOTO: N_("Comparing photos by eye, as you agreed."),
    KEEP_IF_SILENT: N_("Opened by two people to reach you, as you agreed."),
    REVEAL_MATCH: N_("Letters through the desk, as both of you agreed."),
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


def summary(page: LooksPage) -> str:
    """The line above the looks."""
    told = page.tally
    if told.since is None:
        return str(_("No look by anybody else so far."))
    looks = ngettext("%(num)s look", "%(num)s looks", told.looks)
    people = ngettext("%(num)s person", "%(num)s people", told.people)
    since = format_date(told.since, "long")
    return str(_("%(looks)s by %(people)s since %(day)s.", looks=looks, people=people, day=since))


def when(look: Look) -> str:
    """The day of a look, or its week."""
    day = format_date(look.day, "long")
    return str(_("In the week from %(day)s", day=day) if look.is_weekly else day)


def who(look: Look) -> str:
    """Who looked, as far as it may be told."""
    if look.badge is None and look.purpose == REVEAL_MATCH:
        return str(_("The other side, who said yes as you did"))
    if look.badge is None:
        one = _("A verified caseworker") if look.is_weekly else _("Someone who runs this house")
        return str(one)
    if look.agency is None:
        return str(_("Badge %(badge)s", badge=look.badge))
    return str(_("Badge %(badge)s, %(agency)s", badge=look.badge, agency=look.agency))


def what(look: Look) -> str:
    """What was opened."""
    if look.purpose == REVEAL_MATCH:
        return str(_("Opened: the name you gave, or a letter."))
    return str(_("Opened: %(parts)s.", parts=", ".join(_(OPENED.get(c, c)) for c in look.classes)))


def why(look: Look) -> str:
    """On which ground it was opened."""
    sentence = REASONS.get(look.purpose) or BASIS_SENTENCES.get(look.purpose)
    return str(_(sentence)) if sentence else ""
