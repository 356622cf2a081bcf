"""A claim tells nobody whether a file exists: its whole life reads the same in two worlds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from registry.app import make_app
from registry.authority import Actor
from registry.claims import operations
from registry.claims.rules import Why
from registry.description import ClosureReason
from registry.outbox.models import Message
from registry.outbox.senders import RoomSender
from registry.reasons import Task
from registry.work import Floors
from registry.worker import deliver, run_once
from tests.cast import PASSWORD, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children, claims
from tests.making.houses import house, settings_in

RANDOM = (
    (re.compile(r'<svg class="swatch.*?</svg>', re.DOTALL), "[swatch]"),
    (re.compile(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}"), "[reference]"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "[id]"),
    (re.compile(r"kinfold-[0-9a-f]{16}"), "[key]"),
    (re.compile(r'nonce[-=]"?[\w-]{22}'), "[nonce]"),
    (re.compile(r"/account/confirmation/[\w=-]+\n?[\w-]*"), "[link]"),
    (re.compile(r'name="(once|csrf_token)"([^>]*)value="[^"]*"'), "[token]"),
)
"""What chance alone decides; everything else must be the same, byte for byte."""
CHANCE = {"Set-Cookie", "Content-Length"}
"""A swatch is drawn from the reference, so a page's length turns on chance, too."""

PAGES = {
    "relationship": {"category": "relative", "relation": "uncle", "since": "2019"},
    "claimant": {"name": "Yusuf Haddad", "reach": "By message"},
    "safety": {"anyone": "no"},
    "names": {"name": "Idris Haddad", "nickname": "Dudi"},
    "person": {"age": "6-7", "sex": "male", "languages": "Arabic"},
    "places": {"location_birth": "Homs", "location_last": "Tripoli harbour"},
    "withheld": {"home_name": "Dudi"},
    "belongings": {"clothing": "a red coat"},
}


@dataclass
class Trace:
    """Everything a claimant ever gets: answers, and letters."""

    client: FlaskClient
    seen: list[tuple[str, int, str, tuple[tuple[str, str], ...], str]] = field(default_factory=list)

    def get(self, path: str) -> TestResponse:
        """Look at a page."""
        return self._note(f"GET {path}", self.client.get(path))

    def post(self, path: str, **typed: object) -> TestResponse:
        """Send a form."""
        return self._note(
            f"POST {path}",
            self.client.post(path, data=typed, content_type="multipart/form-data"),
        )

    def _note(self, asked: str, response: TestResponse) -> TestResponse:
        headers = tuple(
            (name, masked(value)) for name, value in response.headers if name not in CHANCE
        )
        body = masked(response.text)
        self.seen.append(
            (masked(asked), response.status_code, masked(response.location or ""), headers, body)
        )
        return response


def masked(text: str) -> str:
    """The text without what chance alone decides."""
    for pattern, word in RANDOM:
        text = pattern.sub(word, text)
    return text


def people(floors: Floors) -> tuple[Actor, Callable[[], None]]:
    """The coordinator of a house, and what brings a fitting child into it."""
    admins = caseworkers.administrators(floors)
    mara, (hana, omar) = claims.mara(floors, admins), claims.hana_and_omar(floors, admins)
    accounts.opened(floors, YUSUF)

    def bring_the_child() -> None:
        amina = accounts.guardian(floors)
        child = children.enrolled(floors, amina, apart=True, photos=1)
        children.papers_seen(floors, mara, child)
        claims.found(floors, hana, omar)

    return mara, bring_the_child


def sign_in(trace: Trace) -> None:
    """Sign in anew: a session ends long before the next fixed day."""
    trace.post("/sign-in", email=YUSUF, password=PASSWORD)


def write(trace: Trace) -> str:
    """Write a claim, every page of it, and send it; its address."""
    trace.get("/claims")
    trace.get("/claims/new")
    begun = trace.post("/claims/new")
    home = begun.location.partition("/pages/")[0]
    for page, typed in PAGES.items():
        trace.get(f"{home}/pages/{page}")
        trace.post(f"{home}/pages/{page}", **typed)
    trace.post(f"{home}/lists/marks", kind="scar", place="knee", side="left")
    trace.post(f"{home}/photos", photo=(io.BytesIO(children.jpeg()), "idris.jpg"))
    for page in ("parts", "answers", "photos"):
        trace.get(f"{home}/{page}")
    shown = re.search(r'name="shown"[^>]*value="(\w+)"', trace.get(f"{home}/notice").text)
    assert shown is not None
    trace.post(f"{home}/notice", shown=shown.group(1))
    return home


def look(trace: Trace, home: str) -> None:
    """Everything a claimant can look at."""
    looks = (f"{home}/looks", f"{home}/looks/statement", f"{home}/looks/2026-03-02/question")
    for path in ("/claims", home, f"{home}/withdrawal", f"{home}/parts", "/claims/new", *looks):
        trace.get(path)


def live(floors: Floors, clock: Clock, trace: Trace, mara: Actor) -> None:
    """A claim's whole life, with all that the desk does in between."""
    sign_in(trace)
    home = write(trace)
    claim_id = home.rpartition("/")[2]
    look(trace, home)
    work_through(floors, mara)
    look(trace, home)

    clock.move(days=7)
    sign_in(trace)
    look(trace, home)
    with floors.begin(mara) as work:
        question = operations.ask(work, claim_id, "Which scar do you mean?")
    look(trace, home)
    clock.move(days=7)
    work_through(floors, mara)
    sign_in(trace)
    look(trace, home)
    trace.get(f"{home}/questions/{question.id}")
    trace.post(f"{home}/questions/{question.id}", text="The one on the left knee.")
    trace.post(f"{home}/pages/belongings", clothing="a red coat with a hood")
    look(trace, home)

    with floors.begin(mara) as work:
        operations.close_claim(work, f"claim:{claim_id}", ClosureReason.NOT_ENOUGH)
    look(trace, home)
    clock.move(days=7)
    sign_in(trace)
    look(trace, home)


def work_through(floors: Floors, mara: Actor) -> None:
    """The worker does what is due; the coordinator reads what there is, and sets one pair aside."""
    while run_once(floors, RoomSender(floors.settings.mail_dir)):
        pass
    with floors.begin(mara) as work:
        work.opens_for(Task.CASE)
        for row in operations.view_board(work):
            _, pairs = operations.view_claim(work, row.id)
            for pair in pairs[:1]:
                operations.view_candidate(work, pair.id)
                operations.set_aside(work, pair.id, Why.ANOTHER_CHILD)


def letters(floors: Floors, clock: Clock) -> Iterator[tuple[str, str]]:
    """Every letter to the claimant: its name and moment, then its words."""
    yusuf = accounts.read(floors, YUSUF).ref
    with floors.reading() as session:
        sent = session.scalars(select(Message).where(Message.to_ref == yusuf)).all()
    for message in sorted(sent, key=lambda each: (each.queued_at, each.name)):
        yield message.name, f"{message.queued_at} {message.next_try_at} {message.sent_at}"
    clock.move(days=30)
    deliver(floors, RoomSender(floors.settings.mail_dir))
    for path in sorted(floors.settings.mail_dir.glob("*.eml")):
        if YUSUF in (text := path.read_text()):
            yield "letter", masked(text.partition("\n\n")[2])


def life_in(folder: Path, *, with_child: bool) -> tuple[Trace, list[tuple[str, str]], int]:
    """One world: what the claimant saw and read, and how many pairs the desk had."""
    clock = Clock()
    with house(settings_in(folder), clock) as floors:
        app = make_app(floors)
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        mara, bring_the_child = people(floors)
        if with_child:
            bring_the_child()
        trace = Trace(app.test_client())
        live(floors, clock, trace, mara)
        return trace, sorted(letters(floors, clock)), len(claims.candidates(floors))


def test_a_claims_whole_life_is_the_same_in_both_worlds(tmp_path: Path) -> None:
    here, letters_here, pairs_here = life_in(tmp_path / "here", with_child=True)
    there, letters_there, pairs_there = life_in(tmp_path / "there", with_child=False)
    assert pairs_here > pairs_there == 0
    assert len(here.seen) == len(there.seen)
    for one, other in zip(here.seen, there.seen, strict=True):
        assert one == other
    assert letters_here == letters_there
    assert {status for _, status, *_ in here.seen} == {200, 303, 404}
    read = "".join(body for *_, body in here.seen)
    for word in ("Received", "Open", "We need to ask you", "Closed"):
        assert f"<h1>{word}</h1>" in read
