"""A served house and real Chromium beside it."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import FLAGS


@pytest.fixture
def root(app: Flask) -> Iterator[str]:
    """The address of this test's house, served as in real life, with the form token on."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("KINFOLD_CHROMIUM", "/usr/bin/chromium"),
            args=list(FLAGS),
        )
        yield chromium
        chromium.close()
