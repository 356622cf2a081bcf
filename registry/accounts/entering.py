"""Coming in by a link in a letter: it leaves the address bar at once, and waits in the session."""

from __future__ import annotations

from typing import Final

from registry.accounts import entry_links, limits, operations, passwords, rules, signing_in
from registry.accounts.entry_links import Purpose
from registry.accounts.models import EntryLink
from registry.authority import VISITOR
from registry.errors import Absent
from registry.web.guards import begin, floors, row_session

KEPT_AS: Final = "link"


def ask(email: str, purpose: Purpose) -> None:
    """Ask for a link: counted and written down alike, whether or not anybody has the address."""
    index = operations.email_index(floors().keyring, rules.normal_email(email))
    limits.take(floors(), limits.ENTRY_LINKS_FROM_PLACE, signing_in.place())
    limits.take(floors(), limits.ENTRY_LINKS_OF_ADDRESS, index)
    with begin() as work:
        entry_links.ask_for_link(work, index, purpose)


def keep(token: str) -> None:
    """Keep a link in this browser's session, as its digest; nothing is used up yet."""
    row_session()[KEPT_AS] = operations.token_digest(floors().keyring, token)


def kept() -> EntryLink:
    """The link that waits in this session; absent when there is none, or no longer."""
    # Not `begin`: looking must not use up the form's one passage.
    with floors().begin(VISITOR) as work:
        return entry_links.open_link(work, row_session().get(KEPT_AS, ""))


def least() -> int:
    """How long a new password must be for whoever's link waits here."""
    return signing_in.least_letters(kept().account_ref)


def sign_in() -> None:
    """Sign in by the link; whoever has a second factor is still asked for it."""
    with floors().begin(VISITOR) as work:
        account = entry_links.use_link(work, row_session().get(KEPT_AS, ""), Purpose.SIGN_IN)
    actor = signing_in.actor_of(account.ref)
    if actor is None or actor.caseworker_ref is not None:
        raise Absent
    signing_in.go_on(actor, is_shared=False)


def reset_password(password: str) -> None:
    """Take a new password by the link, and sign the account out everywhere."""
    chosen = rules.check_password(password, field="chosen", least=least())
    newer = passwords.hashed(chosen)
    with floors().begin(VISITOR) as work:
        account = entry_links.reset_password(work, row_session().get(KEPT_AS, ""), newer)
    signing_in.end_sessions(account.ref)
    row_session().pop(KEPT_AS, None)
