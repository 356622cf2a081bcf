"""The parts of each kind of claim, each a few pages; which are needed and which may be left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Final

from registry.children.parts import Page, Part
from registry.claims.rules import Kind
from registry.errors import N_, Absent

_CHILD = (
    Page("names", N_("Names"), needed=True),
    Page("person", N_("Age and language"), needed=True),
    Page("places", N_("Places")),
    Page("separation", N_("How child and family came apart")),
    Page("event", N_("What was happening then")),
    Page("family", N_("Family")),
)
_FOUND_CHILD = (
    Page("names", N_("Names")),
    Page("person", N_("Age and language"), needed=True),
    Page("places", N_("Places the child tells of")),
    Page("separation", N_("How child and family came apart")),
    Page("event", N_("What was happening then")),
    Page("family", N_("Family the child tells of")),
)
_LOOKS = Part(
    "looks",
    N_("Looks"),
    (
        Page("appearance", N_("Hair, eyes, height")),
        Page("marks", N_("Marks on the body")),
        Page("belongings", N_("Clothes and things carried")),
    ),
)
_PHOTOS = Part("photos", N_("Photos"), (Page("photos", N_("Photos of the child")),))
_SAFETY = Page("safety", N_("Someone who must not be told"), needed=True)

PARTS: Final[Mapping[Kind, tuple[Part, ...]]] = MappingProxyType(
    {
        Kind.RELATIVE: (
            Part(
                "you",
                N_("You"),
                (
                    Page("relationship", N_("What you are to the child"), needed=True),
                    Page("claimant", N_("Your name, and how to reach you"), needed=True),
                    _SAFETY,
                    Page("papers", N_("Papers and court orders")),
                ),
            ),
            Part("child", N_("The child"), _CHILD),
            _LOOKS,
            _PHOTOS,
            Part(
                "withheld",
                N_("Things only family would know"),
                (Page("withheld", N_("As many as you know")),),
            ),
        ),
        Kind.SEPARATED: (
            Part("apart", N_("You and your child"), (Page("apart", N_("Apart"), needed=True),)),
        ),
        Kind.FOUND: (
            Part(
                "care",
                N_("The child in your care"),
                (
                    Page("circumstances", N_("How the child came to you"), needed=True),
                    Page("location", N_("Where the child is"), needed=True),
                    _SAFETY,
                    Page("own_words", N_("The child's own words")),
                ),
            ),
            Part("child", N_("About the child"), _FOUND_CHILD),
            _LOOKS,
            _PHOTOS,
            Part(
                "withheld",
                N_("Things only family would know"),
                (Page("withheld", N_("What the child tells of home")),),
            ),
        ),
    }
)

DESCRIBED: Final = frozenset(page.name for page in (*_CHILD, *_LOOKS.pages))
"""The pages that describe the child: these may be put right after a claim was sent."""


def pages(kind: Kind) -> tuple[Page, ...]:
    """Every page of a kind of claim, in order."""
    return tuple(page for part in PARTS.get(kind, ()) for page in part.pages)


def page_of(kind: Kind, name: str) -> Page:
    """The page of a name; what this kind of claim does not ask is not there."""
    found = next((page for page in pages(kind) if page.name == name), None)
    if found is None:
        raise Absent
    return found


def still_needed(kind: Kind, answered: Collection[str]) -> tuple[Page, ...]:
    """The needed pages without an answer, in order."""
    return tuple(page for page in pages(kind) if page.needed and page.name not in answered)


def page_after(kind: Kind, name: str, answered: Collection[str]) -> str | None:
    """Where a saved page leads: needed ones follow each other; else the rest of its part; or none.

    None is the list of parts.
    """
    needed = still_needed(kind, answered)
    if needed:
        return needed[0].name
    if page_of(kind, name).needed:
        return None
    part = next(part for part in PARTS[kind] if any(page.name == name for page in part.pages))
    names = [page.name for page in part.pages]
    later = names[names.index(name) + 1 :]
    return next((each for each in later if each not in answered), None)
