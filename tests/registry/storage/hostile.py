"""Pictures as strangers may send them, made here from nothing."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from registry.errors import Invalid
from registry.storage.picture import rebuild

CANARY = b"CANARY-33.5138N-36.2765E"

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 30), (30, 30, 200), (250, 250, 250)


def corners(width: int = 640, height: int = 480) -> Image.Image:
    """A picture whose four quarters are red, green, blue and white."""
    quarters = Image.new("RGB", (2, 2))
    quarters.putdata([RED, GREEN, BLUE, WHITE])
    return quarters.resize((width, height), Image.Resampling.NEAREST)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    """A picture as a file of one kind."""
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def exif(orientation: int = 1) -> bytes:
    """Notes of a camera: which way up, where on earth, by whom."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = CANARY.decode()
    place = notes.get_ifd(0x8825)
    place[1], place[2] = "N", (33.0, 30.0, 49.7)
    place[29] = CANARY.decode()
    return notes.tobytes()


def place() -> bytes:
    """Notes that hold a place and nothing else."""
    notes = Image.Exif()
    notes.get_ifd(0x8825)[29] = CANARY.decode()
    return notes.tobytes().removeprefix(b"Exif\0\0")


def segment(marker: int, content: bytes) -> bytes:
    """One marker segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments put in right after its start."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """The marker segments of a JPEG before its pixels; last the bytes after its end, as 0xD9."""
    at = 2
    while True:
        marker = jpeg[at + 1]
        length = struct.unpack_from(">H", jpeg, at + 2)[0]
        yield marker, jpeg[at + 4 : at + 2 + length]
        at += 2 + length
        if marker == 0xDA:
            break
    yield 0xD9, jpeg[jpeg.index(b"\xff\xd9", at) + 2 :]


def chatty_png() -> bytes:
    """A PNG with every sort of text and note in it."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", CANARY.decode())
    said.add_text("Packed", CANARY.decode() * 9, zip=True)
    said.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    said.add(b"prVt", CANARY)
    profile = CANARY + b"\0" * 128
    return saved(corners(), "PNG", pnginfo=said, exif=exif(), icc_profile=profile, dpi=(72, 72))


def chunk(name: bytes, content: bytes) -> bytes:
    """One chunk of a PNG."""
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def png_of(width: int, height: int, *, lines: int | None = None, bits: int = 8) -> bytes:
    """A grey PNG that says one size and holds `lines` lines, so that a small file unpacks large."""
    lines = height if lines is None else lines
    row = b"\0" * (1 + width * bits // 8) if lines else b""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(lines))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
        + chunk(b"IDAT", packed + packer.flush())
        + chunk(b"IEND", b"")
    )


def scan_bomb(scans: int) -> bytes:
    """A progressive JPEG whose last pass over all pixels is said again and again."""
    jpeg = saved(Image.new("RGB", (4000, 4000), RED), "JPEG", progressive=True)
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:-2] + jpeg[last:-2] * scans + jpeg[-2:]


def refusal(data: bytes) -> str:
    """The sentence with which a picture is refused."""
    with pytest.raises(Invalid) as refused:
        rebuild(data)
    assert refused.value.field == "photo"
    return refused.value.message


def with_thumbnail(jpeg: bytes) -> bytes:
    """A photo whose notes hold a small picture of their own, as cameras write it."""
    small = with_segments(saved(corners(160, 120), "JPEG"), segment(0xFE, CANARY))
    entries = ((0x0103, 6), (0x0201, 8 + 2 + 4 + 2 + 3 * 12 + 4), (0x0202, len(small)))
    first = struct.pack("<HI", 0, 14)  # nothing about the photo itself; then the small one's
    second = struct.pack("<H", len(entries))
    for tag, value in entries:
        second += struct.pack("<HHII", tag, 4, 1, value)
    notes = b"II*\0" + struct.pack("<I", 8) + first + second + struct.pack("<I", 0) + small
    return with_segments(jpeg, segment(0xE1, b"Exif\0\0" + notes))


def with_more_behind(jpeg: bytes) -> bytes:
    """A photo that announces a second picture behind its end (MPF), with notes in that."""
    second = with_segments(saved(corners(320, 240), "JPEG"), segment(0xE1, b"Exif\0\0" + exif()))
    second = with_segments(second, segment(0xFE, CANARY))
    many = saved(corners(), "MPO", save_all=True, append_images=[corners(320, 240)])
    (announced,) = [content for marker, content in segments(many) if content[:4] == b"MPF\0"]
    return with_segments(jpeg, segment(0xE2, announced)) + second
