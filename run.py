#!/usr/bin/env python3
"""Kinfold's two commands, for any Linux or macOS machine with Python 3.11 or later and pip.

python3 run.py demo [--data DIR] [--port N] [--reset]
    sets up, then serves a demo with invented people on http://localhost:8000

python3 run.py test [--full] [--keep-going] [pytest arguments]
    sets up, then checks format, lint, floors, types, templates, dead code and dependencies, and
    runs the tests; with pytest arguments only pytest runs
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):
    sys.exit("Kinfold needs Python 3.11 or later; this is Python " + sys.version.split()[0] + ".")

import hashlib
import json
import os
import shutil
import subprocess
import time
import tomllib
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
LOCKS = {"demo": "requirements.lock", "test": "requirements-test.lock"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The fonts are for pages in Arabic and Cyrillic letters: a bare system has none.
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core")
COMPILERS = ("cc", "gcc", "clang")
COMPILER_PACKAGES = ("gcc", "libc6-dev")
SMALL_DISK = ("unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")

CHECKS = (
    ("format", ("ruff", "format", "--check", ".")),
    ("lint", ("ruff", "check", ".")),
    ("floors", ("lint-imports",)),
    ("types", ("mypy",)),
    ("template format", ("djlint", "templates", "--check")),
    ("template lint", ("djlint", "templates", "--lint", "--quiet")),
    ("dead code", ("vulture",)),
    ("dependencies", ("deptry", ".")),
)


def say(text: str = "") -> None:
    """Print one line at once, so that it stands before whatever runs next."""
    print(text, flush=True)


# ── the virtual environment ──────────────────────────────────────────────────────────────────


def running_python() -> str:
    """The Python to build with; never the one inside the environment about to be rebuilt."""
    if Path(sys.prefix).resolve() == (ROOT / ".venv").resolve():
        return str(getattr(sys, "_base_executable", sys.executable))
    return sys.executable


def works(*command: str) -> bool:
    """Does this command run and end well?"""
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def make_venv(place: Path, python: str) -> None:
    """Make an empty environment, with pip in it where this Python brings ensurepip along."""
    make = [python, "-m", "venv", "--clear"]
    if works(*make, str(place)):
        return
    # Debian and Ubuntu split ensurepip off; an outside pip can fill an environment without one.
    bare = subprocess.run([*make, "--without-pip", str(place)], check=False)
    if bare.returncode:
        sys.exit(f"{python} could not make a virtual environment in {place} (see above).")


def pip_for(place: Path, python: str) -> list[str]:
    """The pip that fills the environment: its own, or else that of the Python outside."""
    inside = str(place / "bin" / "python")
    if works(inside, "-m", "pip", "--version"):
        return [inside, "-m", "pip"]
    outside = [python, "-m", "pip", "--python", inside]
    if works(*outside, "--version"):
        return outside
    sys.exit(
        f"{python} has neither ensurepip nor a pip of version 22.3 or later:"
        " install pip (on Debian: apt-get install python3-pip) and run this again."
    )


def install(pip: list[str], *what: str, about: int = 0) -> None:
    """Run `pip install`, saying how far it is; show its own words only if it stops."""
    command = [*pip, "install", "--no-input", "--progress-bar", "off", *what]
    words: list[str] = []
    seen = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
    ) as running:
        for line in running.stdout or ():
            words.append(line)
            if about and line.startswith("Collecting "):
                seen += 1
                if seen % 10 == 0:
                    say(f"  {seen} of {about} packages fetched")
            elif about and line.startswith("Installing collected"):
                say("  installing them")
    if running.returncode:
        say("".join(words[-25:]))
        sys.exit("pip stopped (see above). Mend what it names and run this again.")


def digest(*parts: bytes) -> str:
    """One short mark for these bytes."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def digest_of_lock(lock: str) -> str:
    """The mark of one lock file as it stands now."""
    return digest(lock.encode(), (ROOT / lock).read_bytes())


def digest_of_project() -> str:
    """The mark of what `pyproject.toml` says about the package, not about the tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = [project["project"], project["build-system"], project["tool"]["hatch"]]
    return digest(json.dumps(package, sort_keys=True).encode())


def read_stamp(place: Path) -> dict[str, str]:
    """What the environment was filled from, or nothing if it cannot be trusted."""
    try:
        stamp = json.loads((place / "kinfold-stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    # Scripts and the link to this checkout hold full paths: a moved folder is a broken one.
    if not isinstance(stamp, dict) or stamp.get("place") != str(place):
        return {}
    if any(digest_of_lock(lock) != stamp[lock] for lock in LOCKS.values() if lock in stamp):
        return {}
    look = "import importlib.util as u, sys; sys.exit(not u.find_spec('flask'))"
    if not (place / "bin" / "kinfold").exists() or not works(f"{place}/bin/python", "-c", look):
        return {}
    return stamp


def set_up(wanted: str) -> Path:
    """Make `.venv` hold what this lock names and this checkout; give back its `bin`."""
    place = ROOT / ".venv"
    lock = LOCKS[wanted]
    stamp = read_stamp(place)
    project = digest_of_project()
    if lock in stamp and stamp.get("project") == project:
        return place / "bin"

    python = running_python()
    if not stamp:
        say("Setting up. The first time takes about a minute.")
        say("Making .venv")
        make_venv(place, python)
    # Without a stamp a set-up that is cut short is begun anew next time.
    (place / "kinfold-stamp.json").unlink(missing_ok=True)
    if lock not in stamp:
        count = sum(line[:1].isalnum() for line in (ROOT / lock).read_text("utf-8").splitlines())
        say(f"Installing {count} packages from {lock}, each checked against its hash")
        # The lock is whole. A pip that resolves may take a newer `package[extra]`, and stop.
        install(pip_for(place, python), "--no-deps", "--require-hashes", "-r", lock, about=count)
    say("Installing this checkout")
    here = ("--no-build-isolation", "--no-deps", "--no-index", "-e", ".")
    install(pip_for(place, python), *here)

    names = LOCKS.values() if wanted == "test" else [lock]  # the test lock holds the other
    kept = {name: mark for name, mark in stamp.items() if name in LOCKS.values()}
    kept |= {name: digest_of_lock(name) for name in names}
    kept |= {"place": str(place), "project": project}
    (place / "kinfold-stamp.json").write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return place / "bin"


# ── test ─────────────────────────────────────────────────────────────────────────────────────


def find(programs: tuple[str, ...]) -> str | None:
    """The path of the first of these programs that is installed, if there is one."""
    return next(filter(None, map(shutil.which, programs)), None)


def bring(what: str, programs: tuple[str, ...], packages: tuple[str, ...]) -> str | None:
    """An installed program, installing one where apt allows."""
    found = find(programs)
    apt = shutil.which("apt-get")
    if found or not apt or os.geteuid() != 0:
        return found
    say(f"Installing {what} with apt-get, for the tests. This takes a minute or two.")
    get = [apt, "install", "-y", "-q", "--no-install-recommends", *packages]
    for command in ([apt, "update", "-q"], get):
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        if done.returncode:
            say((done.stdout + done.stderr)[-2000:])
            return find(programs)
    return find(programs)


def check(title: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check under a heading and say how long it took."""
    say(f"\n── {title} ──")
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    word = "good" if done.returncode == 0 else "NOT GOOD"
    say(f"   {title}: {word}, {time.monotonic() - began:.1f} s")
    return done.returncode == 0


def pytest_command(tools: Path, chosen: list[str], *left_out: str) -> list[str]:
    """The pytest to run without these marks; what the person chose comes last and wins."""
    marks = ["-m", " and ".join(f"not {mark}" for mark in left_out)] if left_out else []
    spread = ["-n", "2", "--dist", "loadgroup"]
    return [str(tools / "python"), "-m", "pytest", *spread, *marks, *chosen]


def test(arguments: list[str]) -> int:
    """Check the whole house, pytest last; the exit code is 0 only if everything was good."""
    chosen = [each for each in arguments if each not in {"--full", "--keep-going"}]
    tools = set_up("test")
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "VIRTUAL_ENV": str(tools.parent),
        "PYTHONUNBUFFERED": "1",
    }
    if full := "--full" in arguments:
        environment["KINFOLD_TEST_FULL"] = "1"

    not_good = []
    for title, (tool, *options) in () if chosen else CHECKS:
        if not check(title, [str(tools / tool), *options], environment):
            not_good.append(title)
            if "--keep-going" not in arguments:
                return 1

    chromium = bring("Chromium", BROWSERS, BROWSER_PACKAGES)
    compiler = bring("a C compiler", COMPILERS, COMPILER_PACKAGES)
    if chromium:
        environment["KINFOLD_CHROMIUM"] = chromium
    say("\n── tests ──")
    if not_good:
        say(f"NOT GOOD SO FAR: {', '.join(not_good)}")
    if not chromium:
        say("BROWSER TESTS ARE SKIPPED: there is no Chromium here and apt-get could not bring one.")
    if not compiler:
        say("FAULTS OF THE MACHINE ARE NOT TRIED: there is no C compiler here, nor by apt-get.")
    if not (small_disk := find(SMALL_DISK[:1]) and works(*SMALL_DISK)):
        say("A SMALL DISK IS NOT TRIED: this user may not mount one.")
    tried = {"full": full, "browser": chromium, "compiler": compiler, "small_disk": small_disk}
    command = pytest_command(tools, chosen, *(mark for mark, there in tried.items() if not there))
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    return done.returncode or len(not_good)


# ── demo ─────────────────────────────────────────────────────────────────────────────────────


def demo(arguments: list[str]) -> NoReturn:
    """Become `kinfold demo`, which seeds, serves and says who can sign in."""
    kinfold = str(set_up("demo") / "kinfold")
    sys.stdout.flush()
    os.execv(kinfold, [kinfold, "demo", *arguments])  # noqa: S606 - no shell is wanted


def main(arguments: list[str]) -> int:
    """Run the command named first."""
    command, *rest = arguments or [""]
    if command == "demo":
        demo(rest)
    if command == "test":
        return test(rest)
    say(__doc__ or "")
    return 0 if command in {"-h", "--help", "help"} else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
