"""The desk's way through a case, in the words of the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import select

from registry.accounts.operations import account_by_email
from registry.demo.people import DESK
from registry.reunion.models import VerificationTask
from registry.review.models import Assignment
from registry.work import Floors
from tests.journeys.guardian import Person, sign_in
from tests.making.factors import code_of

Newcomer = Callable[[], Person]
"""A fresh browser."""

SEEN: Final = ("clear", "agrees", "some_agree", "move")
"""What a reviewer answers who finds that the two sides agree."""
MOST_STEPS: Final = 60


def at_the_desk(newcomer: Newcomer, floors: Floors, email: str) -> Person:
    """Somebody of the desk, signed in at a browser of their own, in two steps."""
    person = newcomer()
    sign_in(person, email)
    person.fill("Code", code_of(floors, email))
    person.press("Sign in")
    return person


def see_papers(person: Person, reference: str) -> None:
    """Record that a guardian's papers were seen by video: AL2."""
    person.goto("/desk/papers")
    person.fill("Reference of the record", reference)
    person.choose("Birth record naming the guardian")
    person.choose("By video")
    person.press("I saw this paper")
    assert "Recorded" in person.words


def open_the_review(mara: Person) -> str:
    """The coordinator reads the pair and has it compared; gives the address of the case."""
    mara.goto("/desk/board")
    mara.follow("pair to read")
    mara.follow("Read pair 1")
    assert "Before it opens" in mara.words
    mara.choose("To decide what happens next")
    mara.press("Open")
    assert "A mark on the body agrees" in mara.words
    mara.press("Open a review")
    assert "They do not know of each other" in mara.words
    return mara.path


def emails(floors: Floors) -> dict[str, str]:
    """Who at the desk is behind which account."""
    with floors.reading() as session:
        found = {each.email: account_by_email(session, floors.keyring, each.email) for each in DESK}
    return {account.ref: email for email, account in found.items() if account is not None}


def assigned(floors: Floors) -> list[tuple[str, str]]:
    """Whom the system asked: the address of their desk, and their e-mail."""
    who = emails(floors)
    with floors.reading() as session:
        return [
            (f"/desk/reviews/{each.id}", who[each.reviewer_ref])
            for each in session.scalars(select(Assignment))
        ]


def review(person: Person, desk: str, *, on_stage: Callable[[Person], None] | None = None) -> None:
    """Go through the stages in the order given, and sign."""
    person.goto(desk)
    person.follow("Begin")
    for _ in range(MOST_STEPS):
        if on_stage is not None:
            on_stage(person)
        if person.offers("Open this stage"):
            person.press("Open this stage")
        elif person.offers("Answer and go on"):
            person.choose("No, nobody on this list")
            person.press("Answer and go on")
        elif person.offers("Open this answer"):
            person.press("Open this answer")
        elif person.offers("Save and close this stage"):
            person.answer_each(SEEN, "A scar and the song agree.")
            person.press("Save and close this stage")
        elif person.offers("Sign and close"):
            person.answer_each(SEEN, "A scar and the song agree.")
            person.press("Sign and close")
            assert "You have signed" in person.words
            return
        else:
            person.follow("Go on")
    raise AssertionError("the review has no end")


GOOD: Final = (
    "clear",
    "no_order",
    "alone",
    "now",
    "birth",
    "live",
    "yes",
    "reunification",
    "mother",
    "case_by_case",
    "home",
    "30",
)
"""What is put on record where everything is well."""


def put_on_record(person: Person, page: str, button: str = "Put on record") -> None:
    """Fill one short form of a case, and keep it."""
    person.goto(page)
    person.answer_each(GOOD, "All is well, as far as we can see.")
    person.press(button)


def clear_safety(person: Person, case: str) -> None:
    """One of two coordinators answers for both sides."""
    for side in ("seeking", "holding"):
        put_on_record(person, f"{case}/clearances/{side}", "Sign")


def whoever_was_asked_to_meet(floors: Floors) -> str:
    """The e-mail of the one whom the system asked to meet both sides."""
    with floors.reading() as session:
        task = session.scalars(select(VerificationTask)).one()
    return emails(floors)[task.verifier_ref]


def meet_both_sides(person: Person) -> None:
    """Whoever the system asked meets both sides, and sees their papers."""
    person.goto("/desk")
    person.follow("Meet both sides")
    person.answer_each(GOOD, "They knew each other at once.")
    person.fill("When did you meet them last?", "2026-03-02")
    person.fill("With whom does the child want to be?", "With his mother")
    person.press("Put the meeting on record")


def say_yes(person: Person, case: str, name: str) -> None:
    """One side's own yes to being told of, under the name it chooses."""
    person.goto(f"{case.removeprefix('/desk')}/reveal")
    person.answer_each(GOOD, "")
    person.fill("What may the other side call you?", name)
    person.press("Yes, you may")


def reunite(mara: Person, case: str) -> None:
    """The reunion, a visit after it, and the end of the case."""
    mara.goto(f"{case}/reunification")
    mara.answer_each(GOOD, "Nothing to add.")
    mara.fill("On which day?", "2026-03-02")
    mara.fill("Who takes the child?", "Amina Hassan")
    mara.fill("Where?", "The desk in the harbour")
    mara.choose("Who takes the child was checked")
    mara.press("Put the reunion on record")
    mara.goto(f"{case}/follow-ups")
    mara.answer_each(GOOD, "The child plays and sleeps well.")
    mara.fill("On which day?", "2026-03-02")
    mara.press("Put on record")
    mara.goto(f"{case}/closing")
    mara.choose("Reunified")
    mara.press("Close the case")
    assert "This case is closed" in mara.words
