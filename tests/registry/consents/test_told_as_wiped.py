"""Two worlds: in one the worker wipes what is due, in the other nothing is ever wiped.

A hold, a busy log or a stopped worker: whatever keeps a record, its guardian reads the same.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.app import make_app
from registry.consents import erasing
from registry.storage.erasure import journal
from registry.work import Floors
from tests.cast import AMINA
from tests.conftest import Clock
from tests.making import accounts, children, houses
from tests.registry.claims.test_two_worlds import Trace

DAYS = 12
"""Seven to think again, three in which it is wiped, and two more."""


def read_in(folder: Path, *, way: str, is_draft: bool, is_wiped: bool) -> tuple[str, ...]:
    """What the guardian reads of a record taken back, day by day."""
    clock = Clock()
    with houses.house(houses.settings_in(folder), clock) as floors:
        amina = accounts.guardian(floors)
        child = children.begun(floors, amina) if is_draft else children.enrolled(floors, amina)
        app = make_app(floors)
        app.config["WTF_CSRF_ENABLED"] = False
        trace = Trace(app.test_client())
        accounts.sign_in(trace.client, AMINA)
        trace.post(f"/children/{child.id}/wiping", way=way)
        for _ in range(DAYS):
            if is_wiped:
                erasing.finish_due(floors)
            accounts.sign_in(trace.client, AMINA)
            for page in ("/erasure", "/receipt", "/restoration", "/looks"):
                trace.get(f"/children/{child.id}{page}")
            trace.get("/children")
            clock.move(days=1)
        assert is_closed(floors, child.ref) is is_wiped
    return tuple("\n".join(map(str, seen)) for seen in trace.seen)


def is_closed(floors: Floors, subject: str) -> bool:
    with floors.reading() as session:
        line = journal(session, subject)
        return line is not None and line.closed_at is not None


@pytest.fixture(params=["at_once", "later", "draft"])
def worlds(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[tuple[str, ...], ...]:
    is_draft = request.param == "draft"
    way = "at_once" if is_draft else request.param
    return tuple(
        read_in(tmp_path / name, way=way, is_draft=is_draft, is_wiped=name == "wiped")
        for name in ("wiped", "kept")
    )


def test_that_something_keeps_a_record_cannot_be_read(
    worlds: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    wiped, kept = worlds
    assert len(wiped) == len(kept)
    for one, other in zip(wiped, kept, strict=True):
        assert one == other
    assert any("It is wiped. Nobody can read it" in page for page in kept)
    assert any("wiped within 72 hours" in page for page in wiped)
