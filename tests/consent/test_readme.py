"""The example in the package's README is true."""

import doctest
from pathlib import Path

import consent


def test_the_example_runs_as_it_is_written() -> None:
    readme = Path(consent.__file__).parent / "README.md"
    failed, tried = doctest.testfile(str(readme), module_relative=False)
    assert tried > 5
    assert not failed
