"""The main job in real Chromium: with scripts, each page held to axe; and without any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from registry.work import Floors
from tests.browser.chromium import Chromium
from tests.journeys.guardian import Person
from tests.journeys.story import the_main_job

pytestmark = pytest.mark.browser

PICTURE = Path(__file__).parents[2] / "docs" / "side-by-side.png"


def _photograph(person: Person) -> None:
    """With KINFOLD_PICTURES set, keep the picture of the side-by-side page for the README."""
    if not isinstance(person, Chromium) or "KINFOLD_PICTURES" not in os.environ:
        return
    if "Photos side by side" in person.title and "Save and close" in person.words:
        person.picture(PICTURE)


def test_the_main_job_with_scripts_and_axe_finds_nothing(
    browser: Browser, root: str, floors: Floors
) -> None:
    people: list[Chromium] = []

    def newcomer() -> Chromium:
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        people.append(Chromium(context.new_page(), root, axe=True))
        return people[-1]

    the_main_job(newcomer, floors, on_stage=_photograph)
    assert [each for person in people for each in person.complaints] == []


@pytest.mark.full  # on paper, where no script runs, the same job is done in every run
def test_the_main_job_without_scripts_on_a_phone(
    browser: Browser, root: str, floors: Floors
) -> None:
    def newcomer() -> Chromium:
        context = browser.new_context(
            viewport={"width": 390, "height": 800}, java_script_enabled=False
        )
        return Chromium(context.new_page(), root, axe=False)

    the_main_job(newcomer, floors)
