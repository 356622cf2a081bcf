"""The swatch tells two files apart, by eye and by ear, and says nothing else."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from registry.web.swatch import COLOURS, SIDE, WEAVES, swatch_name, swatch_svg

REFERENCES = [f"KF-{number:04d}" for number in range(2000)]
LARGEST = 700


def cells(svg: str) -> set[tuple[int, int]]:
    """The threads on top, read back from the drawn path."""
    found: set[tuple[int, int]] = set()
    drawn = re.search(r'class="sw-o" d="([^"]*)"', svg)
    assert drawn is not None
    for x, y, width in re.findall(r"M(\d) (\d)h(\d)v1h-\d+z", drawn[1]):
        found |= {(column, int(y)) for column in range(int(x), int(x) + int(width))}
    return found


def test_the_same_reference_always_has_the_same_swatch() -> None:
    assert swatch_name("KF-7Q2M-9X41") == "plain-slate"
    assert swatch_svg("KF-7Q2M-9X41") == swatch_svg("KF-7Q2M-9X41")


def test_every_swatch_is_small_and_whole() -> None:
    for reference in REFERENCES:
        svg = swatch_svg(reference)
        assert len(svg.encode()) <= LARGEST
        ET.fromstring(svg)  # noqa: S314 - our own drawing


def test_every_weave_and_colour_comes_up() -> None:
    names = {swatch_name(reference) for reference in REFERENCES}
    assert names == {f"{weave}-{colour}" for weave in WEAVES for colour in COLOURS}


def test_no_two_weaves_look_the_same() -> None:
    assert len(set(WEAVES.values())) == len(WEAVES)
    assert all(len(rows) == SIDE for rows in WEAVES.values())


def test_the_picture_shows_the_weave_that_the_name_speaks_of() -> None:
    for reference in REFERENCES[:200]:
        rows = WEAVES[swatch_name(reference).split("-")[0]]
        threads = {
            (x, y) for y in range(SIDE) for x in range(SIDE) if rows[y] & (1 << (SIDE - 1 - x))
        }
        assert cells(swatch_svg(reference)) == threads


def test_the_swatch_is_spoken_and_escaped() -> None:
    assert 'aria-label="plain-slate"' in swatch_svg("KF-7Q2M-9X41")
    assert 'aria-label="&lt;b&gt;"' in swatch_svg("KF-7Q2M-9X41", spoken="<b>")


def test_the_reference_itself_is_not_drawn() -> None:
    assert "7Q2M" not in swatch_svg("KF-7Q2M-9X41")


def test_no_colour_is_written_inline() -> None:
    svg = swatch_svg("KF-7Q2M-9X41")
    assert "style=" not in svg
    assert "fill=" not in svg
