"""Two papers side by side: a receipt and a second one, a receipt and a later checkpoint.

Whoever holds two of them needs nobody's word on whether the ledger between them only grew.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from consent import compact, ledger, tree
from consent.compact import Compact
from consent.errors import BadNote
from consent.ledger import Checkpoint
from consent.proof import Key, Outcome, Verdict, is_given, is_signed
from consent.receipts import Receipt

OLD: Final = "old "


@dataclass(frozen=True)
class Extension:
    """A signed checkpoint, and what shows that it and another one are of the same ledger."""

    note: str
    since: int | None = None
    proof: tuple[bytes, ...] = ()


def write_extension(extension: Extension) -> str:
    """Write it as C2SP `tlog-witness` does: the old size, the proof, a blank line, the note."""
    if extension.since is None:
        return extension.note
    proof = "".join(f"{base64.b64encode(each).decode()}\n" for each in extension.proof)
    return f"{OLD}{extension.since}\n{proof}\n{extension.note}"


def read_extension(text: str) -> Extension:
    """Read a signed checkpoint, alone or with its proof; or raise `BadNote`."""
    if not text.startswith(OLD):
        return Extension(text)
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    try:
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
        extension = Extension(note, int(first.removeprefix(OLD)), proof)
    except ValueError as error:
        raise BadNote("proof") from error
    if write_extension(extension) != text:
        raise BadNote("written differently")
    return extension


def weigh(verdict: Verdict, other: Verdict) -> Verdict:
    """Hold a verdict against that on a second receipt, which must be genuine too."""
    if verdict.compact is None or not verdict.outcome.is_genuine:
        return verdict
    if other.compact is None or not other.outcome.is_genuine:
        return other
    if _are_forked(verdict, other):
        return replace(verdict, outcome=Outcome.FORK)
    is_superseded = _is_superseded(verdict.compact, other.compact)
    return replace(verdict, outcome=Outcome.SUPERSEDED) if is_superseded else verdict


def hold(verdict: Verdict, text: str, keys: Mapping[str, Key], at: datetime) -> Verdict:
    """Hold a verdict against a signed checkpoint: is one ledger the beginning of the other?"""
    if verdict.compact is None or not verdict.outcome.is_genuine:
        return verdict
    try:
        extension = read_extension(text)
        checkpoint, signatures = ledger.open_note(extension.note)
    except BadNote:
        return replace(verdict, outcome=Outcome.PROOF_BAD)
    is_same_log = compact.mark(checkpoint.origin) == verdict.compact.origin
    if not is_same_log or not is_signed(checkpoint, signatures, keys, at):
        return replace(verdict, outcome=Outcome.PROOF_BAD)
    found = _extends(verdict.compact, checkpoint, extension)
    return verdict if found is None else replace(verdict, outcome=found)


def _extends(said: Compact, checkpoint: Checkpoint, extension: Extension) -> Outcome | None:
    if said.size == checkpoint.size and said.root != checkpoint.root:
        return Outcome.FORK
    old, new = sorted(
        ((said.size, said.root), (checkpoint.size, checkpoint.root)), key=lambda each: each[0]
    )
    is_shown = extension.since in {old[0], None} and tree.verify_consistency(
        old[0], new[0], extension.proof, old[1], new[1]
    )
    return None if is_shown else Outcome.PROOF_BAD


def _are_forked(verdict: Verdict, other: Verdict) -> bool:
    one, two = verdict.compact, other.compact
    if one is None or two is None or one.origin != two.origin:
        return False
    if one.size == two.size and one.root != two.root:
        return True
    return (
        verdict.receipt is not None
        and other.receipt is not None
        and _differ(verdict.receipt, other.receipt)
    )


def _differ(one: Receipt, two: Receipt) -> bool:
    """Does one place hold two leaves, or one act stand in two places?"""
    leaves = {each.index: each.leaf for each in one.leaves}
    places = {each.leaf.id: each.index for each in one.leaves}
    return any(
        leaves.get(each.index, each.leaf) != each.leaf
        or places.get(each.leaf.id, each.index) != each.index
        for each in two.leaves
    )


def _is_superseded(said: Compact, later: Compact) -> bool:
    """Is it a later receipt of the same two people, with something taken back?"""
    same = (said.subject, said.speaker) == (later.subject, later.speaker)
    if not same or (later.issued, later.size) < (said.issued, said.size):
        return False
    given = {(row.purpose, row.recipient) for row in said.rows if is_given(row.status)}
    taken = {(row.purpose, row.recipient) for row in later.rows if not is_given(row.status)}
    return bool(given & taken)
