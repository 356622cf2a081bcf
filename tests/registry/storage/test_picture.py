"""Whatever a stranger sends, only pixels come through."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image

from registry.storage import decode
from registry.storage.picture import Pictures, rebuild
from tests.registry.storage import hostile
from tests.registry.storage.hostile import CANARY, corners, saved

# JPEG's own: where it is a JPEG, tables, frame, tables, scan.
PLAIN_SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def opened(jpeg: bytes) -> Image.Image:
    image = Image.open(BytesIO(jpeg), formats=["JPEG"])
    image.load()
    return image


def quarters(jpeg: bytes) -> list[str]:
    """The colours at the middle of the four quarters, in reading order."""
    image = opened(jpeg)
    names = {
        "red": hostile.RED,
        "green": hostile.GREEN,
        "blue": hostile.BLUE,
        "white": hostile.WHITE,
    }
    found = []
    for x, y in ((1, 1), (3, 1), (1, 3), (3, 3)):
        colour = image.getpixel((image.width * x // 4, image.height * y // 4))
        assert isinstance(colour, tuple)
        distance = {
            name: sum(abs(one - other) for one, other in zip(colour, known, strict=True))
            for name, known in names.items()
        }
        found.append(min(distance, key=lambda name: distance[name]))
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_back_in_two_sizes(kind: str) -> None:
    pictures = rebuild(saved(corners(2000, 1500), kind))
    assert (pictures.width, pictures.height) == (1600, 1200)
    assert opened(pictures.large).size == (1600, 1200)
    assert opened(pictures.small).size == (320, 240)
    for jpeg in (pictures.large, pictures.small):
        assert opened(jpeg).mode == "RGB"
        assert quarters(jpeg) == ["red", "green", "blue", "white"]


def test_a_small_photo_is_not_enlarged() -> None:
    pictures = rebuild(saved(corners(400, 100), "JPEG"))
    assert opened(pictures.large).size == (400, 100)
    assert opened(pictures.small).size == (320, 80)
    assert opened(rebuild(saved(corners(1, 1), "PNG")).small).size == (1, 1)


def test_a_long_thin_photo_keeps_at_least_one_line() -> None:
    pictures = rebuild(saved(corners(8000, 2), "PNG"))
    assert (pictures.width, pictures.height) == (1600, 1)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(saved(corners(), "JPEG", exif=hostile.exif()), id="exif"),
        pytest.param(saved(corners(), "JPEG", comment=CANARY), id="comment"),
        pytest.param(saved(corners(), "JPEG", xmp=CANARY), id="xmp"),
        pytest.param(saved(corners(), "JPEG", icc_profile=CANARY), id="profile"),
        pytest.param(saved(corners(), "JPEG") + CANARY, id="trailing"),
        pytest.param(
            hostile.with_segments(
                saved(corners(), "JPEG"),
                hostile.segment(0xED, b"Photoshop 3.0\0" + CANARY),
                hostile.segment(0xEF, CANARY),
            ),
            id="application segments",
        ),
        pytest.param(hostile.chatty_png(), id="png text"),
        pytest.param(hostile.chatty_png() + CANARY, id="png trailing"),
        pytest.param(
            saved(corners(), "WEBP", exif=hostile.exif(), xmp=CANARY, icc_profile=CANARY),
            id="webp notes",
        ),
        pytest.param(saved(corners(), "WEBP") + CANARY, id="webp trailing"),
        pytest.param(hostile.with_thumbnail(saved(corners(), "JPEG")), id="thumbnail"),
        pytest.param(hostile.with_more_behind(saved(corners(), "JPEG")), id="picture behind"),
        pytest.param(
            hostile.with_segments(
                saved(corners(), "JPEG"), hostile.segment(0xE0, b"JFXX\0\x10" + CANARY)
            ),
            id="jfif thumbnail",
        ),
        pytest.param(
            hostile.with_segments(
                saved(corners(), "JPEG"), hostile.segment(0xE1, b"Exif\0\0" + hostile.place())
            ),
            id="place alone",
        ),
    ],
)
def test_nothing_but_pixels_comes_through(data: bytes) -> None:
    assert CANARY in data or b"Packed" in data
    pictures = rebuild(data)
    for jpeg in (pictures.large, pictures.small):
        assert CANARY not in jpeg
        found = list(hostile.segments(jpeg))
        assert {marker for marker, _ in found[:-1]} <= PLAIN_SEGMENTS
        assert [content[:5] for marker, content in found if marker == 0xE0] == [b"JFIF\0"]
        assert found[-1] == (0xD9, b"")
        assert not opened(jpeg).getexif()
    assert quarters(pictures.large) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_the_way_it_was_taken(orientation: int) -> None:
    upright = ["red", "green", "blue", "white"]
    turn = {5: 5, 6: 8, 7: 7, 8: 6}.get(orientation, orientation)
    taken = corners()
    if turn != 1:
        taken = taken.transpose(decode._TURNS[turn])
    pictures = rebuild(saved(taken, "JPEG", exif=hostile.exif(orientation)))
    assert (pictures.width, pictures.height) == (640, 480)
    assert quarters(pictures.large) == upright
    assert quarters(pictures.small) == upright


@pytest.mark.parametrize(
    "notes",
    [b"Exif\0\0garbage", b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\0\x01"],
)
def test_broken_notes_do_not_cost_a_whole_photo(notes: bytes) -> None:
    data = hostile.with_segments(
        saved(corners(), "JPEG"), hostile.segment(0xE1, b"Exif\0\0" + notes)
    )
    assert quarters(rebuild(data).large) == ["red", "green", "blue", "white"]


def test_what_a_phone_hides_behind_a_photo_is_left_behind() -> None:
    hidden = corners().transpose(Image.Transpose.ROTATE_180)
    data = saved(corners(), "MPO", save_all=True, append_images=[hidden])
    assert data.startswith(b"\xff\xd8\xff")
    assert quarters(rebuild(data).large) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        (corners().convert("CMYK"), "JPEG"),
        (corners().convert("P"), "PNG"),
        (corners().convert("RGBA"), "PNG"),
        (corners().convert("RGBA"), "WEBP"),
    ],
)
def test_photos_in_other_colours_are_read(image: Image.Image, kind: str) -> None:
    assert quarters(rebuild(saved(image, kind)).large) == ["red", "green", "blue", "white"]


@pytest.mark.parametrize("mode", ["L", "1", "LA", "I;16"])
def test_grey_photos_keep_their_greys(mode: str) -> None:
    grey = Image.new("L", (400, 200), 78)
    grey.paste(234, (200, 0, 400, 200))
    if mode == "I;16":
        fine = b"".join(struct.pack("<H", level * 256) for level in grey.tobytes())
        grey = Image.frombytes("I;16", grey.size, fine)
    else:
        grey = grey.convert(mode, dither=Image.Dither.NONE)
    image = opened(rebuild(saved(grey, "PNG")).large)
    dark, light = (image.convert("L").getpixel((x, 100)) for x in (100, 300))
    expected = (0, 255) if mode == "1" else (78, 234)
    assert dark == pytest.approx(expected[0], abs=3)
    assert light == pytest.approx(expected[1], abs=3)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_is_transparent_becomes_white(kind: str) -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    pixel = opened(rebuild(saved(image, kind, lossless=True)).large).getpixel((50, 50))
    assert pixel == (255, 255, 255)


def test_a_palette_with_a_transparent_colour_becomes_white() -> None:
    image = Image.new("P", (100, 100), 7)
    image.putpalette(bytes(range(256)) * 3)
    data = saved(image, "PNG", transparency=7)
    assert opened(rebuild(data).large).getpixel((50, 50)) == (255, 255, 255)


def test_sixteen_bits_of_grey_with_a_transparent_one_are_read() -> None:
    data = saved(Image.new("I;16", (50, 50), 30_000), "PNG", transparency=7)
    assert rebuild(data).width == 50


@pytest.mark.parametrize(
    "other",
    [
        b"PK\x03\x04<script>alert(1)</script>PK\x05\x06" + b"\0" * 18,
        b"%PDF-1.7 1 0 obj<</JS(app.alert(1))>>endobj",
        b"GIF89a\x01\0\x01\0/*<script>alert(1)</script>*/",
        b"*/=1;alert(1);/*",
        b"<html><body onload=alert(1)>",
        b"\x7fELF\x02\x01\x01",
    ],
)
def test_a_photo_that_is_also_something_else_comes_out_as_a_photo_only(other: bytes) -> None:
    photo = hostile.with_segments(saved(corners(), "JPEG"), hostile.segment(0xFE, other))
    for data in (photo, photo + other):
        pictures = rebuild(data)
        for jpeg in (pictures.large, pictures.small):
            assert other[:6] not in jpeg
            assert b"alert" not in jpeg


def test_the_picture_stays_out_of_logs() -> None:
    assert len(repr(Pictures(b"x" * 100, b"y" * 100, 10, 10))) < 100
