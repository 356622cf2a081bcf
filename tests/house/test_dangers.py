"""What a program must not do with what people send: looked for in all code, whoever wrote it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house import tree

SHELLS = "run(told, shell=True); run(['ls']); system(told); start(told, shell=True)\n"
UNASKED = "requests.get(told, verify=False)\n"
DANGERS = {
    "code from text": ("S102", "S307", "exec(told); eval(told)\n"),
    "outside data loaded as objects": (
        "S301",
        "S302",
        "S506",
        "import marshal, pickle, yaml\npickle.loads(told); marshal.loads(told); yaml.load(told)\n",
    ),
    "a shell": (
        "S602",
        "S604",
        "S605",
        "S607",
        "from os import system\nfrom subprocess import run\n" + SHELLS,
    ),
    "a statement put together": (
        "S608",
        "rows.execute(\"SELECT 1 FROM t WHERE a = '%s'\" % told)\n",
    ),
    "a weak digest": ("S324", "import hashlib\nhashlib.md5(told); hashlib.sha1(told)\n"),
    "chance that can be foretold": ("S311", "import random\nrandom.random()\n"),
    "an archive unpacked as it says": ("S202", "import tarfile\ntarfile.open(told).extractall()\n"),
    "a certificate nobody checks": (
        "S323",
        "S501",
        "import ssl, requests\nssl._create_unverified_context()\n" + UNASKED,
    ),
    "a debugger left on": (
        "S201",
        "from flask import Flask\napp = Flask(told)\napp.run(debug=True)\n",
    ),
}
"""Each danger with the rules of the linter that see it, and a sample that they must see."""

ALLOWED = {
    ("S608", "registry/storage/append_only.py"): "names of tables that are constants of the code",
    ("S608", "registry/storage/backup/snapshot.py"): "names that the database gives of its tables",
    ("S608", "registry/storage/rotating.py"): "the name of a table of ours",
    ("S608", "registry/storage/starting.py"): "names of tables that are constants of the code",
    ("S608", "registry/trail/rereading.py"): "columns that are constants of the code",
    ("S311", "registry/cli/bench/consent.py"): "made-up people for a measurement",
    ("S311", "registry/cli/bench/records.py"): "made-up people for a measurement",
}
"""What is found and may stay, and why. `noqa` in the code is not asked."""

NEVER = {
    "xml": "XML is not read at all, so no entity of it is either",
    "lxml": "the same",
    "defusedxml": "the same",
    "pickle": "nothing is loaded as an object",
    "marshal": "the same",
    "shelve": "the same",
    "yaml": "the same",
    "ctypes": "no memory is reached by hand",
    "cffi": "the same",
    "ldap3": "there is no directory",
    "jwt": "a token is a reference to a row",
    "jose": "the same",
    "itsdangerous": "the same",
    "authlib": "nobody signs in through somebody else",
    "oauthlib": "the same",
    "graphql": "there is no such interface",
    "websockets": "there is no such connection",
    "simple_websocket": "the same",
    "pymemcache": "there is no such cache",
    "requests": "the house asks no other house",
    "httpx": "the same",
    "aiohttp": "the same",
    "urllib3": "the same",
    "urllib.request": "the same",
    "http.client": "the same",
    "ftplib": "the same",
    "telnetlib": "the same",
}
"""Modules that no code of the house imports, and what follows from it."""

OUTWARD = {"smtplib", "socket"}
"""What can open a connection to elsewhere; only the post may."""
CRYPTOGRAPHY = {
    "cryptography.exceptions",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
    "cryptography.hazmat.primitives.ciphers.aead",
}
"""AES-GCM and Ed25519. No mode or padding has to be chosen, so none can be chosen badly."""
DIGESTS = {
    "hashlib.sha256",
    "hashlib.sha384",
    "hashlib.sha512",
    "hmac.compare_digest",
    "hmac.digest",
    "hmac.new",
}
SECRET_NAMES = re.compile(r"\b(token|code|secret|slip|seal|signature|mac)\b")


@cache
def found() -> frozenset[tuple[str, str]]:
    """Each danger that stands in the code, with its file."""
    return frozenset(seen(tree.ROOT, *tree.CODE))


def seen(folder: Path, *what: str) -> set[tuple[str, str]]:
    """What the linter finds in these, with the rules of DANGERS and no exemption."""
    rules = ",".join(rule for told in DANGERS.values() for rule in told[:-1])
    command = ["ruff", "check", "--isolated", "--ignore-noqa", "--no-cache", "--select", rules]
    done = subprocess.run(
        [Path(sys.executable).with_name("ruff"), *command[1:], "--output-format", "json", *what],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        (each["code"], Path(each["filename"]).relative_to(folder.resolve()).as_posix())
        for each in json.loads(done.stdout)
    }


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Every call, comparison, attribute and import in the code, with its file: one walk for all."""
    kinds = ast.Call | ast.Compare | ast.Attribute | ast.ImportFrom | ast.Import
    return [
        (tree.name(path), node)
        for path in tree.python(*tree.CODE)
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, kinds)
    ]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call."""
    return ((place, node) for place, node in nodes() if isinstance(node, ast.Call))


def imports() -> Iterator[tuple[str, str]]:
    """Every module that is imported, with the file that does."""
    for place, node in nodes():
        if isinstance(node, ast.ImportFrom) and not node.level:
            yield place, node.module or ""
        elif isinstance(node, ast.Import):
            yield from ((place, each.name) for each in node.names)


def taken_of(*modules: str) -> set[str]:
    """What the code takes of these modules, as `module.name`."""
    taken = {
        f"{node.value.id}.{node.attr}"
        for _, node in nodes()
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in modules
    }
    return taken | {
        f"{node.module}.{each.name}"
        for _, node in nodes()
        if isinstance(node, ast.ImportFrom) and node.module in modules
        for each in node.names
    }


@pytest.mark.parametrize("danger", DANGERS)
def test_no_code_holds(danger: str) -> None:
    rules = set(DANGERS[danger][:-1])
    assert {each for each in found() if each[0] in rules} - ALLOWED.keys() == set()


def test_what_may_stay_is_still_there_and_has_a_reason() -> None:
    assert ALLOWED.keys() - found() == set()
    assert all(ALLOWED.values())


def test_each_danger_would_be_seen(tmp_path: Path) -> None:
    for number, told in enumerate(DANGERS.values()):
        (tmp_path / f"sample{number}.py").write_text(told[-1], encoding="utf-8")
    wanted = {
        (rule, f"sample{number}.py")
        for number, told in enumerate(DANGERS.values())
        for rule in told[:-1]
    }
    assert wanted - seen(tmp_path, ".") == set()


def test_no_code_imports_what_the_house_does_without() -> None:
    imported = {name for _, name in imports()}
    parts = {".".join(name.split(".")[:upto]) for name in imported for upto in (1, 2)}
    assert parts & NEVER.keys() == set()
    assert {"flask", "sqlalchemy.orm"} <= parts


def test_only_the_post_leaves_the_house() -> None:
    outward = {place for place, name in imports() if name.split(".")[0] in OUTWARD}
    assert outward == {"registry/outbox/senders.py"}


def test_only_a_few_parts_of_cryptography_are_used() -> None:
    assert {name for _, name in imports() if name.startswith("cryptography")} == CRYPTOGRAPHY


def test_every_digest_is_of_256_bits_or_more() -> None:
    assert taken_of("hashlib", "hmac") - DIGESTS == set()
    named = {
        arg.value
        for _, call in calls()
        if getattr(getattr(call.func, "value", None), "id", "") == "hmac"
        for arg in call.args
        if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
    }
    assert named <= {"sha256", "sha384", "sha512"}


def test_no_secret_is_compared_sign_by_sign() -> None:
    """A comparison that stops at the first difference tells by its time how much was right."""
    guilty = [
        place
        for place, node in nodes()
        if isinstance(node, ast.Compare)
        and place.startswith("registry/")
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and all(_is_secret(side) for side in (node.left, node.comparators[0]))
    ]
    assert guilty == []


def _is_secret(side: ast.expr) -> bool:
    return not isinstance(side, ast.Constant) and bool(SECRET_NAMES.search(ast.unparse(side)))


def test_no_pattern_is_made_of_what_somebody_typed() -> None:
    """A pattern is written in the code, or what is put into it is escaped."""
    made = {
        place
        for place, call in calls()
        if isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "id", "") == "re"
        and call.func.attr != "escape"
        and not _is_written(call.args[0])
    }
    assert made == set()


def _is_written(pattern: ast.expr) -> bool:
    """Is it a constant, a name of one, or a constant with escaped parts?"""
    if isinstance(pattern, ast.Constant):
        return True
    if isinstance(pattern, ast.Name):
        return pattern.id.isupper() or pattern.id == "pattern"
    if isinstance(pattern, ast.BinOp):
        return _is_written(pattern.left) and _is_written(pattern.right)
    if isinstance(pattern, ast.JoinedStr):
        return all(
            isinstance(part, ast.Constant) or _is_written(part.value)  # type: ignore[attr-defined]
            for part in pattern.values
        )
    return isinstance(pattern, ast.Call) and ast.unparse(pattern.func) in {
        "re.escape",
        "'|'.join",
    }


def test_no_template_is_made_of_text() -> None:
    """A template is a file; what somebody typed is only ever a value in it."""
    made = {
        place
        for place, call in calls()
        if (getattr(call.func, "attr", None) or getattr(call.func, "id", None))
        in {"from_string", "render_template_string", "Template"}
    }
    assert made == set()


def test_no_text_that_comes_from_outside_says_how_it_is_filled_in() -> None:
    """`text.format(…)` on anything but words of the code would let the text reach into values."""
    made = {
        place
        for place, call in calls()
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"format", "format_map"}
        and not isinstance(call.func.value, ast.Constant)
    }
    assert made == set()
