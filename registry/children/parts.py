"""The six parts of an enrolment, each a few pages; which are needed and which may be left out."""

from __future__ import annotations

from dataclasses import dataclass

from registry.children.rules import Progress
from registry.errors import N_


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an enrolment: its name in the address, what the list calls it, is it needed?"""

    name: str
    label: str
    needed: bool = False
    only_apart: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the list."""

    name: str
    label: str
    pages: tuple[Page, ...]


PARTS = (
    Part(
        "you",
        N_("You"),
        (
            Page("relationship", N_("What you are to the child"), needed=True),
            Page("safety", N_("Someone who must not be told"), needed=True),
        ),
    ),
    Part(
        "child",
        N_("Your child"),
        (
            Page("names", N_("Names"), needed=True),
            Page("person", N_("Age and language"), needed=True),
            Page("whereabouts", N_("Together or apart"), needed=True),
            Page("separation", N_("How you came apart"), only_apart=True),
            Page("places", N_("Places")),
            Page("care", N_("Who cares for the child")),
            Page("family", N_("Family")),
            Page("event", N_("What was happening around you")),
            Page("health", N_("Health and help needed")),
            Page("sensitive", N_("Nationality, ethnic group, faith")),
        ),
    ),
    Part(
        "looks",
        N_("Looks"),
        (
            Page("appearance", N_("Hair, eyes, height")),
            Page("marks", N_("Marks on the body")),
            Page("belongings", N_("Clothes and things carried")),
        ),
    ),
    Part("photos", N_("Photos"), (Page("photos", N_("Photos of your child")),)),
    Part(
        "withheld",
        N_("Things only family would know"),
        (Page("withheld", N_("Three things, or more"), needed=True),),
    ),
    Part("permission", N_("Permission"), (Page("permission", N_("Say yes or no, one by one")),)),
)

GROUPS_ASKED = (
    "names",
    "person",
    "places",
    "appearance",
    "belongings",
    "event",
    "separation",
    "care",
)
"""The groups that are one page of fields; marks and family are lists, added to one by one."""

NEEDED = tuple(page.name for part in PARTS for page in part.pages if page.needed)


def asked(part: Part, progress: Progress) -> tuple[Page, ...]:
    """The pages of a part that this family is asked."""
    return tuple(page for page in part.pages if progress.apart or not page.only_apart)


def still_needed(progress: Progress) -> tuple[str, ...]:
    """The needed pages without an answer, in order."""
    return tuple(name for name in NEEDED if name not in progress.answered)


def page_after(name: str, progress: Progress) -> str | None:
    """Where a saved page leads: needed ones follow each other, then the list; None is the list.

    From a page that may be left out, the next open page of the same part follows.
    """
    if name in NEEDED:
        return next(iter(still_needed(progress)), None)
    part = next(part for part in PARTS if any(page.name == name for page in part.pages))
    names = [page.name for page in part.pages]
    later = [page.name for page in asked(part, progress) if page.name not in progress.answered]
    return next((each for each in later if names.index(each) > names.index(name)), None)
