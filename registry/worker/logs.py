"""The two logs: signed once a day, read again, and anchored outside the house."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from registry.authority import MACHINE
from registry.config import Settings
from registry.outbox.senders import Sender
from registry.readings import Reads, reads
from registry.storage.signing import signer
from registry.trail import anchors, checkpoints
from registry.trail.anchors import Anchor, FileAnchor, MailAnchor
from registry.trail.events import Event
from registry.trail.models import SignedCheckpoint
from registry.trail.proving import newest_proof, prove, record_proof
from registry.work import Floors

log = structlog.get_logger()


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
