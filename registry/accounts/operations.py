"""What happens to an account: opened, changed, signed in to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.accounts.contacts import (
    Contact,
    address_for_delivery,
    contact_of,
    name_of,
    read_contact,
    record_grounds,
    renew_grounds,
    seal_contact,
)
from registry.accounts.links import (
    close_links,
    confirm_address,
    email_index,
    new_token,
    open_link,
    send_link,
    token_digest,
)
from registry.accounts.models import Account, account_of
from registry.authority import Permission, Relation
from registry.errors import N_, Absent, Conflict, Invalid
from registry.storage.keys import Keyring
from registry.trail.events import Event
from registry.work import Work

__all__ = [
    "Contact",
    "Newcomer",
    "OwnAccount",
    "account_by_email",
    "account_by_index",
    "address_for_delivery",
    "ask_for_account",
    "ask_for_address",
    "change_contact",
    "change_language",
    "change_password",
    "close_links",
    "confirm_address",
    "contact_of",
    "email_index",
    "enter_account",
    "find",
    "keep_newer_hash",
    "name_of",
    "new_token",
    "note_session_ended",
    "note_session_started",
    "open_account",
    "open_link",
    "own_account",
    "read_contact",
    "send_link_again",
    "tell_of_codes_tried",
    "token_digest",
    "view_own",
]


@dataclass(frozen=True, slots=True, repr=False)
class Newcomer:
    """Somebody who gets an account; the password comes hashed, for that takes long."""

    email: str
    password_hash: str | None
    name: str
    phone: str | None = None
    safe_times: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, repr=False)
class OwnAccount:
    """What a person sees of their own account."""

    contact: Contact
    language: str
    is_confirmed: bool


def account_by_email(session: Session, keyring: Keyring, email: str) -> Account | None:
    """The account of a normalised address."""
    return account_by_index(session, email_index(keyring, email))


def account_by_index(session: Session, index: str) -> Account | None:
    """The account that an address' digest stands for."""
    return session.scalar(select(Account).where(Account.email_index == index))


def find(session: Session, account_ref: str) -> Account:
    """The account of a reference."""
    account = account_of(session, account_ref)
    if account is None:
        raise Absent
    return account


def ask_for_account(work: Work, newcomer: Newcomer) -> None:
    """Open an account, or tell whoever has one already: the one who asks sees no difference."""
    work.require(Permission.ACCOUNT_OPEN)
    known = account_by_email(work.session, work.keyring, newcomer.email)
    if known is None:
        open_account(work, newcomer)
    else:
        _tell_known(work, known)


def open_account(work: Work, newcomer: Newcomer) -> Account:
    """Open an account and send the link that confirms its address."""
    work.require(Permission.ACCOUNT_OPEN)
    account = enter_account(work, newcomer)
    send_link(work, account, newcomer.email)
    return account


def enter_account(work: Work, newcomer: Newcomer) -> Account:
    """Write an account, its key, its sealed contact and its grounds; the caller was asked."""
    if account_by_email(work.session, work.keyring, newcomer.email) is not None:
        raise Conflict(N_("There is an account with this address already."))
    account = Account(
        email_index=email_index(work.keyring, newcomer.email),
        password_hash=newcomer.password_hash,
        language=newcomer.language,
        opened_on=work.now().date(),
        used_on=work.now().date(),
    )
    work.session.add(account)
    work.vault.new_subject(account.ref)
    work.trail.record(Event.ACCOUNT_OPENED, account.ref)
    contact = Contact(newcomer.name, newcomer.email, newcomer.phone, newcomer.safe_times)
    seal_contact(work, account.ref, contact)
    record_grounds(work, account.ref)
    return account


def own_account(work: Work) -> Account:
    """The account of whoever acts, to be changed by them."""
    work.require(Permission.ACCOUNT_CHANGE, Relation.SELF)
    return find(work.session, work.actor.ref)


def view_own(work: Work) -> OwnAccount:
    """What we hold about whoever acts."""
    contact = contact_of(work, work.actor.ref)
    account = find(work.session, work.actor.ref)
    return OwnAccount(contact, account.language, account.confirmed_on is not None)


def send_link_again(work: Work) -> None:
    """Send the confirming link once more."""
    account = own_account(work)
    if account.confirmed_on is not None:
        raise Conflict(N_("Your e-mail address is confirmed already."))
    send_link(work, account, read_contact(work, account.ref, "deliver").email)


def change_contact(work: Work, name: str, phone: str | None, safe_times: str) -> None:
    """Change what a person is called, their number, and when it is safe to call."""
    account = own_account(work)
    email = read_contact(work, account.ref, "change").email
    seal_contact(work, account.ref, Contact(name, email, phone, safe_times))
    work.trail.record(Event.ACCOUNT_CHANGED, account.ref, groups=["contact"])


def change_language(work: Work, language: str) -> None:
    """Change the language in which messages are written."""
    account = own_account(work)
    account.language = language
    work.trail.record(Event.ACCOUNT_CHANGED, account.ref, groups=["language"])


def change_password(work: Work, password_hash: str) -> None:
    """Change the password, and say so to the address."""
    account = own_account(work)
    account.password_hash = password_hash
    work.trail.record(Event.ACCOUNT_CHANGED, account.ref, groups=["password"])
    close_links(work, account)
    work.outbox.send("password_changed", to=account.ref, language=account.language)


def ask_for_address(work: Work, email: str) -> None:
    """Send a link to a new address; until its button is pressed the old address stands."""
    account = own_account(work)
    known = account_by_email(work.session, work.keyring, email)
    if known is account:
        raise Invalid("email", N_("This is your address already."))
    if known is None:
        send_link(work, account, email)
    else:
        _tell_known(work, known)


def keep_newer_hash(work: Work, newer_hash: str) -> None:
    """A password that was hashed too cheaply is kept anew when it is next given."""
    work.require(Permission.SESSION_START)
    find(work.session, work.actor.ref).password_hash = newer_hash
    work.trail.record(Event.ACCOUNT_CHANGED, work.actor.ref, groups=["password"])


def note_session_started(work: Work) -> None:
    """Record a signing in."""
    work.require(Permission.SESSION_START)
    find(work.session, work.actor.ref).used_on = work.now().date()
    work.trail.record(Event.SESSION_STARTED, work.actor.ref)
    renew_grounds(work, work.actor.ref)


def tell_of_codes_tried(work: Work) -> None:
    """Write to somebody whose password another person seems to know."""
    work.require(Permission.SESSION_START)
    account = find(work.session, work.actor.ref)
    work.outbox.send("codes_tried", to=account.ref, language=account.language)


def note_session_ended(work: Work) -> None:
    """Record a signing out."""
    work.require(Permission.SESSION_END)
    work.trail.record(Event.SESSION_ENDED, work.actor.ref)


def _tell_known(work: Work, known: Account) -> None:
    work.outbox.send("account_known", to=known.ref, language=known.language)
