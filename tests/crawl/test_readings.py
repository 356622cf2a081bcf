"""What is declared beside each view and job is opened there by somebody, in the whole crawl."""

from __future__ import annotations

from typing import Final

import pytest

from registry import worker
from registry.readings import Reads, declared_by
from tests.crawl.conftest import Made, Open
from tests.crawl.crawling import Seen

ON_ANOTHER_DAY: Final = {
    "accounts.confirm": "a new address is confirmed",
    "accounts.send_link": "an address is not confirmed yet",
    "consents.restore": "a record is brought back",
    "holders.hear": "a child says yes at the desk",
    "children.take_mark_away": "a list is made shorter",
    "children.take_relative_away": "a list is made shorter",
    "children.unsealed": "two people open a sealed record",
    "claims.add_photo": "a photo is refused",
    "claims.hear_child": "a child in care is heard",
    "claims.photo": "a draft of a claim has a photo",
    "claims.take_away": "a list is made shorter",
    "consents.answer": "another guardian is told",
    "consents.name_contact": "a trusted contact is named",
    "consents.renew": "a yes is said for longer",
    "consents.take_back": "one of two searches ends",
    "consents.trusted": "a trusted contact is named",
    "consents.trusted_at_desk": "a trusted contact rings",
    "consents.wipe": "another guardian is told",
    "consents.write_down": "a trusted contact rings",
    "holders.answer_matter": "another guardian says no",
    "holders.matter": "another guardian says no",
    "holders.measure": "two people take a measure",
    "holders.people": "there is another guardian",
    "holders.sign": "two people take a measure",
    "holders.propose": "two people take a measure",
    "holders.write_down": "another guardian is sought",
    "reunion.clear": "a claim is the seeking side",
    "reunion.clearance": "a claim is the seeking side",
    "reunion.safety": "a claim is the seeking side",
    "reunion.verification": "a claim is the seeking side",
    "reunion.verify": "a claim is the seeking side",
    "review.amend": "two people are of two minds",
    "review.declare": "the question on names is sent back empty",
    "review.reveal": "a reason is kept before an answer is opened",
    "review.talk": "two people are of two minds",
}
"""Views with a reading that this story has no turn for; the tests of their feature take it."""


@pytest.mark.usefixtures("before", "emptied")
def test_everything_that_is_declared_is_opened_by_somebody(made: Made, copied: Open) -> None:
    unused = {
        name: reading.name
        for name, view in copied.app.view_functions.items()
        for reading in declared_by(view) - {Reads.NOTHING}
        if not any(
            where == name and reading.covers(ground, data_class)
            for where, ground, data_class in made.observed
        )
    }
    assert {name: which for name, which in unused.items() if name not in ON_ANOTHER_DAY} == {}
    assert set(ON_ANOTHER_DAY) - set(unused) == set(), "these are opened after all"


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
