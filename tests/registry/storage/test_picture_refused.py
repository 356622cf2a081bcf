"""What is no photo, or costs too much to open, is refused with a sentence."""

from __future__ import annotations

import resource
import zlib

import pytest
from PIL import Image

from registry.storage import picture
from registry.storage.picture import rebuild
from tests.registry.storage import hostile
from tests.registry.storage.hostile import corners, refusal, saved


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"<html><script>alert(1)</script>",
        saved(corners(), "GIF"),
        saved(corners(), "BMP"),
        saved(corners(), "TIFF"),
        saved(corners(), "PPM"),
        b"%PDF-1.7 " + saved(corners(), "JPEG"),
        b"RIFF\0\0\0\0WAVEfmt ",
        b"\0\0\0\x18ftypheic",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_photo_is_refused_by_its_first_bytes(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "_answer", None)  # no decoder is even started
    assert refusal(data).startswith("This is not a photo we can read.")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0<html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n<html>",
        b"RIFF\x04\0\0\0WEBPVP8 ",
        saved(corners(), "JPEG")[:-2000],
        saved(corners(), "JPEG")[:200],
        saved(corners(), "PNG")[:-200],
        saved(corners(), "WEBP")[:-200],
        b"\x89PNG\r\n\x1a\n" + hostile.chunk(b"IHDR", b"\0" * 13),
        b"\xff\xd8\xff" + bytes(range(256)) * 40,
    ],
)
def test_a_photo_that_is_cut_off_or_only_looks_like_one_is_refused(data: bytes) -> None:
    assert refusal(data).startswith("This photo cannot be opened.")


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_a_picture_that_moves_is_refused(kind: str) -> None:
    other = corners().transpose(Image.Transpose.ROTATE_180)
    data = saved(corners(), kind, save_all=True, append_images=[other], duration=100)
    assert refusal(data).startswith("This picture moves.")


@pytest.mark.parametrize(
    ("width", "height", "lines"),
    [
        (4900, 4900, 0),
        (8001, 10, 10),
        (10, 8001, 8001),
        (60_000, 60_000, 200),
        (2**31 - 1, 2**31 - 1, 0),
    ],
)
def test_too_many_pixels_are_refused_by_the_header_alone(
    width: int, height: int, lines: int
) -> None:
    data = hostile.png_of(width, height, lines=lines)
    assert len(data) < 100_000
    before = cpu_seconds()
    assert refusal(data).startswith("This photo is too big")
    assert cpu_seconds() - before < 1


def test_a_file_that_unpacks_large_is_read_within_the_limits() -> None:
    data = hostile.png_of(6000, 4000)
    assert len(data) < 100_000
    assert rebuild(data).width == 1600


@pytest.mark.parametrize(
    ("mode", "kind", "how"),
    [
        ("RGB", "JPEG", {"progressive": True, "subsampling": 0}),
        ("CMYK", "JPEG", {"progressive": True}),
        ("RGBA", "PNG", {"compress_level": 1}),
        ("RGB", "WEBP", {"lossless": True, "method": 0}),
    ],
)
def test_twenty_four_megapixels_fit_into_the_memory_allowed(
    mode: str, kind: str, how: dict[str, object]
) -> None:
    assert rebuild(saved(corners(6000, 4000).convert(mode), kind, **how)).height == 1067


def test_a_photo_of_more_than_ten_megabytes_is_refused() -> None:
    assert refusal(b"\xff\xd8\xff" + b"\0" * (10 * 1024 * 1024)).startswith(
        "This photo is larger than 10 MB"
    )


def test_a_text_that_unpacks_large_is_refused() -> None:
    data = saved(corners(), "PNG")
    bomb = hostile.chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 80_000_000))
    assert refusal(data[:33] + bomb + data[33:]).startswith("This photo cannot be opened.")


@pytest.mark.full
def test_a_photo_painted_over_and_over_is_given_up() -> None:
    assert refusal(hostile.scan_bomb(6000)).startswith("This photo took too long")


def test_twelve_megapixels_take_less_than_a_second_and_a_half() -> None:
    data = saved(corners(4000, 3000), "JPEG", quality=92)
    before = cpu_seconds()
    rebuild(data)
    assert cpu_seconds() - before < 1.5


def cpu_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
