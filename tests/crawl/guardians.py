"""A child with two guardians: who says what of whom, and what two people decide between them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from registry.children.models import Matter
from registry.claims.models import Claim
from registry.claims.rules import Kind
from registry.consents.models import TrustedContact
from registry.holders.models import Measure, OtherHolder
from registry.purposes import (
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHOW_CASEWORKERS,
    STATISTICS,
    STORE_DETAILS,
    STORE_PHOTO,
    offered_later,
)
from registry.storage.database import Referenced
from tests.cast import MARA, NOOR, TOMAS
from tests.crawl.writers import Writers

OLENA: Final = "olena@example.org"
"""A guardian of other children."""
PETRO: Final = "petro@example.org"
"""The other guardian of one of them, who comes through the door of claims."""
JOINT: Final = (
    STORE_DETAILS,
    SHOW_CASEWORKERS,
    SEARCH_FOUND,
    STORE_PHOTO,
    SEARCH_RELATIVE,
    *offered_later(),
)
"""What the two say yes to, one after the other."""


class Guardians(Writers):
    """Two guardians of one child at their browsers, and the desk between them."""

    def _around(self, email: str, child: str, owner: str) -> None:
        """What one guardian says of other people: trusted, kept away, and not to be asked."""
        guardian, record = self.who(email), f"/children/{child}"
        guardian.sow(f"{record}/trusted", f"{owner} trusted")
        button, kept = "Keep this person away", f"{owner} kept away"
        guardian.sow(f"{record}/exclusions", kept, button=button, concerns="person")
        guardian.sow(f"{record}/others/new", f"{owner} guardians", why="unreachable")

    def _answered(self, child: str, owner: str) -> None:
        """The desk makes sure of whom a family trusts, and tries to reach the other guardian."""
        contact = self._newest(TrustedContact, child)
        self.who(NOOR).client.post(f"/desk/trusted/{contact}/confirmation")
        holder = self._newest(OtherHolder, child)
        attempts = f"/desk/records/{child}/holders/{holder}/attempts/new"
        self.who(NOOR).sow(attempts, "nothing", on=self._today)
        matter = self._newest(Matter, child)
        self.who(MARA).sow(f"/desk/matters/{matter}", f"{owner} answers", outcome="left")

    def _together(self) -> str:
        """The child is here, and asked: at home, and by a worker, who hears a no. Then apart."""
        olena, noor = self.who(OLENA), self.who(NOOR)
        child = self._record(OLENA, "kin", apart="together")
        self._agree(OLENA, child)
        olena.goto(f"/children/{child}/voice/{SEARCH_FOUND}")
        olena.press("Yes")
        noor.goto(f"/desk/records/{child}/voice/{SHOW_CASEWORKERS}")
        noor.press("No")
        matter = self._newest(Matter, child)
        self.who(TOMAS).sow(f"/desk/matters/{matter}", "kin answers", outcome="set_aside")
        olena.sow(f"/children/{child}/whereabouts", "kin details", apart="apart")
        self._say_yes(OLENA, child, SHOW_CASEWORKERS, STORE_DETAILS, SEARCH_RELATIVE)
        return child

    def _measure(self, child: str, what: str, reference: str = "") -> None:
        """One of two writes a measure down."""
        address = f"/desk/records/{child}/measures/{what}"
        self.who(NOOR).sow(
            address,
            "kin measures",
            tell="guardians",
            reference=reference,
            with_others="all",
            purpose=STATISTICS,
        )

    def _sign(self, child: str) -> None:
        place = f"/desk/measures/{self._newest(Measure, child)}"
        self.who(TOMAS).goto(place)
        answer = self.who(TOMAS).client.post(f"{place}/signature")
        assert answer.status_code == 303, answer.text

    def _guardian_claim(self) -> str:
        petro = self.who(PETRO)
        claim = self._begun(petro, "/claims/guardian")
        self._claim_pages(PETRO, "/claims", claim, Kind.RELATIVE, "kin claim")
        petro.sow(f"/claims/{claim}/notice", "nothing")
        return claim

    def _second_guardian(self, child: str, claim: str) -> None:
        """A review let the claim go on: two people record Petro, and the two are asked anew."""
        reference = self._reference(Claim, claim)
        self._measure(child, "second-guardian", reference)
        self._sign(child)
        petro = self.who(PETRO)
        petro.sow(f"/children/{child}/safety", "kin safety", anyone="yes")
        self._say_yes(PETRO, child, *JOINT)
        self._around(PETRO, child, "petro")
        petro.sow(f"/children/{child}/objections/new", "kin objections", purpose=STATISTICS)
        self._measure(child, "court-restriction")
        self._sign(child)
        self._measure(child, "lift")

    def _newest(self, kind: type[Referenced], child: str) -> str:
        """The id of the newest row of this kind beside a record."""
        with self._floors.reading() as session:
            rows = session.scalars(select(kind).filter_by(child_ref=f"child:{child}"))
            return str(list(rows)[-1].id)
