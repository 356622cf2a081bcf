"""Portraits drawn by a few strokes: nobody real is ever in the demo."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

WIDTH: Final = 900
HEIGHT: Final = 1100
Tone = tuple[int, int, int]

SKIN: Final[tuple[Tone, ...]] = ((141, 92, 62), (196, 148, 112), (232, 193, 160))
HAIR: Final[tuple[Tone, ...]] = ((35, 26, 22), (70, 45, 28), (140, 98, 52))
WALL: Final[tuple[Tone, ...]] = ((214, 205, 188), (190, 204, 204), (205, 196, 210))
SHIRT: Final[tuple[Tone, ...]] = ((15, 92, 99), (154, 74, 42), (47, 107, 63))
INK: Final[Tone] = (40, 30, 28)
WHITE: Final[Tone] = (250, 248, 244)


def portrait(look: int, *, older: bool = False, mark: bool = False) -> bytes:
    """A JPEG of a drawn child; the same `look`, older, is the same child some years on."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), WALL[(look + older) % 3])
    draw = ImageDraw.Draw(picture)
    skin, hair = SKIN[look % 3], HAIR[(look // 3) % 3]
    long = 40 if older else 0
    draw.rounded_rectangle((180, 860, 720, 1200), 120, fill=SHIRT[(look + older) % 3])
    draw.rectangle((390, 780, 510, 900), fill=skin)
    draw.ellipse((250, 240, 650, 800 + long), fill=hair)
    draw.ellipse((275, 300, 625, 820 + long), fill=skin)
    draw.pieslice((255, 230, 645, 640), 180, 360, fill=hair)
    for x in (350, 490):
        draw.ellipse((x, 520, x + 60, 556), fill=WHITE)
        draw.ellipse((x + 18, 522, x + 46, 552), fill=INK)
        draw.arc((x - 10, 480, x + 70, 540), 200, 340, fill=hair, width=10)
    draw.line((450, 560, 440, 640, 465, 645), fill=INK, width=5)
    draw.arc((395, 660, 505, 730), 20, 160, fill=(130, 50, 45), width=9)
    if mark:
        # The scar over the left brow: on the right of the picture, as one faces the child.
        draw.line((520, 455, 565, 440), fill=(240, 220, 205), width=9)
    saved = BytesIO()
    picture.save(saved, "JPEG", quality=88)
    return saved.getvalue()
