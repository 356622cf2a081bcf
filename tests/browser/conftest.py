"""A served house and real Chromium beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS
from tests.making.served import served


@pytest.fixture
def root(app: Flask) -> Iterator[str]:
    """The address of this test's house, served as in real life, with the form token on."""
    app.config["WTF_CSRF_ENABLED"] = True
    with served(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Chromium, with no page of anybody left open: ten that stand by slow all that comes after."""
    yield chromium
    for each in chromium.contexts:
        each.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=os.environ.get("KINFOLD_CHROMIUM", "/usr/bin/chromium"),
            args=list(FLAGS),
        )
        yield started
        started.close()
