"""Delivering: every message that is due is tried, each in an act of its own."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Final

import structlog

from consent import DataClass
from registry import freezing, places
from registry.accounts.operations import address_for_delivery
from registry.authority import MACHINE, Permission
from registry.config import Settings
from registry.errors import Absent, Tampered
from registry.outbox import delivery
from registry.outbox.models import Message
from registry.outbox.senders import (
    NullSender,
    RoomSender,
    Sender,
    SmtpSender,
    is_for_good,
    is_of_the_letter,
)
from registry.readings import Reads, reads
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Floors, Work

PORTION: Final = 20

log = structlog.get_logger()


def sender_for(settings: Settings) -> Sender:
    """The way messages leave this house."""
    if settings.demo:
        return RoomSender(settings.mail_dir)
    return SmtpSender(settings.smtp_url) if settings.smtp_url else NullSender()


@reads(Reads.LETTER)
def deliver(floors: Floors, sender: Sender) -> int:
    """Try every message that is due, each in an act of its own; how many were tried?

    A server that does not answer ends the round, so that it keeps nothing else waiting for long.
    """
    with floors.reading() as session:
        held = freezing.REVEALING if freezing.standing(session) else frozenset[str]()
        found = delivery.due(session, floors.clock(), PORTION, but=held)
    for tried, message in enumerate(found, 1):
        if not _deliver(floors, sender, message):
            return tried
    return len(found)


def _deliver(floors: Floors, sender: Sender, message: Message) -> bool:
    """Try one; is it worth trying the next?"""
    try:
        with floors.begin(MACHINE) as work:
            letter = _letter(work, message)
    except (Absent, Tampered) as error:
        # One that cannot be opened any more must not keep back the others.
        log.error("letter broken", kind=type(error).__name__)  # noqa: TRY400 - it may hold values
        _note_refused(floors, message, for_good=True)
        return True
    try:
        if letter is not None:
            sender(letter)
    except OSError as error:
        log.warning("mail refused", kind=type(error).__name__)
        _note_refused(floors, message, for_good=is_for_good(error))
        return is_of_the_letter(error)
    _note_sent(floors, message)
    return True


def _letter(work: Work, message: Message) -> EmailMessage | None:
    """The letter; None when it was taken back, or its receiver is no longer there."""
    work.require(Permission.OUTBOX_DELIVER)
    if work.session.get(Message, message.id) is None:
        return None
    address = address_for_delivery(work, message.to_ref)
    if address is None:
        return None
    settings = work.settings
    letters = delivery.Letters(
        places.templates(),
        settings.mail_from,
        base_url=settings.base_url,
        helpline=settings.helpline,
    )
    permit = work.permit_on_basis(message.to_ref, "message_delivery", "deliver", DataClass.CONTACT)
    words = work.vault.read(message.ref, Compartment.MESSAGE, permit)
    # A link for a new address, or a word to the old one, names where it goes.
    return letters.write(message, words.pop("to_address", address), words)


def _note_sent(floors: Floors, message: Message) -> None:
    with floors.begin(MACHINE) as work:
        row = work.session.get(Message, message.id)
        if row is not None:  # else it was taken back while it was on its way
            delivery.note_sent(row, work.now())
            work.vault.remove(row.ref)
            work.trail.record(Event.MESSAGE_DELIVERED, row.to_ref, row.ref)


def _note_refused(floors: Floors, message: Message, *, for_good: bool) -> None:
    with floors.begin(MACHINE) as work:
        row = work.session.get(Message, message.id)
        if row is not None:
            delivery.note_refused(row, work.now(), for_good=for_good)
