"""The decoder's process has nothing to lose and cannot reach for more."""

from __future__ import annotations

import ast
import resource
import subprocess
import sys
import warnings
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from PIL import Image

from registry.storage import decode, picture
from tests.registry.storage import hostile
from tests.registry.storage.hostile import corners, saved

PROGRAM = Path(decode.__file__)


def confined(*lines: str) -> str:
    """What a stranger's code would say from inside the decoder's process."""
    code = [
        "import ctypes, os, resource, runpy, socket, sys",
        f"program = runpy.run_path({str(PROGRAM)!r})",
        "program['confine']()",
        *lines,
    ]
    ran = subprocess.run(
        [sys.executable, "-I", "-c", "\n".join(code)], capture_output=True, check=False, env={}
    )
    return ran.stdout.decode().strip() or ran.stderr.decode().strip().splitlines()[-1]


def test_it_can_do_what_it_must() -> None:
    assert confined("print('here')") == "here"


@pytest.mark.parametrize(
    "reach",
    [
        "open('/etc/hostname')",
        "socket.socket()",
        "os.pipe()",
        "os.close(0); open('/etc/hostname')",
        "os.memfd_create('x')",
    ],
)
def test_it_opens_no_file_and_no_connection(reach: str) -> None:
    assert "Errno 24" in confined(reach)


def test_it_gets_no_more_than_its_share_of_memory() -> None:
    assert "MemoryError" in confined("b = bytearray(600 * 1024 * 1024)")


def test_it_computes_for_five_seconds_and_leaves_no_core() -> None:
    asked = "[resource.getrlimit(each) for each in (resource.RLIMIT_CPU, resource.RLIMIT_CORE)]"
    assert confined(f"print({asked})") == "[(5, 5), (0, 0)]"


def test_it_imports_nothing_of_ours() -> None:
    imported = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(PROGRAM.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    ours = {name for name in imported if name and name.split(".")[0] in {"registry", "consent"}}
    assert ours == set()


def test_it_runs_from_any_folder(tmp_path: Path) -> None:
    elsewhere = tmp_path / "decode.py"
    elsewhere.write_bytes(PROGRAM.read_bytes())
    ran = subprocess.run(
        [sys.executable, "-I", str(elsewhere), "PNG"],
        input=saved(corners(), "PNG"),
        capture_output=True,
        check=True,
        env={},
        cwd="/",
    )
    assert ran.stderr == b""
    assert ran.stdout.startswith(decode.SEALED_BY)


def test_both_sides_mean_the_same_answer() -> None:
    assert picture._ANSWER.format == decode.ANSWER.format
    assert picture._SEALED_BY == decode.SEALED_BY
    assert {word.decode() for word in picture._REFUSALS} == set(decode.REFUSALS)


# ── the same steps in this process, one by one ───────────────────────────────────────────────


@pytest.fixture(autouse=True)
def _first_picture_only() -> Iterator[None]:
    kept = dict(Image.OPEN)
    with warnings.catch_warnings():
        decode.only_the_first_picture()
        yield
    Image.OPEN.update(kept)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "I;16"])
def test_every_mode_is_redrawn(mode: str) -> None:
    image = Image.new("I;16", (640, 480)) if mode == "I;16" else corners().convert(mode)
    large, small, width, height = decode.redraw(saved(image, "PNG"), "PNG")
    assert (width, height) == (640, 480)
    assert Image.open(BytesIO(large)).size == (640, 480)
    assert Image.open(BytesIO(small)).size == (320, 240)


def test_a_turned_photo_is_redrawn_upright() -> None:
    turned = saved(corners(), "JPEG", exif=hostile.exif(6))
    assert decode.redraw(turned, "JPEG")[2:] == (480, 640)


def test_a_wrong_note_of_which_way_up_says_nothing() -> None:
    assert decode.redraw(saved(corners(), "JPEG", exif=hostile.exif(77)), "JPEG")[2] == 640

    class Unreadable(Image.Image):
        def getexif(self) -> Image.Exif:
            raise SyntaxError

    assert decode._orientation(Unreadable()) == 1


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (hostile.png_of(8001, 1), "pixels"),
        (hostile.png_of(60_000, 60_000, lines=1), "pixels"),
        (saved(corners(), "PNG")[:-100], "broken"),
        (saved(corners(), "GIF"), "broken"),
        (saved(corners(), "PNG", save_all=True, append_images=[corners(9, 9)]), "animated"),
    ],
)
def test_a_refusal_is_one_word(data: bytes, word: str) -> None:
    with pytest.raises(decode.Unreadable, match=word):
        decode.redraw(data, "PNG")
    assert word in decode.REFUSALS


def test_too_little_memory_is_said_to_be_too_many_pixels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_: Image.Image) -> Image.Image:
        raise MemoryError

    monkeypatch.setattr(decode, "_coloured", full)
    with pytest.raises(decode.Unreadable, match="pixels"):
        decode.redraw(saved(corners(), "PNG"), "PNG")


def test_it_gives_up_every_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    given_up: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "setrlimit", given_up.__setitem__)
    decode.confine()
    assert given_up[resource.RLIMIT_NOFILE] == (0, 0)
    assert given_up[resource.RLIMIT_NPROC] == (0, 0)
    assert given_up[resource.RLIMIT_FSIZE] == (0, 0)
    assert given_up[resource.RLIMIT_AS] == (decode.MEMORY, decode.MEMORY)


@pytest.mark.parametrize(
    ("data", "begins"),
    [(saved(corners(), "PNG"), decode.SEALED_BY), (hostile.png_of(8001, 1), b"pixels")],
)
def test_it_answers_on_its_standard_output(
    data: bytes,
    begins: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setattr(decode, "confine", lambda: None)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data)))
    monkeypatch.setattr(sys, "argv", ["decode.py", "PNG"])
    decode.main()
    assert capsysbinary.readouterr().out.startswith(begins)
    assert decode.PIXELS == Image.MAX_IMAGE_PIXELS
