"""A house with families in it, ready to be backed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.authority import Actor
from registry.work import Floors
from tests.making import accounts
from tests.making.backups import Offline, prepared


@pytest.fixture
def offline(floors: Floors, tmp_path: Path) -> Offline:
    """The house, and what lies in the safe."""
    return prepared(floors, tmp_path / "outside")


@pytest.fixture
def kept(offline: Offline) -> Floors:
    """The floors of that house."""
    return offline.floors


@pytest.fixture
def amina(kept: Floors) -> Actor:
    """A guardian."""
    return accounts.guardian(kept)
