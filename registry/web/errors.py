"""Errors of the trade become answers of the web; the only file in which HTTP numbers appear."""

from __future__ import annotations

import secrets
from typing import Final

import structlog
from flask import Flask, current_app, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from registry.errors import (
    Absent,
    Busy,
    Conflict,
    Frozen,
    Invalid,
    Misconfigured,
    OverBudget,
    ProofNeeded,
    ReasonNeeded,
    Repeated,
    SignInNeeded,
    TooOften,
    Unwritable,
    Withdrawn,
)
from registry.web import proof, why

NOT_YET: Final = 403
"""For a page that opens once the person has said why."""
UNPROCESSABLE: Final = 422
"""For a form shown again with its errors."""
RETRY_SECONDS: Final = 30
"""A lock is gone by then, and a full disk has been noticed."""
PAGES: Final = frozenset({400, 404, 410, 413, 415, 422, 429, 500, 503})

NOT_NOW: Final = (Unwritable, OperationalError, Misconfigured, OSError, Busy)
"""A trail, a database, a root key or a folder that does not answer, or a clock that leapt: nobody
who asks did anything wrong, and it may be over soon."""

log = structlog.get_logger()

Answer = Response | tuple[str, int]


def install(app: Flask) -> None:
    """Teach the application its errors."""
    app.register_error_handler(Absent, _absent)
    app.register_error_handler(Withdrawn, _withdrawn)
    app.register_error_handler(Conflict, _conflict)
    app.register_error_handler(Frozen, _frozen)
    app.register_error_handler(Invalid, _invalid)
    app.register_error_handler(OverBudget, _over_budget)
    app.register_error_handler(ReasonNeeded, _reason_needed)
    app.register_error_handler(TooOften, _too_often)
    app.register_error_handler(Repeated, _repeated)
    app.register_error_handler(SignInNeeded, _sign_in_needed)
    app.register_error_handler(ProofNeeded, _proof_needed)
    for kind in NOT_NOW:
        app.register_error_handler(kind, _unavailable)
    app.register_error_handler(HTTPException, _web)
    app.register_error_handler(Exception, _broken)


def _page(status: int, **context: object) -> tuple[str, int]:
    name = status if status in PAGES else 400
    return render_template(f"errors/{name}.html", **context), status


def _absent(_error: Absent) -> Answer:
    return _page(404)


def _withdrawn(_error: Withdrawn) -> Answer:
    return _page(410)


def _frozen(_error: Frozen) -> Answer:
    return render_template("errors/stopped.html"), 503


def _over_budget(_error: OverBudget) -> Answer:
    return render_template("errors/limit.html"), 429


def _reason_needed(error: ReasonNeeded) -> Answer:
    return why.page(why.WhyForm.of(error)), NOT_YET


def _conflict(error: Conflict) -> Answer:
    return render_template("errors/409.html", message=gettext(error.message)), 409


def _invalid(error: Invalid) -> Answer:
    return _page(UNPROCESSABLE, message=gettext(error.message, **error.values))


def _too_often(error: TooOften) -> Answer:
    return _page(429, message=gettext(error.message))


def _repeated(error: Repeated) -> Answer:
    return redirect(error.place or url_for("public.start"), 303)


def _sign_in_needed(_error: SignInNeeded) -> Answer:
    return redirect(url_for("accounts.sign_in"), 303)


def _proof_needed(_error: ProofNeeded) -> Answer:
    answer = proof.ask()
    return (answer, UNPROCESSABLE) if isinstance(answer, str) else answer


def _web(error: HTTPException) -> Answer:
    behind = getattr(error, "original_exception", None)
    if isinstance(behind, NOT_NOW):  # outside the view: at its session
        return _unavailable(behind)
    if error.code in (404, 405) or error.code is None:
        return _page(404)
    if error.code < 400:  # noqa: PLR2004 - a redirect of the router's own
        return error.get_response()
    return _page(error.code)


def _unavailable(error: Exception) -> Answer:
    """Where nothing can be written down nothing is shown: not now, and nothing about why."""
    # The statement and its values stay out of the log: only the kind of what is behind it.
    log.error(
        "unavailable", endpoint=request.endpoint, kind=type(error.__cause__ or error).__name__
    )
    answer = make_response(_page(503))
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _broken(error: Exception) -> Answer:
    if current_app.testing:
        raise error
    number = secrets.token_hex(4)
    log.error("broken", number=number, endpoint=request.endpoint, kind=type(error).__name__)
    return _page(500, number=number)
