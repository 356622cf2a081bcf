"""The worker: delivers messages, draws shortlists, finishes erasures. Killed, it loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from typing import Final

import structlog

from consent import DataClass
from registry import freezing, places
from registry.accounts.operations import address_for_delivery
from registry.authority import MACHINE, Permission
from registry.children.redrawing import redraw_small
from registry.claims.operations import draw, tidy
from registry.config import Settings
from registry.consents.clock import remind
from registry.consents.erasing import finish_due, tell_again
from registry.departures.clock import close_unused
from registry.errors import Absent, Tampered
from registry.holders import operations as holders
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
from registry.oversight.clearing import clear
from registry.oversight.incidents import write_letters
from registry.oversight.sweeping import sweep
from registry.oversight.unusual.planting import plant
from registry.oversight.unusual.watching import tell_of_canaries, watch
from registry.readings import Reads, reads, refuse_undeclared
from registry.review.operations import assign_waiting, pass_on_kept_away
from registry.search.search import waiting
from registry.storage.backup import keeping
from registry.storage.signing import signer
from registry.storage.vault import Compartment
from registry.trail import anchors, checkpoints
from registry.trail.anchors import Anchor, FileAnchor, MailAnchor
from registry.trail.events import Event
from registry.trail.models import SignedCheckpoint
from registry.trail.proving import newest_proof, prove, record_proof
from registry.work import Floors, Work

PAUSE_SECONDS = 1.0
PORTION = 20

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


@reads(Reads.SIDE_TRAITS)
def draw_waiting(floors: Floors) -> int:
    """Draw the shortlists that are asked for; how many were drawn?"""
    with floors.reading() as session:
        refs = [] if freezing.standing(session) else waiting(session, PORTION)
    for ref in refs:
        with floors.begin(MACHINE) as work:
            draw(work, ref)
            work.search.done(ref)
    return len(refs)


@reads(Reads.NOTHING)
def tidy_claims(floors: Floors) -> int:
    """Clear away drafts nobody finished and pairs of what is wiped; how much was there?"""
    with floors.begin(MACHINE) as work:
        return tidy(work)


@reads(Reads.NOTHING)
def tidy_holders(floors: Floors) -> int:
    """Clear away what was written about the guardians of wiped records; how much was there?"""
    with floors.begin(MACHINE) as work:
        return holders.tidy(work)


@reads(Reads.NOTHING)
def send_to_journal(floors: Floors) -> int:
    """Tell the journal outside what a full disk kept from it; how many lines were that?"""
    if floors.journal is None or not floors.journal.owed:
        return 0
    return tell_again(floors)


@reads(Reads.NOTHING)
def prune_backups(floors: Floors) -> int:
    """Delete old backups of keys, and what a cut-off backup left; how many were old?"""
    keeping.sweep(floors.settings.data_dir)
    return keeping.prune(floors.settings.keys_backup_dir, floors.clock())


@reads(Reads.NOTHING)
def sign_checkpoints(floors: Floors) -> int:
    """Sign once a day where each log stands; how many were signed?"""
    with floors.reading() as session:
        origins = checkpoints.due(session, floors.clock())
    if origins:
        with floors.begin(MACHINE) as work:
            for origin in origins:
                checkpoints.keep(work.session, work.trail, origin, signer(floors.keyring))
    return len(origins)


@reads(Reads.NOTHING)
def prove_trail(floors: Floors) -> int:
    """Read the whole trail again once a day, and put on record what was found."""
    with floors.reading() as session:
        newest = newest_proof(session)
        if newest is not None and floors.clock() - newest.at < checkpoints.EVERY:
            return 0
        file = floors.settings.anchor_file
        anchor = None if file is None else FileAnchor(file)
        proof = prove(session, signer(floors.keyring), anchor=anchor)
    if not proof.is_whole:
        log.error("trail broken", kind="tree" if proof.broken_at is None else "entry")
    with floors.begin(MACHINE) as work:
        record_proof(work.trail, proof)
    return 1


@reads(Reads.NOTHING)
def anchor_checkpoints(floors: Floors, sender: Sender) -> int:
    """Put the newest checkpoint of each log outside the house; how many went?"""
    count = 0
    for each in anchors_of(floors.settings, sender):
        with floors.reading() as session:
            due = anchors.due(session, each.place, floors.clock())
        for checkpoint in due:
            count += put_outside(floors, each, checkpoint)
    return count


def anchors_of(settings: Settings, sender: Sender) -> Iterator[Anchor]:
    """The places outside that the settings name."""
    if settings.anchor_file is not None:
        yield FileAnchor(settings.anchor_file)
    if settings.anchor_mail is not None:
        yield MailAnchor(sender, settings.mail_from, settings.anchor_mail)


def put_outside(floors: Floors, anchor: Anchor, checkpoint: SignedCheckpoint) -> bool:
    """Put a checkpoint in one place, and say in the trail whether it went."""
    log_ref, place = checkpoints.ref_of(checkpoint.origin), anchor.place
    try:
        anchor.put(checkpoint.note)
    except OSError as error:
        log.error("anchor refused", kind=type(error).__name__)  # noqa: TRY400 - as below
        with floors.begin(MACHINE) as work:
            work.trail.record(Event.ANCHOR_REFUSED, log_ref, place=place)
        return False
    with floors.begin(MACHINE) as work:
        work.trail.record(Event.CHECKPOINT_ANCHORED, log_ref, size=checkpoint.size, place=place)
    return True


JOBS: Final = (
    draw_waiting,
    redraw_small,
    tidy_claims,
    tidy_holders,
    pass_on_kept_away,
    assign_waiting,
    remind,
    prove_trail,
    sign_checkpoints,
    prune_backups,
    watch,
    tell_of_canaries,
    plant,
    write_letters,
    close_unused,
    send_to_journal,
    finish_due,
    sweep,
    clear,
)
"""What is done beside delivering; each says what it opens. A journal that cannot be written stops
what comes after it: nothing is destroyed that could not be told."""


def run_once(floors: Floors, sender: Sender) -> int:
    """Do everything that is due, once; how much was there? Nothing, by a clock that leapt.

    The first job that broke is raised once all have had their turn.
    """
    done, broken = 0, list[Exception]()
    with floors.reading() as session:
        floors.timekeeper.hold(session, floors.clock())
    for job in (partial(deliver, sender=sender), *JOBS, partial(anchor_checkpoints, sender=sender)):
        try:
            done += job(floors)
        except Exception as error:  # noqa: BLE001 - one that breaks must not keep back the others
            broken.append(error)
            if job is send_to_journal:
                break
    if broken:
        raise broken[0]
    return done


class Worker(threading.Thread):
    """The worker as a thread of the server; it ends with the process."""

    def __init__(self, floors: Floors, sender: Sender) -> None:
        super().__init__(name="kinfold-worker", daemon=True)
        refuse_undeclared(deliver, anchor_checkpoints, *JOBS)
        self._floors = floors
        self._sender = sender
        self._end = threading.Event()

    def run(self) -> None:
        """Work until told to stop; one broken job does not end the others."""
        while not self._end.wait(PAUSE_SECONDS):
            try:
                run_once(self._floors, self._sender)
            except Exception as error:  # noqa: BLE001 - it must outlive whatever one job raises
                log.error("worker", kind=type(error).__name__)  # noqa: TRY400 - a trace may hold values

    def stop(self) -> None:
        """Finish what is in hand, then end."""
        self._end.set()
        self.join(timeout=10)
