"""The journal outside: what was taken back and erased, kept apart from the data and every backup.

A backup does not know what was erased after it was made. This file does: one signed line for each
erasure asked for, undone or done, and for each yes taken back. A restore reads it before it serves.
It names references and codes, as the ledger does, and no person.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from consent import canonical
from consent.errors import ConsentError
from consent.ledger import Signer
from registry.errors import Unusable
from registry.storage.folders import settle
from registry.storage.signing import is_signed

START: Final = bytes(32).hex()
PORTION: Final = 1 << 20


class What(StrEnum):
    """What a line says."""

    ASKED = "asked"
    UNDONE = "undone"
    CLOSED = "closed"
    """Written before the key is destroyed: from here on no copy of it may come back."""
    WITHDRAWN = "withdrawn"
    """A no, of whatever kind: `fact` is the fact of the ledger that said it."""
    REMOVED = "removed"
    """A photo was taken off: `subject` is the photo."""
    KEPT = "kept"
    """The fresh yes with which an erasure was undone: without it the record opens to nobody."""
    HELD = "held"
    """Two people have the key wait until `due`; a restore must not destroy it before."""
    RELEASED = "released"


OF_HOLDS: Final = frozenset({What.HELD, What.RELEASED})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what happened to which subject."""

    what: What
    subject: str
    at: datetime
    due: datetime | None = None
    """Of what was asked: when it is erased."""
    fact: str | None = None

    def body(self, end: End) -> bytes:
        """What is signed: the line, its place, and the digest of the line before."""
        members = {
            "at": canonical.instant(self.at),
            "due": None if self.due is None else canonical.instant(self.due),
            "fact": self.fact,
            "previous": end.digest,
            "seq": end.size,
            "subject": self.subject,
            "what": self.what.value,
        }
        return json.dumps(
            members, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()


@dataclass(frozen=True, slots=True)
class End:
    """Where the journal stood at one moment: a backup holds it, so that no other passes for it."""

    size: int = 0
    digest: str = START

    def after(self, text: bytes) -> End:
        """The end once this line is added."""
        return End(self.size + 1, hashlib.sha256(text).hexdigest())


END_OF_NOTHING: Final = End()


class ErasureJournal:
    """Appends to the file and reads it; several processes may share one."""

    def __init__(self, path: Path, signer: Callable[[], Signer]) -> None:
        self._path = path
        self._signer = signer
        self._turn = threading.Lock()
        self._forget()
        self.owed: list[Line] = []
        """What the disk would not take."""

    def _forget(self) -> None:
        self._read = 0
        self._ends: list[End] = [END_OF_NOTHING]
        self._lines: list[Line] = []
        self._newest: dict[str, Line] = {}
        self._facts: set[str] = set()
        self._holds: set[Line] = set()

    def write(self, *lines: Line) -> int:
        """Append what the file does not say yet; when this returns, a power cut does not undo it.

        Gives back how many were new.
        """
        with self._turn, self._opened(os.O_RDWR | os.O_APPEND | os.O_CREAT) as file:
            self._catch_up(file)
            before, new = self._read, list[bytes]()
            for line in lines:
                if not self._says(line):
                    new.append(self._signed(line))
                    self._take(line, new[-1])
            try:
                if new:
                    file.truncate(before)  # half a line that a power cut left was never answered
                    _write_all(file, b"".join(text + b"\n" for text in new))
            except OSError:
                self._forget()
                raise
        return len(new)

    def write_later(self, *lines: Line) -> None:
        """Append once an act is kept. It cannot be undone any more, so a full disk is a debt."""
        try:
            self.write(*lines)
        except (OSError, Unusable):
            self.owed += lines

    def lines(self) -> list[Line]:
        """Every line, in order; `Unusable` where one is not as it was written."""
        with self._turn:
            if self._path.exists():
                with self._opened(os.O_RDONLY) as file:
                    self._catch_up(file)
            else:
                self._forget()
            return list(self._lines)

    def end(self) -> End:
        """Where it stands."""
        self.lines()
        return self._ends[-1]

    def passed(self, end: End) -> bool:
        """Was this ever its end? Else it is another journal, or one that was cut."""
        self.lines()
        return end.size < len(self._ends) and self._ends[end.size] == end

    def _says(self, line: Line) -> bool:
        if line.fact is not None:
            return line.fact in self._facts
        if line.what in OF_HOLDS:
            return line in self._holds
        newest = self._newest.get(line.subject)
        if newest is None:
            return line.what is What.UNDONE
        # What is closed is closed; what was undone may be asked for again.
        return newest.what in (What.CLOSED, line.what) and (
            line.what is not What.ASKED or newest.what is What.CLOSED or newest == line
        )

    @contextmanager
    def _opened(self, flags: int) -> Iterator[IO[bytes]]:
        is_new = not self._path.exists()
        handle = os.open(self._path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "r+b" if flags & os.O_RDWR else "rb", buffering=0) as file:
            if is_new:
                settle(self._path.parent)
            fcntl.flock(file, fcntl.LOCK_EX if flags & os.O_RDWR else fcntl.LOCK_SH)
            yield file

    def _signed(self, line: Line) -> bytes:
        body = line.body(self._ends[-1])
        return whole(body, self._signer().sign(body).hex())

    def _take(self, line: Line, text: bytes) -> None:
        self._lines.append(line)
        self._ends.append(self._ends[-1].after(text))
        if line.fact is not None:
            self._facts.add(line.fact)
        elif line.what in OF_HOLDS:
            self._holds.add(line)
        else:
            self._newest[line.subject] = line
        self._read += len(text) + 1

    def _catch_up(self, file: IO[bytes]) -> None:
        """Read what was appended since: by us, or by another process."""
        if os.fstat(file.fileno()).st_size < self._read:
            self._forget()
        file.seek(self._read)
        rest = b"".join(iter(lambda: file.read(PORTION), b""))
        texts = rest.split(b"\n")[:-1]  # what follows the last end of a line is half a line
        try:
            self._read_all(texts)
        except Unusable:
            self._forget()  # or else it would pass the second time
            raise

    def _read_all(self, texts: Sequence[bytes]) -> None:
        for text in texts:
            end = self._ends[-1]
            line, signature = read_line(text, end)
            self._take(line, text)
        # Each line names the digest of the one before: the last signature vouches for them all.
        if texts and not is_signed(line.body(end), signature, self._signer().public_bytes()):
            raise broken(end)


def _write_all(file: IO[bytes], octets: bytes) -> None:
    if file.write(octets) != len(octets):  # a full disk takes the first half without a word
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file.fileno())


def whole(body: bytes, signature: str) -> bytes:
    """A line as it stands in the file."""
    return b'{"line":%b,"signature":"%b"}' % (body, signature.encode())


def read_line(text: bytes, end: End) -> tuple[Line, bytes]:
    """A line as it stands in the file, and its signature; it must be in its place."""
    try:
        told: Any = json.loads(text)
        body, due = told["line"], told["line"]["due"]
        line = Line(
            What(body["what"]),
            body["subject"],
            canonical.moment(body["at"]),
            None if due is None else canonical.moment(due),
            body["fact"],
        )
        signature = bytes.fromhex(told["signature"])
        is_in_place = text == whole(line.body(end), signature.hex())
    except (ConsentError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise broken(end) from error
    if not is_in_place:
        raise broken(end)
    return line, signature


def broken(end: End) -> Unusable:
    """The one line that says where."""
    return Unusable(
        f"The journal of erasures is broken at line {end.size + 1}, or is another house's."
    )


def open_erasures(lines: Sequence[Line]) -> dict[str, Line]:
    """What was asked for and not undone, by subject: the line that tells when it is due."""
    asked: dict[str, Line] = {}
    for line in lines:
        if line.what is What.ASKED:
            asked[line.subject] = line
        elif line.what is What.UNDONE:
            asked.pop(line.subject, None)
    return asked


def open_holds(lines: Sequence[Line], now: datetime) -> dict[str, Line]:
    """Whose keys wait at this moment, and until when."""
    newest: dict[str, Line] = {}
    for line in lines:
        if line.what in OF_HOLDS and (
            line.subject not in newest or newest[line.subject].at <= line.at
        ):
            newest[line.subject] = line
    return {
        subject: line
        for subject, line in newest.items()
        if line.what is What.HELD and line.due is not None and line.due > now
    }


def gone(lines: Sequence[Line], now: datetime) -> list[str]:
    """What must be erased by now: what was closed, and what is due and does not wait."""
    closed = {line.subject for line in lines if line.what is What.CLOSED}
    waits = open_holds(lines, now)
    return [
        subject
        for subject, line in open_erasures(lines).items()
        if subject in closed or (line.due is not None and line.due <= now and subject not in waits)
    ]
