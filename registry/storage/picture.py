"""Pictures strangers send: taken apart in a process of its own, rebuilt from pixels alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from typing import IO, cast

from registry.errors import N_, Invalid, TooOften

LARGEST = 10 * 1024 * 1024
"""The largest file that is looked at, in bytes."""

_PROGRAM = Path(__file__).with_name("decode.py")
_WAIT, _SECONDS = 2.0, 8.0
"""So long a photo waits for its turn, and is then looked at: ten seconds in all."""
# Two large decodings at a time fit the smallest machine this runs on; others wait their turn.
_AT_ONCE = threading.BoundedSemaphore(2)
# The same as in `decode`, which is not imported here so that Pillow stays out of this process.
_ANSWER = Struct(">4sHHII")
_SEALED_BY = b"KFPX"
_LONGEST_ANSWER = 8 * 1024 * 1024

_KILLED = (-signal.SIGXCPU, -signal.SIGKILL)
_NOT_READ = N_("This is not a photo we can read. Use a JPEG, PNG or WebP photo.")
_BROKEN = N_("This photo cannot be opened. It may be cut off. Try another copy of it.")
_SLOW = N_("This photo took too long to open. Try another copy of it.")
_REFUSALS = {
    b"animated": N_("This picture moves. Choose a still photo."),
    b"broken": _BROKEN,
    b"pixels": N_("This photo is too big: more than 24 megapixels. Choose a smaller copy."),
}


@dataclass(frozen=True, repr=False)
class Pictures:
    """One photo as two plain JPEGs without any note in them; width and height are the large's."""

    large: bytes
    small: bytes
    width: int
    height: int


def rebuild(photo: bytes) -> Pictures:
    """Redraw a photo at 1600 and 320 px. Takes up to 10 s: never call it inside a `Work`."""
    if len(photo) > LARGEST:
        raise Invalid("photo", N_("This photo is larger than 10 MB. Choose a smaller copy."))
    kind = kind_of(photo)
    if kind is None:
        raise Invalid("photo", _NOT_READ)
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise TooOften(N_("Many photos are being read right now. Try again in a minute."))
    try:
        return _pictures(_answer(photo, kind))
    finally:
        _AT_ONCE.release()


def kind_of(photo: bytes) -> str | None:
    """Name the format by the first bytes of the file, whatever the file is called."""
    if photo.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if photo.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if photo.startswith(b"RIFF") and photo[8:12] == b"WEBP":
        return "WEBP"
    return None


def _answer(photo: bytes, kind: str) -> bytes:
    """Let the decoder look, for 8 s at most, and give what it says."""
    command = [sys.executable, "-I", "-B", str(_PROGRAM), kind]
    with subprocess.Popen(  # noqa: S603 - our own program, and a word of our own
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_bare_environment(),
        cwd="/",
        start_new_session=True,
    ) as decoder:
        late = threading.Timer(_SECONDS, decoder.kill)
        late.start()
        try:
            answer = _asked(decoder, photo)
            stopped = decoder.wait()
        finally:
            decoder.kill()
            late.cancel()
    if stopped in _KILLED and not answer:
        raise Invalid("photo", _SLOW)
    return answer


def _asked(decoder: subprocess.Popen[bytes], photo: bytes) -> bytes:
    """Hand the photo over and read the answer, but never more than an answer can be."""
    asks, answers = cast("IO[bytes]", decoder.stdin), cast("IO[bytes]", decoder.stdout)
    with suppress(BrokenPipeError), asks:
        asks.write(photo)
    answer = answers.read(_LONGEST_ANSWER + 1)
    if len(answer) > _LONGEST_ANSWER:
        decoder.kill()
        raise Invalid("photo", _BROKEN)
    return answer


def _pictures(answer: bytes) -> Pictures:
    """Read the decoder's answer, trusting it no more than the photo itself."""
    if answer in _REFUSALS:
        raise Invalid("photo", _REFUSALS[answer])
    if len(answer) < _ANSWER.size:
        raise Invalid("photo", _BROKEN)
    sealed_by, width, height, large, small = _ANSWER.unpack_from(answer)
    if sealed_by != _SEALED_BY or len(answer) != _ANSWER.size + large + small:
        raise Invalid("photo", _BROKEN)
    first = _ANSWER.size + large
    pictures = Pictures(answer[_ANSWER.size : first], answer[first:], width, height)
    if kind_of(pictures.large) != "JPEG" or kind_of(pictures.small) != "JPEG":
        raise Invalid("photo", _BROKEN)
    return pictures


def _bare_environment() -> dict[str, str]:
    """Nothing of ours; only where this machine's Python finds its libraries."""
    return {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
