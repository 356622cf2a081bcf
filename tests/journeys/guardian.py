"""A guardian's way through the house, in the words of the pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from registry.demo.portraits import portrait
from registry.demo.views import letters
from registry.work import Floors
from registry.worker import deliver, run_once, sender_for
from tests.cast import AMINA, PASSWORD


class Person(Protocol):
    """Somebody at a browser: on paper, or in Chromium."""

    @property
    def words(self) -> str:
        """What the page says."""

    @property
    def path(self) -> str:
        """Where the page is."""

    def goto(self, path: str) -> None:
        """Open an address."""

    def follow(self, words: str) -> None:
        """Follow a link."""

    def fill(self, label: str, value: str) -> None:
        """Write into a field."""

    def choose(self, label: str) -> None:
        """Turn on a radio or a box."""

    def answer_each(self, values: tuple[str, ...], words: str) -> None:
        """Answer every group of radios, and write where nothing stands."""

    def offers(self, words: str) -> bool:
        """Is there such a button?"""

    def leads(self, words: str) -> bool:
        """Is there such a link?"""

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""

    def attach(self, label: str, content: bytes, name: str) -> None:
        """Put a file into a field."""

    def press(self, words: str) -> None:
        """Press a button."""


def link_in_newest_letter(floors: Floors, to: str) -> str:
    """Let the worker deliver all that waits, then read the newest letter in the e-mail room."""
    sender = sender_for(floors.settings)
    while deliver(floors, sender):
        pass
    run_once(floors, sender)
    room: Path = floors.settings.mail_dir
    letter = next(letter for letter in letters(room) if letter.to == to)
    found = re.search(r"https?://[^/\s]+(/\S+)", letter.body)
    assert found is not None, letter.body
    return found.group(1)


def sign_in(person: Person, email: str, password: str = PASSWORD) -> None:
    """Come in by the one door."""
    person.goto("/sign-in")
    person.fill("E-mail address", email)
    person.fill("Password", password)
    person.press("Sign in")


def open_an_account(person: Person, floors: Floors, email: str, name: str) -> None:
    """Open an account, read the letter, confirm the address, and sign in."""
    person.goto("/account/new")
    person.fill("Your name", name)
    person.fill("E-mail address", email)
    person.fill("Password", PASSWORD)
    person.press("Open an account")
    assert "Look at your e-mail" in person.words
    person.goto(link_in_newest_letter(floors, email))
    person.press("Yes, this is my address")
    sign_in(person, email)


def enrol_idris(person: Person, floors: Floors) -> str:
    """Amina enrols Idris, who is apart from her; gives the address of the record."""
    open_an_account(person, floors, AMINA, "Amina")
    person.follow("Register a child")
    person.choose("Mother or father by birth")
    person.choose("No, I decide alone")
    person.press("Save and go on")
    _tell_the_least(person)
    _tell_more(person)
    _add_a_photo(person)
    record = person.path.rpartition("/")[0]
    person.goto(f"{record}/answers")
    assert "إدريس" in person.words
    person.follow("Go on to permission")
    asked = 0
    while "/permission/" in person.path:
        assert "Yes" in person.words
        person.press("Yes")
        asked += 1
    assert asked == 6
    person.press("Give permission")
    return record


def _tell_the_least(person: Person) -> None:
    person.choose("No")
    person.press("Save and go on")
    person.fill("Name", "إدريس حسن")
    person.fill("The same name in Latin letters", "Idris Hassan")
    person.press("Save and go on")
    person.fill("Date of birth", "2018-03-09")
    person.select("Sex", "Male")
    person.press("Save and go on")
    person.choose("We are apart")
    person.press("Save and go on")
    person.fill("What is the child called at home?", "Duri")
    person.fill("Is there a song or prayer", "The boat song")
    person.fill("What does the child sleep with?", "A knitted camel")
    person.press("Save and go on")


def _tell_more(person: Person) -> None:
    parts = person.path
    person.follow("Places")
    person.fill("Town or area", "Wadi Sahel")
    person.press("Save")
    person.goto(parts)
    person.follow("Marks on the body")
    person.select("What it is", "Scar")
    person.select("Where on the body", "Forehead")
    person.press("Add")
    person.goto(parts)


def _add_a_photo(person: Person) -> None:
    person.follow("Photos of your child")
    person.attach("photo", portrait(0, mark=True), "idris.jpg")
    person.press("Add")
