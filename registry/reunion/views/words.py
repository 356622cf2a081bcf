"""Steps and records in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from registry.children.forms.stated import CAPACITIES
from registry.errors import N_
from registry.reunion.codes import Observed, State, Step
from registry.reunion.operations import CaseView, Done
from registry.reunion.operations.people import Person
from registry.reunion.operations.reading import Line

HREFS: Mapping[Step, str] = {
    Step.SAFETY: "reunion.safety",
    Step.CUSTODY: "reunion.custody",
    Step.HEARD: "reunion.hearing",
    Step.MEETING: "reunion.meetings",
    Step.PANEL: "reunion.panel",
    Step.CONTACT: "reunion.letters",
    Step.REUNION: "reunion.reunification",
    Step.FOLLOW_UP: "reunion.visit",
    Step.CLOSING: "reunion.closing",
}
"""Where each step is done; the others are a button on the checklist, or done by others."""

WAITS_FOR: Mapping[Step, str] = {
    Step.MEETING: N_("Waits until somebody is asked to meet both sides."),
    Step.PANEL: N_("Waits for custody, the child’s voice and the meeting."),
    Step.ASK: N_("Waits until this is on record:"),
    Step.ANSWERS: N_("Waits until both sides are asked."),
    Step.CONTACT: N_("Waits for a yes of both sides."),
    Step.REUNION: N_("Waits for a yes of both sides."),
    Step.FOLLOW_UP: N_("Waits for the reunion."),
    Step.CLOSING: N_("Comes last. It can be closed before, with a reason."),
}
NOW: Mapping[Step, str] = {
    Step.SAFETY: N_("Two coordinators answer, each for both sides, apart from each other."),
    Step.CUSTODY: N_("Ask the authority that decides about the child."),
    Step.HEARD: N_("The child is heard before anybody is told."),
    Step.VERIFIER: N_("The system asks somebody who has had no part in the case."),
    Step.MEETING: N_("The one who was asked meets both sides, one after the other."),
    Step.PANEL: N_("Two coordinators say what is best, apart from each other."),
    Step.ASK: N_("Everything is on record. Both sides can be asked."),
    Step.ANSWERS: N_("Both sides have a question. Nobody learns who has answered."),
    Step.CONTACT: N_("Both said yes. You read each letter before it is passed on."),
    Step.REUNION: N_("When the child and the family have met, and want to."),
    Step.FOLLOW_UP: N_("See how the child is."),
    Step.CLOSING: N_("With a reason."),
}
SAID: Mapping[str, str] = {
    "words": N_("In words"),
    "reason": N_("Why not"),
    "adult": N_("Who took the child"),
    "place": N_("Where"),
    "known_to_child": N_("The child knows the adult"),
    "information_agrees": N_("What they say agrees with the file"),
    "wants_to_care": N_("Wants to care for the child"),
    "able_to_care": N_("Is able to"),
    "child_wishes_with": N_("The child wants to be with"),
}


def hint(line: Line) -> str:
    """What a step is, or what it waits for."""
    if line.state is State.WAITS:
        return str(_(WAITS_FOR.get(line.step, "")))
    if line.state is State.NEXT:
        return str(_(NOW[line.step]))
    return ""


def is_open(line: Line, view: CaseView) -> bool:
    """Does the checklist lead to this step's page?"""
    if line.step not in HREFS:
        return False
    if line.step is Step.CLOSING:
        return view.closing is None
    if line.step is Step.CONTACT:
        return view.is_mutual
    return bool(line.done) or (view.is_open and line.state is State.NEXT)


def by(done: Done) -> str:
    """Who, and when."""
    return str(_("Badge %(badge)s, %(day)s", badge=done.by, day=format_date(done.at, "long")))


def found(done: Done) -> str:
    """What was found."""
    side = [_("Side %(reference)s", reference=done.side)] if done.side else []
    return ": ".join([*side, *(str(_(label)) for label in done.found)])


def said(words: Mapping[str, str]) -> list[dict[str, Any]]:
    """What was sealed with a record, as label and value."""
    observed = {each.value: each.label for each in Observed}
    return [
        {"label": _(SAID[key]), "value": _(observed[value]) if value in observed else value}
        for key, value in words.items()
        if key in SAID
    ]


def tie(person: Person) -> str:
    """What somebody says they are to the child."""
    if person.tie is None:
        return str(_("Has the child in its care"))
    return str(_(dict(CAPACITIES).get(person.tie, person.tie)))
