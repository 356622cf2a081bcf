"""The sown house: made once, and copied for whoever takes something back."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, is_dataclass
from pathlib import Path

import pytest
import structlog
from flask import Flask, before_render_template, current_app, has_request_context, request

from consent import DataClass, Permit
from registry import readings
from registry.accounts import passwords
from registry.app import make_app
from registry.config import Settings
from registry.looking import Looks
from registry.readings import Declared
from registry.reasons import Reason
from registry.work import Floors
from tests.conftest import Clock
from tests.crawl.another_day import AnotherDay
from tests.crawl.crawling import CANARY, Seen, addresses, crawl, send_empty, signed_in
from tests.crawl.house import Sown, Story
from tests.crawl.sealing import Sealings, watched
from tests.crawl.sights import sights
from tests.making import houses
from tests.making.accounts import CHEAP
from tests.making.saying_why import SaysWhy

CRAWLED = "crawled"
HERE = Path(__file__).parent
Observed = set[tuple[str, str, DataClass]]
"""What was opened: in which view (or `job`), on which ground, which class."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process makes the house, and tries all of it: two would make two."""
    for each in items:
        if HERE in each.path.parents:
            each.add_marker(pytest.mark.xdist_group("crawl"))


@dataclass(frozen=True, slots=True)
class Made:
    """A sown house at rest, and what was opened while it was sown."""

    settings: Settings
    sown: Sown
    clock: Clock
    observed: Observed
    sealings: Sealings
    told: set[str]
    reasons: set[tuple[str, str]]
    """By which view something was opened for which reason."""


@dataclass(frozen=True, slots=True)
class Open:
    """A house whose doors are open."""

    app: Flask
    floors: Floors
    sown: Sown
    told: set[str]
    """Which facts handed to a page say in their `repr` what was sown."""


def _no_canary(_logger: object, _method: str, line: MutableMapping[str, object]) -> str:
    """In place of the printing of a log line: nothing sown may ever come by here."""
    written = repr(line)
    assert CANARY.search(written) is None, written
    return written


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """The house, with everything in it."""
    settings, clock = houses.settings_in(tmp_path_factory.mktemp("crawl") / "house"), Clock()
    with pytest.MonkeyPatch.context() as patch:
        observed, sealings = _observing(patch), watched(patch)
        reasons = _reasoning(patch)
        structlog.configure(processors=[_no_canary])
        with houses.house(settings, clock) as floors:
            app = _app(floors)
            told = _telling(app)
            with pytest.MonkeyPatch.context() as cheaply:  # not for the tests of other features
                cheaply.setattr(passwords, "HASHER", CHEAP)
                sown = Story(app, floors).tell()
            sealings.is_watching = False
            yield Made(settings, sown, clock, observed, sealings, told, reasons)
        structlog.reset_defaults()


@pytest.fixture
def copied(made: Made, tmp_path: Path) -> Iterator[Open]:
    """A copy of one's own."""
    with opened(made, tmp_path / "copy") as house:
        yield house


@pytest.fixture(scope="session")
def before(made: Made, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """What everybody sees while every yes stands."""
    with opened(made, tmp_path_factory.mktemp("before") / "copy") as house:
        return {
            email: crawl(
                signed_in(house.app, email),
                addresses(house.app, house.floors, email),
                house.sown,
            )
            for email in sights(house.sown)
        }


@pytest.fixture(scope="session")
def emptied(
    made: Made, before: dict[str, Seen], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Seen]:
    """What everybody sees who sends every form there is with nothing in it."""
    with opened(made, tmp_path_factory.mktemp("emptied") / "copy") as house:
        return {
            email: send_empty(signed_in(house.app, email), seen.forms, house.sown)
            for email, seen in before.items()
        }


@pytest.fixture(scope="session")
def later(made: Made, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In copies that nobody looks at: what ends things, and what comes after a year."""
    with pytest.MonkeyPatch.context() as cheaply:
        cheaply.setattr(passwords, "HASHER", CHEAP)
        for live in (AnotherDay.change_their_minds, AnotherDay.a_year_later):
            folder, clock = tmp_path_factory.mktemp("later") / "copy", Clock()
            clock.at = made.clock.at
            with opened(made, folder, clock) as house:
                live(AnotherDay(house.app, house.floors), house.sown)


@contextmanager
def opened(made: Made, folder: Path, clock: Clock | None = None) -> Iterator[Open]:
    """A copy of the house in this folder, with its doors open."""
    with houses.standing(houses.copied(made.settings, folder), clock or made.clock) as floors:
        app = _app(floors)
        made.sealings.is_watching = True
        try:
            yield Open(app, floors, made.sown, _telling(app))
        finally:
            made.sealings.is_watching = False


def _app(floors: Floors) -> Flask:
    app = make_app(floors)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = SaysWhy
    app.extensions[CRAWLED] = True
    return app


def _telling(app: Flask) -> set[str]:
    told = set[str]()

    def watch(_app: Flask, template: object, context: dict[str, object]) -> None:
        del template
        lists = (value for value in context.values() if isinstance(value, list | tuple))
        told.update(
            type(value).__qualname__
            for value in (*context.values(), *itertools.chain.from_iterable(lists))
            if is_dataclass(value) and CANARY.search(repr(value))
        )

    before_render_template.connect(watch, app, weak=False)
    return told


def _observing(patch: pytest.MonkeyPatch) -> Observed:
    seen, hold = Observed(), readings.must_be_declared

    def watch(ground: str, data_class: DataClass, otherwise: Declared) -> None:
        # The house stands for the whole session: what other tests open in theirs is not its own.
        if not has_request_context():
            seen.add(("job", ground, data_class))
        elif CRAWLED in current_app.extensions:
            seen.add((str(request.endpoint), ground, data_class))
        hold(ground, data_class, otherwise)

    patch.setattr(readings, "must_be_declared", watch)
    return seen


def _reasoning(patch: pytest.MonkeyPatch) -> set[tuple[str, str]]:
    said, find = set[tuple[str, str]](), Looks.reason_of

    def watch(looks: Looks, subject: str, permit: Permit) -> Reason:
        why = find(looks, subject, permit)
        if has_request_context() and CRAWLED in current_app.extensions:
            said.add((str(request.endpoint), why.value))
        return why

    patch.setattr(Looks, "reason_of", watch)
    return said
