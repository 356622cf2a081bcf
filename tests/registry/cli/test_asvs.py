"""`kinfold asvs` says what the register says."""

from __future__ import annotations

import json

from click.testing import CliRunner

from registry.asvs.page import page
from registry.asvs.reading import State, register, requirements
from registry.cli import kinfold


def said(*words: str) -> str:
    """What the command prints."""
    done = CliRunner().invoke(kinfold, ["asvs", *words])
    assert done.exit_code == 0, done.output
    return done.output


def counted(level: str) -> tuple[int, int]:
    """Proved and applying, counted afresh from the files."""
    stands = {each.number: each.state for each in register()}
    applying = [need for need in requirements() if need.level == level and need.applies]
    return sum(stands[need.number] is State.PROVED for need in applying), len(applying)


def test_it_prints_how_many_of_each_level_are_proved() -> None:
    lines = said().splitlines()
    assert len(lines) == 3
    for level, line in zip(("L1", "L2", "L3"), lines, strict=True):
        proved, applying = counted(level)
        assert line.startswith(f"{level}  {proved} of {applying} proved (")
        assert line.endswith(f"({100 * proved // applying} %)")


def test_it_lists_what_is_open_with_the_reason() -> None:
    listed = {line.split()[0]: line for line in said("--open").splitlines()[4:]}
    left = {each.number: each.reason for each in register() if each.state is State.OPEN}
    assert listed.keys() == left.keys()
    assert all(listed[number].endswith(reason) for number, reason in left.items())


def test_a_program_reads_the_same() -> None:
    told = json.loads(said("--json"))
    assert {
        level: (found["proved"], found["applying"]) for level, found in told["levels"].items()
    } == {level: counted(level) for level in ("L1", "L2", "L3")}
    assert told["open"] == {
        each.number: each.reason for each in register() if each.state is State.OPEN
    }


def test_it_writes_the_page() -> None:
    assert said("--page") == page()
