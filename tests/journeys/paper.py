"""A browser on paper: reads a page's links and forms by the words a person sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID: Final = frozenset({"input", "img", "br", "meta", "link", "hr", "wbr"})


@dataclass
class Control:
    """One field of a form."""

    tag: str
    name: str
    kind: str
    value: str
    id: str = ""
    is_on: bool = False
    is_wrong: bool = False
    options: list[tuple[str, str]] = field(default_factory=list)
    label: str = ""


@dataclass
class Sheet:
    """One form: where it goes and what it holds."""

    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Words, name, value, and where else it sends the form."""


class Reader(HTMLParser):
    """Takes a page apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self.links: list[tuple[str, str]] = []
        self.title = ""
        self._form: Sheet | None = None
        self._labels: dict[str, str] = {}
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        for sheet in self.sheets:
            for control in sheet.controls:
                control.label = control.label or self._labels.get(control.id, "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Sheet(told.get("action", ""), told.get("method", "get").lower())
            self.sheets.append(self._form)
        elif tag in {"input", "select", "textarea"} and self._form is not None:
            self._control(tag, told)
        if tag not in VOID:
            self._open.append((tag, told, []))

    def _control(self, tag: str, told: dict[str, str]) -> None:
        control = Control(
            tag=tag,
            name=told.get("name", ""),
            kind=told.get("type", tag),
            value=told.get("value", "on" if told.get("type") == "checkbox" else ""),
            id=told.get("id", ""),
            is_on="checked" in told,
            is_wrong="aria-invalid" in told,
            label=told.get("aria-label", ""),
        )
        if self._form is not None:
            self._form.controls.append(control)

    def handle_data(self, data: str) -> None:
        for _, _, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, told, pieces = self._open.pop()
            words = " ".join("".join(pieces).split())
            self._close(name, told, words, "".join(pieces))
            if name == tag:
                break
        if tag == "form":
            self._form = None

    def _close(self, tag: str, told: dict[str, str], words: str, raw: str) -> None:
        if tag == "a" and "href" in told:
            self.links.append((words, told["href"]))
        elif tag == "title":
            self.title = words
        elif tag == "label":
            self._labels[told.get("for", "")] = words
        elif self._form is not None and tag == "button":
            name, value = told.get("name", ""), told.get("value", "")
            self._form.buttons.append((words, name, value, told.get("formaction", "")))
        elif self._form is not None and tag == "textarea":
            self._form.controls[-1].value = raw.strip()
        elif self._form is not None and tag == "option":
            control = self._form.controls[-1]
            control.options.append((told.get("value", words), words))
            if "selected" in told or len(control.options) == 1:
                control.value = told.get("value", words)


class Paper:
    """Walks through the house with Flask's test client; what it cannot find, it says."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client
        self._page: TestResponse | None = None
        self._reader = Reader("")
        self._files: dict[str, tuple[bytes, str]] = {}
        self._follows = True

    def goto(self, path: str) -> None:
        """Open an address."""
        self._take(self._client.get(path, follow_redirects=True))

    def _take(self, page: TestResponse) -> None:
        self._page = page
        self._reader = Reader(page.text if page.mimetype == "text/html" else "")
        self._files = {}

    @property
    def words(self) -> str:
        """What the page says."""
        assert self._page is not None
        return " ".join(_Text(self._page.text).words.split())

    @property
    def path(self) -> str:
        """Where the page is."""
        assert self._page is not None
        return self._page.request.path

    @property
    def status(self) -> int:
        """How the server answered."""
        assert self._page is not None
        return self._page.status_code

    def follow(self, words: str) -> None:
        """Follow the link with these words."""
        target = next((href for said, href in self._reader.links if words in said), None)
        assert target is not None, f"no link “{words}” on {self.path}: {self._reader.links}"
        self.goto(target)

    def fill(self, label: str, value: str) -> None:
        """Write into the field of this label."""
        self._control(label).value = value

    def choose(self, label: str) -> None:
        """Turn on the radio or the box of this label."""
        chosen = self._control(label)
        for sheet in self._reader.sheets:
            if chosen in sheet.controls and chosen.kind == "radio":
                for other in sheet.controls:
                    if other.name == chosen.name:
                        other.is_on = False
        chosen.is_on = True

    def answer_each(self, values: tuple[str, ...], words: str) -> None:
        """In each group of radios the first of these values it offers; words where none stand."""
        controls = [each for sheet in self._reader.sheets for each in sheet.controls]
        for name in {each.name for each in controls if each.kind == "radio"}:
            offered = {each.value: each for each in controls if each.name == name}
            chosen = next((offered[value] for value in values if value in offered), None)
            if chosen is not None:
                for each in offered.values():
                    each.is_on = each is chosen
        for each in controls:
            if each.tag == "textarea" and not each.value:
                each.value = words

    def offers(self, words: str) -> bool:
        """Is there a button that says this?"""
        return any(
            words in said for sheet in self._reader.sheets for said, _, _, _ in sheet.buttons
        )

    def leads(self, words: str) -> bool:
        """Is there a link that says this?"""
        return any(words in said for said, _ in self._reader.links)

    def select(self, label: str, option: str) -> None:
        """Choose from a list."""
        control = self._control(label)
        value = next((value for value, words in control.options if option in words), None)
        assert value is not None, f"no “{option}” in {control.options}"
        control.value = value

    def attach(self, label: str, content: bytes, name: str) -> None:
        """Put a file into the field of this label."""
        self._files[self._control(label).name] = (content, name)

    def press(self, words: str) -> None:
        """Send the form whose button says this."""
        found = [
            (said, sheet, name, value, elsewhere or sheet.action)
            for sheet in self._reader.sheets
            for said, name, value, elsewhere in sheet.buttons
            if words in said
        ]
        assert found, f"no button “{words}” on {self.path}"
        # The button that says just this, before one that says more.
        _, sheet, name, value, action = min(found, key=lambda each: each[0] != words)
        self._send(sheet, name, value, action)

    def _send(self, sheet: Sheet, name: str, value: str, action: str) -> None:
        data: list[tuple[str, object]] = [
            (each.name, each.value)
            for each in sheet.controls
            if each.name and each.kind != "file"
            if each.kind not in {"radio", "checkbox"} or each.is_on
        ]
        if name:
            data.append((name, value))
        fields: dict[str, list[object]] = {}
        for key, content in data:
            fields.setdefault(key, []).append(content)
        for key, (content, title) in self._files.items():
            fields.setdefault(key, []).append((BytesIO(content), title))
        target = action or self.path
        if sheet.method == "get":
            self._take(self._client.get(target, query_string=fields, follow_redirects=True))
        else:
            answer = self._client.post(target, data=fields, follow_redirects=self._follows)
            self._take(answer)

    def _control(self, label: str) -> Control:
        controls = [
            each
            for sheet in self._reader.sheets
            for each in sheet.controls
            if each.kind != "hidden"
        ]
        exact = [each for each in controls if each.label == label]
        found = exact or [each for each in controls if label in each.label]
        assert found, f"no field “{label}” on {self.path}: {[each.label for each in controls]}"
        return found[0]


class _Text(HTMLParser):
    """The words of a page without its marks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.words += f" {data}"
