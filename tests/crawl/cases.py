"""The desk at its cases: pairs compared and decided, and what comes before and after telling."""

from __future__ import annotations

from sqlalchemy import select

from registry.accounts.operations import account_by_email
from registry.claims.models import Candidate
from registry.demo.people import PEOPLE
from registry.reunion.models import VerificationTask
from registry.review.models import Assignment
from registry.worker import draw_waiting
from tests.cast import AMINA, INES, MARA, OMAR
from tests.crawl.sowing import Sower
from tests.crawl.writers import Writers
from tests.journeys.desk import MOST_STEPS


class Cases(Writers):
    """Coordinators, reviewers, a verifier, and the two sides of a case."""

    def _compare(self, *pairs: tuple[str, str]) -> list[str]:
        """Each of these pairs is given to two reviewers, after it was set aside for want of one."""
        while draw_waiting(self._floors):
            pass
        mara, cases = self.who(MARA), []
        for both in pairs:
            pair = f"/desk/candidates/{self._candidate(*both)}"
            mara.client.post(f"{pair}/set-asides")
            mara.goto(pair)
            mara.press("Open a review")
            cases.append(mara.path.rpartition("/")[2])
        return cases

    def _set_aside(self, seeking: str, holding: str) -> None:
        pair = f"/desk/candidates/{self._candidate(seeking, holding)}"
        self.who(MARA).sow(pair, "set aside", button="Set aside")

    def _decide(self, review: str, pair: str) -> None:
        """Both go through, and agree."""
        for desk, email in self._assigned(review):
            self._go_through(self.who(email), desk, f"{pair} notes", "move")

    def _differ(self, review: str, pair: str) -> None:
        """The two are of two minds; once they have seen why, they agree."""
        both = self._assigned(review)
        for (desk, email), outcome in zip(both, ("move", "not_enough"), strict=True):
            self._go_through(self.who(email), desk, f"{pair} notes", outcome)
        for desk, email in both[::-1]:
            self.who(email).goto(f"{desk}/discussion")
        desk, email = both[1]
        self.who(email).client.post(f"{desk}/discussion")
        self.who(email).sow(f"{desk}/discussion", f"{pair} notes", outcome="move")

    def _begin(self, review: str, pair: str) -> None:
        """One of the two is at the end and has not signed; the other has not begun."""
        desk, email = self._assigned(review)[0]
        self._go_through(self.who(email), desk, f"{pair} notes", None)

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

    def _go_through(self, person: Sower, desk: str, kind: str, outcome: str | None) -> None:
        """All stages, as they come; and sign this outcome, if there is one."""
        person.goto(desk)
        person.follow("Begin")
        for _ in range(MOST_STEPS):
            if person.offers("Open this stage"):
                person.press("Open this stage")
            elif person.offers("Open this answer"):
                person.answer_each(("cannot_tell",), self._seeds.word(kind, "reason"))
                person.press("Open this answer")
            elif person.offers("Answer and go on"):
                person.client.post(f"{desk}/conflict")
                person.choose("No, nobody on this list")
                person.press("Answer and go on")
            elif person.offers("Save and close this stage"):
                person.sow(person.path, kind, button="Save and close this stage")
                person.goto(person.path)
            elif person.offers("Sign and close"):
                if outcome is not None:
                    person.sow(person.path, kind, button="Sign and close", outcome=outcome)
                return
            else:
                person.follow("Go on")
        raise AssertionError("the review has no end")

    def _before_telling(self, case: str, kind: str) -> None:
        """What two coordinators put on record, and whom the system asks to meet both sides."""
        desk, mara = f"/desk/cases/{case}", self.who(MARA)
        mara.client.post(f"{desk}/clearances/seeking")
        for who in (mara, self.who(INES)):
            for side in ("seeking", "holding"):
                who.sow(f"{desk}/clearances/{side}", kind)
        mara.sow(f"{desk}/custody-checks", kind)
        mara.sow(f"{desk}/hearings", kind)
        mara.client.post(f"{desk}/verification-tasks")
        task, verifier = self._task(case)
        self.who(verifier).goto(f"/desk/verifications/{task}")
        self.who(verifier).client.post(f"/desk/verifications/{task}")

    def _after_move(self, case: str) -> None:
        """Everything before telling, both told, letters, the reunion, and a visit."""
        self._before_telling(case, "case notes")
        desk, mara = f"/desk/cases/{case}", self.who(MARA)
        task, verifier = self._task(case)
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

    def _task(self, case: str) -> tuple[str, str]:
        """What the system asked somebody to do: its id, and whom."""
        query = select(VerificationTask).where(VerificationTask.review_ref == f"review:{case}")
        with self._floors.reading() as session:
            task = session.scalars(query).one()
            for each in PEOPLE:
                account = account_by_email(session, self._floors.keyring, each.email)
                if account is not None and account.ref == task.verifier_ref:
                    return str(task.id), each.email
        raise AssertionError("nobody was asked")
