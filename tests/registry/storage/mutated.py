"""Photos with something wrong in them, as many as anybody wants: one number, one photo."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from tests.registry.storage import hostile
from tests.registry.storage.hostile import corners, saved

WHOLE: Final = (
    saved(corners(), "JPEG"),
    saved(corners(), "JPEG", progressive=True, exif=hostile.exif()),
    hostile.with_thumbnail(saved(corners(), "JPEG")),
    hostile.with_more_behind(saved(corners(), "JPEG")),
    saved(corners().convert("CMYK"), "JPEG"),
    hostile.chatty_png(),
    saved(corners().convert("P"), "PNG", transparency=1),
    saved(corners(), "WEBP"),
    saved(corners().convert("RGBA"), "WEBP", lossless=True, exif=hostile.exif()),
)


def mutated(number: int) -> bytes:
    """Photo of this number: one to four things are wrong in it; its first bytes stay a photo's."""
    chance = Random(number)
    photo = bytearray(chance.choice(WHOLE))
    for _ in range(chance.randint(1, 4)):
        chance.choice(_WRONGS)(photo, chance)
    return bytes(photo)


def _place(photo: bytearray, chance: Random) -> int:
    """Most of what matters to a reader stands near the start."""
    end = len(photo) if chance.random() < 0.4 else min(len(photo), 700)
    return chance.randrange(12, max(end, 13))


def _flip(photo: bytearray, chance: Random) -> None:
    for _ in range(chance.randint(1, 16)):
        at = _place(photo, chance)
        if at < len(photo):
            photo[at] ^= 1 << chance.randrange(8)


def _scribble(photo: bytearray, chance: Random) -> None:
    at = _place(photo, chance)
    photo[at : at + chance.randint(1, 60)] = chance.randbytes(chance.randint(0, 80))


def _lie_about_a_length(photo: bytearray, chance: Random) -> None:
    at, much = _place(photo, chance), chance.choice((b"\0\0", b"\xff\xff", b"\x7f\xff\xff\xff"))
    photo[at : at + len(much)] = much


def _cut(photo: bytearray, chance: Random) -> None:
    del photo[_place(photo, chance) :]


def _repeat(photo: bytearray, chance: Random) -> None:
    at = _place(photo, chance)
    photo[at:at] = photo[at : at + chance.randint(1, 2000)] * chance.randint(1, 40)


def _swap(photo: bytearray, chance: Random) -> None:
    one, other = sorted((_place(photo, chance), _place(photo, chance)))
    length = chance.randint(1, 64)
    photo[one : one + length], photo[other : other + length] = (
        photo[other : other + length],
        photo[one : one + length],
    )


def _splice(photo: bytearray, chance: Random) -> None:
    other = chance.choice(WHOLE)
    at = _place(photo, chance)
    photo[at:] = other[min(at, len(other)) :]


_WRONGS: Final[tuple[Callable[[bytearray, Random], None], ...]] = (
    _flip,
    _flip,
    _scribble,
    _lie_about_a_length,
    _cut,
    _repeat,
    _swap,
    _splice,
)
