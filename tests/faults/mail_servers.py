"""Mail servers that do not do what they should: real ones, each on a port of this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BufferedRWPair
from typing import Final

GOOD: Final = {
    "greeting": "220 here",
    "HELO": "250 go on",
    "EHLO": "250 go on",
    "MAIL": "250 yes",
    "RCPT": "250 yes",
    "DATA": "354 say it",
    "text": "250 taken",
    "QUIT": "221 bye",
}
"""What a server says that is well: by command, and before any."""
HANGS: Final = ""
"""It says nothing, and does not go either."""
DIES: Final = "!"
"""It goes without a word."""


@dataclass
class Postmaster:
    """Answers each command as it is told to, and keeps the letters it took."""

    port: int
    says: dict[str, str]
    letters: list[str] = field(default_factory=list)
    asked: int = 0
    """How many came to its door."""


@contextmanager
def mail_server(**says: str) -> Iterator[Postmaster]:
    """A server that answers well but for these commands; it can be told otherwise meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        master = Postmaster(door.getsockname()[1], {**GOOD, **says})
        ended = threading.Event()
        threading.Thread(target=_listen, args=(door, master, ended), daemon=True).start()
        try:
            yield master
        finally:
            ended.set()
            with suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)


def _listen(door: socket.socket, master: Postmaster, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            line, _ = door.accept()
        except OSError:
            return
        master.asked += 1
        with line, line.makefile("rwb") as talk, suppress(OSError, ConnectionError):
            _serve(talk, master, ended)


def _serve(talk: BufferedRWPair, master: Postmaster, ended: threading.Event) -> None:
    word, text = "greeting", ""
    while True:
        answer = master.says.get(word, "250 yes")
        if answer == HANGS:
            ended.wait()
            return
        if answer == DIES:
            return
        if word == "text" and answer.startswith("2"):
            master.letters.append(text)
        talk.write(answer.encode() + b"\r\n")
        talk.flush()
        if word == "QUIT":
            return
        if word == "DATA" and answer.startswith("3"):
            text = _text(talk)
            word = "text"
            continue
        line = talk.readline()
        if not line:
            return
        word = line.split()[0].decode().upper()


def _text(talk: BufferedRWPair) -> str:
    lines: list[bytes] = []
    for line in talk:
        if line == b".\r\n":
            break
        lines.append(line)
    return b"".join(lines).decode()
