"""Who comes to the house anew: somebody with an account and two addresses, and an agency."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import select

from registry.agencies.models import Agency
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.checklist import SOURCES
from tests.cast import ADA, BO, MARA, PASSWORD
from tests.crawl.sowing import Sower
from tests.crawl.writers import Writers
from tests.making import accounts

AGENCY_WORDS: Final = "agency words"
"""What an agency tells of itself: no person is in it, and it lies open."""


class Newcomers(Writers):
    """Somebody who opens an account, and administrators who let an agency in."""

    def _open_account(self, email: str) -> None:
        """An account whose link was sent twice, and whose owner took another address since."""
        first, visitor = f"first.{email}", Sower(self._app.test_client(), self._seeds)
        kind = f"contact of {email}"
        visitor.sow("/account/new", kind, email=first, password=PASSWORD, phone="")
        person = self.who(first)
        person.client.post("/account/links")
        self._follow_link(person, first)
        person.sow("/account/address", "nothing", email=email, password=PASSWORD)
        self._follow_link(person, first)

    def _ask_for_address(self, email: str) -> None:
        """A new address that nobody has confirmed yet."""
        kind = f"address of {email}"
        address = f"{self._seeds.word(kind, 'email').lower()}@example.org"
        self.who(email).sow("/account/address", kind, email=address, password=PASSWORD)

    def _follow_link(self, person: Sower, email: str) -> None:
        account = accounts.read(self._floors, email)
        token = accounts.token_for(self._floors, account.ref, "confirm_address")
        answer = person.client.post(f"/account/confirmation/{token}")
        assert answer.status_code == 303, answer.text

    def _vouch_for(self, email: str) -> None:
        """Who somebody at the desk is was handed in, looked at and approved anew, by two."""
        self.who(email).sow("/desk/credentials/evidence", "vouching")
        path = f"/desk/people/{self._caseworker(email)}"
        for check in SOURCES:
            self.who(BO).sow(f"{path}/checks/{check}", "vouching", result="passed")
        for administrator in (ADA, BO):
            self.who(administrator).sow(f"{path}/verification", "nothing")

    def _hand_over(self) -> None:
        """Somebody without an account is with a child; a coordinator is rung and takes it over."""
        badge, mara = accounts.acting(self._floors, MARA).label, self.who(MARA)
        turn = {"badge": badge, "place": "1", "channel": "message"}
        hours = {"starts_at": f"{self._today}T00:00", "ends_at": f"{self._today}T23:59"}
        answer = mara.client.post("/desk/duty/rota", data=turn | hours)
        assert answer.status_code == 303, answer.text
        Sower(self._app.test_client(), self._seeds).sow("/with-a-child", "hand-over")
        mara.goto("/desk/duty")
        report = re.search(r"/desk/duty/reports/[0-9a-f-]+", mara.html)
        assert report is not None
        assert mara.client.post(f"{report.group(0)}/acknowledgement").status_code == 303
        assert mara.client.post(f"{report.group(0)}/end").status_code == 422

    def _caseworker(self, email: str) -> str:
        account = accounts.read(self._floors, email)
        with self._floors.reading() as session:
            found = caseworker_of(session, account.ref)
            assert found is not None
            return str(found.id)

    def _agency(self) -> None:
        """An agency is added by one, looked at by another; then the first agrees."""
        self.who(ADA).sow("/desk/agencies/new", AGENCY_WORDS)
        with self._floors.reading() as session:
            newest = list(session.scalars(select(Agency)))[-1].id
        self.who(BO).sow(f"/desk/agencies/{newest}/verification", AGENCY_WORDS)
        self.who(ADA).sow(f"/desk/agencies/{newest}/agreement", "nothing")
