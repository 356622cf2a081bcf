"""The documents point at things that exist, and decisions are numbered without a gap."""

from __future__ import annotations

import re

from tests.house import tree

LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def test_every_link_between_documents_leads_somewhere() -> None:
    documents = [path for path in tree.every_file() if path.suffix == ".md"]
    assert documents
    dangling = [
        f"{tree.name(path)}: {target}"
        for path in documents
        for target in LINK.findall(tree.text(path))
        if not (path.parent / target).exists()
    ]
    assert dangling == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (tree.ROOT / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
