"""A guardian with a browser: opens pages, fills in forms, follows where they lead."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.making.accounts import once_in


class Walk:
    """One person's way through pages; every page seen is counted."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.seen: list[str] = []
        self.page: TestResponse | None = None

    @property
    def here(self) -> str:
        """The address of the page that is open."""
        assert self.page is not None
        return self.page.request.path

    @property
    def text(self) -> str:
        """What the page says."""
        assert self.page is not None
        return self.page.text

    @property
    def child_id(self) -> str:
        """Whose page it is."""
        return self.here.split("/")[2]

    def open(self, address: str) -> Walk:
        """Go to a page, over any redirects."""
        self.page = self.client.get(address, follow_redirects=True)
        assert self.page.status_code == 200, (address, self.page.status_code)
        self.seen.append(self.here)
        return self

    def send(self, **fields: object) -> Walk:
        """Send the form of the page that is open and go where it leads."""
        answer = self.post(self.here, **fields)
        assert answer.status_code == 303, (self.here, wrong_in(answer))
        return self.open(answer.location)

    def refused(self, **fields: object) -> TestResponse:
        """Send the form of the page that is open; it comes back with its sentences."""
        answer = self.post(self.here, **fields)
        assert answer.status_code == 422
        return answer

    def post(self, address: str, **fields: object) -> TestResponse:
        """Send a form as the open page would."""
        assert self.page is not None
        return self.client.post(address, data={"once": once_in(self.page), **fields})

    def answer(self, said: str) -> Walk:
        """Press yes or no."""
        return self.send(answer=said, shown=shown_in(self.text))


def shown_in(text: str) -> str:
    """The digest of the words a page shows."""
    found = re.search(r'name="shown"[^>]*value="([^"]+)"', text)
    assert found is not None
    return found.group(1)


def wrong_in(page: TestResponse) -> list[str]:
    """The sentences a refused form shows."""
    found = re.findall(r'class="wrong"[^>]*>(.*?)</p>', page.text, re.DOTALL)
    return [re.sub(r"<[^>]+>|Error:", "", each).strip() for each in found]


def needed_pages(walk: Walk) -> Walk:
    """From the first page to the list, with what is needed and nothing else."""
    walk.open("/children/new")
    walk.send(capacity="parent_by_birth", with_others="sole")
    walk.send(anyone="no")
    walk.send(name="إدريس حداد", name_latin="Idris Haddad")
    walk.send(age="٦")
    walk.send(apart="together")
    return walk.send(home_name="Dudi", song="the one about the boat", habit="whistles")


def all_answers(walk: Walk, said: str = "yes") -> Walk:
    """Say the same to every question."""
    walk.open(f"/children/{walk.child_id}/answers").open(f"/children/{walk.child_id}/permission")
    while "/permission/" in walk.here:
        walk.answer(said)
    return walk
