"""Sending a claim: the ground recorded, the photos agreed to, the traits sealed, one receipt."""

from __future__ import annotations

import pytest

from consent import DataClass, Presentation
from registry.authority import Actor
from registry.children import operations as child_operations
from registry.claims import operations, sides
from registry.claims.facts import Apart
from registry.claims.rules import Kind, Status
from registry.consents.operations.wiping import wipe
from registry.description import Belongings, Names, PartialDate, PersonName
from registry.errors import Absent, Conflict, Withdrawn
from registry.purposes import CLAIM_HANDLING
from registry.reasons import Task
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, claims
from tests.registry.claims.conftest import Desk


def test_a_sent_claim_stands_on_its_own_ground(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    with floors.begin(yusuf) as work:
        standing = work.consent.standing(claim.ref)
        shown = [each for each in work.consent.facts(claim.ref) if isinstance(each, Presentation)]
        assert set(standing.bases) == {CLAIM_HANDLING}
        assert [each.digest for each in shown[0].shown] == [operations.notice_for("en").digest]
        assert work.search.refs() == [claim.ref]


def test_the_trail_says_what_was_done(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    with floors.reading() as session:
        events = {entry.event for entry in entries_about(session, claim.ref)}
    assert events >= {
        Event.CLAIM_DRAFTED,
        Event.CLAIM_CHANGED,
        Event.SAFETY_STATED,
        Event.NOTICE_PRESENTED,
        Event.BASIS_RECORDED,
        Event.BASIS_ENDED,
        Event.CLAIM_FILED,
        Event.TRAITS_SEALED,
    }


def test_the_claimant_gets_one_letter_without_a_name_in_it(floors: Floors, yusuf: Actor) -> None:
    claims.filed(floors, yusuf)
    names = [letter["message"] for letter in accounts.letters(floors, yusuf.ref)]
    assert names.count("claim_received") == 1
    letter = accounts.written(floors, yusuf.ref)
    assert letter.to == YUSUF
    assert "Idris" not in letter.subject + letter.body


def test_photos_are_agreed_to_with_the_claim(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    with floors.begin(yusuf) as work:
        photo = operations.add_photo(work, str(claim.id), children.pictures(), None)
        assert photo.is_draft
    claims.sent(floors, yusuf, claim)
    with floors.begin(desk.mara) as work:
        assert [each.id for each in sides.photos(work, claim.ref)] == [photo.id]


def test_a_claim_is_not_sent_twice(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    with pytest.raises(Absent):
        claims.sent(floors, yusuf, claim)


def test_an_unfinished_claim_is_not_sent(floors: Floors, yusuf: Actor) -> None:
    claim = claims.begun(floors, yusuf)
    with pytest.raises(Conflict):
        claims.sent(floors, yusuf, claim)


def test_a_claim_is_not_sent_under_words_that_were_not_shown(floors: Floors, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    with pytest.raises(Conflict), floors.begin(yusuf) as work:
        operations.file_claim(work, str(claim.id), shown="other words")
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.file_claim(work, str(claim.id), shown="", language="tlh")


def test_an_address_is_confirmed_before_a_claim_is_sent(floors: Floors) -> None:
    account = accounts.opened(floors, "new@example.org", confirmed=False)
    unconfirmed = accounts.acting(floors, account)
    claim = claims.written(floors, unconfirmed)
    with pytest.raises(Conflict, match="Confirm"):
        claims.sent(floors, unconfirmed, claim)


def test_a_draft_that_lapsed_is_not_sent(floors: Floors, clock: Clock, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    clock.move(days=31)
    with pytest.raises(Absent):
        claims.sent(floors, yusuf, claim)


def test_what_describes_the_child_may_be_put_right_later(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    worn = Belongings(clothing="a red coat")
    claims.tell(floors, yusuf, claim, ("belongings", worn))
    with floors.begin(yusuf) as work:
        assert operations.view_page(work, str(claim.id), "belongings").groups["belongings"] == worn
    with floors.reading() as session:
        sealed = entries_about(session, claim.ref, Event.TRAITS_SEALED)
    assert len(sealed) == 2


@pytest.mark.parametrize("page", ["relationship", "claimant", "papers"])
def test_what_is_said_of_oneself_stays_as_it_was_sent(
    floors: Floors, yusuf: Actor, page: str
) -> None:
    claim = claims.filed(floors, yusuf)
    told = {
        "relationship": claims.UNCLE,
        "claimant": claims.YUSUF_HIMSELF,
        "papers": claims.HIS_PAPERS,
    }
    with pytest.raises(Conflict):
        claims.tell(floors, yusuf, claim, (page, told[page]))
    with pytest.raises(Conflict), floors.begin(yusuf) as work:
        operations.save_withheld(work, str(claim.id), claims.FACTS)


def test_a_separated_claim_marks_the_child_apart(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    claims.drawn(floors)
    claim = claims.apart(floors, amina, child)
    with floors.begin(amina) as work:
        parting = child_operations.parting_of(work.session, child.ref)
        assert parting is not None
        assert parting.since == "2026-01"
        assert claim.ref not in work.search.refs()
    with floors.reading() as session:
        redrawn = entries_about(session, child.ref, Event.TRAITS_SEALED)
    assert len(redrawn) == 2


def test_a_separated_claim_of_a_record_taken_back_is_not_sent(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    claim = claims.begun(floors, amina, Kind.SEPARATED, child)
    claims.tell(floors, amina, claim, ("apart", Apart(PartialDate(2026, 1))))
    with floors.begin(amina) as work:
        wipe(work, str(child.id), at_once=True)
    with pytest.raises(Withdrawn):
        claims.sent(floors, amina, claim)


def test_the_list_of_ones_own_claims(floors: Floors, amina: Actor, yusuf: Actor) -> None:
    draft, sent = claims.begun(floors, yusuf), claims.filed(floors, yusuf)
    claims.filed(floors, amina)
    with floors.begin(yusuf) as work:
        rows = {row.reference: row.status for row in operations.view_mine(work)}
    assert rows == {draft.reference: Status.DRAFT, sent.reference: Status.RECEIVED}


def test_the_desk_opens_a_sent_claim_on_its_ground(
    floors: Floors, desk: Desk, yusuf: Actor
) -> None:
    claim = claims.filed(floors, yusuf)
    with floors.begin(desk.mara) as work:
        work.opens_for(Task.CASE)
        assert sides.describe(work, claim.ref).names == claims.idris(floors).names
        assert sides.withheld(work, claim.ref) == claims.FACTS
        assert sides.papers(work, claim.ref) == claims.HIS_PAPERS
    with floors.reading() as session:
        looks = entries_about(session, claim.ref, Event.RECORD_OPENED)
    assert {entry.actor_ref for entry in looks} == {yusuf.ref, desk.mara.ref}


def test_the_desk_opens_no_draft(floors: Floors, desk: Desk, yusuf: Actor) -> None:
    claim = claims.written(floors, yusuf)
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        sides.describe(work, claim.ref)
    with pytest.raises(Absent), floors.begin(desk.mara) as work:
        sides.permit_for_claim(work, claim.ref, DataClass.DETAILS)


def test_a_name_is_needed_again_when_it_is_put_right(floors: Floors, yusuf: Actor) -> None:
    claim = claims.filed(floors, yusuf)
    claims.tell(floors, yusuf, claim, ("names", Names(name=PersonName("Idris Al-Haddad"))))
    with floors.begin(yusuf) as work:
        told = operations.view_page(work, str(claim.id), "names").groups["names"]
    assert told == Names(name=PersonName("Idris Al-Haddad"))
