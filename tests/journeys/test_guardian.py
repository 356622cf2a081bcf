"""A guardian enrols, sees, withdraws and wipes: the family door from end to end."""

from __future__ import annotations

import pytest
from flask import Flask

from registry.trail.proving import walk
from registry.work import Floors
from registry.worker import run_once, sender_for
from tests.cast import YUSUF
from tests.journeys.guardian import enrol_idris, open_an_account
from tests.journeys.paper import Paper

CANARIES = ("Idris Hassan", "Wadi Sahel", "boat song", "knitted camel", "إدريس", "amina@example")


@pytest.fixture
def paper(app: Flask) -> Paper:
    """A browser on paper, with the form token on, as in real life."""
    app.config["WTF_CSRF_ENABLED"] = True
    return Paper(app.test_client())


def on_disk(floors: Floors) -> bytes:
    """Every byte of the house: databases, their logs, photo files. Letters are the postman's."""
    mail = floors.settings.mail_dir
    return b"".join(
        path.read_bytes()
        for path in sorted(floors.settings.data_dir.rglob("*"))
        if path.is_file() and mail not in path.parents
    )


def test_a_guardian_enrols_sees_changes_withdraws_and_wipes(paper: Paper, floors: Floors) -> None:
    record = enrol_idris(paper, floors)
    assert "Receipt and wallet card" in paper.words

    paper.goto(record)
    assert "Idris Hassan" in paper.words
    paper.follow("Change Places")
    paper.fill("School or nursery", "Al Nour")
    paper.press("Save")
    assert "Al Nour" in paper.words

    paper.follow("Who has looked")
    assert "No looks to show" in paper.words

    paper.goto(f"{record}/consents")
    paper.follow("Take back: May we check the file when a child is found?")
    paper.press("Take it back")
    paper.goto(f"{record}/consents")
    paper.follow("Read and answer: May we check the file when a child is found?")
    assert "May we check the file" in paper.words

    written = on_disk(floors)
    for canary in CANARIES:
        assert canary.encode() not in written

    child = f"child:{record.rpartition('/')[2]}"
    key = floors.keyring.data_key(child)
    assert key not in written
    assert len(list(floors.objects.names())) == 2

    paper.goto(f"{record}/wiping")
    paper.choose("Wipe it now")
    paper.press("Wipe it")
    assert "72 hours" in paper.words
    paper.goto(record)
    assert "Idris" not in paper.words

    run_once(floors, sender_for(floors.settings))
    assert list(floors.objects.names()) == []
    assert child not in floors.keyring.subjects()
    left = on_disk(floors)
    assert key not in left
    for canary in CANARIES:
        assert canary.encode() not in left

    with floors.reading() as session:
        assert walk(session).broken_at is None


def test_another_guardian_finds_nothing(paper: Paper, app: Flask, floors: Floors) -> None:
    record = enrol_idris(paper, floors)
    stranger = Paper(app.test_client())
    open_an_account(stranger, floors, YUSUF, "Yusuf")
    for page in ("", "/consents", "/receipt", "/looks", "/wiping", "/photos", "/names"):
        stranger.goto(record + page)
        assert stranger.status == 404
        assert "There is nothing to show here" in stranger.words
