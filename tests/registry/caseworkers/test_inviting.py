"""Somebody is invited to the desk, gets a link, and chooses a password."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from registry.accounts.models import Account
from registry.authority import OPERATOR, VISITOR, Role
from registry.caseworkers.actors import actor_for
from registry.caseworkers.inviting import BADGE_BYTES
from registry.caseworkers.models import Caseworker, RoleGrant
from registry.caseworkers.operations import (
    Invitation,
    accept_invitation,
    find,
    invite_again,
    invite_staff,
    open_invitation,
)
from registry.errors import Absent, Conflict, Invalid
from registry.trail.trail import entries_about
from registry.work import Floors
from tests.cast import ADA, AMINA, MARA, NOOR
from tests.conftest import Clock
from tests.making import accounts, caseworkers


def test_the_operator_invites_the_first_administrator_who_then_works(floors: Floors) -> None:
    token = caseworkers.invited(floors, OPERATOR, ADA, Role.ADMINISTRATOR)
    ada = accounts.read(floors, ADA)
    assert ada.password_hash is None
    assert accounts.token_for(floors, ada.ref, "staff_invitation") == token
    with floors.reading() as session:
        assert actor_for(session, ada.ref, floors.clock()) is None
    with floors.begin(VISITOR) as work:
        accept_invitation(work, token, "hash")
    actor = accounts.acting(floors, ADA)
    assert actor.roles == {Role.FAMILY, Role.ADMINISTRATOR}
    assert actor.confirmed
    assert actor.label == caseworkers.person_of(floors, ada).badge


def test_inviting_and_accepting_are_on_record(floors: Floors) -> None:
    account = caseworkers.accepted(floors, OPERATOR, ADA, Role.ADMINISTRATOR)
    person = caseworkers.person_of(floors, account)
    with floors.reading() as session:
        entries = list(reversed(entries_about(session, person.ref)))
    assert [(entry.event, entry.actor_ref) for entry in entries] == [
        ("staff:invited", OPERATOR.ref),
        ("role:granted", OPERATOR.ref),
        ("invitation:accepted", VISITOR.ref),
    ]


def test_an_invitation_is_accepted_once_and_within_a_week(floors: Floors, clock: Clock) -> None:
    ada, bo = caseworkers.administrators(floors)
    token = caseworkers.invited(floors, ada, MARA, Role.COORDINATOR)
    late = caseworkers.invited(floors, bo, "ines@kinfold.example", Role.COORDINATOR)
    clock.move(days=6, hours=23)
    with floors.begin(VISITOR) as work:
        accept_invitation(work, token, "hash")
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        accept_invitation(work, token, "another hash")
    clock.move(hours=1)
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        accept_invitation(work, late, "hash")
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        open_invitation(work, "made-up")


def test_a_new_link_ends_the_one_before(floors: Floors) -> None:
    ada, bo = caseworkers.administrators(floors)
    first = caseworkers.invited(floors, ada, MARA, Role.COORDINATOR)
    mara = caseworkers.person_of(floors, accounts.read(floors, MARA))
    with floors.begin(bo) as work:
        second = invite_again(work, find(work.session, mara.id))
    with pytest.raises(Absent), floors.begin(VISITOR) as work:
        accept_invitation(work, first, "hash")
    with floors.begin(VISITOR) as work:
        accept_invitation(work, second, "hash")
    with pytest.raises(Conflict), floors.begin(bo) as work:
        invite_again(work, find(work.session, mara.id))


def test_an_address_that_is_known_is_not_invited(floors: Floors) -> None:
    ada, _ = caseworkers.administrators(floors)
    accounts.opened(floors, AMINA)
    with pytest.raises(Invalid) as refused:
        caseworkers.invited(floors, ada, AMINA, Role.COORDINATOR)
    assert refused.value.field == "email"
    with floors.reading() as session:
        assert session.scalar(select(func.count()).select_from(Caseworker)) == 2


def test_a_caseworker_is_invited_for_an_agency_that_stands(floors: Floors, clock: Clock) -> None:
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour", verified=False)
    with pytest.raises(Invalid) as refused:
        caseworkers.invited(floors, admins[0], NOOR, Role.CASEWORKER, agency=harbour)
    assert refused.value.field == "agency"
    lantern = caseworkers.agency(floors, admins, "Lantern")
    caseworkers.invited(floors, admins[0], NOOR, Role.CASEWORKER, agency=lantern)
    with floors.reading() as session:
        grant = session.scalars(select(RoleGrant).where(RoleGrant.role == "caseworker")).one()
    assert (grant.agency_ref, grant.agreed_at) == (lantern.ref, None)
    assert grant.until == clock() + timedelta(days=365)


def test_the_operator_invites_nobody_but_administrators(floors: Floors) -> None:
    with pytest.raises(Invalid):
        caseworkers.invited(floors, OPERATOR, MARA, Role.COORDINATOR)


@pytest.mark.parametrize(
    "invitation",
    [
        Invitation("mara", "Mara", None, frozenset({Role.COORDINATOR})),
        Invitation(MARA, " ", None, frozenset({Role.COORDINATOR})),
        Invitation(MARA, "Mara", None, frozenset()),
    ],
)
def test_an_invitation_needs_address_name_and_role(floors: Floors, invitation: Invitation) -> None:
    ada, _ = caseworkers.administrators(floors)
    with pytest.raises(Invalid), floors.begin(ada) as work:
        invite_staff(work, invitation)


def test_nobody_else_invites(floors: Floors) -> None:
    admins = caseworkers.administrators(floors)
    mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    for actor in (VISITOR, accounts.guardian(floors), mara):
        with pytest.raises(Absent):
            caseworkers.invited(floors, actor, "x@example.org", Role.ADMINISTRATOR)


def test_two_badges_are_never_the_same(floors: Floors) -> None:
    drawn = iter([b"\0\0\0\0\1", b"\0\0\0\0\1", b"\0\0\0\0\2"])
    scripted = replace(
        floors, random=lambda size: next(drawn) if size == BADGE_BYTES else floors.random(size)
    )
    admins = caseworkers.administrators(scripted)
    assert [admin.label for admin in admins] == ["000-001", "000-002"]
    with floors.reading() as session:
        assert session.scalar(select(func.count()).select_from(Account)) == 2
