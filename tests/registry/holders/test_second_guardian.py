"""“I am also a guardian” goes through the door of claims, and ends with two people, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consent import Assurance, Status, WithOthers
from registry.authority import Actor
from registry.children import operations as records
from registry.claims import operations as claims
from registry.errors import Absent, Invalid
from registry.holders import operations
from registry.holders.rules import Proposal, What
from registry.purposes import STORE_DETAILS, STORE_PHOTO
from registry.work import Floors
from tests.making import children, holders, review
from tests.making.review import House

TOLD = Proposal(
    What.SECOND_GUARDIAN,
    "Birth record, seen in the hand at the office",
    capacity="parent_by_birth",
    with_others="all",
    paper="birth",
    how="live",
)


@pytest.fixture
def home(floors: Floors, monkeypatch: pytest.MonkeyPatch) -> House:
    """Yusuf's claim says that he is a guardian, too."""
    monkeypatch.setattr(
        claims, "begin", lambda work, _kind, _child: operations.begin_guardian_claim(work)
    )
    return review.house(floors)


def told(home: House) -> Proposal:
    return replace(TOLD, reference=home.claim.reference)


def test_before_a_review_has_decided_nobody_is_recorded(floors: Floors, home: House) -> None:
    noor, *_ = home.reviewers
    with pytest.raises(Invalid) as refused:
        holders.proposed(floors, noor, home.child, told(home))
    assert refused.value.field == "reference"


def test_after_a_review_two_people_record_the_guardian_and_each_is_asked(
    floors: Floors, home: House
) -> None:
    review.decided(floors, home)
    noor, _, tomas, _ = home.reviewers
    with floors.reading() as session:
        verbs = [task.verb for task in operations.tasks_of(session, home.mara, floors.clock())]
    assert "Record another guardian" in verbs
    measure = holders.proposed(floors, noor, home.child, told(home))
    with pytest.raises(Absent), floors.begin(home.yusuf) as work:
        records.view_own(work, str(home.child.id))

    holders.signed(floors, tomas, measure)
    with floors.begin(home.yusuf) as work:
        standing = work.consent.standing(home.child.ref)
        seen = records.view_own(work, str(home.child.id))
    assert {each.with_others for each in standing.holders} == {WithOthers.ALL}
    assert standing.assurance(home.yusuf.ref) is Assurance.AL2
    assert seen.told is not None
    assert standing.status(STORE_DETAILS) is Status.ACTIVE
    assert standing.status(STORE_PHOTO) is not Status.ACTIVE
    children.agreed(floors, home.yusuf, home.child, STORE_PHOTO)
    with floors.begin(home.yusuf) as work:
        assert work.consent.standing(home.child.ref).status(STORE_PHOTO) is Status.ACTIVE


def test_the_claimant_signs_nothing_about_themselves(floors: Floors, home: House) -> None:
    review.decided(floors, home)
    measure = holders.proposed(floors, home.reviewers[0], home.child, told(home))
    at_desk: Actor = replace(home.yusuf, roles=home.reviewers[0].roles | home.yusuf.roles)
    with pytest.raises(Absent), floors.begin(at_desk) as work:
        operations.sign(work, str(measure.id))


def test_a_guardian_on_record_is_not_recorded_again(floors: Floors, home: House) -> None:
    review.decided(floors, home)
    noor, _, tomas, _ = home.reviewers
    holders.signed(floors, tomas, holders.proposed(floors, noor, home.child, told(home)))
    with pytest.raises(Invalid):
        holders.proposed(floors, noor, home.child, told(home))
