"""A house made up for measuring, and gone after it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry.cli.db import bring_up_to_date
from registry.cli.keys import make_keys
from registry.cli.serve import ready_floors
from registry.config import DEMO_STAMP, settings_for
from registry.work import Floors


@contextmanager
def made_up_house() -> Iterator[Floors]:
    """The floors of an empty house in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / DEMO_STAMP).touch()
        settings = settings_for(data, {})
        make_keys(settings)
        bring_up_to_date(settings)
        yield ready_floors(settings)
