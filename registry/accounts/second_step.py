"""The second step of signing in: the password was right, and a factor is still to come."""

from __future__ import annotations

from registry.accounts import limits, operations, passwords
from registry.accounts.factors import operations as factors
from registry.accounts.factors import recovery, rules
from registry.accounts.signing_in import actor_of, admit, place
from registry.authority import Actor
from registry.errors import Invalid, SignInNeeded, TooOften
from registry.web.guards import floors, row_session


def waiting() -> Actor:
    """Whose factor is awaited in this session; nobody's is a matter for the first step."""
    account_ref = row_session().waiting(floors().clock())
    actor = None if account_ref is None else actor_of(account_ref)
    if actor is None:
        raise SignInNeeded
    return actor


def sign_in_by_app(typed: str) -> None:
    """Sign in with a code of the app."""
    actor = waiting()
    answer_app(actor, typed)
    _let_in(actor)


def answer_app(actor: Actor, typed: str) -> None:
    """Take a code of somebody's app: tries are counted before it is looked at."""
    _count(actor)
    with floors().begin(actor) as work:
        factors.answer_app(work, typed)
    limits.forgive(floors(), limits.CODES_FROM_PLACE, f"{actor.ref} {place()}")
    limits.forgive(floors(), limits.CODES_OF_ACCOUNT, actor.ref)


def sign_in_by_recovery_code(typed: str) -> None:
    """Sign in with a code of the printed page; its tries are counted apart from the app's."""
    actor = waiting()
    limits.take(floors(), limits.RECOVERIES_OF_ACCOUNT, actor.ref)
    told = rules.read_code(typed)
    with floors().reading() as session:
        code = recovery.unused_code(session, actor.ref, told.place)
    if not passwords.matches(None if code is None else code.hash, told.letters):
        raise Invalid("code", rules.WRONG_RECOVERY_CODE)
    with floors().begin(actor) as work:
        recovery.use_code(work, told.place)
    _let_in(actor)


def _let_in(actor: Actor) -> None:
    admit(actor, has_factor=True, is_shared=row_session().is_shared)


def _count(actor: Actor) -> None:
    """Count a try; whoever has the password and tries on is written about, once a day."""
    try:
        limits.take(floors(), limits.CODES_FROM_PLACE, f"{actor.ref} {place()}")
        limits.take(floors(), limits.CODES_OF_ACCOUNT, actor.ref)
    except TooOften:
        _tell(actor)
        raise


def _tell(actor: Actor) -> None:
    try:
        limits.take(floors(), limits.LETTERS_ABOUT_CODES, actor.ref)
    except TooOften:
        return
    with floors().begin(actor) as work:
        operations.tell_of_codes_tried(work)
