"""A role stands only while two people, a verification and an agency hold it up."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from registry.accounts.models import Account
from registry.agencies.models import Agency
from registry.authority import OPERATOR, VISITOR, Actor, Role
from registry.caseworkers.models import Caseworker, RoleGrant
from registry.caseworkers.operations import (
    Check,
    Ending,
    Finding,
    Result,
    Source,
    accept_invitation,
    agree_role,
    end_standing,
    find_grant,
    grant_role,
    record_checks,
    verify_caseworker,
    view_person,
)
from registry.caseworkers.standing import Need, Standing, grants_of, standing_of
from registry.errors import Absent, Conflict, Invalid
from registry.trail.trail import entries_about
from registry.work import Floors, Work
from tests.cast import ADA, BO, MARA, NOOR, OMAR, TOMAS
from tests.conftest import Clock
from tests.making import accounts, caseworkers

Admins = tuple[Actor, Actor]


@pytest.fixture
def admins(floors: Floors) -> Admins:
    """Ada and Bo."""
    return caseworkers.administrators(floors)


@pytest.fixture
def harbour(floors: Floors, admins: Admins) -> Agency:
    """An agency that stands."""
    return caseworkers.agency(floors, admins, "Harbour")


def roles(floors: Floors, who: str) -> set[Role]:
    """The roles at the desk that stand now."""
    return set(accounts.acting(floors, who).roles) - {Role.FAMILY}


def standing(floors: Floors, account: Account) -> Standing:
    """How somebody stands now."""
    person = caseworkers.person_of(floors, account)
    with floors.reading() as session:
        return standing_of(session, person, floors.clock())


def waiting(work: Work, person: Caseworker, grant_id: str) -> RoleGrant:
    """A role as it is found from its page."""
    return find_grant(work.session, person, uuid.UUID(grant_id))


def test_a_caseworker_works_once_somebody_else_has_verified_them(
    floors: Floors, admins: Admins, harbour: Agency
) -> None:
    ada, bo = admins
    noor = caseworkers.accepted(floors, ada, NOOR, Role.CASEWORKER, agency=harbour)
    assert roles(floors, NOOR) == set()
    assert standing(floors, noor).needs == (Need.VERIFICATION,)
    assert standing(floors, noor).waiting == {Role.CASEWORKER}
    caseworkers.verify(floors, bo, noor)
    assert roles(floors, NOOR) == {Role.CASEWORKER}
    assert standing(floors, noor).needs == ()
    actor = accounts.acting(floors, NOOR)
    assert (actor.agency_ref, actor.is_staff) == (harbour.ref, True)


def test_a_verification_ends_with_its_clock(
    floors: Floors, clock: Clock, admins: Admins, harbour: Agency
) -> None:
    ada, bo = admins
    noor = caseworkers.accepted(floors, ada, NOOR, Role.CASEWORKER, agency=harbour)
    person = caseworkers.person_of(floors, noor)
    caseworkers.verify(floors, bo, noor, timedelta(days=90))
    with floors.begin(bo) as work:
        verify_caseworker(work, person, clock() + timedelta(days=300))  # one alone is not enough
    clock.move(days=29)
    assert not standing(floors, noor).ends_soon
    clock.move(days=1)
    assert standing(floors, noor).ends_soon
    clock.move(days=59, hours=23, minutes=59)
    assert roles(floors, NOOR) == {Role.CASEWORKER}
    clock.move(minutes=1)
    assert roles(floors, NOOR) == set()
    assert standing(floors, noor).needs == (Need.NEW_VERIFICATION,)
    assert accounts.acting(floors, NOOR).caseworker_ref is not None


def test_a_role_ends_with_its_clock(floors: Floors, clock: Clock, admins: Admins) -> None:
    caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    clock.move(days=365)
    assert roles(floors, MARA) == set()
    assert Need.ROLE in standing(floors, accounts.read(floors, MARA)).needs


def test_nobody_works_for_an_agency_that_does_not_stand(
    floors: Floors, clock: Clock, admins: Admins
) -> None:
    short = caseworkers.agency(floors, admins, "Lantern", days=30)
    tomas = caseworkers.accepted(floors, admins[0], TOMAS, Role.CASEWORKER, agency=short)
    caseworkers.verify(floors, admins[1], tomas)
    assert roles(floors, TOMAS) == {Role.CASEWORKER}
    clock.move(days=30)
    assert roles(floors, TOMAS) == set()
    assert standing(floors, tomas).needs == (Need.AGENCY,)
    person = caseworkers.person_of(floors, tomas)
    with pytest.raises(Invalid, match="agency"), floors.begin(admins[1]) as work:
        verify_caseworker(work, person, work.now() + timedelta(days=1))


def test_nobody_checks_or_approves_themself_nor_checks_whom_they_invited(
    floors: Floors, admins: Admins
) -> None:
    ada, bo = admins
    mara = caseworkers.accepted(floors, ada, MARA, Role.COORDINATOR)
    person = caseworkers.person_of(floors, mara)
    with pytest.raises(Invalid, match="You invited"), floors.begin(ada) as work:
        record_checks(work, person, [])
    own = caseworkers.person_of(floors, accounts.read(floors, BO))
    with pytest.raises(Invalid, match="about you"), floors.begin(bo) as work:
        verify_caseworker(work, own, work.now() + timedelta(days=1))
    with pytest.raises(Invalid, match="about you"), floors.begin(bo) as work:
        record_checks(work, own, [])


def test_nobody_is_approved_before_they_accepted(floors: Floors, admins: Admins) -> None:
    caseworkers.invited(floors, admins[0], MARA, Role.COORDINATOR)
    mara = accounts.read(floors, MARA)
    assert standing(floors, mara).needs == (Need.PASSWORD, Need.VERIFICATION)
    person = caseworkers.person_of(floors, mara)
    with pytest.raises(Invalid, match="not accepted"), floors.begin(admins[1]) as work:
        verify_caseworker(work, person, work.now() + timedelta(days=1))


@pytest.mark.parametrize("days", [0, 366])
def test_a_verification_lasts_a_year_at_most(floors: Floors, admins: Admins, days: int) -> None:
    mara = caseworkers.accepted(floors, admins[0], MARA, Role.COORDINATOR)
    person = caseworkers.person_of(floors, mara)
    until = floors.clock() + timedelta(days=days)
    with pytest.raises(Invalid), floors.begin(admins[1]) as work:
        verify_caseworker(work, person, until)


def test_only_administrators_decide_about_standing(
    floors: Floors, admins: Admins, harbour: Agency
) -> None:
    mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    omar = caseworkers.staff(floors, admins, OMAR, Role.LEAD, agency=harbour)
    noor = caseworkers.accepted(floors, admins[0], NOOR, Role.CASEWORKER, agency=harbour)
    person = caseworkers.person_of(floors, noor)
    for actor in (VISITOR, accounts.guardian(floors), mara, omar):
        with pytest.raises(Absent), floors.begin(actor) as work:
            record_checks(work, person, [])
        with pytest.raises(Absent), floors.begin(actor) as work:
            verify_caseworker(work, person, work.now() + timedelta(days=1))
        with pytest.raises(Absent), floors.begin(actor) as work:
            grant_role(work, person, Role.LEAD)
        with pytest.raises(Absent), floors.begin(actor) as work:
            end_standing(work, person, Ending.LEFT, "no reason")
        with pytest.raises(Absent), floors.begin(actor) as work:
            view_person(work, person.id)


def test_a_further_role_takes_two(floors: Floors, admins: Admins, harbour: Agency) -> None:
    ada, bo = admins
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    person = caseworkers.person_of(floors, accounts.read(floors, NOOR))
    with floors.begin(ada) as work:
        grant_id = grant_role(work, person, Role.LEAD).ref.partition(":")[2]
    assert roles(floors, NOOR) == {Role.CASEWORKER}
    with pytest.raises(Invalid), floors.begin(ada) as work:
        agree_role(work, person, waiting(work, person, grant_id))
    for _ in range(2):
        with floors.begin(bo) as work:
            agree_role(work, person, waiting(work, person, grant_id))
    assert roles(floors, NOOR) == {Role.CASEWORKER, Role.LEAD}
    with floors.reading() as session:
        events = [entry.event for entry in entries_about(session, person.ref)]
    assert events.count("role:agreed") == 2


def test_nobody_gives_themself_a_role_or_mixes_what_must_stay_apart(
    floors: Floors, admins: Admins
) -> None:
    ada, bo = admins
    caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    own = caseworkers.person_of(floors, accounts.read(floors, ADA))
    bos = caseworkers.person_of(floors, accounts.read(floors, BO))
    mara = caseworkers.person_of(floors, accounts.read(floors, MARA))
    with pytest.raises(Invalid, match="about you"), floors.begin(ada) as work:
        grant_role(work, own, Role.ADMINISTRATOR)
    with pytest.raises(Invalid, match="no other role"), floors.begin(ada) as work:
        grant_role(work, bos, Role.COORDINATOR)
    with pytest.raises(Invalid, match="no other role"), floors.begin(bo) as work:
        grant_role(work, mara, Role.ADMINISTRATOR)


def test_the_operator_can_renew_an_administrator(
    floors: Floors, clock: Clock, admins: Admins
) -> None:
    clock.move(days=365)
    assert roles(floors, ADA) == set()
    person = caseworkers.person_of(floors, accounts.read(floors, ADA))
    with floors.begin(OPERATOR) as work:
        grant_role(work, person, Role.ADMINISTRATOR)
    assert roles(floors, ADA) == {Role.ADMINISTRATOR}


def test_one_stops_a_person_at_once_and_two_let_them_in_again(
    floors: Floors, clock: Clock, admins: Admins, harbour: Agency
) -> None:
    ada, bo = admins
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    noor = accounts.read(floors, NOOR)
    person = caseworkers.person_of(floors, noor)
    clock.move(days=1)
    with floors.begin(ada) as work:
        end_standing(work, person, Ending.LEFT, "left the agency")
    assert roles(floors, NOOR) == set()
    assert standing(floors, noor).is_ended
    clock.move(minutes=1)
    caseworkers.verify(floors, bo, noor)
    assert roles(floors, NOOR) == set()
    with floors.begin(ada) as work:
        grant_id = grant_role(work, person, Role.CASEWORKER).ref.partition(":")[2]
    assert standing(floors, noor).needs == (Need.AGREEMENT,)
    with floors.begin(bo) as work:
        agree_role(work, person, waiting(work, person, grant_id))
    assert roles(floors, NOOR) == {Role.CASEWORKER}


def test_stopping_ends_an_open_invitation_and_nobody_stops_themself(
    floors: Floors, admins: Admins
) -> None:
    ada, bo = admins
    token = caseworkers.invited(floors, ada, MARA, Role.COORDINATOR)
    person = caseworkers.person_of(floors, accounts.read(floors, MARA))
    with floors.begin(bo) as work:
        end_standing(work, person, Ending.LEFT, "invited by mistake")
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        accept_invitation(work, token, "hash")
    own = caseworkers.person_of(floors, accounts.read(floors, ADA))
    with pytest.raises(Invalid), floors.begin(ada) as work:
        end_standing(work, own, Ending.SUSPENDED, "by mistake")


def test_a_role_that_ran_out_is_not_agreed_to(floors: Floors, clock: Clock, admins: Admins) -> None:
    caseworkers.invited(floors, admins[0], MARA, Role.COORDINATOR)
    person = caseworkers.person_of(floors, accounts.read(floors, MARA))
    with floors.reading() as session:
        grant_id = str(grants_of(session, person, clock())[0].id)
    clock.move(days=366)
    bo = admins[1]
    with pytest.raises(Conflict), floors.begin(bo) as work:
        agree_role(work, person, waiting(work, person, grant_id))


def test_a_suspension_takes_one_and_its_end_two_and_the_role_comes_back_with_them(
    floors: Floors, clock: Clock, admins: Admins, harbour: Agency
) -> None:
    ada, bo = admins
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    person = caseworkers.person_of(floors, accounts.read(floors, NOOR))
    clock.move(days=1)
    with floors.begin(ada) as work:
        end_standing(work, person, Ending.SUSPENDED, "a complaint is looked into")
    assert roles(floors, NOOR) == set()
    clock.move(minutes=1)
    for admin, held in ((ada, set()), (bo, {Role.CASEWORKER})):
        with floors.begin(admin) as work:
            verify_caseworker(work, person, work.now() + timedelta(days=30))
        assert roles(floors, NOOR) == held


def test_an_administrator_of_the_console_is_suspended_as_well(
    floors: Floors, clock: Clock, admins: Admins
) -> None:
    own = caseworkers.person_of(floors, accounts.read(floors, ADA))
    clock.move(minutes=1)
    with floors.begin(admins[1]) as work:
        end_standing(work, own, Ending.SUSPENDED, "a lost telephone")
    assert roles(floors, ADA) == set()


def test_a_check_that_comes_out_badly_stops_a_person_at_once(
    floors: Floors, clock: Clock, admins: Admins, harbour: Agency
) -> None:
    caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=harbour)
    person = caseworkers.person_of(floors, accounts.read(floors, NOOR))
    clock.move(days=1)
    for result, held in ((Result.NOT_PASSED, set()), (Result.PASSED, {Role.CASEWORKER})):
        looked = Finding(Check.LICENCE, Source.ISSUER_ANSWER, result, "The council answered")
        with floors.begin(admins[1]) as work:
            record_checks(work, person, [looked])
        assert roles(floors, NOOR) == held
        clock.move(minutes=1)
