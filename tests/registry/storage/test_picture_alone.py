"""The decoder is believed no more than the photo: it may hang, flood or talk nonsense."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from registry.errors import TooOften
from registry.storage import decode, picture
from registry.storage.picture import Pictures, rebuild
from tests.registry.storage.hostile import corners, refusal, saved

# ── a decoder that has been taken over, or hangs ─────────────────────────────────────────────


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of the test in the decoder's place."""
    path = tmp_path / "decoder.py"
    monkeypatch.setattr(picture, "_PROGRAM", path)
    return path


PHOTO = saved(corners(), "JPEG")


def answer(width: int, large: bytes, small: bytes, *, more: bytes = b"") -> str:
    head = decode.ANSWER.pack(decode.SEALED_BY, width, 10, len(large), len(small))
    said = head + large + small + more
    return f"import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({said!r})"


def test_a_decoder_that_hangs_is_stopped(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_SECONDS", 0.5)
    program.write_text("import time; time.sleep(60)")
    began = time.monotonic()
    assert refusal(PHOTO).startswith("This photo took too long")
    assert time.monotonic() - began < 5


def test_a_decoder_that_never_listens_is_stopped(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "_SECONDS", 0.5)
    program.write_text("import time; time.sleep(60)")
    assert refusal(PHOTO + b"\0" * 5_000_000).startswith("This photo took too long")


def test_a_decoder_that_answers_without_end_is_stopped(program: Path) -> None:
    program.write_text("import sys\nwhile True: sys.stdout.buffer.write(b'KFPX' * 100_000)")
    assert refusal(PHOTO).startswith("This photo cannot be opened.")


@pytest.mark.parametrize(
    "said",
    [
        "",
        "raise SystemExit(3)",
        "print('moves')",
        "print('x' * 500)",
        answer(10, b"<html>", b"\xff\xd8\xff"),
        answer(10, b"\xff\xd8\xff", b"<html>"),
        answer(10, b"\xff\xd8\xff", b"\xff\xd8\xff", more=b"x"),
        "import os; os.abort()",
    ],
)
def test_a_decoder_that_talks_nonsense_is_not_believed(program: Path, said: str) -> None:
    program.write_text(said)
    assert refusal(PHOTO).startswith("This photo cannot be opened.")


CONFINED = f"import os, runpy; runpy.run_path({decode.__file__!r})['confine']()\n"
"""A program that has given up all that the decoder gives up."""


@pytest.mark.parametrize(
    ("fate", "sentence"),
    [
        ("os.kill(os.getpid(), 9)", "This photo took too long"),  # as the machine itself may do
        ("os.kill(os.getpid(), 11)", "This photo cannot be opened."),
        pytest.param("while True: pass", "This photo took too long", marks=pytest.mark.full),
        ("held = [bytearray(1 << 20) for _ in range(600)]", "This photo cannot be opened."),
        ("open('/tmp/x', 'w')", "This photo cannot be opened."),
        ("os.ftruncate(1, 1)", "This photo cannot be opened."),
        ("os.pipe()", "This photo cannot be opened."),
        ("os.fork()", "This photo cannot be opened."),
    ],
)
def test_a_decoder_that_is_killed_or_wants_too_much_ends_as_a_sentence_in_ten_seconds(
    program: Path, fate: str, sentence: str
) -> None:
    program.write_text(CONFINED + fate)
    began = time.monotonic()
    assert refusal(PHOTO).startswith(sentence)
    assert time.monotonic() - began < 10


def test_a_decoder_that_waits_for_ever_is_stopped_in_ten_seconds_with_its_turn(
    program: Path,
) -> None:
    assert picture._WAIT + picture._SECONDS <= 10
    assert program.name == "decoder.py"


def test_a_decoder_that_may_write_no_file_is_ended_by_the_system(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    file = f"import os; f = os.open({str(kept)!r}, os.O_CREAT | os.O_WRONLY)\n"
    fate = subprocess.run(
        [sys.executable, "-I", "-c", file + CONFINED + "os.write(f, b'x')"],
        capture_output=True,
        check=False,
    )
    assert fate.returncode != 0
    assert kept.read_bytes() == b""


def test_a_decoder_finds_nothing_of_ours_around_it(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINFOLD_ROOT_KEY", "file:/secret")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/python/lib")
    program.write_text(
        "import json, os, sys\n"
        "print(json.dumps([sorted(os.environ), os.getcwd(), sys.flags.isolated, sys.argv[1]]))"
    )
    said = picture._answer(PHOTO, "JPEG").decode()
    assert "KINFOLD" not in said
    assert "LD_LIBRARY_PATH" in said
    assert said.strip().endswith('"/", 1, "JPEG"]')


def test_too_many_photos_at_once_wait_and_are_then_sent_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(picture, "_AT_ONCE", threading.BoundedSemaphore(1))
    monkeypatch.setattr(picture, "_WAIT", 0.1)
    with picture._AT_ONCE, pytest.raises(TooOften, match="Try again in a minute"):
        rebuild(PHOTO)
    monkeypatch.setattr(picture, "_WAIT", 2.0)
    for _ in range(3):
        refusal(PHOTO[:300])
        assert rebuild(PHOTO).width == 640


def test_a_photo_can_be_rebuilt_from_any_thread() -> None:
    found: list[Pictures] = []
    threads = [threading.Thread(target=lambda: found.append(rebuild(PHOTO))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert len(found) == 4


def test_the_server_itself_never_loads_a_decoder() -> None:
    asked = "import sys, registry.storage.picture; print('PIL' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", asked],
        capture_output=True,
        check=True,
        cwd=Path(picture.__file__).parents[2],
    )
    assert said.stdout.strip() == b"False"
