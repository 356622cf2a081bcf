"""The wheel holds all it needs: installed into an empty place, it sets up, migrates and serves."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.house import tree


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=tree.ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` of an empty environment with only the wheel in it.

    The libraries are lent by a `.pth` file that names the running environment's folder. Python
    reads `.pth` files of its own site folder only, never of a folder named by one, so the link to
    this checkout that the running environment holds is not followed.
    """
    place = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    inside = place / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(inside), "install"]
    subprocess.run(
        [*pip, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, capture_output=True
    )
    paths = sysconfig.get_paths(vars={"base": str(place), "platbase": str(place)})
    lent = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    Path(paths["purelib"], "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    return place / "bin"


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The settings of a small installation, its root key outside its data."""
    (tmp_path / "keys").mkdir()
    return {
        "PATH": os.defpath,
        "KINFOLD_DATA_DIR": str(tmp_path / "data"),
        "KINFOLD_ROOT_KEY": f"file:{tmp_path / 'keys' / 'root.key'}",
        "KINFOLD_JOURNAL": str(tmp_path / "journal"),
    }


def test_the_wheel_holds_the_pages_and_no_tests(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for top, inside in (
        ("templates", "registry/templates"),
        ("registry/static", "registry/static"),
    ):
        for path in (tree.ROOT / top).rglob("*.*"):
            assert f"{inside}/{path.relative_to(tree.ROOT / top).as_posix()}" in held
    assert {"registry/py.typed", "consent/py.typed"} <= held
    assert {name.split("/")[0].split("-")[0] for name in held} == {"consent", "registry", "kinfold"}


def test_the_installed_code_is_the_wheels_and_not_the_checkouts(installed: Path) -> None:
    ask = "import registry, consent; print(registry.__file__); print(consent.__file__)"
    done = subprocess.run(
        [installed / "python", "-c", ask],
        cwd=installed,
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.defpath},
    )
    assert all(Path(line).is_relative_to(installed.parent) for line in done.stdout.split())


def test_the_wheel_makes_keys_migrates_and_serves(
    installed: Path, surroundings: dict[str, str], tmp_path: Path
) -> None:
    kinfold = str(installed / "kinfold")
    for command in (["keys", "init"], ["db", "upgrade"]):
        done = subprocess.run(
            [kinfold, *command],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    port = free_port()
    with serving([kinfold, "serve", "--port", str(port)], surroundings, tmp_path) as words:
        assert status_of(f"http://127.0.0.1:{port}/health") == 200, words.read_text("utf-8")


def free_port() -> int:
    """A port of this machine that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert isinstance(port, int)
    return port


@contextmanager
def serving(command: list[str], surroundings: dict[str, str], folder: Path) -> Iterator[Path]:
    """Run a server while the block runs; gives the file with what it said."""
    said = folder / "said.txt"
    with said.open("wb") as out:
        server = subprocess.Popen(
            command, cwd=folder, env=surroundings, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield said
        finally:
            server.terminate()
            server.wait(timeout=20)


def status_of(address: str, *, patience: float = 30) -> int | None:
    """The answer's number, once something answers; None if nothing does in time."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            time.sleep(0.2)
    return None
