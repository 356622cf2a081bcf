"""Chromium, driven by the same words as the browser on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ONLY_WRONG: Final = {"resultTypes": ["violations"]}
"""Of what is right no word is needed: writing all of it down took longer than to find it."""


class Chromium:
    """A person at a real browser; with scripts, every page is held to axe."""

    def __init__(self, page: Page, root: str, *, axe: bool) -> None:
        self._page = page
        self._root = root
        self._axe = Axe() if axe else None
        self.complaints: list[str] = []

    def goto(self, path: str) -> None:
        """Open an address."""
        self._page.goto(path if path.startswith("http") else self._root + path)
        self._look()

    def _look(self) -> None:
        self._page.wait_for_load_state("load")
        if self._axe is None or self._page.locator("main").count() == 0:
            return
        for violation in self._axe.run(self._page, options=ONLY_WRONG).response["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.complaints.append(f"{self.path}: {violation['id']}: {nodes}")

    @property
    def words(self) -> str:
        """What the page says."""
        return " ".join((self._page.locator("body").text_content() or "").split())

    @property
    def path(self) -> str:
        """Where the page is."""
        return self._page.url.removeprefix(self._root)

    @property
    def title(self) -> str:
        """What the page is called."""
        return self._page.title()

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        self._page.get_by_role("link", name=words).first.click()
        self._look()

    def fill(self, label: str, value: str) -> None:
        """Write into the field of this label."""
        self._page.get_by_label(label).first.fill(value)

    def choose(self, label: str) -> None:
        """Turn on the radio or the box of this label."""
        exact = self._page.get_by_label(label, exact=True)
        (exact if exact.count() else self._page.get_by_label(label)).first.check()

    def answer_each(self, values: tuple[str, ...], words: str) -> None:
        """In each group of radios the first of these values it offers; words where none stand."""
        radios = self._page.locator("main input[type=radio]").all()
        groups: dict[str, list[str]] = {}
        for radio in radios:
            name, value = radio.get_attribute("name"), radio.get_attribute("value")
            groups.setdefault(name or "", []).append(value or "")
        for name, offered in groups.items():
            chosen = next((value for value in values if value in offered), None)
            if chosen is not None:
                self._page.locator(f'main input[name="{name}"][value="{chosen}"]').check()
        for area in self._page.locator("main textarea").all():
            if not area.input_value():
                area.fill(words)

    def offers(self, words: str) -> bool:
        """Is there a button that says this?"""
        return self._page.get_by_role("button", name=words).count() > 0

    def leads(self, words: str) -> bool:
        """Is there a link that says this?"""
        return self._page.get_by_role("link", name=words).count() > 0

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""
        self._page.get_by_label(label).first.select_option(label=option)

    def attach(self, label: str, content: bytes, name: str) -> None:
        """Put a file into the field of this label."""
        self._page.get_by_label(label).first.set_input_files(
            {"name": name, "mimeType": "image/jpeg", "buffer": content}
        )

    def press(self, words: str) -> None:
        """Press the button that says this."""
        exact = self._page.get_by_role("button", name=words, exact=True)
        (exact if exact.count() else self._page.get_by_role("button", name=words)).first.click()
        self._look()

    def picture(self, to: Path) -> None:
        """Keep a picture of what is in view."""
        self._page.screenshot(path=str(to))
