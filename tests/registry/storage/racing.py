"""Readers that go on opening a record until it does not open: in threads, and in processes."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.exc import OperationalError

from consent import DataClass, Permit
from registry.authority import Actor, Role
from registry.config import Settings
from registry.errors import Absent
from registry.purposes import SHOW_CASEWORKERS
from registry.reasons import Task
from registry.storage.vault import Compartment
from registry.work import Floors, Work
from tests.making import houses

LONGEST_SECONDS: Final = 60
PAUSE_SECONDS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Attempt:
    """One opening: the moment before its transaction began, and whether it opened.

    The clock is the machine's monotonic one, so stamps of threads and processes can be compared.
    """

    began: int
    opened: bool


def read_until_shut(
    settings: Settings, at: datetime, child_ref: str, started: Path
) -> list[Attempt]:
    """Open with a permit from the start, and with a fresh one in turn, until neither opens."""
    attempts: list[Attempt] = []
    until = time.monotonic() + LONGEST_SECONDS
    with houses.standing(settings, lambda: at) as floors:
        reader = Reader(floors, child_ref)
        while not reader.is_shut_out and time.monotonic() < until:
            began = time.monotonic_ns()
            try:
                opened = reader.read()
            except OperationalError:
                continue  # the database was busy for too long: nothing was opened
            attempts.append(Attempt(began, opened))
            if opened:
                started.touch()
            time.sleep(PAUSE_SECONDS)
    return attempts


class Reader:
    """A caseworker with a permit in hand, who asks for a fresh one every other time."""

    def __init__(self, floors: Floors, child_ref: str) -> None:
        self._floors = floors
        self._child_ref = child_ref
        self._worker = Actor(f"account:{uuid.uuid4()}", frozenset({Role.CASEWORKER}))
        self._old: Permit | None = None
        self._is_fresh = True
        self._shut: set[bool] = set()

    @property
    def is_shut_out(self) -> bool:
        """Does neither the old permit open anything, nor is there a new one?"""
        return len(self._shut) == 2

    def read(self) -> bool:
        """Try to open the record, in a transaction of its own."""
        try:
            with self._floors.begin(self._worker) as work:
                work.opens_for(Task.CASE)
                permit = self._old
                if permit is None or self._is_fresh:
                    permit = self._permit(work)
                work.vault.read(self._child_ref, Compartment.IDENTITY, permit)
        except Absent:
            self._shut.add(self._is_fresh)
            opened = False
        else:
            self._old = self._old or permit
            opened = True
        self._is_fresh = not self._is_fresh
        return opened

    def _permit(self, work: Work) -> Permit:
        return work.permit(self._child_ref, SHOW_CASEWORKERS, "open", DataClass.DETAILS)
