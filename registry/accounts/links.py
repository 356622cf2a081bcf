"""Links in messages: whoever presses the button has shown that they read mail at an address."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import Final

from sqlalchemy import select

from consent import DataClass
from registry.accounts import rules
from registry.accounts.contacts import Contact, read_contact, seal_contact
from registry.accounts.models import Account, AddressLink, account_of
from registry.authority import Permission
from registry.errors import Absent
from registry.purposes import OWN_ACCOUNT
from registry.storage.keys import Keyring, look_up
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work

TOKEN_BYTES: Final = 32


def email_index(keyring: Keyring, email: str) -> str:
    """What an address is found under."""
    return look_up(keyring.purpose("email"), rules.look_up_form(email))


def new_token(work: Work) -> str:
    """A fresh token for a link."""
    return urlsafe_b64encode(work.random(TOKEN_BYTES)).decode().rstrip("=")


def token_digest(keyring: Keyring, token: str) -> str:
    """What a row knows of a token."""
    return look_up(keyring.purpose("link"), token)


def send_link(work: Work, account: Account, email: str) -> None:
    """Send a link to an address: the account's own, or one that is to take its place."""
    token, now = new_token(work), work.now()
    link = AddressLink(
        account_ref=account.ref,
        digest=token_digest(work.keyring, token),
        email_index=email_index(work.keyring, email),
        sent_at=now,
        until=now + rules.LINK_LASTS,
    )
    work.session.add(link)
    work.trail.record(Event.LINK_SENT, account.ref, link.ref)
    if link.email_index != account.email_index:
        work.vault.seal(link.ref, Compartment.CONTACT, {"email": email}, subject=account.ref)
    work.outbox.send(
        "confirm_address", to=account.ref, language=account.language, to_address=email, token=token
    )


def open_link(work: Work, token: str) -> AddressLink:
    """The link of a token, while it can be used."""
    work.require(Permission.ACCOUNT_CONFIRM)
    digest = token_digest(work.keyring, token)
    link = work.session.scalar(select(AddressLink).where(AddressLink.digest == digest))
    if link is None or not link.is_open(work.now()):
        raise Absent
    return link


def confirm_address(work: Work, token: str) -> Account:
    """Take an address as shown to be theirs; a new one takes the place of the old one."""
    link = open_link(work, token)
    account = account_of(work.session, link.account_ref)
    if account is None:
        raise Absent
    account.confirmed_on = work.now().date()
    work.trail.record(Event.ACCOUNT_CONFIRMED, account.ref, link.ref)
    if link.email_index != account.email_index:
        _move(work, account, link)
    close_links(work, account)
    return account


def close_links(work: Work, account: Account) -> None:
    """Every link of an account ends with its use: an older one must not undo a newer."""
    query = select(AddressLink).where(
        AddressLink.account_ref == account.ref, AddressLink.used_at.is_(None)
    )
    for link in work.session.scalars(query):
        link.used_at = work.now()
        work.vault.remove(link.ref)
        work.trail.record(Event.LINK_CLOSED, account.ref, link.ref)


def _move(work: Work, account: Account, link: AddressLink) -> None:
    if work.session.scalar(select(Account).where(Account.email_index == link.email_index)):
        raise Absent
    permit = work.permit_on_basis(account.ref, OWN_ACCOUNT, "change", DataClass.CONTACT)
    email = work.vault.read(link.ref, Compartment.CONTACT, permit)["email"]
    old = read_contact(work, account.ref, "change")
    account.email_index = link.email_index
    seal_contact(work, account.ref, Contact(old.name, email, old.phone, old.safe_times))
    work.trail.record(Event.ACCOUNT_CHANGED, account.ref, groups=["address"])
    work.outbox.send(
        "address_changed", to=account.ref, language=account.language, to_address=old.email
    )
