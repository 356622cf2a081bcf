"""The worker: delivers messages, draws shortlists, finishes erasures. Killed, it loses nothing."""

from __future__ import annotations

import threading
from functools import partial
from typing import Final

import structlog

from registry import freezing
from registry.accounts.entry_links import send_waiting
from registry.authority import MACHINE
from registry.caseworkers.warning import warn_of_ends
from registry.children.operations.announcing import announce_agencies
from registry.children.redrawing import redraw_small
from registry.claims.operations import draw, tidy
from registry.consents.clock import remind
from registry.consents.erasing import finish_due, tell_again
from registry.departures.clock import close_unused
from registry.duty import operations as duty
from registry.holders import operations as holders
from registry.outbox.senders import Sender
from registry.oversight.clearing import clear
from registry.oversight.incidents import write_letters
from registry.oversight.sweeping import sweep
from registry.oversight.unusual.planting import plant
from registry.oversight.unusual.watching import tell_of_canaries, watch
from registry.readings import Reads, reads, refuse_undeclared
from registry.review.operations import assign_waiting, pass_on_kept_away, pass_on_stopped
from registry.search.search import waiting
from registry.storage.backup import keeping
from registry.work import Floors
from registry.worker.delivering import PORTION, deliver, sender_for
from registry.worker.logs import (
    anchor_checkpoints,
    anchors_of,
    prove_trail,
    put_outside,
    sign_checkpoints,
)

__all__ = [
    "JOBS",
    "PORTION",
    "Worker",
    "anchor_checkpoints",
    "anchors_of",
    "deliver",
    "draw_waiting",
    "prove_trail",
    "prune_backups",
    "put_outside",
    "run_once",
    "send_to_journal",
    "sender_for",
    "sign_checkpoints",
    "tidy_claims",
    "tidy_holders",
]

PAUSE_SECONDS = 1.0

log = structlog.get_logger()


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


JOBS: Final = (
    duty.ring_due,
    send_waiting,
    draw_waiting,
    redraw_small,
    tidy_claims,
    tidy_holders,
    pass_on_kept_away,
    pass_on_stopped,
    assign_waiting,
    remind,
    warn_of_ends,
    announce_agencies,
    prove_trail,
    sign_checkpoints,
    prune_backups,
    watch,
    tell_of_canaries,
    plant,
    write_letters,
    duty.tidy,
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
