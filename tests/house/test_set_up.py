"""`run.py` on unkind machines: an old Python, no ensurepip, a half-made or moved environment."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import run
from tests.house import tree

RUN = tree.ROOT / "run.py"

# What a Debian without python3-venv does: the step that calls ensurepip ends the making.
NO_ENSUREPIP = """
import subprocess, venv
def stop(self, context):
    raise subprocess.CalledProcessError(1, "ensurepip", b"No module named ensurepip")
venv.EnvBuilder._setup_pip = stop
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks and a project file, and an environment that looks whole."""
    for name in ("pyproject.toml", *run.LOCKS.values()):
        (tmp_path / name).write_bytes((tree.ROOT / name).read_bytes())
    bin_ = tmp_path / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (bin_ / "python").symlink_to(sys.executable)
    (bin_ / "kinfold").touch()
    monkeypatch.setattr(run, "ROOT", tmp_path)
    stamp = {lock: run.digest_of_lock(lock) for lock in run.LOCKS.values()}
    stamp |= {"place": str(tmp_path / ".venv"), "project": run.digest_of_project()}
    (tmp_path / ".venv" / "kinfold-stamp.json").write_text(json.dumps(stamp), encoding="utf-8")
    monkeypatch.setattr(run, "works", lambda *_: True)
    return tmp_path


class Tools:
    """Stands in for every tool: remembers what was run; the tools named here are not content."""

    def __init__(self, *unhappy: str) -> None:
        self.unhappy = unhappy
        self.ran: list[str] = []

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        name = "pytest" if "pytest" in command else Path(command[0]).name
        self.ran.append(name)
        return subprocess.CompletedProcess(command, int(name in self.unhappy), "", "")


@pytest.fixture
def no_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that is set up, with neither Chromium nor apt-get."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(run, "set_up", lambda _: tmp_path)


def test_an_old_python_gets_one_clear_sentence() -> None:
    ast.parse(tree.text(RUN), feature_version=(3, 8))
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(RUN)!r})"
    done = subprocess.run(
        [sys.executable, "-c", pretend], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Kinfold needs Python 3.11 or later")
    assert len(done.stderr.splitlines()) == 1


def test_without_a_command_it_says_which_there_are() -> None:
    done = subprocess.run([sys.executable, RUN], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "run.py demo" in done.stdout
    assert "run.py test" in done.stdout


def test_where_ensurepip_is_absent_the_pip_outside_fills_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_ENSUREPIP, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    place = tmp_path / "venv"
    assert not run.works(sys.executable, "-m", "venv", str(tmp_path / "other"))

    run.make_venv(place, sys.executable)
    pip = run.pip_for(place, sys.executable)

    assert pip == [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python")]
    listed = subprocess.run(
        [*pip, "list", "--format=json"], capture_output=True, text=True, check=True
    )
    assert json.loads(listed.stdout) == []


@pytest.mark.skipif(not find_spec("ensurepip"), reason="this Python has no ensurepip")
def test_where_ensurepip_is_there_the_environment_has_its_own_pip(tmp_path: Path) -> None:
    place = tmp_path / "venv"
    run.make_venv(place, sys.executable)
    inside = str(place / "bin" / "python")
    assert run.pip_for(place, sys.executable) == [inside, "-m", "pip"]


def test_without_any_pip_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="install pip"):
        run.pip_for(tmp_path, str(tmp_path / "no-python"))


def test_a_second_start_touches_nothing(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "make_venv", pytest.fail)
    monkeypatch.setattr(run, "install", pytest.fail)
    assert run.set_up("demo") == checkout / ".venv" / "bin"
    assert run.set_up("test") == checkout / ".venv" / "bin"


def test_a_moved_checkout_is_set_up_anew(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "kinfold"
    checkout.rename(elsewhere)
    monkeypatch.setattr(run, "ROOT", elsewhere)
    assert run.read_stamp(elsewhere / ".venv") == {}


def test_a_changed_lock_is_noticed(checkout: Path) -> None:
    assert run.read_stamp(checkout / ".venv")
    with (checkout / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert run.read_stamp(checkout / ".venv") == {}


def test_a_broken_environment_is_noticed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "works", lambda *_: False)
    assert run.read_stamp(checkout / ".venv") == {}


def test_a_half_written_stamp_is_noticed(checkout: Path) -> None:
    (checkout / ".venv" / "kinfold-stamp.json").write_text("{", encoding="utf-8")
    assert run.read_stamp(checkout / ".venv") == {}


def test_a_set_up_cut_short_leaves_no_stamp(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pip_stops(*_: object, **__: object) -> None:
        sys.exit("pip stopped")

    stamp = checkout / ".venv" / "kinfold-stamp.json"
    stamp.write_text(stamp.read_text("utf-8").replace('"project": "', '"project": "x'), "utf-8")
    monkeypatch.setattr(run, "install", pip_stops)
    with pytest.raises(SystemExit):
        run.set_up("demo")
    assert not stamp.exists()


def test_what_a_person_chooses_comes_last_and_wins() -> None:
    bin_ = Path("bin")
    assert run.pytest_command(bin_, ["-k", "word"])[-6:] == [
        "-n",
        "2",
        "--dist",
        "loadgroup",
        "-k",
        "word",
    ]
    quick = run.pytest_command(bin_, [], "full", "browser")
    assert quick[-2:] == ["-m", "not full and not browser"]


def test_where_no_browser_and_no_compiler_can_be_had_it_says_so_loudly(
    no_browser: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = Tools()
    monkeypatch.setattr(subprocess, "run", tools)
    assert run.test([]) == 0
    assert tools.ran[-1] == "pytest"
    assert len(tools.ran) == len(run.CHECKS) + 1
    said = capsys.readouterr().out
    assert "BROWSER TESTS ARE SKIPPED" in said
    assert "FAULTS OF THE MACHINE ARE NOT TRIED" in said
    assert "A SMALL DISK IS NOT TRIED" in said


def test_the_first_check_that_is_not_good_ends_the_run(
    no_browser: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = Tools("mypy")
    monkeypatch.setattr(subprocess, "run", tools)
    assert run.test([]) == 1
    assert tools.ran[-1] == "mypy"


def test_keeping_going_runs_everything_and_is_still_not_good(
    no_browser: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools = Tools("mypy", "deptry")
    monkeypatch.setattr(subprocess, "run", tools)
    assert run.test(["--keep-going"]) != 0
    assert tools.ran[-1] == "pytest"


def test_with_arguments_only_pytest_runs(no_browser: None, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = Tools("pytest")
    monkeypatch.setattr(subprocess, "run", tools)
    assert run.test(["tests/house"]) == 1
    assert tools.ran == ["pytest"]
