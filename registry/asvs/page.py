"""The page `docs/asvs.md`: the register as somebody reads it who has to judge this house."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from registry.asvs.counting import LEVELS, paired, tally
from registry.asvs.reading import Requirement, Standing, State

CHAPTERS: Final = {
    1: "Encoding and cleaning",
    2: "Validation and business rules",
    3: "Browser",
    4: "Web service",
    5: "Files",
    6: "Who somebody is",
    7: "Sessions",
    8: "Who may do what",
    9: "Tokens that carry their own content",
    10: "OAuth and OIDC",
    11: "Cryptography",
    12: "Connections",
    13: "Configuration",
    14: "Protection of data",
    15: "Building it safely",
    16: "Logs and errors",
    17: "WebRTC",
}

HEAD: Final = """\
# What is proved of OWASP ASVS 5.0.0

Rendered from `registry/asvs/`; after a change there: `kinfold asvs --page > docs/asvs.md`. The \
requirements are in our own words. A line is *proved* if the tests named beside it run with \
every check of this house and would fail if it were broken. *Open* says what is missing. What \
does not concern this house says why.
"""


def page() -> str:
    """The whole page."""
    return "\n".join((HEAD, *_figures(), *_chapters()))


def _figures() -> Iterator[str]:
    yield "| level | proved | applying | share |"
    yield "|---|---|---|---|"
    for level in LEVELS:
        found = tally(level)
        yield f"| {level} | {found.proved} | {found.applying} | {found.percent} % |"
    yield ""


def _chapters() -> Iterator[str]:
    for number, title in CHAPTERS.items():
        yield f"## V{number} {title}\n"
        yield "| line | level | what is asked | how it stands |"
        yield "|---|---|---|---|"
        for need, standing in paired():
            if need.chapter == number:
                yield _row(need, standing)
        yield ""


def _row(need: Requirement, standing: Standing) -> str:
    if standing.state is State.PROVED:
        how = "; ".join(_linked(test) for test in standing.tests)
    else:
        how = f"*{standing.state.value}*: {standing.reason}"
    return f"| {need.number} | {need.level} | {need.words} | {how} |".replace("|  |", "| – |")


def _linked(test: str) -> str:
    """The name of a test is a sentence: it is shown as one, and leads to its file."""
    path, _, name = test.partition("::")
    return f"[{name.removeprefix('test_').replace('_', ' ')}](../{path})"
