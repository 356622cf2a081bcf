"""Asking both sides: a yes of both tells a name, and anything less tells nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent import Capacity, Standing, Status
from registry.agencies.models import Agency
from registry.authority import Actor, Role
from registry.claims import operations as claiming
from registry.errors import Absent, Conflict, Invalid
from registry.purposes import REVEAL_MATCH
from registry.reunion import operations
from registry.reunion.codes import Assent, Custody, Days, How, Wish
from registry.reunion.operations import Asked, Shown
from registry.reunion.operations.case import find_case
from registry.trail.events import Event
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import HANA, TOMAS
from tests.conftest import Clock
from tests.making import accounts, caseworkers, claims
from tests.making import reunion as making
from tests.making.reunion import Cast


def seen(floors: Floors, cast: Cast, who: Actor) -> Asked:
    """What one side sees."""
    with floors.begin(who) as work:
        return operations.view_question(work, cast.review_id, "en")


@pytest.mark.parametrize("step", ["cleared", "checked", "heard", "weighed"])
def test_while_one_step_is_open_nobody_is_asked(floors: Floors, moved: Cast, step: str) -> None:
    names = list(making.STEPS)
    # The panel needs custody and the child's voice, so it cannot go before them.
    later = {"weighed"} if step in {"checked", "heard"} else set()
    for name in names:
        if name != step and name not in later:
            making.STEPS[name](floors, moved)
    with pytest.raises(Conflict):
        making.ask(floors, moved)
    with pytest.raises(Absent):
        seen(floors, moved, moved.seeker)


def test_both_sides_get_the_same_neutral_message(floors: Floors, asked: Cast) -> None:
    for who in (asked.seeker, asked.holder):
        (letter,) = accounts.letters(floors, who.ref, "question_waiting")
        assert letter == {"message": "question_waiting", "case": asked.review_id}


def test_both_are_asked_once(floors: Floors, asked: Cast) -> None:
    with pytest.raises(Conflict):
        making.ask(floors, asked)


def test_each_side_sees_the_question_under_its_own_reference(floors: Floors, asked: Cast) -> None:
    assert asked.child is not None
    one, other = (seen(floors, asked, who) for who in (asked.seeker, asked.holder))
    assert one.shown is other.shown is Shown.ASK
    assert one.reference == asked.claim.reference
    assert other.reference == asked.child.reference
    assert one.name is other.name is None


def test_anybody_else_sees_nothing(floors: Floors, asked: Cast) -> None:
    stranger = accounts.acting(floors, accounts.opened(floors, "nadia@example.org"))
    for who in (stranger, asked.mara, asked.ines, accounts.acting(floors, TOMAS)):
        with pytest.raises(Absent):
            seen(floors, asked, who)
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.answer_reveal(work, asked.review_id, making.reply())
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.view_contact(work, asked.review_id)


@pytest.mark.parametrize("yes", [{"holder": None}, {"seeker": None}])
def test_one_yes_alone_tells_nobody_anything(
    floors: Floors, asked: Cast, yes: dict[str, None]
) -> None:
    making.answered(floors, asked, **yes)
    for who in (asked.seeker, asked.holder):
        assert seen(floors, asked, who).name is None
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.view_contact(work, asked.review_id)
        with floors.begin(who) as work, pytest.raises(Absent):
            operations.write(work, asked.review_id, "Hello")


def test_a_yes_of_both_tells_each_the_name_the_other_chose(floors: Floors, told: Cast) -> None:
    one, other = (seen(floors, told, who) for who in (told.seeker, told.holder))
    assert one.shown is other.shown is Shown.TOLD
    assert (one.name, other.name) == ("Amina", "Yusuf")


def test_after_a_no_the_page_is_the_same_as_while_one_waits(floors: Floors, asked: Cast) -> None:
    making.answered(floors, asked, holder=None)
    waiting = seen(floors, asked, asked.seeker)
    making.answered(floors, asked, seeker=None, holder=False)
    assert seen(floors, asked, asked.seeker) == waiting
    assert waiting.shown is Shown.KEPT
    refused = seen(floors, asked, asked.holder)
    assert refused.shown is Shown.KEPT
    assert not refused.said_yes


def test_the_coordinator_does_not_learn_who_said_no(floors: Floors, asked: Cast) -> None:
    making.answered(floors, asked, seeker=False, holder=None)
    with floors.begin(asked.mara) as work:
        waiting = operations.view_case(work, asked.review_id)
    making.answered(floors, asked, seeker=None)
    with floors.begin(asked.mara) as work:
        view = operations.view_case(work, asked.review_id)
    assert not waiting.is_not_mutual
    assert view.is_not_mutual
    assert not view.may_ask
    assert not view.may_ask_again
    with pytest.raises(Conflict):
        making.ask(floors, asked)


def test_a_yes_needs_a_name_and_a_no_needs_none(floors: Floors, asked: Cast) -> None:
    with floors.begin(asked.seeker) as work, pytest.raises(Invalid) as refused:
        operations.answer_reveal(work, asked.review_id, replace(making.reply(), name=""))
    assert refused.value.field == "name"
    making.answered(floors, asked, seeker=False, holder=None)


def test_an_answer_is_to_the_very_words_that_were_shown(floors: Floors, asked: Cast) -> None:
    with floors.begin(asked.seeker) as work, pytest.raises(Conflict):
        operations.answer_reveal(work, asked.review_id, replace(making.reply(), shown="other"))


def test_an_answer_is_given_once(floors: Floors, asked: Cast) -> None:
    making.answered(floors, asked, holder=None)
    with pytest.raises(Conflict):
        making.answered(floors, asked, seeker=False, holder=None)


def test_a_yes_names_no_side_as_its_recipient(floors: Floors, told: Cast) -> None:
    assert told.child is not None
    with floors.begin(told.mara) as work:
        for ref in (told.claim.ref, told.child.ref):
            lines = work.consent.standing(ref).lines
            recipients = {each for purpose, each in lines if purpose == REVEAL_MATCH}
            assert recipients == {f"review:{told.review_id}"}


def test_a_yes_taken_back_shuts_at_once_for_both(floors: Floors, told: Cast) -> None:
    making.take_back(floors, told, told.holder)
    for who in (told.seeker, told.holder):
        page = seen(floors, told, who)
        assert page.shown is Shown.KEPT
        assert page.name is None
        assert page.said_yes is (who is told.seeker)
    with floors.begin(told.mara) as work:
        assert operations.view_case(work, told.review_id).is_not_mutual
        with pytest.raises(Absent):
            operations.view_letters(work, told.review_id)
    with pytest.raises(Conflict):
        making.ask(floors, told)


def test_only_a_yes_can_be_taken_back(floors: Floors, asked: Cast) -> None:
    for who in (asked.seeker, asked.holder):
        with pytest.raises(Absent):
            making.take_back(floors, asked, who)
    making.answered(floors, asked, seeker=False, holder=None)
    with pytest.raises(Absent):
        making.take_back(floors, asked, asked.seeker)


def test_a_yes_that_runs_out_may_be_asked_for_again(
    floors: Floors, told: Cast, clock: Clock
) -> None:
    clock.move(days=31)
    assert seen(floors, told, told.seeker).shown is Shown.KEPT
    with floors.begin(told.mara) as work:
        assert operations.view_case(work, told.review_id).may_ask_again
    making.ask(floors, told)
    assert seen(floors, told, told.seeker).shown is Shown.ASK
    making.answered(floors, told)
    assert seen(floors, told, told.seeker).name == "Amina"


def test_a_yes_for_sixty_days_lasts_longer(floors: Floors, asked: Cast, clock: Clock) -> None:
    for who in (asked.seeker, asked.holder):
        with floors.begin(who) as work:
            longer = replace(making.reply(), days=Days.LONG)
            operations.answer_reveal(work, asked.review_id, longer)
    clock.move(days=59)
    assert seen(floors, asked, asked.seeker).shown is Shown.TOLD
    clock.move(days=2)
    assert seen(floors, asked, asked.seeker).shown is Shown.KEPT


def test_what_comes_up_later_stops_the_telling(floors: Floors, told: Cast) -> None:
    making.heard(floors, told, How.ALONE, Wish.LATER)
    assert seen(floors, told, told.seeker).shown is Shown.KEPT
    making.heard(floors, told, How.ALONE, Wish.NOW)
    assert seen(floors, told, told.seeker).shown is Shown.TOLD
    making.checked(floors, told, Custody.FORBIDS)
    assert seen(floors, told, told.seeker).shown is Shown.KEPT


def test_a_question_ends_when_a_ground_is_gone(floors: Floors, asked: Cast) -> None:
    with floors.begin(asked.seeker) as work:
        claiming.withdraw_claim(work, str(asked.claim.id))
    assert seen(floors, asked, asked.holder).shown is Shown.ENDED
    with pytest.raises(Absent):
        making.answered(floors, asked, seeker=None)


def test_for_a_child_in_care_the_lead_answers_and_writes(floors: Floors, found: Cast) -> None:
    making.told(floors, found)
    assert seen(floors, found, found.seeker).name == "Amina"
    page = seen(floors, found, found.holder)
    assert page.is_agency
    assert page.name == "Yusuf"
    with floors.begin(found.holder) as work:
        operations.write(work, found.review_id, "The child asks for you.")
    making.take_back(floors, found, found.holder)
    assert seen(floors, found, found.seeker).shown is Shown.KEPT


def test_another_lead_of_the_agency_speaks_when_the_first_is_gone(
    floors: Floors, found: Cast, rana: Actor
) -> None:
    making.asked(floors, found)
    making.answered(floors, replace(found, holder=rana))
    assert seen(floors, found, found.seeker).name == "Amina"


@pytest.fixture
def rana(floors: Floors, found: Cast) -> Actor:
    """Another lead of the agency that cares for the child."""
    with floors.reading() as session:
        willow = session.query(Agency).filter_by(name="Willow House").one()
    return caseworkers.staff(floors, found.admins, "rana@willow.example", Role.LEAD, agency=willow)


def another_case(floors: Floors, found: Cast) -> Cast:
    """Somebody else looks for the same child in care; two people said move there, too."""
    khalil = accounts.acting(floors, accounts.opened(floors, "khalil@example.org"))
    claim = claims.filed(floors, khalil)
    with floors.reading() as session:
        holding = find_case(session, found.review_id).holding.ref
    review = making.decided(floors, found.mara, claim.ref, holding)
    return replace(found, review_id=str(review.id), seeker=khalil, claim=claim)


def standing_of(floors: Floors, found: Cast) -> Standing:
    """How things stand for the child in care."""
    with floors.begin(found.mara) as work:
        return work.consent.standing(find_case(work.session, found.review_id).holding.ref)


def test_a_lead_who_never_spoke_gives_way_to_the_one_who_does(
    floors: Floors, found: Cast, rana: Actor
) -> None:
    making.asked(floors, found)
    making.answered(floors, replace(found, holder=rana))
    standing = standing_of(floors, found)
    assert [each.speaker for each in standing.holders] == [rana.ref]
    with floors.reading() as session:
        child = find_case(session, found.review_id).holding.ref
        stated = entries_about(session, child, Event.AUTHORITY_STATED)
    ended = [entry for entry in stated if Capacity.NONE_DETERMINED.value in entry.detail]
    assert [found.holder.ref in entry.about for entry in ended] == [True]


def test_the_no_of_one_lead_outlives_the_yes_of_another_in_another_case(
    floors: Floors, found: Cast, rana: Actor
) -> None:
    making.answered(floors, making.asked(floors, found), holder=False)
    other = making.asked(floors, another_case(floors, found))
    making.answered(floors, replace(other, holder=rana))

    standing = standing_of(floors, found)
    assert standing.status(REVEAL_MATCH, f"review:{found.review_id}") is Status.REFUSED
    assert standing.word(found.holder.ref, REVEAL_MATCH, f"review:{found.review_id}") is not None
    assert seen(floors, found, found.seeker).shown is Shown.KEPT
    assert seen(floors, other, other.seeker).shown is Shown.TOLD


def test_another_lead_takes_the_yes_of_the_first_back(
    floors: Floors, found: Cast, rana: Actor
) -> None:
    making.told(floors, found)
    making.take_back(floors, found, rana)
    assert seen(floors, found, found.seeker).shown is Shown.KEPT
    with pytest.raises(Conflict):
        making.ask(floors, found)


def test_leads_may_take_turns_when_a_yes_has_run_out(
    floors: Floors, found: Cast, rana: Actor, clock: Clock
) -> None:
    making.told(floors, found)
    for who in (rana, found.holder):
        clock.move(days=31)
        making.ask(floors, found)
        making.answered(floors, replace(found, holder=who))
        assert seen(floors, found, found.seeker).shown is Shown.TOLD


def test_the_filer_of_a_found_claim_does_not_speak_for_the_child(
    floors: Floors, found: Cast
) -> None:
    making.asked(floors, found)
    with pytest.raises(Absent):
        seen(floors, found, accounts.acting(floors, HANA))
    assert accounts.letters(floors, found.holder.ref, "question_waiting")


def test_a_child_of_four_is_told_of_without_being_asked(floors: Floors) -> None:
    cast = making.moved(floors, described=making.little(floors))
    making.cleared(floors, cast)
    making.checked(floors, cast)
    making.heard(floors, cast, How.TOO_YOUNG, Wish.TOO_YOUNG)
    making.met(floors, cast, replace(making.MEETING, assent=Assent.TOO_YOUNG))
    making.weighed(floors, cast)
    making.answered(floors, making.ask(floors, cast))
    assert seen(floors, cast, cast.seeker).name == "Amina"


def test_every_answer_is_in_the_trail_without_the_name(floors: Floors, told: Cast) -> None:
    with floors.reading() as session:
        entries = entries_about(session, f"review:{told.review_id}", Event.REVEAL_ANSWERED)
    assert {each.actor_ref for each in entries} == {told.seeker.ref, told.holder.ref}
    assert not any("Yusuf" in each.detail or "Amina" in each.detail for each in entries)


def test_the_ledger_says_yes_for_both(floors: Floors, told: Cast) -> None:
    assert told.child is not None
    with floors.begin(told.mara) as work:
        for ref in (told.claim.ref, told.child.ref):
            status = work.consent.standing(ref).status(REVEAL_MATCH, f"review:{told.review_id}")
            assert status is Status.ACTIVE


def test_a_second_claim_of_the_same_child_is_told_nothing(floors: Floors, told: Cast) -> None:
    khalil = accounts.acting(floors, accounts.opened(floors, "khalil@example.org"))
    claims.filed(floors, khalil)
    with pytest.raises(Absent):
        seen(floors, told, khalil)
