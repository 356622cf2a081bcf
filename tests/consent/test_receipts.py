"""Receipts: what the person takes away."""

from datetime import timedelta

import pytest

from consent import Catalogue, Expression, Medium, Method, NothingShown, Status, jws
from consent.proof import Outcome
from consent.receipts import SCHEMA, TYPE, read
from tests.consent import papers
from tests.consent.papers import HARBOUR, HOUSE, receipt_of, verdict
from tests.consent.world import (
    AGENCY,
    AMINA,
    DETAILS,
    EXPRESSION,
    IDRIS,
    LINA,
    NOOR,
    NOTICES,
    PARTNER,
    PHOTO,
    PURPOSES,
    START,
    YUSUF,
    World,
    a_sole_guardian,
)


@pytest.fixture
def spoken() -> World:
    """Amina said yes twice, no once, and took one yes back."""
    return papers.spoken()


def test_a_receipt_says_what_was_agreed_in_the_words_shown(spoken: World) -> None:
    receipt = read(receipt_of(spoken))
    assert receipt.schema_version == SCHEMA
    assert receipt.pii_controllers == (HOUSE.party_id,)
    assert receipt.parties == (HOUSE, HARBOUR)
    assert receipt.issued == spoken.clock.at
    assert {(copy.ref, copy.digest, copy.body) for copy in receipt.privacy_notices} == {
        (notice.ref, notice.digest, notice.body) for notice in NOTICES[:3]
    }
    states = {each.purpose: each for each in receipt.purposes}
    assert {code: each.event_state for code, each in states.items()} == {
        DETAILS.code: "dpv:ConsentGiven",
        PHOTO.code: "dpv:ConsentRefused",
        PARTNER.code: "dpv:ConsentWithdrawn",
    }
    partner = states[PARTNER.code]
    assert partner.recipient == AGENCY
    assert [event.act for event in partner.events] == ["give", "withdraw"]
    assert partner.pii_types == PARTNER.data_classes
    assert states[DETAILS.code].storage_until == START + timedelta(days=365)
    assert states[DETAILS.code].pii_types == DETAILS.data_classes
    assert len(receipt.leaves) == 4


def test_a_receipt_names_nobody(spoken: World) -> None:
    payload = jws.read(TYPE, receipt_of(spoken)).payload.decode()
    for ref in (IDRIS, AMINA):
        assert ref not in payload
        assert ref.partition(":")[2] not in payload


def test_pseudonyms_are_steady_for_one_pair_and_differ_between_pairs(spoken: World) -> None:
    one, again = read(receipt_of(spoken)), read(receipt_of(spoken))
    assert (one.pii_principal_id, one.speaker_id) == (again.pii_principal_id, again.speaker_id)
    assert one.receipt_id != again.receipt_id
    spoken.authorise(YUSUF)
    spoken.give(DETAILS, speaker=YUSUF)
    spoken.authorise(subject=LINA)
    spoken.give(DETAILS, subject=LINA)
    other = read(receipt_of(spoken, YUSUF))
    sister = read(receipt_of(spoken, AMINA, LINA))
    assert len({each.pii_principal_id for each in (one, other, sister)}) == 3
    assert len({each.speaker_id for each in (one, other, sister)}) == 3


def test_whoever_said_nothing_has_no_receipt(spoken: World) -> None:
    with pytest.raises(NothingShown):
        receipt_of(spoken, YUSUF)


def test_a_receipt_outlives_the_words_and_the_authority() -> None:
    world = a_sole_guardian()
    world.give(DETAILS)
    later = world.with_catalogue(Catalogue(PURPOSES, [], []))
    text = receipt_of(later)
    (copy,) = read(text).privacy_notices
    assert (copy.digest, copy.title, copy.body) == (NOTICES[0].digest, "", ())
    assert verdict(text) is Outcome.VALID


def test_a_receipt_for_one_whose_authority_was_void_says_so(spoken: World) -> None:
    stated = spoken.consents.facts(IDRIS)[0]
    spoken.consents.invalidate(
        subject=IDRIS,
        speaker=AGENCY,
        about=stated.ref,
        expression=EXPRESSION,
    )
    receipt = read(receipt_of(spoken))
    assert receipt.capacity == "none_determined"
    assert {each.event_state for each in receipt.purposes} == {"dpv:ConsentInvalidated"}


def test_a_suspended_purpose_has_no_word_in_the_vocabulary() -> None:
    world = a_sole_guardian()
    world.give(DETAILS)
    world.authorise(YUSUF)
    world.refuse(DETAILS, speaker=YUSUF)
    (state,) = read(receipt_of(world)).purposes
    assert (state.status, state.event_state) == (Status.SUSPENDED, "dpv:ConsentUnknown")


def test_each_way_to_end_a_yes_has_a_receipt() -> None:
    world = a_sole_guardian()
    world.give(DETAILS)
    world.clock.move(days=360)
    renewed = world.consents.renew(world.show(DETAILS), DETAILS.code)
    (state,) = read(receipt_of(world)).purposes
    assert [event.event_state for event in state.events] == [
        "dpv:ConsentGiven",
        "dpv:RenewedConsentGiven",
    ]
    assert state.events[-1].validity_until == renewed.until == state.storage_until
    world.clock.move(days=400)
    (state,) = read(receipt_of(world)).purposes
    assert (state.status, state.event_state) == (Status.EXPIRED, "dpv:ConsentExpired")


def test_a_receipt_says_who_answers_for_it_where_and_how_to_take_it_back(spoken: World) -> None:
    receipt = read(receipt_of(spoken))
    assert receipt.parties[0].party_contact == "116 000"
    assert (receipt.jurisdiction, receipt.storage_locations) == ("NL", ("NL",))
    assert receipt.withdrawal_method == "https://kinfold.example/children"
    assert receipt.language == "en"
    assert receipt.record_id == read(receipt_of(spoken)).record_id


def test_whoever_helped_stands_in_it_without_a_name() -> None:
    world = a_sole_guardian()
    aloud = Expression(Method.ASSISTED, Medium.INTERPRETER, "ar", NOOR)
    shown = world.consents.present(
        subject=IDRIS, speaker=AMINA, notices=[NOTICES[0]], expression=aloud
    )
    world.consents.give(shown, DETAILS.code)
    text = receipt_of(world)
    assert NOOR.partition(":")[2] not in jws.read(TYPE, text).payload.decode()
    expression = read(text).purposes[0].events[0].expression
    assert (expression.method, expression.language) == (Method.ASSISTED, "ar")
    assert expression.helper not in {None, NOOR}


def test_a_receipt_outlives_what_it_is_about(spoken: World) -> None:
    """Nothing but the text and the key is asked: the one issued before a wiping stays good."""
    text = receipt_of(spoken)
    del spoken
    assert verdict(text) is Outcome.VALID
