"""Step-up: whoever is signed in shows again that it is them, by the password or by a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from flask import current_app
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from registry.accounts import second_step, signing_in
from registry.accounts.factors import operations as factors
from registry.accounts.factors import rules
from registry.errors import Absent, Invalid
from registry.web.guards import current_actor, floors, row_session
from registry.web.proof import BACK, CARRIED, DROPPED

START: Final = "/account"


def prove(typed: str) -> None:
    """Take the password or a code of the app; this session gets a fresh token."""
    actor = current_actor()
    with floors().reading() as session:
        has_app = bool(factors.apps_of(session, actor.ref))
    try:
        if has_app and rules.is_digits(typed):
            second_step.answer_app(actor, typed)
        else:
            signing_in.require_password(typed)
    except Invalid as error:
        raise Invalid("proof", error.message, **error.values) from error
    row_session().prove(floors().clock(), has_factor=False)


def way_back() -> str:
    """Where this person was going when they were asked."""
    back = row_session().pop(BACK, START)
    return back if _leads("GET", back) else START


def carried(form: MultiDict[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """The form that was on its way: where it goes, and what is in it; empty when there is none."""
    to = form.get("to", "")
    if not to:
        return "", []
    if not _leads("POST", to):
        raise Absent
    return to, list(_fields(form))


def _fields(form: Mapping[str, str] | MultiDict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in MultiDict(form).items(multi=True):
        if name.startswith(CARRIED) and name.removeprefix(CARRIED) not in DROPPED:
            yield name.removeprefix(CARRIED), value


def _leads(method: str, path: str) -> bool:
    """Is this an address of this house that takes such a request?"""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return False
    try:
        current_app.url_map.bind("").match(path.partition("?")[0], method=method)
    except HTTPException:
        return False
    return True
