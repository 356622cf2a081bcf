"""The people: whose chair it is, who has to be found, and names to ask about."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Seat(StrEnum):
    """Whose chair an assignment fills."""

    FIRST = "first"
    SECOND = "second"
    ARBITER = "arbiter"


@dataclass(frozen=True, slots=True)
class Missing:
    """Who has to be found before a review can go on."""

    needed: int
    outside: tuple[str, ...]
    """The agencies none of whose people may be asked."""


# Nobody's names: put together from common ones, a few for each way of writing.
DECOYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "latin": (
            "Adel Karimov",
            "Anna Lindqvist",
            "Beatriz Salgado",
            "Chidi Nwosu",
            "Daniyar Seitov",
            "Elif Aksoy",
            "Fatou Camara",
            "Farid Rahimi",
            "Hawa Bangura",
            "Ibrahim Sesay",
            "Jonas Weller",
            "Katya Melnyk",
            "Lina Barakat",
            "Mateo Quiroga",
            "Mariam Tadesse",
            "Nadia Haddad",
            "Omid Sharifi",
            "Petra Novak",
            "Rosa Ibarra",
            "Salma Darwish",
            "Samuel Otieno",
            "Tariq Nasser",
            "Yonas Gebre",
            "Zeynep Kaya",
        ),
        "arabic": (
            "أحمد درويش",
            "بسام الحلبي",
            "جميلة ناصر",
            "رنا بركات",
            "سلمى العلي",
            "طارق منصور",
            "ليلى حداد",
            "مريم الخطيب",
            "نادر صالح",
            "هدى قاسم",
        ),
        "cyrillic": (
            "Андрій Бондар",
            "Богдан Ткач",
            "Дарина Левчук",
            "Ірина Поліщук",
            "Катерина Мельник",
            "Максим Гнатюк",
            "Оксана Ковальчук",
            "Софія Марченко",
            "Тарас Шевчук",
            "Юлія Бойко",
        ),
        "ethiopic": (
            "ሃና ታደሰ",
            "ሰላም ገብሬ",
            "በረከት ዓለሙ",
            "ተስፋዬ ወልዴ",
            "ማርታ ከበደ",
            "ዮናስ ኃይሉ",
            "ዳዊት መንግሥቱ",
            "ገነት አበበ",
        ),
    }
)
DECOYS_LEAST: Final = 5


PEOPLE_OF_A_CASE: Final = 3
"""Two who compare, and one who meets both sides."""
MEETS_BOTH: Final = 1


def missing(needed: int, outside: Collection[str]) -> Missing | None:
    """Who has to be found, said to the coordinator; None when nobody is."""
    return Missing(needed, tuple(sorted(outside))) if needed else None


def script_of(name: str) -> str:
    """The script a name is written in, as far as there are invented names in it."""
    for sign in name:
        script = unicodedata.name(sign, "").partition(" ")[0].lower()
        if script in DECOYS:
            return script
    return "latin"


def mixed(names: Iterable[str], seed: str) -> tuple[str, ...]:
    """Names among invented ones, as many again and five at least, in an order that tells nothing.

    The same seed gives the same list: a list that changed with each look would give itself away.
    An invented name is written like the one it stands beside, in its script and as long.
    """
    known = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not known:
        return ()
    models = [known[place % len(known)] for place in range(max(len(known), DECOYS_LEAST))]
    invented: list[str] = []
    for model in models:
        invented.extend(_alike(model, {*known, *invented}, seed)[:1])
    # Another draw than the one that picked them, or the invented names would all come first.
    return tuple(sorted((*known, *invented), key=lambda name: _place(name, f"{seed}/order")))


def _alike(model: str, taken: Collection[str], seed: str) -> list[str]:
    """The invented names still free that are written like this one, in the order of the seed."""
    pool = DECOYS[script_of(model)]
    if " " not in model:
        pool = tuple(name.partition(" ")[0] for name in pool)
    used = {name.casefold() for name in taken}
    free = [name for name in pool if name.casefold() not in used]
    return sorted(free, key=lambda name: _place(name, seed))


def _place(name: str, seed: str) -> bytes:
    return hashlib.sha256(f"{seed}/{name}".encode()).digest()
