"""Links for whoever forgot the password, or signs in by e-mail: single use, and ten minutes long.

What is asked at the door is only written down; the worker looks whose address it is and writes.
So the answer, and how long it takes, is the same for an address that nobody here has.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sqlalchemy import column, exists, select, table

from registry.accounts import links, rules
from registry.accounts.models import Account, EntryLink, LinkRequest, account_of
from registry.authority import MACHINE, Permission
from registry.errors import Absent
from registry.readings import Reads, reads
from registry.trail.events import Event
from registry.work import Floors, Work

PORTION: Final = 20
_AT_THE_DESK: Final = table("caseworkers", column("account_ref"))
# Written as a table, for people of the desk are above the accounts.


class Purpose(StrEnum):
    """What a link is for."""

    RESET = "reset"
    SIGN_IN = "sign-in"


def ask_for_link(work: Work, index: str, purpose: Purpose) -> None:
    """Write down that somebody asks for a link to this address, whoever's it may be."""
    work.require(Permission.SESSION_START)
    work.session.add(LinkRequest(email_index=index, purpose=purpose.value, asked_at=work.now()))


@reads(Reads.NOTHING)
def send_waiting(floors: Floors) -> int:
    """Answer those who asked at the door for a link; how many had asked?"""
    with floors.reading() as session:
        if session.scalar(select(LinkRequest.id).limit(1)) is None:
            return 0
    with floors.begin(MACHINE) as work:
        return answer_requests(work)


def answer_requests(work: Work) -> int:
    """Send what was asked for to those who have an account; how many had asked?"""
    work.require(Permission.LINK_SEND)
    asked = list(work.session.scalars(select(LinkRequest).limit(PORTION)))
    for request in asked:
        account = work.session.scalar(
            select(Account).where(Account.email_index == request.email_index)
        )
        if account is not None and _may_have(work, account, Purpose(request.purpose)):
            _send(work, account, Purpose(request.purpose))
        work.session.delete(request)
    return len(asked)


def open_link(work: Work, digest: str) -> EntryLink:
    """The link of a digest, while it can be used."""
    work.require(Permission.SESSION_START)
    link = work.session.scalar(select(EntryLink).where(EntryLink.digest == digest))
    if link is None or not link.is_open(work.now()):
        raise Absent
    return link


def use_link(work: Work, digest: str, purpose: Purpose) -> Account:
    """Use a link up, and every other one of the account with it."""
    link = open_link(work, digest)
    account = account_of(work.session, link.account_ref)
    if account is None or link.purpose != purpose.value:
        raise Absent
    account.confirmed_on = account.confirmed_on or work.now().date()
    close_entry_links(work, account)
    return account


def reset_password(work: Work, digest: str, password_hash: str) -> Account:
    """Set a new password by a link; a second factor stays what it is."""
    account = use_link(work, digest, Purpose.RESET)
    account.password_hash = password_hash
    work.trail.record(Event.ACCOUNT_CHANGED, account.ref, groups=["password"])
    work.outbox.send("password_changed", to=account.ref, language=account.language)
    return account


def close_entry_links(work: Work, account: Account) -> None:
    """End the links of an account that could still be used."""
    query = select(EntryLink).where(
        EntryLink.account_ref == account.ref, EntryLink.used_at.is_(None)
    )
    for link in work.session.scalars(query):
        link.used_at = work.now()
        work.trail.record(Event.LINK_CLOSED, account.ref, link.ref)


def _may_have(work: Work, account: Account, purpose: Purpose) -> bool:
    """Whoever never chose a password has an invitation; the desk signs in by its password."""
    if account.password_hash is None:
        return False
    is_staff = work.session.scalar(
        select(exists().where(_AT_THE_DESK.c.account_ref == account.ref))
    )
    return purpose is Purpose.RESET or not is_staff


def _send(work: Work, account: Account, purpose: Purpose) -> None:
    token, now = links.new_token(work), work.now()
    link = EntryLink(
        account_ref=account.ref,
        purpose=purpose.value,
        digest=links.token_digest(work.keyring, token),
        sent_at=now,
        until=now + rules.ENTRY_LASTS,
    )
    work.session.add(link)
    work.trail.record(Event.LINK_SENT, account.ref, link.ref)
    name = "password_forgotten" if purpose is Purpose.RESET else "sign_in_link"
    work.outbox.send(name, to=account.ref, language=account.language, token=token)
