"""A house in which every feature was used once, through its pages, with a canary in each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from registry.accounts.operations import account_by_email
from registry.caseworkers.actors import caseworker_of
from registry.children.models import Child
from registry.claims.models import Candidate
from registry.demo.people import PEOPLE, open_accounts, staff_the_desk
from registry.reunion.models import VerificationTask
from registry.review.models import Assignment
from registry.storage.photos import Photo
from registry.worker import draw_waiting, run_once, sender_for
from tests.cast import AMINA, BO, INES, MARA, NOOR, OMAR, YUSUF
from tests.crawl.sowing import Seeds, Sower
from tests.crawl.writers import Writers
from tests.journeys.desk import MOST_STEPS

OLENA: Final = "olena@example.org"
"""A guardian of other children."""
VERA: Final = "vera@kinfold.example"
"""The auditor."""


@dataclass(frozen=True, slots=True)
class Sown:
    """The house at rest: what was sown, and the cases people came to."""

    seeds: Seeds
    child: str
    draft: str
    claim: str
    found: str
    separated: str
    case: str
    """The pair that was decided, told and reunited."""
    review: str
    """The pair that is still compared."""
    reviewer: str
    """Who compares it."""
    verifier: str
    """Who met both sides of the other pair."""
    owner_of_photo: Mapping[str, str]


class Story(Writers):
    """Everybody at their browsers, one after the other."""

    def tell(self) -> Sown:
        """Live through all of it."""
        open_accounts(self._floors)
        staff_the_desk(self._floors)
        for person in PEOPLE:
            self.who(person.email).sow("/account/contact", f"contact of {person.email}", phone="")
        draft = self._record(OLENA, "draft")
        child = self._record(AMINA, "child")
        self._agree(child)
        claim = self._relative()
        found = self._found()
        separated = self._separated()
        self._at_the_desk(child, claim)
        case, review = self._compare(child, claim, found)
        self._after_move(case)
        run_once(self._floors, sender_for(self._floors.settings))
        return self._sown(child, draft, claim, found, separated, case, review)

    def _sown(  # noqa: PLR0917 - the ids of one story
        self,
        child: str,
        draft: str,
        claim: str,
        found: str,
        separated: str,
        case: str,
        review: str,
    ) -> Sown:
        owners = {
            f"child:{child}": "child",
            f"child:{draft}": "draft",
            f"claim:{claim}": "claim",
            f"claim:{found}": "found",
        }
        with self._floors.reading() as session:
            photos = {
                str(each.id): owners[each.subject_ref] for each in session.scalars(select(Photo))
            }
        return Sown(
            seeds=self._seeds,
            child=child,
            draft=draft,
            claim=claim,
            found=found,
            separated=separated,
            case=case,
            review=review,
            reviewer=self._assigned(review)[0][1],
            verifier=self._task()[1],
            owner_of_photo=photos,
        )

    def _at_the_desk(self, child: str, claim: str) -> None:
        """Papers seen, a question asked and answered, people vouched for."""
        with self._floors.reading() as session:
            record = next(each for each in session.scalars(select(Child)) if str(each.id) == child)
        self.who(NOOR).sow("/desk/papers", "nothing", reference=record.reference)
        self.who(MARA).sow(f"/desk/claims/{claim}/questions", "claim notes")
        self.who(MARA).sow(f"/desk/claims/{claim}/safety", "claim safety", anyone="no")
        clock = self._floors.clock
        clock.move(days=8)  # type: ignore[attr-defined]
        self._people.clear()
        yusuf = self.who(YUSUF)
        yusuf.goto(f"/claims/{claim}")
        question = re.search(rf"/claims/{claim}/questions/([0-9a-f-]+)", yusuf.html)
        assert question is not None
        yusuf.sow(question.group(0), "claim notes")
        with self._floors.reading() as session:
            account = account_by_email(session, self._floors.keyring, NOOR)
            noor = None if account is None else caseworker_of(session, account.ref)
        assert noor is not None
        self.who(BO).sow(f"/desk/people/{noor.id}/verification", "vouching")

    def _compare(self, child: str, claim: str, found: str) -> tuple[str, str]:
        """One pair is compared and decided; of another the comparing has come to its end."""
        while draw_waiting(self._floors):
            pass
        mara, cases = self.who(MARA), []
        for both in ((f"child:{child}", f"claim:{found}"), (f"claim:{claim}", f"child:{child}")):
            pair = f"/desk/candidates/{self._candidate(*both)}"
            mara.client.post(f"{pair}/set-asides")
            mara.goto(pair)
            mara.press("Open a review")
            cases.append(mara.path.rpartition("/")[2])
        decided, in_hand = cases
        for review, pair in ((decided, "pair"), (in_hand, "other pair")):
            # Of the other pair one reviewer is enough: the second has not begun.
            for desk, email in self._assigned(review)[: 2 if review == decided else 1]:
                self._go_through(self.who(email), desk, pair, signing=review == decided)
        return decided, in_hand

    def _candidate(self, seeking: str, holding: str) -> str:
        with self._floors.reading() as session:
            query = select(Candidate).where(
                Candidate.seeking_ref == seeking, Candidate.holding_ref == holding
            )
            return str(session.scalars(query).one().id)

    def _assigned(self, review: str) -> list[tuple[str, str]]:
        with self._floors.reading() as session:
            who = {
                account.ref: each.email
                for each in PEOPLE
                if (account := account_by_email(session, self._floors.keyring, each.email))
            }
            query = select(Assignment).where(Assignment.review_ref == f"review:{review}")
            return [
                (f"/desk/reviews/{each.id}", who[each.reviewer_ref])
                for each in session.scalars(query)
            ]

    def _go_through(self, person: Sower, desk: str, pair: str, *, signing: bool) -> None:
        person.goto(desk)
        person.follow("Begin")
        for _ in range(MOST_STEPS):
            if person.offers("Open this stage"):
                person.press("Open this stage")
            elif person.offers("Open this answer"):
                person.press("Open this answer")
            elif person.offers("Answer and go on"):
                person.choose("No, nobody on this list")
                person.press("Answer and go on")
            elif person.offers("Save and close this stage"):
                person.sow(person.path, f"{pair} notes", button="Save and close this stage")
            elif person.offers("Sign and close"):
                if signing:
                    person.sow(person.path, f"{pair} notes", button="Sign and close")
                return
            else:
                person.follow("Go on")
        raise AssertionError("the review has no end")

    def _after_move(self, case: str) -> None:
        """Everything before telling, both told, letters, the reunion, and a visit."""
        desk, mara = f"/desk/cases/{case}", self.who(MARA)
        for who in (mara, self.who(INES)):
            for side in ("seeking", "holding"):
                who.sow(f"{desk}/clearances/{side}", "case notes")
        mara.sow(f"{desk}/custody-checks", "case notes")
        mara.sow(f"{desk}/hearings", "case notes")
        mara.client.post(f"{desk}/verification-tasks")
        task, verifier = self._task()
        self.who(verifier).sow(
            f"/desk/verifications/{task}", "case notes", met_on=self._today, assent="yes"
        )
        for who in (mara, self.who(INES)):
            who.sow(f"{desk}/determinations", "case notes")
        asked = mara.client.post(f"{desk}/questions")
        assert asked.status_code == 303, asked.text
        family = f"/cases/{case}"
        self.who(AMINA).sow(f"{family}/reveal", "name of Amina", button="Yes", prefer=("yes",))
        self.who(OMAR).sow(f"{family}/reveal", "name of Omar", button="Yes", prefer=("yes",))
        for email in (AMINA, OMAR):
            self.who(email).sow(f"{family}/messages", f"letter of {email}")
            mara.goto(f"{desk}/letters")
            mara.press("I have read it: pass it on")
        mara.sow(f"{desk}/reunification", "case notes", reunited_on=self._today)
        mara.sow(f"{desk}/follow-ups", "case notes", visited_on=self._today, needed_by="")

    def _task(self) -> tuple[str, str]:
        with self._floors.reading() as session:
            task = session.scalars(select(VerificationTask)).one()
            for each in PEOPLE:
                account = account_by_email(session, self._floors.keyring, each.email)
                if account is not None and account.ref == task.verifier_ref:
                    return str(task.id), each.email
        raise AssertionError("nobody was asked")

    @property
    def _today(self) -> str:
        return self._floors.clock().date().isoformat()
