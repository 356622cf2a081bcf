"""Compact receipts: the same facts as one code on paper."""

from dataclasses import replace
from datetime import timedelta
from enum import Enum

import pytest
import segno

from consent import base45, compact, ledger
from consent.compact import CAPACITIES, CLASSES, MEDIA, METHODS, STATUSES, Compact
from consent.errors import NotCanonical
from consent.facts import Capacity, Medium, Method
from consent.lines import Status
from consent.proof import Outcome, examine
from consent.purposes import DataClass
from consent.receipts import read
from tests.consent import papers
from tests.consent.papers import KEY, KEYS, code_of, receipt_of, recut, verdict
from tests.consent.world import (
    AGENCY,
    AMINA,
    DETAILS,
    IDRIS,
    NOTICES,
    PARTNER,
    PHOTO,
    START,
    Key,
    World,
    a_sole_guardian,
)

MOST_MODULES = 18  # the largest version of a QR that a small print still carries


@pytest.fixture
def spoken() -> World:
    """Amina said yes twice, no once, and took one yes back."""
    return papers.spoken()


def test_it_says_what_the_whole_receipt_says(spoken: World) -> None:
    text = receipt_of(spoken)
    receipt, said = read(text), compact.cut(read(text))
    assert compact.read(compact.write(said, KEY)).compact == said
    assert receipt.pii_principal_id.startswith(said.subject.hex())
    assert receipt.speaker_id.startswith(said.speaker.hex())
    assert (said.capacity, said.assurance) == (receipt.capacity, receipt.assurance)
    assert (said.issued, said.size) == (receipt.issued, spoken.store.size())
    assert said.root == ledger.open_note(spoken.consents.checkpoint(KEY))[0].root
    for row, state in zip(said.rows, receipt.purposes, strict=True):
        assert row.purpose == compact.tag(state.purpose)
        assert (row.version, row.status) == (state.version, state.status)
        assert (row.until, row.data_classes) == (state.storage_until, state.pii_types)
        assert row.said_at == state.events[-1].event_time
    digests = {notice.digest[:32] for notice in NOTICES}
    assert {row.notice.hex() for row in said.rows if row.notice} <= digests


def test_it_tells_nothing_to_whoever_finds_it(spoken: World) -> None:
    """Not the house, not a purpose, not the word: neither in the letters nor in what they spell."""
    text = code_of(spoken)
    octets = base45.decode(text.removeprefix(compact.PREFIX))
    words = [
        b"kinfold",
        b"consent",
        b"receipt",
        b"registry",
        b"ledger",
        b"http",
        b"store",
        b"photo",
    ]
    words += [each.partition(":")[2].encode() for each in (IDRIS, AMINA, AGENCY)]
    for word in (*words, *(each.code.encode() for each in (DETAILS, PHOTO, PARTNER))):
        assert word not in octets.lower()
        assert word not in text.lower().encode()


def test_refusals_and_withdrawals_are_in_it(spoken: World) -> None:
    rows = compact.cut(read(receipt_of(spoken))).rows
    found = {(row.purpose, row.recipient): row.status for row in rows}
    assert found == {
        (compact.tag(DETAILS.code), None): Status.ACTIVE,
        (compact.tag(PHOTO.code), None): Status.REFUSED,
        (compact.tag(PARTNER.code), compact.mark(AGENCY)): Status.WITHDRAWN,
    }


def test_it_is_genuine_and_runs_out_like_the_whole_one(spoken: World) -> None:
    text = code_of(spoken)
    assert verdict(text) is Outcome.VALID
    assert verdict(text + "\n") is Outcome.VALID
    assert verdict(text, days=365) is Outcome.EXPIRED
    assert examine(text, {}, START).outcome is Outcome.KEY_UNKNOWN
    changed = recut(text, lambda said: said, Key(seed=bytes(32)))
    assert verdict(changed) is Outcome.KEY_UNKNOWN
    found = examine(text, KEYS, START)
    assert (found.receipt, found.compact) == (None, compact.read(text).compact)


def as_large_as_nine_purposes_get(said: Compact) -> Compact:
    """Nine live yeses to every class of data, one for an agency, in a ledger of five million."""
    live = next(row for row in said.rows if row.until is not None)
    rows = tuple(
        replace(
            live,
            purpose=bytes([0xF0 + place]) * compact.TAG_BYTES,
            recipient=compact.mark(AGENCY) if place == 8 else None,
            data_classes=frozenset(CLASSES),
            notice=bytes([place]) * compact.NOTICE_BYTES,
        )
        for place in range(9)
    )
    return replace(said, rows=rows, size=5_000_000)


def test_nine_purposes_fit_one_code_of_version_18_at_level_m(spoken: World) -> None:
    text = recut(code_of(spoken), as_large_as_nine_purposes_get)
    code = segno.make_qr(text, error="m", boost_error=False)
    assert code.mode == "alphanumeric"
    assert int(code.version) <= MOST_MODULES
    assert verdict(text) is Outcome.VALID


def test_the_same_facts_give_the_same_letters(spoken: World) -> None:
    said = compact.cut(read(receipt_of(spoken)))
    assert compact.write(said, KEY) == compact.write(said, KEY)


def test_moments_are_rounded_down_and_never_up() -> None:
    world = a_sole_guardian()
    world.clock.move(microseconds=999_999)
    act = world.give(DETAILS)
    (row,) = compact.cut(read(receipt_of(world))).rows
    assert act.until is not None
    assert row.until == act.until - timedelta(microseconds=999_999)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (STATUSES, Status),
        (CAPACITIES, Capacity),
        (CLASSES, DataClass),
        (METHODS, Method),
        (MEDIA, Medium),
    ],
)
def test_every_word_has_its_number(words: tuple[object, ...], kind: type[Enum]) -> None:
    assert set(words) == set(kind)
    assert len(set(words)) == len(words)


def test_what_does_not_begin_like_a_code_is_none(spoken: World) -> None:
    with pytest.raises(NotCanonical):
        compact.read(receipt_of(spoken))
