"""The journal outside: every line is there, in its place, signed, and what is broken is told."""

from __future__ import annotations

import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from registry.errors import Unusable
from registry.storage.journal import END_OF_NOTHING, ErasureJournal, Line, What, open_erasures
from registry.storage.signing import Ed25519Signer

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def journal(path: Path, secret: Ed25519PrivateKey = SECRET) -> ErasureJournal:
    return ErasureJournal(path, lambda: Ed25519Signer(secret))


def asked(subject: str, day: int = 0) -> Line:
    at = AT + timedelta(days=day)
    return Line(What.ASKED, subject, at, at + timedelta(days=7))


def closed(subject: str) -> Line:
    return Line(What.CLOSED, subject, AT)


def undone(subject: str) -> Line:
    return Line(What.UNDONE, subject, AT)


def no(subject: str, fact: str) -> Line:
    return Line(What.WITHDRAWN, subject, AT, fact=fact)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def test_what_was_written_is_read_again_in_its_order(path: Path) -> None:
    lines = [asked("child:1"), no("child:2", "{}"), undone("child:1"), asked("child:1", 1)]
    assert journal(path).write(*lines) == 4
    assert journal(path).lines() == lines
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_said_already_is_not_said_again(path: Path) -> None:
    kept = journal(path)
    kept.write(asked("child:1"), no("child:1", "{}"), no("child:1", "{}"))
    assert kept.write(asked("child:1"), no("child:1", "{}")) == 0
    assert kept.write(undone("child:2")) == 0
    assert kept.write(closed("child:1")) == 1
    # What is closed is closed: neither the asking nor the closing comes after it.
    assert kept.write(asked("child:1"), closed("child:1"), asked("child:1", 9)) == 0


def test_an_erasure_that_was_undone_can_be_asked_for_again(path: Path) -> None:
    kept = journal(path)
    kept.write(asked("child:1"), undone("child:1"))
    assert open_erasures(kept.lines()) == {}
    assert kept.write(asked("child:1")) == 1
    assert open_erasures(kept.lines()) == {"child:1": asked("child:1")}


def test_half_a_line_is_nobodys_word_and_the_next_one_takes_its_place(path: Path) -> None:
    journal(path).write(asked("child:1"))
    with path.open("ab") as file:
        file.write(b'{"line":{"at":"2026')
    kept = journal(path)
    assert kept.lines() == [asked("child:1")]
    kept.write(closed("child:1"))
    assert journal(path).lines() == [asked("child:1"), closed("child:1")]


def test_two_who_write_to_one_file_see_each_other(path: Path) -> None:
    one, other = journal(path), journal(path)
    one.write(asked("child:1"))
    assert other.write(asked("child:1"), asked("child:2")) == 1
    assert one.write(asked("child:2"), asked("child:3")) == 1
    assert len(journal(path).lines()) == 3


def write_many(path: Path, name: str) -> None:
    for number in range(20):
        journal(path).write(asked(f"child:{name}-{number}"))


def test_processes_that_write_at_once_leave_one_whole_chain(path: Path) -> None:
    context = multiprocessing.get_context("fork")
    those = [context.Process(target=write_many, args=(path, name)) for name in "abc"]
    for each in those:
        each.start()
    for each in those:
        each.join(60)
    assert len(open_erasures(journal(path).lines())) == 60


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(b"child:2", b"child:9"),
        lambda text: text.replace(b"asked", b"undone"),
        lambda text: b"".join(text.splitlines(keepends=True)[1:]),
        lambda text: b"".join(text.splitlines(keepends=True)[::2]),
        lambda text: b"".join(text.splitlines(keepends=True)[::-1]),
        lambda text: text.splitlines(keepends=True)[0] + text,
        lambda text: text.replace(b",", b", ", 1),
        lambda text: b"\n" + text,
        lambda text: b"\xff\xfe\n" + text,
        lambda text: text + b"null\n",
        lambda text: text + b"[]\n",
        lambda text: text + b'{"line":1,"signature":"00"}\n',
        lambda text: text + bytes(4096) + b"\n",
    ],
)
def test_a_line_that_is_not_what_was_written_is_told(path: Path, change: object) -> None:
    journal(path).write(*(asked(f"child:{number}") for number in range(4)))
    assert callable(change)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Unusable, match=r"broken at line \d"):
        journal(path).lines()
    with pytest.raises(Unusable):
        journal(path).write(asked("child:8"))


def test_every_bit_counts(path: Path) -> None:
    journal(path).write(asked("child:1"), no("child:1", '{"a":"b"}'))
    text = path.read_bytes()
    for place in range(len(text) - 1):
        path.write_bytes(text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :])
        with pytest.raises(Unusable):
            journal(path).lines()


def test_the_journal_of_another_house_is_not_ours(path: Path) -> None:
    journal(path, Ed25519PrivateKey.generate()).write(asked("child:1"))
    kept = journal(path)
    for _ in range(2):
        with pytest.raises(Unusable, match="another house"):
            kept.lines()
    with pytest.raises(Unusable):
        kept.write(asked("child:2"))


def test_it_knows_every_end_it_ever_had_and_no_other(path: Path, tmp_path: Path) -> None:
    kept = journal(path)
    ends = [kept.end()]
    assert ends == [END_OF_NOTHING]
    for number in range(3):
        kept.write(asked(f"child:{number}"))
        ends.append(kept.end())
    assert all(journal(path).passed(end) for end in ends)
    cut = path.read_bytes().splitlines(keepends=True)[:1]
    path.write_bytes(b"".join(cut))
    assert [journal(path).passed(end) for end in ends] == [True, True, False, False]
    other = journal(tmp_path / "other")
    other.write(asked("child:9"))
    assert not other.passed(ends[1])


def test_a_disk_that_takes_nothing_leaves_a_debt(tmp_path: Path) -> None:
    kept = journal(tmp_path / "nowhere" / "journal")
    kept.write_later(asked("child:1"))
    assert kept.owed == [asked("child:1")]
    with pytest.raises(FileNotFoundError):
        kept.write(asked("child:1"))
    assert kept.lines() == []


def test_a_link_in_its_place_is_not_followed(path: Path, tmp_path: Path) -> None:
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic"):
        journal(path).write(asked("child:1"))
    assert not (tmp_path / "elsewhere").exists()
