"""Backups of a test's house, and the journal outside of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from registry.storage.journal import ErasureJournal
from registry.storage.signing import signer
from registry.work import Floors


def journalled(floors: Floors, path: Path) -> Floors:
    """The same floors with a journal outside."""
    journal = ErasureJournal(path, lambda: signer(floors.keyring))
    return replace(floors, journal=journal, settings=replace(floors.settings, journal=path))
