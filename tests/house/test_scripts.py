"""The one script writes no markup and keeps nothing; pages hand it nothing but attributes."""

from __future__ import annotations

import re

import pytest

from registry import places
from tests.house import tree

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL)
OPENING = re.compile(r"<script\b")
SOURCE = re.compile(r"""src="\{\{ url_for\(["']static["'], filename=["'][\w.-]+["']\) \}\}\"""")
HREF = re.compile(r"""\b(?:href|src|action|formaction)=(?:"([^"]*)"|'([^']*)')""")
WRITTEN = re.compile(r"(?:\{\{|/|#|tel:\{\{|data:,)")
"""An address that is made by the house: by `url_for`, of its own facts, or within the page."""

FORBIDDEN = {
    "writes markup": r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc"
    r"|createContextualFragment|setHTML|Sanitizer",
    "runs text": r"\beval\b|\bFunction\s*\(|setTimeout\s*\(\s*[\"'`]|setInterval\s*\(\s*[\"'`]"
    r"|javascript:|importScripts|\bimport\s*\(",
    "keeps something": r"localStorage|sessionStorage|indexedDB|caches\b|document\.cookie"
    r"|serviceWorker|\bname\s*=\s*window",
    "speaks to elsewhere": r"\bfetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource"
    r"|postMessage|RTCPeerConnection|https?://|JSONP",
    "takes what a page may overwrite": r"window\[|document\[|document\.forms|document\.all\b",
    "sets properties by names that come from outside": r"__proto__|\.prototype\b|Object\.assign"
    r"|\[\s*\w+\s*\]\s*=[^=]|constructor\[",
}
HEARD = {"click", "keydown", "submit", "pageshow", "change"}
"""What the script listens to: nothing of pasting, typing or leaving a field."""


def scripts() -> str:
    """All that is served as a script."""
    files = sorted(places.static().rglob("*.js"))
    assert files
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("harm", FORBIDDEN)
def test_no_script(harm: str) -> None:
    assert re.findall(FORBIDDEN[harm], scripts()) == []


@pytest.mark.parametrize(
    ("harm", "sample"),
    [
        ("writes markup", "place.innerHTML = told"),
        ("runs text", "setTimeout('go()', 1)"),
        ("keeps something", "localStorage.setItem('a', b)"),
        ("speaks to elsewhere", "fetch('/x')"),
        ("takes what a page may overwrite", "document.forms.one"),
        ("sets properties by names that come from outside", "kept[name] = told"),
    ],
)
def test_each_harm_would_be_seen(harm: str, sample: str) -> None:
    assert re.search(FORBIDDEN[harm], sample)


def test_the_script_keeps_to_itself_and_listens_to_nothing_of_typing() -> None:
    text = scripts()
    assert set(re.findall(r"addEventListener\(\s*\"(\w+)\"", text)) == HEARD
    assert not re.search(r"\.on\w+\s*=", text)
    code = re.sub(r"//.*", "", text).strip()
    assert code.startswith('"use strict";\n(() => {')
    assert code.endswith("})();")


def test_every_script_is_a_file_of_ours_and_no_page_writes_one() -> None:
    found = 0
    for path in tree.templates():
        text = tree.text(path)
        assert len(OPENING.findall(text)) == len(SCRIPT.findall(text)), tree.name(path)
        for attributes, inside in SCRIPT.findall(text):
            found += 1
            assert SOURCE.search(attributes), tree.name(path)
            assert 'nonce="{{ nonce }}"' in attributes, tree.name(path)
            assert inside.strip() == "", tree.name(path)
    assert found


def test_every_address_on_a_page_is_made_by_the_house() -> None:
    strange = {
        f"{tree.name(path)}: {first or second}"
        for path in tree.templates()
        for first, second in HREF.findall(tree.text(path))
        if not WRITTEN.match(first or second)
    }
    assert strange == set()


def test_no_field_keeps_a_password_manager_out() -> None:
    """A password is hidden while it is typed, may be pasted, and says what it is for."""
    asked = 0
    for path in tree.templates():
        for field in re.findall(
            r"\{\{ field\(form\.(?:password|chosen|proof)\b.*?\}\}", tree.text(path)
        ):
            asked += 1
            assert re.search(r'autocomplete="(current|new)-password"', field), tree.name(path)
    assert asked > 4
    kept_out = re.compile(r"onpaste|oncopy|maxlength|readonly", re.IGNORECASE)
    for path in tree.templates():
        for element in re.findall(r"<input[^>]*type=\"password\"[^>]*>", tree.text(path)):
            assert not kept_out.search(element)
            assert 'autocomplete="current-password"' in element


def test_no_page_needs_a_plug_in() -> None:
    needed = re.compile(r"<(?:object|embed|applet|param|frame|iframe|portal)\b", re.IGNORECASE)
    assert [tree.name(path) for path in tree.templates() if needed.search(tree.text(path))] == []
