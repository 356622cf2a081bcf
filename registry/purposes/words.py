"""The fixed order of every notice: what, who, how long, what a no means, the limits."""

from __future__ import annotations

from typing import Final, NamedTuple

from consent import Notice

PARTS: Final = ("what", "who", "how_long", "if_no", "limits")
"""The paragraphs of a notice's body, in order, for pages that set a heading over each."""

VERSION: Final = 1
"""Of every purpose and notice until one of them changes."""


class Words(NamedTuple):
    """One notice as it is written down: a title and five short paragraphs."""

    title: str
    what: str
    who: str
    how_long: str
    if_no: str


def notices(
    audience: str, language: str, limits: str, texts: dict[str, Words]
) -> tuple[Notice, ...]:
    """The notices of one audience; each ends with the same line on the limits of secrecy."""
    return tuple(
        Notice(
            purpose=code,
            purpose_version=VERSION,
            version=VERSION,
            audience=audience,
            language=language,
            title=words.title,
            body=(words.what, words.who, words.how_long, words.if_no, limits),
        )
        for code, words in texts.items()
    )
