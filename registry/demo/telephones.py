"""The telephones of the demo's people: which code each shows just now."""

from __future__ import annotations

from dataclasses import dataclass

from registry.accounts.factors import operations as factors
from registry.accounts.factors import rules
from registry.accounts.operations import account_by_email
from registry.authority import MACHINE
from registry.demo.people import PEOPLE
from registry.work import Floors, Work


@dataclass(frozen=True, slots=True)
class Shown:
    """What one telephone shows."""

    email: str
    who: str
    code: str


def shown_now(floors: Floors) -> list[Shown]:
    """The next code of each person that has an app and was not taken yet."""
    with floors.begin(MACHINE) as work:
        told = [(person, next_code(work, person.email)) for person in PEOPLE]
    return [Shown(person.email, person.who, code) for person, code in told if code]


def next_code(work: Work, email: str) -> str | None:
    """The code somebody's app shows, or the one after it if that was taken; None without an app."""
    account = account_by_email(work.session, work.keyring, email)
    apps = [] if account is None else factors.apps_of(work.session, account.ref)
    if not apps:
        return None
    step = max(rules.step_at(work.now()), (apps[0].last_step or 0) + 1)
    return rules.code_at(factors.secret_of(work, apps[0]), step)
