"""Lists of the house: words to offer as a password, and passwords that too many people use."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en",)
"""The languages we have words in; any other gets the first."""


@cache
def words(language: str) -> tuple[str, ...]:
    """Short everyday words of a language."""
    known = language if language in LANGUAGES else LANGUAGES[0]
    return _lines(f"words_{known}.txt")


@cache
def common_passwords() -> frozenset[str]:
    """What `rules.fingerprint` gives for passwords that many people use."""
    return frozenset(_lines("common_passwords.txt"))


def _lines(name: str) -> tuple[str, ...]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
