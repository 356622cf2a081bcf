"""Accounts of the cast, made through operations; letters read as the worker would send them."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass

from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from consent import DataClass
from registry import places
from registry.accounts import passwords
from registry.accounts.models import Account
from registry.accounts.operations import (
    Newcomer,
    account_by_email,
    address_for_delivery,
    confirm_address,
    open_account,
)
from registry.authority import MACHINE, VISITOR, Actor
from registry.caseworkers.actors import actor_for
from registry.outbox.delivery import Letters
from registry.outbox.models import Message
from registry.purposes import MESSAGE_DELIVERY
from registry.storage.vault import Compartment
from registry.work import Floors
from tests.cast import AMINA, PASSWORD
from tests.making.factors import answered

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""In place of `passwords.HASHER`: a test that hashes should not take a tenth of a second."""


def name_of(email: str) -> str:
    """The name that goes with an address of the cast."""
    return email.partition("@")[0].capitalize()


def opened(
    floors: Floors, email: str = AMINA, *, password: str = PASSWORD, confirmed: bool = True
) -> Account:
    """An account of somebody of the cast."""
    newcomer = Newcomer(email=email, password_hash=passwords.hashed(password), name=name_of(email))
    with floors.begin(VISITOR) as work:
        account = open_account(work, newcomer)
    if confirmed:
        token = token_for(floors, account.ref, "confirm_address")
        with floors.begin(VISITOR) as work:
            confirm_address(work, token)
    return read(floors, email)


def read(floors: Floors, email: str) -> Account:
    """The account of an address, as it is now."""
    with floors.reading() as session:
        account = account_by_email(session, floors.keyring, email)
    assert account is not None
    return account


def acting(floors: Floors, who: Account | str) -> Actor:
    """The actor of an account or address, with the roles that stand now."""
    account = read(floors, who) if isinstance(who, str) else who
    with floors.reading() as session:
        actor = actor_for(session, account.ref, floors.clock())
    assert actor is not None
    return actor


def guardian(floors: Floors, email: str = AMINA) -> Actor:
    """A guardian with a confirmed address."""
    return acting(floors, opened(floors, email))


def letters(floors: Floors, to: str, name: str | None = None) -> list[dict[str, str]]:
    """The words of the messages queued for an account, oldest first."""
    with floors.begin(MACHINE) as work:
        query = select(Message).where(Message.to_ref == to).order_by(Message.queued_at)
        found = [each for each in work.session.scalars(query) if name in (None, each.name)]
        permit = work.permit_on_basis(to, MESSAGE_DELIVERY, "deliver", DataClass.CONTACT)
        return [
            {"message": each.name, **work.vault.read(each.ref, Compartment.MESSAGE, permit)}
            for each in found
        ]


def token_for(floors: Floors, to: str, name: str) -> str:
    """The token in the newest message of this name."""
    return letters(floors, to, name)[-1]["token"]


def sign_in(client: FlaskClient, email: str = AMINA, password: str = PASSWORD) -> TestResponse:
    """Sign in as a person would, with the code of the app where one is asked for."""
    answer = client.post("/sign-in", data={"email": email, "password": password})
    return answered(client, email, answer)


def once_in(page: TestResponse) -> str:
    """The `once` of the first form on a page."""
    found = re.search(r'name="once"[^>]*value="([^"]+)"', page.text)
    assert found is not None
    return found.group(1)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it arrives."""

    to: str
    subject: str
    body: str


def written(floors: Floors, to: str) -> Letter:
    """The newest letter queued for an account, as the worker writes it."""
    words = letters(floors, to)[-1]
    name = words.pop("message")
    with floors.begin(MACHINE) as work:
        address = words.pop("to_address", None) or address_for_delivery(work, to)
    assert address is not None
    message = Message(id=uuid.uuid4(), to_ref=to, name=name, language="en")
    shared = {"base_url": floors.settings.base_url, "helpline": floors.settings.helpline}
    letter = Letters(places.templates(), "Kinfold <desk@kinfold.invalid>", **shared).write(
        message, address, words
    )
    return Letter(str(letter["To"]), str(letter["Subject"]), letter.get_content())
