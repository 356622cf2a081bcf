"""A house in which every feature was used once, through its pages, with a canary in each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from registry.children.models import Child
from registry.demo.people import PEOPLE, open_accounts, staff_the_desk
from registry.storage.photos import Photo
from registry.worker import run_once, sender_for
from tests.cast import AMINA, MARA, NOOR, YUSUF
from tests.crawl.beyond import Beyond
from tests.crawl.cases import Cases
from tests.crawl.guardians import OLENA, PETRO, Guardians
from tests.crawl.newcomers import Newcomers
from tests.crawl.sowing import Seeds

VERA: Final = "vera@kinfold.example"
"""The auditor."""


@dataclass(frozen=True, slots=True)
class Sown:
    """The house at rest: what was sown, and the cases people came to."""

    seeds: Seeds
    child: str
    kin: str
    """A child with two guardians."""
    draft: str
    claim: str
    found: str
    separated: str
    kin_claim: str
    """The claim through which the second guardian came."""
    case: str
    """The pair that was decided, told and reunited."""
    review: str
    """The pair that is still compared."""
    kin_case: str
    """The pair of two minds; nobody is told yet."""
    reviewer: str
    """Who compares the open pair."""
    verifier: str
    """Who met both sides of the first pair."""
    kin_verifier: str
    """Who is asked to meet the guardian and the claimant."""
    owner_of_photo: Mapping[str, str]


class Story(Newcomers, Guardians, Cases, Beyond):
    """Everybody at their browsers, one after the other."""

    def tell(self) -> Sown:
        """Live through all of it."""
        open_accounts(self._floors)
        staff_the_desk(self._floors)
        self._open_account(PETRO)
        self._agency()
        for person in PEOPLE:
            self.who(person.email).sow("/account/contact", f"contact of {person.email}", phone="")
        ids = {"draft": self._record(OLENA, "draft"), "child": self._record(AMINA, "child")}
        self._agree(AMINA, ids["child"])
        ids["kin"] = self._together()
        ids |= {"claim": self._relative(), "found": self._found(), "separated": self._separated()}
        ids["kin_claim"] = self._guardian_claim()
        self._at_the_desk(ids)
        child, claim, found = (
            f"child:{ids['child']}",
            f"claim:{ids['claim']}",
            f"claim:{ids['found']}",
        )
        kin, kin_claim = f"child:{ids['kin']}", f"claim:{ids['kin_claim']}"
        pairs = (child, found), (claim, child), (kin_claim, kin)
        ids["case"], ids["review"], ids["kin_case"] = self._compare(*pairs)
        self._set_aside(kin_claim, child)
        self._decide(ids["case"], "pair")
        self._begin(ids["review"], "other pair")
        self._differ(ids["kin_case"], "kin pair")
        self._after_move(ids["case"])
        self._before_telling(ids["kin_case"], "kin case notes")
        self._second_guardian(ids["kin"], ids["kin_claim"])
        self._ask_for_address(PETRO)
        self._share(ids["child"])
        self._emergency(ids["child"])
        self.who(MARA).sow(
            "/desk/holds", "hold words", reference=self._reference(Child, ids["child"])
        )
        self._hand_over()
        run_once(self._floors, sender_for(self._floors.settings))
        return self._sown(ids)

    def _sown(self, ids: dict[str, str]) -> Sown:
        owners = {ref: name for name in ids for ref in (f"child:{ids[name]}", f"claim:{ids[name]}")}
        with self._floors.reading() as session:
            photos = {
                str(each.id): owners[each.subject_ref].replace("_", " ")
                for each in session.scalars(select(Photo))
            }
        return Sown(
            seeds=self._seeds,
            **ids,
            reviewer=self._assigned(ids["review"])[0][1],
            verifier=self._task(ids["case"])[1],
            kin_verifier=self._task(ids["kin_case"])[1],
            owner_of_photo=photos,
        )

    def _at_the_desk(self, ids: dict[str, str]) -> None:
        """Papers seen, a question asked and answered, people vouched for."""
        noor, mara, claim = self.who(NOOR), self.who(MARA), ids["claim"]
        for name in ("child", "kin"):
            noor.sow("/desk/papers", "nothing", reference=self._reference(Child, ids[name]))
        mara.sow(f"/desk/claims/{claim}/questions", "claim notes")
        mara.sow(f"/desk/claims/{claim}/safety", "claim safety", anyone="yes")
        clock = self._floors.clock
        clock.move(days=8)  # type: ignore[attr-defined]
        self._people.clear()
        yusuf = self.who(YUSUF)
        yusuf.goto(f"/claims/{claim}")
        question = re.search(rf"/claims/{claim}/questions/([0-9a-f-]+)", yusuf.html)
        assert question is not None
        yusuf.sow(question.group(0), "claim notes")
        self._around(AMINA, ids["child"], "child")
        self._answered(ids["child"], "child")
        self._vouch_for(NOOR)
