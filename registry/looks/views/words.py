"""Looks in plain words: when, who as far as it may be told, what, and why."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from registry.errors import N_
from registry.looks.operations import Look, LooksPage
from registry.looks.operations.questions import Asked
from registry.looks.rules import Found
from registry.purposes import (
    BASIS_SENTENCES,
    KEEP_IF_SILENT,
    REVEAL_MATCH,
    SHOW_CASEWORKERS,
    STORE_PHOTO,
)
from registry.reasons import Told

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
WHY = {
    Told.WORK: N_("To decide what has to be done next."),
    Told.CONTACT: N_("To get in touch with somebody you named."),
    Told.MENDING: N_("To put something right."),
}
ANSWERS = {
    Found.PART_OF_WORK: N_("We looked into it. It was part of the work."),
    Found.GOES_ON: N_("We looked into it, and go on with it. Somebody will get in touch with you."),
}


def summary(page: LooksPage) -> str:
    """The line above the looks; of casework no number of people or looks."""
    told = page.tally
    if told.since is None:
        return str(_("No look can be shown so far."))
    day = format_date(told.since, "long")
    weeks = ngettext("Casework in %(num)s week", "Casework in %(num)s weeks", told.weeks)
    if not told.looks:
        return str(_("%(weeks)s since %(day)s.", weeks=weeks, day=day))
    looks = ngettext("%(num)s look", "%(num)s looks", told.looks)
    people = ngettext("%(num)s person", "%(num)s people", told.people)
    if not told.weeks:
        return str(_("%(looks)s by %(people)s since %(day)s.", looks=looks, people=people, day=day))
    values = {"looks": looks, "people": people, "weeks": weeks, "day": day}
    return str(_("%(looks)s by %(people)s since %(day)s. %(weeks)s.", **values))


def when(look: Look) -> str:
    """The day of a look, or its week."""
    day = format_date(look.day, "long")
    return str(_("In the week from %(day)s", day=day) if look.is_weekly else day)


def who(look: Look) -> str:
    """Who looked, as far as it may be told."""
    agencies = ", ".join(look.agencies)
    if look.is_by_family:
        return str(_("The other side, who said yes as you did"))
    if look.is_weekly:
        one = _("Verified caseworkers")
        return f"{one}, {agencies}" if agencies else str(one)
    if look.badge is None:
        return str(_("Someone who runs this house"))
    badge = str(_("Badge %(badge)s", badge=look.badge))
    return f"{badge}, {agencies}" if agencies else badge


def what(look: Look) -> str:
    """What was opened."""
    if look.is_by_family:
        return str(_("Opened: the name you gave, or a letter."))
    return str(_("Opened: %(parts)s.", parts=", ".join(_(OPENED.get(c, c)) for c in look.classes)))


def why(look: Look) -> str:
    """On which grounds it was opened, and what for as far as it may be told."""
    told = [REASONS.get(each) or BASIS_SENTENCES.get(each) for each in look.purposes]
    told += [WHY[Told(each)] for each in look.reasons]
    return " ".join(str(_(sentence)) for sentence in told if sentence)


def asked(said: Asked) -> str:
    """How far a question has come."""
    if said.found is None:
        told = {"day": _day(said.at), "by": _day(said.answer_by)}
        return str(_("You asked on %(day)s. We answer by %(by)s.", **told))
    return str(_(ANSWERS[said.found]))


def moment(at: datetime) -> str:
    """A moment on the clock all share."""
    return f"{format_datetime(at, 'd MMM y, HH:mm', rebase=False)} UTC"


def _day(at: datetime) -> str:
    return str(format_date(at.date(), "long"))
