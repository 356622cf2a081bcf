"""What takes another day, or ends what others look at: lived through in copies of the house."""

from __future__ import annotations

import io
import re
from typing import Final

from registry.children.models import Child, Matter, Unsealing
from registry.claims.rules import Kind
from registry.consents.models import TrustedContact
from registry.holders.rules import Proposal, What
from registry.purposes import (
    SEARCH_FOUND,
    STATISTICS,
    STORE_DETAILS,
)
from registry.worker import run_once, sender_for
from tests.cast import ADA, AMINA, HANA, INES, MARA, NOOR, TOMAS, YUSUF
from tests.conftest import Clock
from tests.crawl.guardians import OLENA, PETRO
from tests.crawl.house import Sown, Story
from tests.making import accounts, holders

BEFORE_THE_END: Final = 320
"""Days after which a yes of twelve months has a few weeks left; staff are vouched for anew."""
SILENCE: Final = 60
"""Days after which it has run out."""


class AnotherDay(Story):
    """Everybody again, in a house that was sown."""

    def change_their_minds(self, sown: Sown) -> None:
        """Lists made shorter, a claim begun, a child in care heard, yeses taken back."""
        self._shorten(OLENA, f"/children/{sown.draft}")
        self._draft_of_a_claim()
        self.who(HANA).client.post(f"/desk/found/{sown.found}/child", data={"answer": "yes"})
        self._decides_alone()
        self.who(ADA).sow(f"/desk/people/{self._caseworker(NOOR)}/end", "vouching")
        amina, petro = self.who(AMINA), self.who(PETRO)
        amina.client.post(f"/children/{sown.child}/consents/{SEARCH_FOUND}/withdrawal")
        petro.goto(f"/children/{sown.kin}/consents/{STATISTICS}")
        petro.press("No")
        petro.client.post(f"/children/{sown.kin}/consents/{SEARCH_FOUND}/withdrawal")
        petro.client.post(f"/children/{sown.kin}/wiping", data={"way": "later"})
        petro.goto(f"/children/{sown.kin}/restoration")
        petro.press("Yes")

    def a_year_later(self, sown: Sown) -> None:
        """A yes said for longer, a guardian who is silent, and two who open what is sealed."""
        self._pass(BEFORE_THE_END)
        for email in (MARA, INES):
            roles = f"/desk/people/{self._caseworker(email)}/roles"
            self.who(ADA).sow(roles, "nothing", role="coordinator")
            self._vouch_for(email)
        olena = self.who(OLENA)
        olena.goto(f"/children/{sown.kin}/renewal/{STORE_DETAILS}")
        olena.press("Yes")
        contact = self._newest(TrustedContact, sown.child)
        self.who(NOOR).goto(f"/desk/trusted/{contact}")
        self.who(NOOR).client.post(f"/desk/trusted/{contact}/words")
        self._pass(SILENCE)
        reference = self._reference(Child, sown.child)
        self.who(MARA).sow("/desk/sealed", "nothing", reference=reference, why="found")
        asked = self._newest(Unsealing, sown.child)
        self.who(INES).client.post(f"/desk/sealed/{asked}/agreement")
        self.who(INES).goto(f"/desk/sealed/{asked}")
        assert self.who(INES).status == 200

    def _decides_alone(self) -> None:
        """A young person of 16, who does not want a guardian asked, says yes to a worker."""
        olena, noor, tomas = (accounts.acting(self._floors, who) for who in (OLENA, NOOR, TOMAS))
        child = holders.young(self._floors, olena, 16)
        told = Proposal(What.ALONE, "An hour, and no guardian near", why="child_objects")
        holders.signed(self._floors, tomas, holders.proposed(self._floors, noor, child, told))
        self.who(NOOR).goto(f"/desk/records/{child.id}/voice/{SEARCH_FOUND}")
        self.who(NOOR).press("Yes")
        self._is_corrected(str(child.id))
        self._asks_about_a_look(str(child.id))

    def _is_corrected(self, child: str) -> None:
        """A paper makes them a year younger, which one person may write down; then older again."""
        for born in ("2011-01-05", "2009-01-05"):
            self.who(NOOR).sow(
                f"/desk/records/{child}/measures/age",
                "kin measures",
                date_of_birth=born,
                calendar="gregorian",
                age="",
                age_paper="school",
                how="live",
            )
        self._sign(child)

    def _asks_about_a_look(self, child: str) -> None:
        """No coordinator has looked at this record, so any of them may answer."""
        olena, home = self.who(OLENA), f"/children/{child}/looks"
        olena.goto(home)
        row = re.search(rf"{home}/([0-9a-f-]+)/question", olena.html)
        assert row is not None
        olena.sow(row.group(0), "young looks")
        matter = f"/desk/looks/{self._newest(Matter, child)}"
        self.who(MARA).goto(matter)
        assert self.who(MARA).status == 200
        assert self.who(MARA).client.post(matter).status_code == 422
        self.who(MARA).sow(matter, "young looks")

    def _pass(self, days: int) -> None:
        clock = self._floors.clock
        assert isinstance(clock, Clock)
        clock.move(days=days)
        self._people.clear()
        run_once(self._floors, sender_for(self._floors.settings))

    def _shorten(self, email: str, place: str) -> None:
        for name in ("marks", "family"):
            self.who(email).goto(f"{place}/{name}")
            self.who(email).press("Take away")

    def _draft_of_a_claim(self) -> None:
        yusuf = self.who(YUSUF)
        claim = self._begun(yusuf, "/claims/new")
        self._claim_pages(YUSUF, "/claims", claim, Kind.RELATIVE, "claim")
        yusuf.goto(f"/claims/{claim}")
        yusuf.goto(f"/claims/{claim}/photos")
        (picture,) = {*re.findall(r'src="([^"]+/small)"', yusuf.html)}
        assert yusuf.client.get(picture).status_code == 200
        wrong = {"photo": (io.BytesIO(b"no picture"), "child.jpg")}
        assert yusuf.client.post(f"/claims/{claim}/photos", data=wrong).status_code == 422
        self._shorten(YUSUF, f"/claims/{claim}/lists")
