"""A claim is written at two doors alike: a family's pages, and an agency's at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import url_for

from registry.claims.forms.described import LISTED
from registry.claims.views.blueprint import DESK, FAMILY, blueprint

View = TypeVar("View", bound=Callable[..., Any])
PREFIX = {FAMILY: "/claims/<claim_id>", DESK: "/desk/found/<claim_id>"}


def at_both_doors(rule: str, method: str) -> Callable[[View], View]:
    """Hang a view at both doors; it is told at which one somebody stands."""

    def hang(view: View) -> View:
        for door, prefix in PREFIX.items():
            blueprint.add_url_rule(
                prefix + rule,
                view_func=view,
                methods=[method],
                defaults={"door": door},
            )
        return view

    return hang


def page_url(door: str, claim_id: str, page: str) -> str:
    """The address of one page of a claim."""
    if page == "photos":
        return url_for("claims.photos", door=door, claim_id=claim_id)
    name = "listed" if page in LISTED else "question"
    return url_for(f"claims.{name}", door=door, claim_id=claim_id, page=page)


def next_url(door: str, claim_id: str, page: str | None) -> str:
    """Where a saved page leads: to the next, or to the claim, which knows its list of parts."""
    if page is not None:
        return page_url(door, claim_id, page)
    return url_for("claims.show", door=door, claim_id=claim_id)
