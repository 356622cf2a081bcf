"""The colours can be read by everyone: the tokens keep their contrast in light and dark."""

from __future__ import annotations

import re

import pytest

from registry import places

TEXT = 5.3
BORDER = 3.7
GROUNDS = ("paper", "card", "sand", "lake-tint")
INKS = ("ink", "ink-2", "lake", "lake-dark", "moss", "amber", "brick", "plum")

LOGICAL_ONLY = re.compile(r"\b(?:left|right|top|bottom)\b")


def sheet(name: str) -> str:
    """A stylesheet without its comments."""
    text = (places.static() / name).read_text(encoding="utf-8")
    return re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)


def tokens(block: str) -> dict[str, str]:
    """The colours that a block names."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})\b", block))


def themes() -> dict[str, dict[str, str]]:
    """Light as written, and dark as written over light."""
    light, dark = re.findall(r":root\s*\{([^}]*)\}", sheet("kinfold.css"))[:2]
    return {"light": tokens(light), "dark": tokens(light) | tokens(dark)}


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_can_be_read_on_every_ground(theme: str) -> None:
    colours = themes()[theme]
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    # Clay draws threads and pictograms; it is never text and never lies on sand.
    pairs += [("clay", "paper"), ("clay", "card"), ("clay", "lake-tint")]
    pairs += [("on-lake", "lake"), ("on-lake", "lake-dark"), ("on-mat", "mat"), ("card", "brick")]
    faint = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < TEXT
    }
    assert faint == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_border_can_be_seen(theme: str) -> None:
    colours = themes()[theme]
    for ground in ("paper", "card"):
        assert contrast(colours["border"], colours[ground]) >= BORDER
        assert contrast(colours["lake"], colours[ground]) >= BORDER


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_focus_shows_on_every_ground(theme: str) -> None:
    colours = themes()[theme]
    for ground in GROUNDS:
        assert contrast(colours["ink"], colours[ground]) >= TEXT
    assert contrast(colours["halo"], colours["mat"]) >= TEXT


def test_each_swatch_is_told_by_light_and_dark_alone() -> None:
    pairs = re.findall(r"--over: (#\w{6}); --under: (#\w{6})", sheet("kinfold.css"))
    assert len(pairs) == 8
    assert [pair for pair in pairs if contrast(*pair) < 4] == []


@pytest.mark.parametrize("name", ["kinfold.css", "desk.css"])
def test_the_sheets_know_no_left_and_right(name: str) -> None:
    upright = sheet(name).replace("vertical-align: top", "")
    assert LOGICAL_ONLY.findall(upright) == []


@pytest.mark.parametrize("name", ["kinfold.css", "desk.css"])
def test_the_sheets_load_nothing_and_cast_no_shadow(name: str) -> None:
    assert "url(" not in sheet(name)
    assert "@import" not in sheet(name)
    shadows = set(re.findall(r"box-shadow:\s*([^;}]+)", sheet(name)))
    assert shadows <= {"none", "0 0 0 6px var(--halo)"}


def test_a_public_page_stays_light() -> None:
    sizes = {
        name: (places.static() / name).stat().st_size for name in ("kinfold.css", "kinfold.js")
    }
    assert sizes["kinfold.js"] <= 8 * 1024
    assert sum(sizes.values()) <= 27 * 1024, "the page itself needs the other 8 of 35 KB"
