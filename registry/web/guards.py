"""Who stands at the door: the actor of a request, what a view demands, and its one `Work`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Response, current_app, g, request, session
from sqlalchemy.exc import OperationalError

from registry.authority import TABLE, VISITOR, Actor, Permission, Role
from registry.errors import Absent, ProofNeeded, SignInNeeded
from registry.readings import Reads, held_to
from registry.storage.database import transaction
from registry.storage.posts import Post
from registry.web.proof import FRESH
from registry.web.sessions import ActorSource, RowSession
from registry.work import Floors, Work

P = ParamSpec("P")
R = TypeVar("R")

EXTENSION = "kinfold"


def floors() -> Floors:
    """The floors this application stands on."""
    return cast("Floors", current_app.extensions[EXTENSION])


def row_session() -> RowSession:
    """The session of this request."""
    return cast("RowSession", session)


def current_actor() -> Actor:
    """Who this request comes from, with the roles that stand at this moment."""
    if "actor" not in g:
        g.actor = _find_actor()
    return cast("Actor", g.actor)


def _find_actor() -> Actor:
    account_ref = row_session().account_ref
    if account_ref is None:
        return VISITOR
    source = cast("ActorSource", current_app.extensions["kinfold.actors"])
    with floors().reading() as rows:
        actor = source(rows, account_ref, floors().clock()) or VISITOR
    # The one place: nobody is at the desk in a session that was not shown a second factor.
    return actor if row_session().has_factor else actor.away_from_desk()


def guard(
    permission: Permission, *reads: Reads, fresh: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Name the permission a view needs, and what it may open: nothing else will open in it.

    The relation to the record is asked by the operation. A view that is `fresh` also needs the
    password or a factor to have been shown within the last minutes.
    """

    def named(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = current_actor()
            if not any(line.role in actor.roles for line in TABLE[permission]):
                raise SignInNeeded if Role.VISITOR in actor.roles else Absent
            if fresh:
                must_be_fresh()
            with held_to(frozenset(reads)):
                return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.fresh = fresh  # type: ignore[attr-defined]
        guarded.reads = frozenset(reads)  # type: ignore[attr-defined]
        return guarded

    return named


def must_be_fresh() -> None:
    """Was it shown a short while ago that this is still the same person?"""
    proved_at = row_session().proved_at
    if proved_at is None or floors().clock() - proved_at > FRESH:
        raise ProofNeeded


@contextmanager
def begin() -> Iterator[Work]:
    """The one `Work` of a view; a form that carries a `once` is let through once."""
    once = request.form.get("once") if request.method == "POST" and "once" not in g else None
    if once:
        g.once = f"{current_actor().ref} {request.path} {once[:64]}"
    with floors().begin(current_actor(), once=g.get("once") if once else None) as work:
        yield work


def remember_place(response: Response) -> Response:
    """Note where a form led to, so that its second arrival is sent to the same place."""
    if "once" in g and response.location:
        # The act is kept already: without its place a second arrival is only led elsewhere.
        with suppress(OperationalError), transaction(floors().engine) as rows:
            post = rows.get(Post, g.once)
            if post is not None:
                post.place = response.location
    return response
