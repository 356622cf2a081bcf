"""The process that looks into a stranger's picture: pixels in, two plain JPEGs out, nothing else.

`picture` starts this file by its path, in Python's isolated mode. It imports no part of Kinfold, so
there is no key, no setting and no database to find. It reads the bytes from standard input and
answers on standard output with `ANSWER` and what that announces, or with one word of `REFUSALS`.
"""

from __future__ import annotations

import resource
import sys
import warnings
from io import BytesIO
from struct import Struct

# All that decoding may need is loaded now: once the limits stand, no file opens any more.
from PIL import (
    Image,
    JpegImagePlugin,
    PngImagePlugin,  # noqa: F401
    TiffImagePlugin,  # noqa: F401 - it reads the notes of cameras
    WebPImagePlugin,  # noqa: F401
)

LARGE, SMALL = 1600, 320
PIXELS, SIDE = 24_000_000, 8_000
MEMORY, CPU_SECONDS = 512 * 1024 * 1024, 5
ANSWER = Struct(">4sHHII")
SEALED_BY = b"KFPX"
REFUSALS = ("animated", "broken", "pixels")

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Unreadable(Exception):
    """The picture is refused; the text is one of `REFUSALS`."""


def redraw(data: bytes, kind: str) -> tuple[bytes, bytes, int, int]:
    """Give the picture as JPEG at 1600 and at 320 px, and the first one's width and height."""
    try:
        with Image.open(BytesIO(data), formats=[kind]) as image:
            canvas = _canvas(image)
    except Unreadable:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Unreadable("pixels") from None
    except Exception:  # noqa: BLE001 - a decoder can fail in any way; each means the same here
        raise Unreadable("broken") from None
    small = canvas.resize(_within(canvas.size, SMALL), Image.Resampling.LANCZOS)
    return _jpeg(canvas, "4:4:4"), _jpeg(small, "4:2:0"), *canvas.size


def _canvas(image: Image.Image) -> Image.Image:
    """Put the upright pixels, and only they, on a fresh white canvas of at most 1600 px."""
    width, height = image.size
    if width * height > PIXELS or max(width, height) > SIDE:
        raise Unreadable("pixels")
    if getattr(image, "n_frames", 1) > 1:
        raise Unreadable("animated")
    turn = _TURNS.get(_orientation(image))
    size = _within((width, height), LARGE)
    image.draft("RGB", size)  # a JPEG is decoded at a half, a quarter or an eighth where it does
    image.load()
    pixels = _coloured(image).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if turn is not None:
        pixels = pixels.transpose(turn)
    canvas = Image.new("RGB", pixels.size, "white")
    canvas.paste(pixels, mask=pixels.getchannel("A") if pixels.mode == "RGBA" else None)
    return canvas


def _coloured(image: Image.Image) -> Image.Image:
    """Give the pixels as RGB, or RGBA where some are transparent."""
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow would cut off all above 255 instead of scaling it.
        image.info.pop("transparency", None)
        image = image.point(lambda grey: grey * (1 / 256)).convert("L")
    wanted = "RGBA" if image.has_transparency_data else "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _orientation(image: Image.Image) -> int:
    """Read which way up the camera was held; notes that cannot be read say nothing."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - a note nobody can read must not cost the picture
        return 1


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Shrink a size in proportion until no side is longer than `side`; never enlarge it."""
    longest = max(size)
    if longest <= side:
        return size
    width, height = (max(1, round(length * side / longest)) for length in size)
    return width, height


def _jpeg(canvas: Image.Image, subsampling: str) -> bytes:
    written = BytesIO()
    canvas.save(written, "JPEG", quality=88, subsampling=subsampling)
    return written.getvalue()


def only_the_first_picture() -> None:
    """Read a JPEG's first picture only: phones hide more behind it (depth, brightness)."""
    Image.preinit()
    accepts = Image.OPEN["JPEG"][1]
    Image.register_open("JPEG", JpegImagePlugin.JpegImageFile, accepts)


def confine() -> None:
    """Give up, for good, all that decoding does not need."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
        # No descriptor can be had any more, so no file and no network; those open stay open.
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def main() -> None:
    """Answer for the one picture on standard input."""
    Image.MAX_IMAGE_PIXELS = PIXELS
    only_the_first_picture()
    confine()
    warnings.simplefilter("error")
    # Cameras write broken notes around whole pictures, and no note is kept.
    warnings.filterwarnings("ignore", module=r"PIL\.TiffImagePlugin")
    try:
        large, small, width, height = redraw(sys.stdin.buffer.read(), sys.argv[1])
    except Unreadable as refused:
        sys.stdout.write(str(refused))
    else:
        head = ANSWER.pack(SEALED_BY, width, height, len(large), len(small))
        sys.stdout.buffer.write(head + large + small)


if __name__ == "__main__":
    main()
