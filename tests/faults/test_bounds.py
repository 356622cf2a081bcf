"""No page takes more than its share, and where there are too many at once, some are told so."""

from __future__ import annotations

import io
import threading
import time
import tracemalloc
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.authority import Permission
from registry.cli import serve
from registry.readings import Reads
from registry.storage import decode
from registry.storage.picture import LARGEST
from registry.web import bodies, turnstile
from registry.web.guards import guard
from registry.work import Floors
from tests.cast import AMINA
from tests.making import accounts
from tests.registry.children.walking import Walk, needed_pages

MOST_CPU_SECONDS, MOST_BYTES = 5, 256 * 1024 * 1024
LONG = "a " * (bodies.BODY_LIMIT // 2 - 2000)


@pytest.fixture
def walk(client: FlaskClient, floors: Floors) -> Walk:
    accounts.guardian(floors)
    accounts.sign_in(client, AMINA)
    return needed_pages(Walk(client))


def costs(walk: Walk, page: str, **fields: object) -> TestResponse:
    """Send a form; it takes less than its share of this process's time and memory."""
    tracemalloc.start()
    began = time.thread_time()
    answer = walk.post(page, **fields)
    taken = time.thread_time() - began
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < MOST_CPU_SECONDS
    assert most < MOST_BYTES
    return answer


def test_r8_the_longest_words_cost_no_more_than_their_share(walk: Walk) -> None:
    home = f"/children/{walk.child_id}"
    walk.open(f"{home}/description/names")
    assert costs(walk, walk.here, name=LONG).status_code == 422
    walk.open(f"{home}/description/places")
    assert costs(walk, walk.here, location_birth=LONG).status_code == 422
    form = {"email": LONG[: bodies.BODY_LIMIT // 2], "password": "x" * 100_000}
    assert costs(walk, "/sign-in", **form).status_code == 422


def test_r8_the_largest_photo_costs_no_more_than_its_share(walk: Walk) -> None:
    page = f"/children/{walk.child_id}/photos"
    walk.open(page)
    photo = io.BytesIO(b"\xff\xd8\xff".ljust(LARGEST, b"\0"))
    assert costs(walk, page, photo=(photo, "a.jpg")).status_code == 422
    assert decode.CPU_SECONDS <= MOST_CPU_SECONDS  # and its own process no more


@pytest.mark.parametrize(
    ("size", "parts"), [(bodies.BODY_LIMIT + 1, 1), (100, bodies.PARTS_LIMIT + 1)]
)
def test_r8_what_is_too_large_or_in_too_many_parts_is_refused(
    walk: Walk, size: int, parts: int
) -> None:
    walk.open(f"/children/{walk.child_id}/description/names")
    fields = {f"field{number}": (io.BytesIO(b"x" * size), "a") for number in range(parts)}
    assert costs(walk, "/sign-in", **fields).status_code == 413


@pytest.fixture
def slow(app: Flask) -> threading.Event:
    """A page that takes until it is told to end, in a house with room for two at a time."""
    ended = threading.Event()
    app.before_request_funcs.clear()
    app.teardown_request_funcs.clear()
    turnstile.install(app, at_once=2, longest=0.2)

    @guard(Permission.PUBLIC_READ, Reads.NOTHING)
    def page() -> str:
        ended.wait(20)
        return "done"

    app.add_url_rule("/slow", "slow", page)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return ended


def test_r8_who_cannot_be_served_soon_is_told_when_to_come_again(
    app: Flask, slow: threading.Event
) -> None:
    def ask(path: str) -> tuple[int, str | None]:
        answer = app.test_client().get(path)
        return answer.status_code, answer.headers.get("Retry-After")

    with ThreadPoolExecutor(12) as pool:
        first = [pool.submit(ask, "/slow") for _ in range(10)]
        while sum(each.done() for each in first) < 8:
            time.sleep(0.02)
        assert ask("/health") == (200, None)  # who looks after the house still sees that it lives
        assert ask("/") == (503, "30")
        slow.set()
        assert Counter(each.result() for each in first) == {(200, None): 2, (503, "30"): 8}
    assert ask("/") == (200, None)


def test_r8_as_many_threads_wait_as_work_and_none_waits_long() -> None:
    assert serve.THREADS == 2 * turnstile.AT_ONCE
    queues = bodies.SERVER["connection_limit"] / turnstile.AT_ONCE
    assert queues * turnstile.LONGEST_WAIT < 15


def test_r8_a_page_that_breaks_gives_its_place_back(app: Flask) -> None:
    app.before_request_funcs.clear()
    app.teardown_request_funcs.clear()
    turnstile.install(app, at_once=1, longest=0.1)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    @guard(Permission.PUBLIC_READ, Reads.NOTHING)
    def broken() -> str:
        raise ZeroDivisionError

    app.add_url_rule("/broken", "broken", broken)
    client = app.test_client()
    assert [client.get("/broken").status_code for _ in range(3)] == [500] * 3
