"""Signing in and out: limits first, then the password, the second factor, and a fresh session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app, g, request
from flask_login import LoginManager
from sqlalchemy import delete

from registry.accounts import limits, operations, passwords, rules
from registry.accounts.factors import operations as factors
from registry.accounts.models import Account
from registry.authority import Actor, Role
from registry.errors import N_, Invalid
from registry.storage.database import transaction
from registry.web.guards import begin, current_actor, floors, row_session
from registry.web.models import WebSession
from registry.web.sessions import ActorSource

NOT_SIGNED_IN: Final = N_("We could not sign you in. Check the address and the password.")
"""One sentence for every refusal: it tells nobody which addresses are known."""

CLEARED: Final = '"cache", "cookies", "storage"'
"""What a browser on a shared telephone forgets when somebody signs out."""

NO_COOKIE: Final = ";"
"""Flask-Login's remember cookie, under a name that no cookie can have: only the row counts."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What Flask-Login knows of a person: no more than the session's row says now."""

    actor: Actor
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """The account's reference."""
        return self.actor.ref


def install(app: Flask) -> None:
    """Let Flask-Login ask the session's row who is here, and nothing else."""
    app.config["REMEMBER_COOKIE_NAME"] = NO_COOKIE
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(_from_row)


def _from_row(_request: object) -> SignedIn | None:
    actor = current_actor()
    return None if Role.VISITOR in actor.roles else SignedIn(actor)


def sign_in(email: str, password: str, *, is_shared: bool = False) -> None:
    """Take the password, or raise the one sentence of every refusal; a factor may still follow."""
    account = check_password(_index(email), password)
    actor = actor_of(account.ref)
    if actor is None:
        raise Invalid("form", NOT_SIGNED_IN)
    if passwords.is_outdated(account.password_hash or ""):
        newer = passwords.hashed(password)
        with floors().begin(actor) as work:
            operations.keep_newer_hash(work, newer)
    go_on(actor, is_shared=is_shared)


def go_on(actor: Actor, *, is_shared: bool) -> None:
    """After the first step: to the second one if there is a factor, and else let them in."""
    with floors().reading() as session:
        is_half = factors.any_of(session, actor.ref)
    if is_half:
        row_session().open_half(actor.ref, floors().clock(), is_shared=is_shared)
    else:
        admit(actor, has_factor=False, is_shared=is_shared)


def admit(actor: Actor, *, has_factor: bool, is_shared: bool) -> None:
    """Let somebody in whose password, and factor if there is one, were right."""
    with floors().begin(actor) as work:
        operations.note_session_started(work)
    start(actor, has_factor=has_factor, is_shared=is_shared)


def sign_out() -> None:
    """Sign out: the session's row goes."""
    with begin() as work:
        operations.note_session_ended(work)
    row_session().end()


def require_password(password: str) -> None:
    """Ask whoever is signed in to show again that it is them."""
    with floors().reading() as session:
        account = operations.find(session, current_actor().ref)
    try:
        check_password(account.email_index or "", password)
    except Invalid as error:
        raise Invalid("password", N_("This is not your password.")) from error


def start_anew() -> None:
    """End every session of whoever is signed in but this one, which gets a fresh token."""
    actor, own = current_actor(), row_session()
    end_sessions(actor.ref)
    start(actor, has_factor=own.has_factor, is_shared=own.is_shared)


def end_sessions(account_ref: str) -> None:
    """Sign somebody out everywhere."""
    with transaction(floors().engine) as rows:
        rows.execute(delete(WebSession).where(WebSession.account_ref == account_ref))
        rows.execute(delete(WebSession).where(WebSession.half_ref == account_ref))


def start(actor: Actor, *, has_factor: bool, is_shared: bool) -> None:
    """Give this browser a session of its own."""
    is_staff = actor.is_staff or actor.caseworker_ref is not None
    row_session().start(
        actor.ref,
        floors().clock(),
        is_staff=is_staff,
        has_factor=has_factor,
        is_shared=is_shared,
    )
    g.pop("actor", None)


def place() -> str:
    """Where this request comes from, for counting."""
    return limits.place_of(request.remote_addr)


def actor_of(account_ref: str) -> Actor | None:
    """Who an account is today."""
    source = cast("ActorSource", current_app.extensions["kinfold.actors"])
    with floors().reading() as session:
        return source(session, account_ref, floors().clock())


def least_letters(account_ref: str) -> int:
    """How long a password must be: shorter where a second factor is sure to stay beside it."""
    actor = actor_of(account_ref)
    with floors().reading() as session:
        has_factor = factors.any_of(session, account_ref)
    # At the desk the last factor stays; a family can take its own away, and keeps a long password.
    stays = has_factor and actor is not None and actor.caseworker_ref is not None
    return rules.SHORTEST_BESIDE_A_FACTOR if stays else rules.SHORTEST_PASSWORD


def check_password(index: str, password: str) -> Account:
    """The account of an index if this is its password; the same sentence and time if not."""
    limits.take(floors(), limits.SIGN_INS_FROM_PLACE, place())
    # Counted for each place: a stranger elsewhere must not be able to lock the right person out.
    limits.take(floors(), limits.SIGN_INS_OF_ACCOUNT, f"{index} {place()}")
    with floors().reading() as session:
        account = operations.account_by_index(session, index)
    is_theirs = passwords.matches(account.password_hash if account else None, password)
    if account is None or not is_theirs:
        raise Invalid("form", NOT_SIGNED_IN)
    limits.forgive(floors(), limits.SIGN_INS_OF_ACCOUNT, f"{index} {place()}")
    return account


def _index(email: str) -> str:
    try:
        address = rules.normal_email(email)
    except Invalid:
        address = email.strip()
    return operations.email_index(floors().keyring, address)
