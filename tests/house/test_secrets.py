"""Nothing in the tree is a secret, and nothing names the machine it was written on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house import tree

TEXT = {".py", ".md", ".toml", ".html", ".txt", ".css", ".js", ".svg", ".cfg", ".lock", ".json", ""}
KEY_FILES = {".key", ".pem", ".p12", ".pfx", ".env", ".sqlite", ".db", ".kdbx"}

SECRETS = {
    "a private key": re.compile("-----BEGIN" + r" [A-Z ]*PRIVATE KEY-----"),
    "a cloud key": re.compile(r"\b(AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a forge token": re.compile(r"\b(gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20})"),
    "a package index token": re.compile(r"\bpypi-[\w-]{40,}"),
    "a signed token": re.compile(r"\beyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}"),
    "an address with a password": re.compile(r"\b[a-z]+://[^\s/:@\"']+:[^\s/:@\"'{}]+@"),
    "a secret written down": re.compile(
        r"(?i)\b\w*(secret|password|token|api_key)\w*\s*[:=]\s*[\"'][\w+/=-]{24,}[\"']"
    ),
}
# Where people's own folders lie; a path in the project must hold on every machine.
HOMES = re.compile(r"(?<![\w.~>}])/(home|root|Users|mnt|Volumes)/\w")


def lines() -> Iterator[tuple[str, str]]:
    """Every line of every text file, with its address."""
    for path in tree.every_file():
        if path.suffix in TEXT:
            for number, line in enumerate(tree.text(path).splitlines(), start=1):
                yield f"{tree.name(path)}:{number}", line


def test_no_line_holds_a_secret() -> None:
    found = [
        f"{where} looks like {what}"
        for where, line in lines()
        for what, pattern in SECRETS.items()
        if pattern.search(line)
    ]
    assert found == []


def test_no_file_is_a_key_or_a_database() -> None:
    assert [tree.name(path) for path in tree.every_file() if path.suffix in KEY_FILES] == []


def test_no_line_names_a_folder_of_one_machine() -> None:
    here = [re.escape(str(place)) for place in (tree.ROOT, Path.home()) if len(place.parts) > 1]
    named = re.compile(rf"(?<![\w.~>}}])({'|'.join(here)})(?![\w.-])") if here else HOMES
    found = [where for where, line in lines() if HOMES.search(line) or named.search(line)]
    assert found == []
