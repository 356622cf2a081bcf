"""Sowing: every text field of a form gets a word that stands nowhere else, and its kind is kept."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Final

from flask.testing import FlaskClient

from tests.journeys.paper import Control, Paper, Sheet

FALLBACKS: Final = ("2025-06-01", "6", "Arabic", "Kenya", "")
"""What a field takes that takes no word: a day, a number, a language, a country, or nothing."""
PREFERRED: Final = (
    "clear",
    "no_order",
    "alone",
    "now",
    "move",
    "agrees",
    "some_agree",
    "birth",
    "live",
    "reunification",
    "mother",
    "parent_by_birth",
    "sole",
    "apart",
    "relative",
    "uncle",
    "case_by_case",
    "home",
    "30",
    "yes",
)
"""Of a group of radios: the first of these that is offered, else the first of all."""
MOST_TRIES: Final = 6


class Seeds:
    """The canaries: which word was sown as which kind of data."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.fields: Counter[str] = Counter()

    def word(self, kind: str, field: str) -> str:
        """A fresh word of letters, long enough that chance does not write it."""
        digest = hashlib.sha256(f"{kind}/{field}/{len(self.kinds)}".encode()).digest()
        word = "Zq" + "".join(chr(ord("a") + byte % 26) for byte in digest[:14])
        self.kinds[word] = kind
        self.fields[kind] += 1
        return word

    def forget(self, word: str) -> None:
        """A field would not take it: it was sown nowhere."""
        kind = self.kinds.pop(word, None)
        if kind is not None:
            self.fields[kind] -= 1


class Sower(Paper):
    """Somebody at a browser who fills whatever form there is."""

    def __init__(self, client: FlaskClient, seeds: Seeds) -> None:
        super().__init__(client)
        self.client = client
        self._seeds = seeds

    @property
    def html(self) -> str:
        """The page as it was sent."""
        assert self._page is not None
        return self._page.text

    @property
    def path(self) -> str:
        """Where the page is, or where it leads."""
        assert self._page is not None
        return self._page.location or super().path

    def sow(
        self,
        path: str,
        kind: str,
        *,
        photo: bytes | None = None,
        prefer: tuple[str, ...] = (),
        button: str | None = None,
        **fixed: str,
    ) -> None:
        """Open a page, fill its form with words of this kind, and send it until it is taken."""
        self.goto(path)
        assert self.status == 200, (path, self.status)
        tries: dict[str, int] = {}
        for _ in range(MOST_TRIES):
            sheet = self._main(button)
            self._fill_in(sheet, kind, tries, prefer, fixed)
            if photo is not None:
                file = next(each for each in sheet.controls if each.kind == "file")
                self._files[file.name] = (photo, "child.jpg")
            _, name, value, elsewhere = self._button(sheet, button)
            self._follows = False
            self._send(sheet, name, value, elsewhere or sheet.action)
            self._follows = True
            if self.status == 303:
                return
            wrong = {each.name for each in self._main(button).controls if each.is_wrong}
            assert self.status == 422, (path, self.status)
            assert wrong, (path, self.words)
            for each in wrong:
                tries[each] = tries.get(each, -1) + 1
        raise AssertionError(f"{path} takes nothing: {self.words}")

    def _main(self, button: str | None) -> Sheet:
        """The form with most fields, or the one whose button says this."""
        sheets = [each for each in self._reader.sheets if each.method == "post" and each.buttons]
        if button is not None:
            sheets = [each for each in sheets if any(button in words for words, *_ in each.buttons)]
        assert sheets, (self.path, button, self.words)
        return max(sheets, key=lambda each: len(each.controls))

    @staticmethod
    def _button(sheet: Sheet, button: str | None) -> tuple[str, str, str, str]:
        return next(each for each in sheet.buttons if button is None or button in each[0])

    def _fill_in(
        self,
        sheet: Sheet,
        kind: str,
        tries: dict[str, int],
        prefer: tuple[str, ...],
        fixed: dict[str, str],
    ) -> None:
        for control in sheet.controls:
            if control.name in fixed:
                control.value = fixed[control.name]
            elif control.tag == "textarea" or control.kind in {"text", "search"}:
                self._write(control, kind, tries)
            elif control.kind in {"date", "number", "email", "tel"}:
                control.value = FALLBACKS[0] if control.kind == "date" else control.value
            elif control.kind == "checkbox":
                control.is_on = True
            elif control.tag == "select" and not control.value:
                offered = [value for value, _ in control.options if value]
                control.value = offered[0] if offered else ""
        radios = {each.name for each in sheet.controls if each.kind == "radio"}
        for name in radios:
            group = {each.value: each for each in sheet.controls if each.name == name}
            wanted = [fixed[name]] if name in fixed else [*prefer, *PREFERRED, *group]
            chosen = next(group[value] for value in wanted if value in group)
            for each in group.values():
                each.is_on = each is chosen

    def _write(self, control: Control, kind: str, tries: dict[str, int]) -> None:
        place = tries.get(control.name)
        if place is None:
            if control.value not in self._seeds.kinds:
                control.value = self._seeds.word(kind, control.name)
            return
        self._seeds.forget(control.value)
        control.value = FALLBACKS[min(place, len(FALLBACKS) - 1)]
