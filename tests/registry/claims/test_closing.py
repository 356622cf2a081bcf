"""The end of a claim: one letter on a fixed day for every reason; taken back at any time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from consent import DataClass
from registry.authority import MACHINE, Actor
from registry.claims import operations, sides
from registry.claims.rules import Kind, Status, Why
from registry.consents.erasing import finish_due
from registry.description import Belongings, ClosureReason
from registry.errors import Absent
from registry.outbox.models import Message
from registry.storage.erasure import journal
from registry.storage.vault import Compartment, Sealed
from registry.work import Floors
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.registry.claims.conftest import Desk

REASONS = [each for each in ClosureReason if each is not ClosureReason.CLAIM_WITHDRAWN]


def status_of(floors: Floors, who: Actor, claim_id: str) -> Status:
    """The word the claimant reads."""
    with floors.begin(who) as work:
        return operations.view_row(work, claim_id).status


def close(floors: Floors, desk: Desk, ref: str, reason: ClosureReason = REASONS[0]) -> None:
    """Close a claim at the desk."""
    with floors.begin(desk.mara) as work:
        operations.close_claim(work, ref, reason)


def tidied(floors: Floors) -> int:
    """What the worker clears away."""
    with floors.begin(MACHINE) as work:
        return operations.tidy(work)


def letter_of(floors: Floors, to: str) -> Message:
    """The closing letter, as it waits."""
    with floors.reading() as session:
        query = select(Message).where(Message.to_ref == to, Message.name == "claim_closed")
        return session.scalars(query).one()


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_reads_the_same_and_is_told_on_the_same_day(
    floors: Floors, clock: Clock, desk: Desk, yusuf: Actor, reason: ClosureReason
) -> None:
    claim = claims.filed(floors, yusuf)
    close(floors, desk, claim.ref, reason)
    assert status_of(floors, yusuf, str(claim.id)) is Status.RECEIVED
    letter = letter_of(floors, yusuf.ref)
    assert letter.next_try_at is not None
    clock.at = letter.next_try_at
    assert status_of(floors, yusuf, str(claim.id)) is Status.CLOSED
    assert reason.value not in accounts.written(floors, yusuf.ref).body


def test_until_then_the_claimants_pages_are_as_before(
    floors: Floors, clock: Clock, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    close(floors, desk, claim.ref)
    claims.tell(floors, yusuf, claim, ("belongings", Belongings(clothing="red")))
    with floors.begin(yusuf) as work:
        assert operations.view_page(work, str(claim.id), "names").groups
        assert work.search.refs() == []
    clock.move(days=7)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_page(work, str(claim.id), "names")


def test_the_desk_opens_a_closed_claim_no_more(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    close(floors, desk, claim.ref)
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        sides.permit_for(work, claim.ref, DataClass.DETAILS)
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        operations.view_claim(work, str(claim.id))


def test_closing_twice_is_closing_once(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    close(floors, desk, claim.ref)
    close(floors, desk, claim.ref, ClosureReason.OTHER)
    assert letter_of(floors, yusuf.ref).sent_at is None


def test_only_a_coordinator_closes_and_never_a_draft(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim, draft = claims.filed(floors, yusuf), claims.begun(floors, yusuf)
    for who in (yusuf, desk.hana, desk.omar):
        with pytest.raises(Absent), floors.begin(who) as work:
            operations.close_claim(work, claim.ref, ClosureReason.OTHER)
    with pytest.raises(Absent):
        close(floors, desk, draft.ref)


def test_a_case_closes_the_claims_that_speak_for_its_child(
    floors: Floors, desk: Desk, amina: Actor
) -> None:
    child = children.enrolled(floors, amina)
    claim = claims.apart(floors, amina, child)
    found = claims.found(floors, desk.hana, desk.omar)
    with floors.begin(desk.mara) as work:
        for ref in (child.ref, found.ref):
            operations.close_claims_of(work, ref, ClosureReason.REUNIFIED)
        assert operations.view_board(work) == []
        assert sides.is_closed(work.session, claim.ref)


def test_a_found_claim_that_was_not_signed_can_be_closed(floors: Floors, desk: Desk) -> None:
    claim = claims.handed_in(floors, desk.hana)
    close(floors, desk, claim.ref)
    with floors.begin(desk.omar) as work:
        _, told = operations.view_to_sign(work, str(claim.id))
    assert told is None
    with pytest.raises(Absent), floors.begin(desk.omar) as work:
        operations.countersign(work, str(claim.id))


def test_a_claim_taken_back_opens_for_nobody_and_is_wiped(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.written(floors, yusuf)
    with floors.begin(yusuf) as work:
        operations.add_photo(work, str(claim.id), children.pictures(), None)
    claims.sent(floors, yusuf, claim)
    with floors.begin(yusuf) as work:
        operations.withdraw_claim(work, str(claim.id))
    assert status_of(floors, yusuf, str(claim.id)) is Status.CLOSED
    for who in (desk.mara, yusuf):
        with pytest.raises(Absent), floors.begin(who) as work:
            sides.permit_for(work, claim.ref, DataClass.DETAILS)

    assert finish_due(floors) == 1
    with floors.reading() as session:
        line = journal(session, claim.ref)
        assert line is not None
        assert line.closed_at is not None
        left = session.scalars(select(Sealed).where(Sealed.subject_ref == claim.ref)).all()
        assert left == []
    assert list(floors.settings.objects_dir.glob("**/*.*")) == []
    with pytest.raises(Absent):
        floors.keyring.data_key(claim.ref)


def test_taking_back_twice_is_taking_back_once(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    for _ in range(2):
        with floors.begin(yusuf) as work:
            operations.withdraw_claim(work, str(claim.id))
    names = [each["message"] for each in accounts.letters(floors, yusuf.ref)]
    assert names.count("claim_taken_back") == 1


def test_a_claim_the_desk_has_closed_can_still_be_taken_back(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    close(floors, desk, claim.ref)
    with floors.begin(yusuf) as work:
        operations.withdraw_claim(work, str(claim.id))
    assert status_of(floors, yusuf, str(claim.id)) is Status.CLOSED
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_page(work, str(claim.id), "names")


def test_a_wiped_draft_leaves_the_list(floors: Floors, yusuf: Actor) -> None:
    claim = claims.begun(floors, yusuf)
    with floors.begin(yusuf) as work:
        operations.withdraw_claim(work, str(claim.id))
    with floors.begin(yusuf) as work:
        assert operations.view_mine(work) == []
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.view_draft(work, str(claim.id))
    assert "claim_taken_back" not in [
        each["message"] for each in accounts.letters(floors, yusuf.ref)
    ]


def test_drafts_nobody_finished_lapse(floors: Floors, clock: Clock, yusuf: Actor) -> None:
    old = claims.begun(floors, yusuf)
    clock.move(days=20)
    young, sent = claims.begun(floors, yusuf), claims.filed(floors, yusuf)
    clock.move(days=11)
    assert tidied(floors) == 1
    assert tidied(floors) == 0
    with floors.reading() as session:
        assert journal(session, old.ref) is not None
        assert journal(session, young.ref) is None
        assert journal(session, sent.ref) is None


def test_pairs_of_what_is_wiped_are_dropped(
    floors: Floors, desk: Desk, amina: Actor, yusuf: Actor
) -> None:
    children.enrolled(floors, amina)
    found, claim = claims.found(floors, desk.hana, desk.omar), claims.filed(floors, yusuf)
    pairs = claims.drawn(floors)
    mine = next(pair for pair in pairs if pair.seeking_ref == claim.ref)
    with floors.begin(desk.mara) as work:
        operations.set_aside(work, str(mine.id), Why.FACTS_DIFFER, "They write of two towns.")
    with floors.begin(yusuf) as work:
        operations.withdraw_claim(work, str(claim.id))
    assert tidied(floors) == 0
    finish_due(floors)
    assert tidied(floors) == 1
    assert {pair.holding_ref for pair in claims.candidates(floors)} == {found.ref}
    with floors.reading() as session:
        notes = select(Sealed).where(Sealed.compartment == Compartment.NOTES.value)
        assert len(session.scalars(notes).all()) == 1


def test_a_wiped_relatives_kind_stays_plain_for_the_quota(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    with floors.begin(yusuf) as work:
        operations.withdraw_claim(work, str(claim.id))
    finish_due(floors)
    with floors.begin(yusuf) as work:
        (row,) = operations.view_mine(work)
    assert (row.kind, row.status) == (Kind.RELATIVE, Status.CLOSED)
