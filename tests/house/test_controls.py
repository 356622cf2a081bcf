"""What `docs/controls.md` says is what runs, and it leaves nothing out."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from functools import cache

import pytest
from flask import Flask

from registry.accounts import limits
from registry.authority import Permission
from registry.storage.keys import PURPOSE_KEYS
from tests.house import tree
from tests.house.controls import told
from tests.house.controls.page import every_limit, page
from tests.house.test_locks import RUN, TEST, pins

PAGE = tree.ROOT / "docs" / "controls.md"
HOW = "after a change: python -m tests.house.controls > docs/controls.md"
OURS = {"cryptography", "argon2", "pyotp", "pyrage", "hashlib", "hmac", "secrets", "ssl"}
"""Modules of which any use is a use of cryptography."""
MADE_UP = ("registry/cli/bench/", "registry/demo/")
"""Here pictures are drawn for people who do not exist."""
LEVELS = {"debug", "info", "warning", "error", "critical", "exception"}
DANGEROUS = {"subprocess", "tarfile", "zipfile", "PIL", "markupsafe", "ctypes", "zxingcpp"}


@cache
def imported() -> dict[str, set[str]]:
    """The modules that each file imports, by their first word."""
    return {
        tree.name(path): {name.split(".")[0] for name in tree.imports(path)}
        for path in tree.python("registry")
    }


def test_the_page_says_what_runs() -> None:
    assert tree.text(PAGE) == page(), HOW


def test_every_limit_is_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = {
        node.value.args[0].value  # type: ignore[attr-defined]
        for path in tree.python("registry")
        for node in tree.parsed(path).body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", getattr(node.value.func, "attr", "")) == "Limit"
    }
    assert declared == {each.name for each in every_limit()}
    other = limits.Limit("one more thing", 7, timedelta(hours=3))
    monkeypatch.setattr(limits, "ONE_MORE", other, raising=False)
    assert "| one more thing | 7 | 3 hours |" in page()


def test_every_way_in_is_on_the_page(app: Flask) -> None:
    """A form by which somebody might come in, and that nobody told of, is seen here."""
    forms = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
        and getattr(app.view_functions[rule.endpoint], "permission", None)
        is Permission.SESSION_START
    }
    assert forms == set(told.WAYS)


def test_a_session_begins_in_two_places_of_the_code_only() -> None:
    begun = {
        (tree.name(path), function.name)
        for path in tree.python("registry")
        for function in tree.functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"start", "open_half"}
        and ast.unparse(node.func.value) in {"row_session()", "session", "own"}
    }
    assert begun == {
        ("registry/accounts/signing_in.py", "go_on"),
        ("registry/accounts/signing_in.py", "start"),
    }


def test_every_key_is_on_the_page() -> None:
    assert set(told.KEYS) == PURPOSE_KEYS


def test_every_library_of_cryptography_is_on_the_page() -> None:
    used = {name for names in imported().values() for name in names} & OURS
    assert used - {"ssl"} == set(told.LIBRARIES)


def test_whatever_leaves_the_house_is_on_the_page() -> None:
    outward = {place for place, names in imported().items() if names & {"smtplib", "socket", "ssl"}}
    assert outward == set(told.OUTWARD)


def test_every_line_of_the_log_is_on_the_page() -> None:
    written = {
        node.args[0].value
        for path in tree.python("registry")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and getattr(node.func.value, "id", "") == "log"
        and isinstance(node.args[0], ast.Constant)
    }
    assert written == set(told.LOGGED)


def test_whatever_could_be_dangerous_is_on_the_page() -> None:
    found = {place for place, names in imported().items() if names & DANGEROUS}
    assert {place for place in found if not place.startswith(MADE_UP)} == set(told.DANGEROUS)


def test_every_component_that_is_watched_is_one_we_have() -> None:
    assert set(told.RISKY) <= pins(TEST).keys()
    assert set(told.RISKY) - {"zxing-cpp"} <= pins(RUN).keys()


def test_the_time_to_mend_a_flaw_is_said() -> None:
    words = tree.text(tree.ROOT / "SECURITY.md")
    said = dict(re.findall(r"^\| (critical|high|medium|low) \| (\d+) days \|", words, re.MULTILINE))
    assert {name: int(days) for name, days in said.items()} == {
        "critical": 2,
        "high": 7,
        "medium": 30,
        "low": 90,
    }


WRITTEN_DOWN = {
    "how strong a password is and which words it may not rest on": "little else than one of",
    "how a stranger is kept from guessing": "a stranger elsewhere locks nobody",
    "how long a session lasts": "A session ends when nothing was done",
    "that somebody may have several sessions": "Somebody may have several",
    "which files are taken": "JPEG, PNG or WebP",
    "why no scanner for viruses is asked": "our own JPEG; no file of a stranger",
    "what is costly": "| hashing a password |",
    "how keys live": "| the root key, 256 bits |",
    "what quantum computers change": "ML-DSA",
    "how long the mail server is waited for": "A mail server has",
    "what a browser needs": "A browser needs nothing but",
    "how what is personal is held": "What is personal is sealed",
    "where the logs are and who reads them": "Auditors and operators read it",
}


@pytest.mark.parametrize("what", WRITTEN_DOWN)
def test_it_is_written_down(what: str) -> None:
    assert WRITTEN_DOWN[what] in tree.text(PAGE)


def test_every_token_has_128_bits_or_more() -> None:
    sizes = {
        f"{tree.name(path)}: {name}": size
        for path in tree.python("registry")
        for name, size in re.findall(
            r"^((?:TOKEN|KEY|SECRET|NAME)_BYTES)(?:: Final)? = (\d+)", tree.text(path), re.MULTILINE
        )
    }
    assert len(sizes) > 5
    assert {name: size for name, size in sizes.items() if int(size) < 16} == {}
