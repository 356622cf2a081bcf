"""The people of the demo, made by the same operations as real ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from registry.accounts import passwords
from registry.accounts.factors import operations as factors
from registry.accounts.factors import rules
from registry.accounts.operations import Newcomer, account_by_email, open_account
from registry.agencies.models import Agency
from registry.agencies.operations import NewAgency
from registry.authority import OPERATOR, VISITOR, Actor, Role
from registry.caseworkers.actors import actor_for, caseworker_of
from registry.caseworkers.models import Caseworker
from registry.caseworkers.operations import Invitation, accept_invitation, invite_staff
from registry.demo.staffing import earlier, let_agency_in, let_in
from registry.errors import Absent
from registry.trail.events import Event
from registry.work import Floors, Work

PASSWORD: Final = "lantern-river-walnut-seven"  # noqa: S105 - printed at start; nobody is real
AGENCIES: Final = (
    NewAgency("Harbour Aid", "KE", "desk@harbour.example"),
    NewAgency("Lantern Trust", "UG", "desk@lantern.example"),
    NewAgency("Willow House", "ET", "desk@willow.example"),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person who can sign in to the demo."""

    email: str
    name: str
    who: str
    roles: frozenset[Role] = frozenset()
    agency: str | None = None
    password: str = PASSWORD


def _desk(email: str, name: str, who: str, *roles: Role, agency: str | None = None) -> Somebody:
    return Somebody(email, name, who, frozenset(roles), agency)


FAMILIES: Final = (
    Somebody("amina@example.org", "Amina", "guardian; her son Idris and she are apart"),
    Somebody("yusuf@example.org", "Yusuf", "an uncle who looks for Idris"),
    Somebody("olena@example.org", "Olena", "guardian; her children are with her"),
)
ADMINISTRATORS: Final = (
    _desk("ada@kinfold.example", "Ada", "administrator", Role.ADMINISTRATOR),
    _desk("bo@kinfold.example", "Bo", "administrator", Role.ADMINISTRATOR),
)
DESK: Final = (
    _desk("mara@kinfold.example", "Mara", "coordinator", Role.COORDINATOR),
    _desk("ines@kinfold.example", "Ines", "coordinator, the second person", Role.COORDINATOR),
    _desk("noor@harbour.example", "Noor", "caseworker", Role.CASEWORKER, agency="Harbour Aid"),
    _desk("luis@harbour.example", "Luis", "caseworker", Role.CASEWORKER, agency="Harbour Aid"),
    _desk("tomas@lantern.example", "Tomas", "caseworker", Role.CASEWORKER, agency="Lantern Trust"),
    _desk("ewa@lantern.example", "Ewa", "caseworker", Role.CASEWORKER, agency="Lantern Trust"),
    _desk("hana@willow.example", "Hana", "caseworker", Role.CASEWORKER, agency="Willow House"),
    _desk("omar@willow.example", "Omar", "lead, countersigns", Role.LEAD, agency="Willow House"),
    _desk("vera@kinfold.example", "Vera", "auditor", Role.AUDITOR),
)
PEOPLE: Final = FAMILIES + DESK + ADMINISTRATORS


def acting(floors: Floors, email: str) -> Actor:
    """One of the demo's people, as they would act after signing in."""
    with floors.reading() as session:
        account = account_by_email(session, floors.keyring, email)
        actor = None if account is None else actor_for(session, account.ref, floors.clock())
    if actor is None:
        raise Absent
    return actor


def open_accounts(floors: Floors) -> None:
    """Give each family an account whose address counts as confirmed."""
    hashed = passwords.hashed(PASSWORD)
    for person in FAMILIES:
        with floors.begin(VISITOR) as work:
            account = open_account(
                work, Newcomer(email=person.email, password_hash=hashed, name=person.name)
            )
            account.confirmed_on = work.now().date()
            work.trail.record(Event.ACCOUNT_CONFIRMED, account.ref)


def staff_the_desk(floors: Floors) -> None:
    """Two administrators from the console; one invites, the other checks, both approve."""
    hashed = passwords.hashed(PASSWORD)
    for person in ADMINISTRATORS:
        _accept(floors, OPERATOR, person, {}, hashed)
    ada, bo = (acting(floors, person.email) for person in ADMINISTRATORS)
    agencies = {new.name: _agency(floors, ada, bo, new) for new in AGENCIES}
    for person in DESK:
        _accept(floors, ada, person, agencies, hashed)
        let_in(floors, _caseworker(floors, person), (bo, ada))


def set_up_app(work: Work) -> None:
    """Whoever acts sets up an app, and types the code of a minute ago: today's are still unused."""
    factor = factors.begin_app(work)
    work.session.flush()
    before = rules.step_at(work.now()) - rules.DRIFT
    factors.confirm_app(work, factor.id, rules.code_at(factors.secret_of(work, factor), before))


def _agency(floors: Floors, ada: Actor, bo: Actor, new: NewAgency) -> Agency:
    return let_agency_in(earlier(floors), (ada, bo), new)


def _accept(
    floors: Floors, by: Actor, person: Somebody, agencies: dict[str, Agency], hashed: str
) -> None:
    agency = agencies.get(person.agency or "")
    invitation = Invitation(
        person.email, person.name, None if agency is None else agency.ref, person.roles
    )
    with floors.begin(by) as work:
        token = invite_staff(work, invitation)
    with floors.begin(VISITOR) as work:
        accept_invitation(work, token, hashed)
    with floors.begin(acting(floors, person.email)) as work:
        set_up_app(work)


def _caseworker(floors: Floors, person: Somebody) -> Caseworker:
    with floors.reading() as session:
        account = account_by_email(session, floors.keyring, person.email)
        caseworker = None if account is None else caseworker_of(session, account.ref)
    if caseworker is None:
        raise Absent
    return caseworker
