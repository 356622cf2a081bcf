"""Reading the trail again, byte by byte: every column must say what its entry was sealed over.

Nothing is interpreted before it is hashed. Each column has one writing only, and the body of an
entry is put together out of the stored text itself, so a value that means the same and is written
otherwise is as broken as any other. Nothing here reaches the database's toolkit: a large log is
read by several processes, and they start at once.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import starmap
from multiprocessing import get_context
from operator import eq
from typing import Final

from consent import canonical
from consent.errors import NotCanonical
from consent.tree import node_hash

START: Final = bytes(32)
"""What the first entry is chained to."""
LEVELS: Final = 16
STRETCH: Final = 1 << LEVELS
"""How many entries are read in one go: a power of two, so that their subtrees stand alone."""
REF: Final = r"[!#-\[\]-~]*"
"""How a reference is written: no blank, no quote, nothing that would need escaping."""
_COLUMNS: Final = "seq, id, at, actor_ref, agency_ref, event, subject_ref, about, detail"
_ENTRIES: Final = (
    f"SELECT {_COLUMNS}, previous, digest, leaf FROM trail_entries"  # noqa: S608 - all our own words
    " WHERE seq >= ? AND seq < ? ORDER BY seq"
)
_NODES: Final = (
    "SELECT position, digest FROM trail_nodes"
    " WHERE level = ? AND position >= ? AND position < ? ORDER BY position"
)
_IN_REFS: Final = bytes(octet for octet in range(128) if re.fullmatch(REF, chr(octet)))
_IS_LIST: Final = re.compile(rf'\[\]|\["{REF}"(?:, "{REF}")*\]').fullmatch
_IN_IDS: Final = b"0123456789abcdef"
_ID_LENGTH: Final = 32
IS_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII).fullmatch
_MOMENT: Final = b"0000-00-00 00:00:00.000000"
_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_REMEMBERED: Final = 10_000
_AT_ONCE: Final = 64
"""So many entries are held together to what they say, a column at a time."""
_UNREADABLE: Final = (sqlite3.Error, TypeError, ValueError, NotCanonical)
"""What a column may raise that holds neither text nor the text of its kind."""

Top = tuple[int, int, bytes]
"""Level, position and hash of one full subtree."""
Told = Callable[[int], None]
"""Hears how many entries were read."""


def body_of(  # noqa: PLR0917 - the columns of an entry in their order; it runs for each of millions
    seq: int,
    key: str,
    at: str,
    actor: str,
    agency: str | None,
    event: str,
    subject: str,
    about: str,
    detail: str,
) -> bytes:
    """The bytes that digest and leaf are made over: canonical JSON, the writings being strict."""
    moment = at.removesuffix(".000000").replace(" ", "T")
    whose = "null" if agency is None else f'"{agency}"'
    return (
        f'{{"about":{about.replace(", ", ",")},"actor":"{actor}","agency":{whose},'
        f'"at":"{moment}+00:00","detail":{detail},"event":"{event}",'
        f'"id":"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}",'
        f'"seq":{seq},"subject":"{subject}"}}'
    ).encode()


@dataclass(slots=True)
class Stretch:
    """What one stretch of the log came to."""

    size: int = 0
    """How many of its entries hold, from the first."""
    previous: bytes = START
    """What its first entry says it is chained to."""
    last: bytes = START
    tops: list[Top] = field(default_factory=list)
    """The largest full subtrees in it, from the left."""
    broken_at: int | None = None
    fault: str | None = None


def reread(database: sqlite3.Connection, path: str | None, told: Told | None = None) -> Stretch:
    """Read every entry and every node; with a path, a large log is read by several processes."""
    try:
        size, nodes = database.execute(
            "SELECT (SELECT count(*) FROM trail_entries), (SELECT count(*) FROM trail_nodes)"
        ).fetchone()
    except _UNREADABLE as error:
        return Stretch(fault=f"its tables ({type(error).__name__})")
    whole = Stretch()
    for stretch in _stretches(database, path, size):
        if stretch.size and stretch.previous != whole.last:
            stretch.broken_at, stretch.size = whole.size, 0
        whole.size += stretch.size
        whole.broken_at, whole.fault, whole.last = stretch.broken_at, stretch.fault, stretch.last
        whole.tops += stretch.tops
        if told is not None:
            told(stretch.size)
        if whole.broken_at is not None or whole.fault is not None:
            return whole
    return _joined(database, whole, nodes)


def root_of(tops: Sequence[Top]) -> bytes:
    """The root over the largest full subtrees, from the left."""
    if not tops:
        return sha256().digest()
    *rest, (_, _, digest) = tops
    for _, _, left in reversed(rest):
        digest = node_hash(left, digest)
    return digest


def _stretches(database: sqlite3.Connection, path: str | None, size: int) -> Iterable[Stretch]:
    asked = [(first, min(first + STRETCH, size)) for first in range(0, size, STRETCH)]
    hands = min(len(asked) // 2, os.cpu_count() or 1)
    if path is None or hands < 2:  # noqa: PLR2004 - one needs no help
        return (read_stretch(database, *each) for each in asked)
    return _by_several(path, asked, hands)


def _by_several(path: str, asked: list[tuple[int, int]], hands: int) -> Iterable[Stretch]:
    # A fresh process, not a fork: SQLite's connections do not live through one.
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_read_apart, [path] * len(asked), asked)


def _read_apart(path: str, asked: tuple[int, int]) -> Stretch:
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)
    try:
        return read_stretch(database, *asked)
    finally:
        database.close()


def read_stretch(database: sqlite3.Connection, first: int, end: int) -> Stretch:
    """Read the entries of one stretch, then the nodes over them."""
    stretch, leaves = Stretch(), list[bytes]()
    # Where something is wrong, one by one from there: the place is to be named.
    for at_once in (_AT_ONCE, 1):
        try:
            _walk(database, range(first + len(leaves), end), stretch, leaves, at_once)
            break
        except _UNREADABLE:
            continue
    stretch.size = len(leaves)
    if stretch.size < end - first:
        stretch.broken_at = first + stretch.size
    else:
        _climb(database, leaves, (0, first), stretch)
    return stretch


def _walk(
    database: sqlite3.Connection,
    places: range,
    stretch: Stretch,
    leaves: list[bytes],
    at_once: int,
) -> None:
    """Go along the chain; `ValueError` at what is not written as we write."""
    rows, known = database.execute(_ENTRIES, (places.start, places.stop)), set[str]()
    while row := rows.fetchmany(at_once):
        columns = list(zip(*row, strict=True))
        seqs, *told, previous, digests, wanted = columns
        _must_be_ours(told, known)
        if not leaves:
            stretch.previous = stretch.last = previous[0]
        bodies = list(map(body_of, *columns[:9]))
        if (
            seqs != tuple(places[: len(row)])
            or previous != (stretch.last, *digests[:-1])
            or digests != tuple([sha256(a + b).digest() for a, b in zip(previous, bodies)])  # noqa: B905
            or wanted != tuple([sha256(b"\x00" + body).digest() for body in bodies])
        ):
            raise ValueError(seqs)
        leaves += wanted
        stretch.last, places = digests[-1], places[len(row) :]


def _must_be_ours(columns: Sequence[tuple[str, ...]], known: set[str]) -> None:
    """Is each column written as we write it? To join them is to ask whether they are text."""
    ids, moments, actors, agencies, events, subjects, abouts, details = columns
    words = "".join((*actors, *filter(None, agencies), *events, *subjects)).encode()
    count = len(ids)
    if (
        words.translate(None, _IN_REFS)
        or "".join(ids).encode().translate(None, _IN_IDS)
        or "".join(moments).encode().translate(_DIGITS) != _MOMENT * count
        or list(map(len, ids)) != [_ID_LENGTH] * count
        or list(map(len, moments)) != [len(_MOMENT)] * count
        or not all(map(_IS_LIST, set(abouts)))
    ):
        raise ValueError(ids)
    # The same few come again and again: each is looked at once.
    for detail in set(details) - known:
        if not isinstance(canonical.decode(detail.encode()), dict):
            raise TypeError
        if len(known) < _REMEMBERED:
            known.add(detail)


def _climb(
    database: sqlite3.Connection, row: list[bytes], at: tuple[int, int], stretch: Stretch
) -> None:
    """Hold the stored nodes against a row of full subtrees, up to where it has no pairs left."""
    level, first = at
    while row:
        if len(row) % 2:
            stretch.tops.insert(0, (level, first + len(row) - 1, row[-1]))
        row = [sha256(b"\x01" + a + b).digest() for a, b in zip(row[::2], row[1::2])]  # noqa: B905 - the odd one waits
        level, first = level + 1, first // 2
        asked = (level, first, first + len(row))
        try:
            # One beside the other, and neither more nor fewer: `strict` says so.
            pairs = zip(database.execute(_NODES, asked), enumerate(row, first), strict=True)
            is_so = all(starmap(eq, pairs))
        except _UNREADABLE:
            is_so = False
        if not is_so:
            stretch.fault = f"a node of level {level}"
            return


def _joined(database: sqlite3.Connection, whole: Stretch, nodes: int) -> Stretch:
    """Go on above the stretches, and make sure that there is no node too many."""
    full = [digest for level, _, digest in whole.tops if level == LEVELS]
    rest = [top for top in whole.tops if top[0] < LEVELS]
    whole.tops = []
    _climb(database, full, (LEVELS, 0), whole)
    whole.tops += rest
    wanted = sum(whole.size >> level for level in range(1, whole.size.bit_length()))
    if whole.fault is None and nodes != wanted:
        whole.fault = f"{nodes} nodes where there are {wanted}"
    return whole
