"""What is declared beside each view and job is opened there by somebody, in the whole crawl."""

from __future__ import annotations

from typing import Final

import pytest

from registry import worker
from registry.readings import Reads, declared_by
from tests.crawl.conftest import Made, Open
from tests.crawl.crawling import Seen

RARE: Final = {
    ("holders.write_down", Reads.GUARDIANS_SAFETY): "one person corrects an age of a record with"
    " two guardians, and both are written to",
}
"""What is opened by hardly anybody, and why."""


@pytest.mark.usefixtures("before", "emptied", "later")
def test_everything_that_is_declared_is_opened_by_somebody(made: Made, copied: Open) -> None:
    unused = {
        (name, reading)
        for name, view in copied.app.view_functions.items()
        for reading in declared_by(view) - {Reads.NOTHING}
        if not any(
            where == name and reading.covers(ground, data_class)
            for where, ground, data_class in made.observed
        )
    }
    assert unused == set(RARE)


def test_the_jobs_open_what_they_declare(made: Made) -> None:
    for reading in (Reads.LETTER, Reads.SIDE_TRAITS):
        assert any(reading in declared_by(job) for job in (worker.deliver, *worker.JOBS))
        assert any(
            where == "job" and reading.covers(ground, data_class)
            for where, ground, data_class in made.observed
        ), reading


def test_everybody_was_there(before: dict[str, Seen], emptied: dict[str, Seen]) -> None:
    assert set(before) == set(emptied)
    assert len(before) > 10
