"""Languages and countries as people write them: in the page's words, in English, or their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from babel import Locale, UnknownLocaleError

from registry import description
from registry.errors import N_, Invalid

_BETWEEN = re.compile(r"[,;\n،؛、/]+")


def split(typed: str) -> list[str]:
    """What stands between commas of any script."""
    return [" ".join(each.split()) for each in _BETWEEN.split(typed) if each.strip()]


def languages(typed: str, field: str, locale: str) -> tuple[str, ...]:
    """The codes of the languages somebody wrote down."""
    sentence = N_("We do not know this language: %(name)s. Try its name in English.")
    return _read(typed, field, _language_index(locale), sentence)


def countries(typed: str, field: str, locale: str) -> tuple[str, ...]:
    """The codes of the countries somebody wrote down."""
    sentence = N_("We do not know this country: %(name)s. Try its name in English.")
    return _read(typed, field, _country_index(locale), sentence)


def language_names(codes: Iterable[str], locale: str) -> str:
    """Languages on one line."""
    return ", ".join(description.language_name(code, locale) for code in codes)


def country_names(codes: Iterable[str], locale: str) -> str:
    """Countries on one line."""
    return ", ".join(description.country_name(code, locale) for code in codes)


def _read(typed: str, field: str, index: dict[str, str], sentence: str) -> tuple[str, ...]:
    found: list[str] = []
    for name in split(typed):
        code = index.get(name.casefold())
        if code is None:
            raise Invalid(field, sentence, name=name)
        if code not in found:
            found.append(code)
    return tuple(found)


@cache
def _language_index(locale: str) -> dict[str, str]:
    index = _index(description.languages(), description.language_name, locale)
    for code in description.languages():
        own = _own_name(code)
        if own is not None:
            index.setdefault(own.casefold(), code)
            # "kurdî (kurmancî)" is written as "kurdî" by those who speak it.
            index.setdefault(own.partition("(")[0].strip().casefold(), code)
    return index


@cache
def _country_index(locale: str) -> dict[str, str]:
    return _index(description.countries(), description.country_name, locale)


def _index(codes: Iterable[str], name: Callable[[str, str], str], locale: str) -> dict[str, str]:
    known: dict[str, str] = {}
    # Shorter codes first: where two codes bear one name, the common one is meant.
    for code in sorted(codes, key=lambda each: (len(each), each)):
        for said in (name(code, locale), name(code, "en"), code):
            known.setdefault(said.casefold(), code)
    return known


def _own_name(code: str) -> str | None:
    try:
        own: str | None = Locale.parse(code).language_name
    except (UnknownLocaleError, ValueError):
        return None
    return own
