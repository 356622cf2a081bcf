"""Restoring: both parcels into an empty folder; checked, replayed, proved, and only then whole."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from consent.audit import audit, audit_lines
from consent.errors import ConsentError
from consent.ledger import open_note
from consent.sqlalchemy import SqlStore
from registry.app import journal_of
from registry.authority import OPERATOR, Permission
from registry.config import RESTORING_STAMP, Settings
from registry.errors import Misconfigured, Unusable
from registry.recovery.opening import Plan, floors_on, open_data, open_keys
from registry.recovery.replaying import Replayed, replay
from registry.storage.backup.manifest import Manifest
from registry.storage.backup.snapshot import file_of
from registry.storage.database import truncate_log
from registry.storage.folders import empty, settle, wipe
from registry.storage.journal import Line
from registry.storage.keys import Keyring
from registry.storage.signing import signer
from registry.trail import checkpoints
from registry.trail.events import Event
from registry.trail.proving import prove
from registry.work import Floors
from registry.worker import anchors_of, put_outside, sender_for


@dataclass(frozen=True, slots=True)
class Restored:
    """A house that stands again, and what the backup did not know of."""

    floors: Floors
    manifest: Manifest
    replayed: Replayed
    lines: list[Line] = field(repr=False)
    """The journal as it was replayed."""
    seconds: dict[str, float]


def restore(plan: Plan) -> Restored:
    """Put a house back. What stops it leaves nothing; after a power cut nothing serves it."""
    refuse_target(plan.settings)
    with _stamped(plan.settings):
        restored = _put_up(plan)
        truncate_log(restored.floors.engine)
        os.sync()
    return restored


def sign_anew(restored: Restored) -> None:
    """Sign where both logs stand now, and say what they went back behind: an anchor is held to it.

    Only what is served again does so, and never a drill.
    """
    floors, logs = restored.floors, restored.manifest.logs or {}
    with floors.begin(OPERATOR) as work:
        work.require(Permission.BACKUP_RUN)
        for origin, kept in logs.items():
            note = checkpoints.keep(work.session, work.trail, origin, signer(floors.keyring))
            log, size = checkpoints.ref_of(origin), open_note(note)[0].size
            work.trail.record(Event.LOG_WENT_BACK, log, size=size, kept=kept.size)
    with floors.reading() as session:
        newest = [each for origin in logs if (each := checkpoints.newest(session, origin))]
    for anchor in anchors_of(floors.settings, sender_for(floors.settings)):
        for checkpoint in newest:
            put_outside(floors, anchor, checkpoint)


def refuse_target(settings: Settings) -> None:
    """Only an empty folder, the usual places in it, and never without the journal outside."""
    target = settings.data_dir
    places = {file_of(settings.database_url), file_of(settings.keys_url), settings.objects_dir}
    if places != {target / "registry.db", target / "keys.db", target / "photos"}:
        raise Misconfigured(
            "A restore puts everything into KINFOLD_DATA_DIR: unset KINFOLD_DATABASE_URL,"
            " KINFOLD_KEYS_URL and KINFOLD_OBJECTS_URL."
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Misconfigured(f"{target} is not empty: a restore needs an empty folder.")
    if settings.journal is None or not settings.journal.is_file():
        raise Misconfigured(
            "KINFOLD_JOURNAL names no file: without the journal of erasures a restore would bring"
            " back what was erased, so it is refused."
        )


@contextmanager
def _stamped(settings: Settings) -> Iterator[None]:
    """While the block runs, the folder says that it is not whole; an error leaves nothing of it."""
    target = settings.data_dir
    was_there = target.is_dir()
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.chmod(0o700)
    stamp = target / RESTORING_STAMP
    stamp.write_text("This folder is not whole. Remove it, then restore again.\n")
    settle(target)
    try:
        yield
    except BaseException:
        (empty if was_there else wipe)(target)
        raise
    stamp.unlink()
    settle(target)


def _put_up(plan: Plan) -> Restored:
    laps = Laps()
    plan.say("Opening the keys …")
    keyring, keys = open_keys(plan)
    laps.note("keys")
    plan.say("Opening the data …")
    told = open_data(plan, keyring, keys)
    floors = floors_on(plan, keyring)
    laps.note("data")
    plan.say("Replaying what was taken back and erased since …")
    lines = _lines_outside(plan.settings, keyring, told)
    with floors.begin(OPERATOR) as work:
        work.require(Permission.BACKUP_RUN)
        entries = told.logs["trail"].size if told.logs else 0
        work.trail.record(Event.BACKUP_RESTORED, f"backup:{told.id}", entries=entries)
    replayed = replay(floors, lines)
    laps.note("replay")
    plan.say("Proving both logs …")
    fault = fault_of_logs(floors)
    if fault is not None:
        raise Unusable(f"The restored house does not agree with {fault}.")
    laps.note("logs")
    return Restored(floors, told, replayed, lines, laps.seconds)


def _lines_outside(settings: Settings, keyring: Keyring, told: Manifest) -> list[Line]:
    outside = journal_of(settings, keyring)
    if outside is None or told.journal is None or not outside.passed(told.journal):
        raise Unusable(
            "The journal of erasures ends before this backup was made, or is another house's."
        )
    return outside.lines()


def fault_of_logs(floors: Floors) -> str | None:
    """What of the two logs does not agree; None when both are whole."""
    with floors.reading() as session:
        proof = prove(session, signer(floors.keyring))
        if not proof.is_whole:
            return proof.fault or f"the trail at entry {proof.broken_at}"
        try:
            store = SqlStore(session)
            audit(store)
            audit_lines(store, floors.catalogue)
        except ConsentError as error:
            return f"the consent ledger: {error.what}"
    return None


class Laps:
    """How long each part takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.monotonic()

    def note(self, name: str) -> None:
        """A part has ended."""
        now = time.monotonic()
        self.seconds[name] = round(now - self._since, 3)
        self._since = now
