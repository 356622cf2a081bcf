"""How typed text is taken in, and how a value is said again to the person who reads it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from registry.errors import N_, Invalid

LINE = 200
PASSAGE = 2000

# Marks of writing direction come along unseen when text is pasted from a chat. They can make a
# name read as another one, so they are dropped; pages isolate every stored text themselves.
_DIRECTION = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# Control characters, halves of a pair, private ones, and Unicode's own line ends.
_REFUSED = {"Cc", "Cs", "Co", "Zl", "Zp"}


@dataclass(frozen=True)
class Wording:
    """The reader's language: `say` turns an English sentence into theirs, `locale` is for CLDR."""

    say: Callable[[str], str] = str
    locale: str = "en"


PLAIN = Wording()


def one_line(text: str, field: str, limit: int = LINE) -> str:
    """Give `text` in NFC on one line, spaces evened out; refuse what no person typed."""
    composed = _composed(text)
    _refuse_unreadable(composed, field)
    return _of_length(" ".join(composed.split()), field, limit)


def passage(text: str, field: str, limit: int = PASSAGE) -> str:
    """Give `text` in NFC with its line ends kept as newlines; refuse what no person typed."""
    lines = _composed(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in lines:
        _refuse_unreadable(line.replace("\t", " "), field)
    cleaned = "\n".join(" ".join(line.split()) for line in lines).strip()
    return _of_length(cleaned, field, limit)


def plain_digits(text: str) -> str:
    """Write the digits of any script as 0 to 9. Only positional ones: ፲ means ten, not a digit."""
    return "".join(
        str(unicodedata.decimal(sign)) if unicodedata.decimal(sign, None) is not None else sign
        for sign in text
    )


def is_readable(text: str) -> bool:
    """Say whether at least one sign of `text` can be seen."""
    return any(unicodedata.category(sign)[0] in "LMNPS" for sign in text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_DIRECTION)).strip()


def _refuse_unreadable(text: str, field: str) -> None:
    if any(unicodedata.category(sign) in _REFUSED for sign in text):
        raise Invalid(
            field, N_("This has a sign in it that cannot be kept. Type it again by hand.")
        )


def _of_length(text: str, field: str, limit: int) -> str:
    if not is_readable(text):
        raise Invalid(field, N_("Write at least one letter, or leave this empty."))
    if len(text) > limit:
        raise Invalid(field, N_("This is too long. Use at most %(limit)s letters."), limit=limit)
    return text
