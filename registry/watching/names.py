"""Does somebody's own family name stand in what they opened? Compared in memory, kept nowhere.

Names are folded across scripts as the shortlist folds them. Nobody can say for sure which word is
the family name: where a name is of one word it is that word, in Chinese and Korean the first, and
else every word but the first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from registry.search.names import closeness, fold

SAME: Final = 0.92
"""So close are Haddad and حداد, Petrov and Petrova; Hassan and Hussein are not."""
_FAMILY_FIRST: Final = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]")
_OF_A_NAME: Final = frozenset({"full", "latin", "name"})


def family_words(name: str) -> frozenset[str]:
    """The folded words of a name that may be its family name."""
    words = fold(name)
    if len(words) < 2:  # noqa: PLR2004 - one word is all there is
        return frozenset(words)
    return frozenset(words[:1] if _FAMILY_FIRST.search(name) else words[1:])


def names_in(told: object) -> Iterator[str]:
    """Every name in what was opened, wherever it stands."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            if key in _OF_A_NAME and isinstance(value, str):
                yield value
            else:
                yield from names_in(value)
    elif isinstance(told, list):
        for value in told:
            yield from names_in(value)


def bears(name: str, others: Collection[str]) -> bool:
    """Is the family name of this person that of one of the others?"""
    own = family_words(name)
    told = {word for other in others for word in family_words(other)}
    return any(closeness(one, other) >= SAME for one in own for other in told)
