"""A drill: a real restore into a passing folder, looked over, and wiped. Nothing of it is shown."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Final, TypeVar

from sqlalchemy import func, or_, select

from registry.authority import OPERATOR, Permission
from registry.errors import Absent, KinfoldError
from registry.recovery.opening import Plan
from registry.recovery.restoring import Laps, Restored, restore
from registry.storage.database import Referenced
from registry.storage.folders import wipe
from registry.storage.journal import gone
from registry.storage.photos import Photo, names_of
from registry.storage.soundness import sound_files, sound_values
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.work import Floors

PORTION: Final = 1000
PREFIX: Final = "kinfold-drill-"
R = TypeVar("R", bound=Referenced)


@dataclass(slots=True)
class Drilled:
    """What a drill found; counts only."""

    backup: str = ""
    made_at: datetime | None = None
    rpo_seconds: int = 0
    """What was written in this time before now would be lost."""
    rto_seconds: float = 0.0
    """So long it took until the house could serve again."""
    values: int = 0
    files: int = 0
    entries: int = 0
    facts: int = 0
    erased: int = 0
    misses: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def drill(plan: Plan, within: Path | None = None) -> Drilled:
    """Restore into a folder of its own and look it over; nothing is left at any exit."""
    drilled = Drilled()
    with _passing_folder(within) as folder:
        settings = replace(
            plan.settings,
            data_dir=folder / "house",
            database_url=f"sqlite:///{folder / 'house' / 'registry.db'}",
            keys_url=f"sqlite:///{folder / 'house' / 'keys.db'}",
            objects_url=f"file:{folder / 'house' / 'photos'}",
        )
        start = time.monotonic()
        try:
            restored = restore(replace(plan, settings=settings))
        except KinfoldError as error:
            drilled.misses.append(str(error))
            return drilled
        drilled.rto_seconds = round(time.monotonic() - start, 3)
        try:
            _look_over(plan, restored, drilled)
        finally:
            restored.floors.engine.dispose()
    return drilled


def note(floors: Floors, drilled: Drilled) -> None:
    """Write into the trail of the living house that there was a drill, and how it went."""
    with floors.begin(OPERATOR) as work:
        work.require(Permission.BACKUP_RUN)
        work.trail.record(
            Event.BACKUP_DRILLED,
            f"backup:{drilled.backup or 'none'}",
            rpo=drilled.rpo_seconds,
            rto=round(drilled.rto_seconds),
            misses=len(drilled.misses),
        )


def _look_over(plan: Plan, restored: Restored, drilled: Drilled) -> None:
    told, laps = restored.manifest, Laps()
    drilled.backup, drilled.made_at = told.id, told.made_at
    drilled.rpo_seconds = round((plan.clock() - told.made_at).total_seconds())
    drilled.entries = told.logs["trail"].size if told.logs else 0
    drilled.facts = told.logs["consent"].size if told.logs else 0
    plan.say("Checking every sealed value …")
    _check_values(restored, drilled)
    laps.note("values")
    plan.say("Checking every photo …")
    _check_files(restored, drilled)
    laps.note("files")
    _check_erased(plan, restored, drilled)
    laps.note("erased")
    drilled.seconds = {**restored.seconds, **laps.seconds}


def _check_values(restored: Restored, drilled: Drilled) -> None:
    floors, unsound = restored.floors, 0
    for those in _portions(floors, Sealed):
        drilled.values += len(those)
        unsound += len(those) - sound_values(floors.keyring, those)
    if unsound:
        drilled.misses.append(f"{unsound} sealed values do not open.")


def _portions(floors: Floors, kind: type[R]) -> Iterator[list[R]]:
    """Every row of a table, some at a time, and no more of them in memory."""
    query = select(kind).order_by(kind.id).limit(PORTION)
    with floors.reading() as session:
        those = list(session.scalars(query))
    while those:
        yield those
        with floors.reading() as session:
            those = list(session.scalars(query.where(kind.id > those[-1].id)))


def _check_files(restored: Restored, drilled: Drilled) -> None:
    floors, unsound = restored.floors, 0
    for those in _portions(floors, Photo):
        whole = sum(len(names_of(each)) for each in those)
        drilled.files += whole
        unsound += whole - sound_files(floors.keyring, floors.objects, those)
    if unsound > restored.manifest.gone:
        drilled.misses.append(f"{unsound} files of photos do not open.")


def _check_erased(plan: Plan, restored: Restored, drilled: Drilled) -> None:
    """Of what was erased, no key, no sealed value and no photo may be there."""
    erased = gone(restored.lines, plan.clock())
    drilled.erased = len(erased)
    opened = sum(_opens(restored.floors, subject) for subject in erased)
    if opened:
        drilled.misses.append(f"{opened} erased records open again.")


def _opens(floors: Floors, subject: str) -> bool:
    try:
        floors.keyring.data_key(subject)
    except Absent:
        pass
    else:
        return True
    sealed = or_(Sealed.subject_ref == subject, Sealed.also_ref == subject)
    with floors.reading() as session:
        left = session.scalar(select(func.count()).select_from(Sealed).where(sealed)) or 0
        left += (
            session.scalar(
                select(func.count()).select_from(Photo).where(Photo.subject_ref == subject)
            )
            or 0
        )
    return left > 0


@contextmanager
def _passing_folder(within: Path | None) -> Iterator[Path]:
    """A folder for nobody else, wiped at the end, however it comes; earlier ones are wiped, too."""
    parent = within or Path(tempfile.gettempdir())
    _sweep(parent)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent))
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        yield folder
    finally:
        wipe(folder)
        signal.signal(signal.SIGTERM, before)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(1)


def _sweep(parent: Path) -> None:
    """Wipe what a drill that was killed left behind."""
    for folder in parent.glob(f"{PREFIX}*-*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        is_ours = (
            folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.getuid()
        )
        if is_ours and owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            wipe(folder)
