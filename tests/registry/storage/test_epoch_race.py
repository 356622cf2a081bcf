"""One withdrawal against fifty readers: whoever begins after it is kept opens nothing."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from sqlalchemy.exc import OperationalError

from registry.authority import Actor
from registry.children.models import Child
from registry.consents.operations import take_back_one
from registry.purposes import SHOW_CASEWORKERS
from registry.work import Floors
from tests.making import accounts, children
from tests.registry.storage.racing import LONGEST_SECONDS, read_until_shut

THREADS: Final = 48
PROCESSES: Final = 2


def test_nobody_opens_anything_once_a_withdrawal_is_kept(floors: Floors, tmp_path: Path) -> None:
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina)
    marks = [tmp_path / f"reader-{number}" for number in range(THREADS + PROCESSES)]
    elsewhere = ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn"))
    with elsewhere, ThreadPoolExecutor(THREADS) as here:
        readers = [
            (elsewhere if number < PROCESSES else here).submit(
                read_until_shut, floors.settings, floors.clock(), child.ref, mark
            )
            for number, mark in enumerate(marks)
        ]
        everybody_reads(marks)
        withdraw(floors, amina, child)
        kept = time.monotonic_ns()
        attempts = [reader.result(timeout=2 * LONGEST_SECONDS) for reader in readers]

    for own in attempts:
        assert any(each.opened for each in own), "each of them read before"
        assert sum(not each.opened for each in own) >= 2, "and was shut out, old permit and new"
        assert not [each for each in own if each.opened and each.began > kept]


def everybody_reads(marks: list[Path]) -> None:
    """Wait until every reader has opened the record once."""
    until = time.monotonic() + LONGEST_SECONDS
    while not all(mark.exists() for mark in marks):
        assert time.monotonic() < until, "the readers never got going"
        time.sleep(0.01)


def withdraw(floors: Floors, amina: Actor, child: Child) -> None:
    """Take the yes back; among so many the database may be busy for a while."""
    while True:
        try:
            with floors.begin(amina) as work:
                take_back_one(work, str(child.id), SHOW_CASEWORKERS, "en")
        except OperationalError:
            continue
        return
