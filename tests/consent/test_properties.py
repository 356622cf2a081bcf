"""Invariants that need no history: one property each, by its number."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent import Denied, MemoryStore, NoAuthority, Notice, Status, ledger
from consent.errors import LedgerBroken
from consent.notices import digest_of
from tests.consent.world import (
    AMINA,
    CATALOGUE,
    DETAILS,
    EXPRESSION,
    IDRIS,
    NOOR,
    NOTICES,
    PHOTO,
    World,
    a_sole_guardian,
)

texts = st.text(min_size=1, max_size=40)


@given(st.sampled_from(NOTICES), st.data())
def test_i07_one_byte_of_the_shown_text_changed_is_another_text(
    notice: Notice, data: st.DataObject
) -> None:
    whole = "\n".join((notice.title, *notice.body)).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    octet = data.draw(st.integers(0, 127).filter(lambda each: each != whole[at]))
    changed = (whole[:at] + bytes([octet]) + whole[at + 1 :]).decode()
    title, *body = changed.split("\n")
    assert digest_of(notice.ref, title, tuple(body)) != notice.digest
    world = a_sole_guardian(MemoryStore())
    act = world.give(CATALOGUE.purpose(notice.purpose))
    assert act.shown is not None
    assert act.shown.digest == notice.digest


@given(st.lists(st.sampled_from(["give", "refuse", "withdraw"]), max_size=6))
def test_i09_acts_without_authority_never_counted_whenever_that_is_learnt(acts: list[str]) -> None:
    world = World(MemoryStore())
    authority = world.authorise()
    for act in acts:
        {"give": world.give, "refuse": world.refuse, "withdraw": world.withdraw}[act](PHOTO)
    world.consents.invalidate(
        subject=IDRIS, speaker=NOOR, about=authority.ref, expression=EXPRESSION
    )
    assert isinstance(world.decide(PHOTO), Denied)
    standing = world.consents.standing(IDRIS)
    assert standing.word(AMINA, PHOTO.code, "registry") is None
    assert standing.status(PHOTO.code) is (Status.INVALID if acts else Status.NONE)
    with pytest.raises(NoAuthority):
        world.give(PHOTO)


@given(st.text("AMINamin017:-", min_size=1, max_size=12))
def test_i12_speakers_are_compared_by_their_very_id(other: str) -> None:
    world = a_sole_guardian(MemoryStore())
    speaker = f"account:{other}"
    for name in {speaker.lower(), speaker.upper().replace("ACCOUNT", "account"), speaker} - {AMINA}:
        with pytest.raises(NoAuthority):
            world.give(DETAILS, speaker=name)


@given(texts)
def test_i15_a_leaf_tells_no_person_and_no_purpose(chance: str) -> None:
    world = a_sole_guardian(MemoryStore())
    act = world.give(PHOTO)
    (entry,) = [each for each in world.store.every_entry() if each.fact is act]
    body = entry.body.decode()
    for told in (IDRIS, AMINA, PHOTO.code, chance if len(chance) > 20 else "store_photo"):
        assert told not in body


@given(st.binary(min_size=32, max_size=32))
def test_i16_without_its_salt_a_leaf_leads_back_to_no_fact(guess: bytes) -> None:
    world = a_sole_guardian(MemoryStore())
    world.give(PHOTO)
    *_, entry = world.store.every_entry()
    if guess != entry.salt:
        with pytest.raises(LedgerBroken):
            ledger.leaf_of(replace(entry, salt=guess))
