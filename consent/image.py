"""Reading the code of a compact receipt off a picture; needs the extra `image`."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import zxingcpp
from PIL import Image, ImageOps

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP")
# Readers of pictures fail in many ways on what is none.
NO_PICTURE: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
# A print held before a camera comes in any light and any size: small ones are enlarged, big ones
# shrunk, which takes the grain of the paper away.
LARGEST_SCALE: Final = 4
SIDES: Final = (None, 1200, 2000, 800, 3000)


def read_code(octets: bytes) -> str:
    """Give the text of the first QR code in a picture; nothing where none can be read."""
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    with suppress(*NO_PICTURE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a picture with faults in it may still show a code
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        for view in _views(Image.open(io.BytesIO(octets), formats=FORMATS).convert("L")):
            for found in zxingcpp.read_barcodes(view, wanted):
                return found.text
    return ""


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    for side in SIDES:
        if side is None:
            yield picture
            continue
        scale = side / max(picture.size)
        if scale > LARGEST_SCALE:  # there is nothing more to see
            continue
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        yield ImageOps.autocontrast(picture.resize(size), cutoff=1)
