"""Languages and countries by their codes, with names from CLDR in the reader's own language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

# ISO 639 codes the field uses whose names stand under another code in CLDR.
_NAMED_AS = {"prs": "fa_AF", "pes": "fa", "arb": "ar", "kmr": "ku"}
_NO_LANGUAGES = {"mul", "und", "zxx"}
# Groupings and test entries of CLDR that are no countries.
_NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}


@cache
def languages() -> frozenset[str]:
    """Give every ISO 639 code that can be recorded."""
    known = {code for code in _language_names("en") if re.fullmatch("[a-z]{2,3}", code)}
    return frozenset((known | set(_NAMED_AS)) - _NO_LANGUAGES)


@cache
def countries() -> frozenset[str]:
    """Give every ISO 3166 two-letter code that can be recorded."""
    known = {code for code in _country_names("en") if re.fullmatch("[A-Z]{2}", code)}
    return frozenset(known - _NO_COUNTRIES)


def language_name(code: str, locale: str = "en") -> str:
    """Name a language for a reader; where their language has no word for it, in English."""
    asked = _NAMED_AS.get(code, code)
    return _language_names(locale).get(asked) or _language_names("en").get(asked, code)


def country_name(code: str, locale: str = "en") -> str:
    """Name a country for a reader; where their language has no word for it, in English."""
    return _country_names(locale).get(code) or _country_names("en").get(code, code)


@cache
def _language_names(locale: str) -> Mapping[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale).languages.items()}


@cache
def _country_names(locale: str) -> Mapping[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale).territories.items()}
