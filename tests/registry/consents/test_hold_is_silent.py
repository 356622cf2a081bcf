"""Two worlds: in one, two people have the key of a record wait; in the other nobody has.

Both guardians read the same pages and get the same letters over the whole life of it: before the
wiping, at it, while the key waits, once it is told as done, and after the hold has ended.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Final

import pytest

from registry.app import make_app
from registry.authority import Actor, Role
from registry.children.models import Child
from registry.consents import erasing
from registry.outbox.senders import RoomSender
from registry.oversight import holding
from registry.oversight.rules import WhyHeld
from registry.work import Floors
from registry.worker import deliver, run_once
from tests.cast import AMINA, MARA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, holders
from tests.making.houses import house, settings_in
from tests.registry.claims.test_two_worlds import Trace, masked

PAGES: Final = (
    *("erasure", "receipt", "restoration", "certificate", "looks", "looks/statement", "consents"),
    "receipts/record/sheet",
)
COPIES: Final = ("certificate.jws", "looks/statement.jws")
DRAWN: Final = re.compile(r"<svg.*?</svg>", re.DOTALL)
"""A code that is drawn turns on ids and keys."""
OFFICE: Final = re.compile(r"\b[2-9CFGHJKMPQRVWX]{4}-[2-9CFGHJKMPQRVWX]{4}\b")
"""What is said at the desk for a receipt that it keeps."""
STEPS: Final = (0, 1, 2, 1, 3, 1, 27, 1, 60)
"""Days between two looks: within the days to think again, in the 72 hours, in the hold, past it."""


def lived(folder: Path, *, way: str, held: str | None) -> tuple[list[str], list[bool]]:
    """What both guardians get from the first day to the last, and when the key was there."""
    clock, keys = Clock(), list[bool]()
    with house(settings_in(folder), clock) as floors:
        admins = caseworkers.administrators(floors)
        mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
        amina = accounts.guardian(floors)
        child = children.enrolled(floors, amina, photos=1)
        holders.joined(floors, mara, child, accounts.guardian(floors, YUSUF))
        app = make_app(floors)
        app.config["WTF_CSRF_ENABLED"] = False
        traces = {who: Trace(app.test_client()) for who in (AMINA, YUSUF)}
        if held == "before":
            hold(floors, child, mara, admins[0])
        look(traces, child)
        accounts.sign_in(traces[AMINA].client, AMINA)
        traces[AMINA].post(f"/children/{child.id}/receipt", form="office")
        traces[AMINA].post(f"/children/{child.id}/wiping", way=way)
        if held == "after":
            hold(floors, child, mara, admins[0])
        for days in STEPS:
            clock.move(days=days)
            erasing.finish_due(floors)
            run_once(floors, RoomSender(folder / "letters"))
            keys.append(child.ref in floors.keyring.subjects())
            look(traces, child)
        deliver(floors, RoomSender(folder / "letters"))
    seen = [without_chance(str(each)) for trace in traces.values() for each in trace.seen]
    return [*seen, *letters(folder / "letters")], keys


def without_chance(text: str) -> str:
    return OFFICE.sub("[reference]", DRAWN.sub("[drawn]", text))


def hold(floors: Floors, child: Child, first: Actor, second: Actor) -> None:
    with floors.begin(first) as work:
        asked = holding.propose(work, child.reference, WhyHeld.PROTECTION, "Order 17")
    with floors.begin(second) as work:
        assert holding.view_hold(work, str(asked.id)).words
        holding.sign(work, str(asked.id))


def look(traces: dict[str, Trace], child: Child) -> None:
    for who, trace in traces.items():
        accounts.sign_in(trace.client, who)
        for page in PAGES:
            trace.get(f"/children/{child.id}/{page}")
        trace.get("/children")
        for name in COPIES:
            copy = trace.client.get(f"/children/{child.id}/{name}")
            trace.seen.append((name, copy.status_code, said(copy.text), (), ""))


def said(copy: str) -> str:
    """What a signed copy says; its key and signature are chance."""
    if copy.count(".") != 2 or "<" in copy:
        return "none"
    payload = copy.split(".")[1]
    told = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    return masked(json.dumps(told))


def letters(folder: Path) -> list[str]:
    return sorted(
        masked(path.read_text())
        for path in folder.glob("*.eml")
        if any(who in path.read_text() for who in (AMINA, YUSUF))
    )


@pytest.mark.parametrize(("way", "held"), [("at_once", "after"), ("later", "before")])
def test_that_a_key_waits_cannot_be_read(tmp_path: Path, way: str, held: str) -> None:
    free, free_keys = lived(tmp_path / "free", way=way, held=None)
    kept, kept_keys = lived(tmp_path / "held", way=way, held=held)
    assert kept_keys.count(True) > free_keys.count(True)  # it did wait
    assert kept_keys[-1] is free_keys[-1] is False  # and it ended
    assert len(free) == len(kept)
    for one, other in zip(free, kept, strict=True):
        assert one == other
    assert any("Certificate of wiping" in page for page in kept)
