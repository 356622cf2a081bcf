"""Cases that two people moved on, and every step after it, made through operations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from registry.accounts.models import Account, account_of
from registry.authority import Actor, Role
from registry.children.models import Child
from registry.children.rules import Paper, Safety, Seen
from registry.claims.models import Claim
from registry.description import Description, Relation
from registry.reunion import operations
from registry.reunion.codes import (
    Assent,
    Comfort,
    Custody,
    Finding,
    How,
    Observed,
    Recommendation,
    ReunionType,
    VisitKind,
    Wish,
)
from registry.reunion.models import VerificationTask
from registry.reunion.operations.telling import notice
from registry.reunion.rules import Hearing
from registry.review.models import Review
from registry.review.operations import open_review
from registry.review.rules import Outcome
from registry.work import Floors
from tests.cast import EWA, INES, LUIS, NOOR, TOMAS
from tests.making import accounts, caseworkers, children, claims
from tests.making import review as reviewing

WORDS = "I asked, and this is what I heard."
SAFE = Finding.CLEAR


@dataclass(frozen=True)
class Cast:
    """A case two people moved on, and the people around it."""

    review_id: str
    seeker: Actor
    holder: Actor
    mara: Actor
    ines: Actor
    claim: Claim
    child: Child | None
    admins: tuple[Actor, Actor]


def little(floors: Floors) -> Description:
    """A child of four: too young to be asked."""
    told = claims.idris(floors, low=4, high=4)
    return Description(names=told.names, person=told.person, places=told.places)


def desk(floors: Floors) -> tuple[tuple[Actor, Actor], Actor, Actor]:
    """Two administrators, two agencies with four caseworkers, two coordinators."""
    admins = caseworkers.administrators(floors)
    harbour = caseworkers.agency(floors, admins, "Harbour House")
    lantern = caseworkers.agency(floors, admins, "Lantern")
    for email, agency in ((NOOR, harbour), (LUIS, harbour), (TOMAS, lantern), (EWA, lantern)):
        caseworkers.staff(floors, admins, email, Role.CASEWORKER, agency=agency)
    mara = claims.mara(floors, admins)
    ines = caseworkers.staff(floors, admins, INES, Role.COORDINATOR)
    return admins, mara, ines


def moved(
    floors: Floors,
    *,
    described: Description | None = None,
    safety: Safety | None = None,
    guardian_said: Safety = children.SAID,
) -> Cast:
    """Yusuf looks for Idris, whom Amina registered; two people said move."""
    admins, mara, ines = desk(floors)
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina, described, apart=True, safety=guardian_said)
    children.papers_seen(floors, mara, child)
    yusuf = claims.yusuf(floors)
    claim = claims.filed(floors, yusuf, described, safety=safety)
    review = decided(floors, mara, claim.ref, child.ref)
    return Cast(str(review.id), yusuf, amina, mara, ines, claim, child, admins)


def found_and_moved(floors: Floors, *, described: Description | None = None) -> Cast:
    """Yusuf looks for Idris, who is in the care of Willow House; two people said move."""
    admins, mara, ines = desk(floors)
    hana, omar = claims.hana_and_omar(floors, admins)
    held = claims.found(floors, hana, omar, described)
    yusuf = claims.yusuf(floors)
    claim = claims.filed(floors, yusuf, described)
    review = decided(floors, mara, claim.ref, held.ref)
    return Cast(str(review.id), yusuf, omar, mara, ines, claim, None, admins)


def decided(
    floors: Floors, mara: Actor, seeking: str, holding: str, outcome: Outcome = Outcome.MOVE
) -> Review:
    """A review of this pair that two people signed."""
    pair = reviewing.candidate(floors, seeking, holding)
    with floors.begin(mara) as work:
        review = open_review(work, str(pair.id))
    for assignment in reviewing.seated(floors, review).seats.values():
        reviewer = accounts.acting(floors, account(floors, assignment.reviewer_ref))
        reviewing.signed(floors, reviewer, str(assignment.id), outcome)
    return review


def cleared(floors: Floors, cast: Cast) -> None:
    """Both coordinators find both sides safe."""
    for who in (cast.mara, cast.ines):
        for side in ("seeking", "holding"):
            with floors.begin(who) as work:
                operations.clear_safety(work, cast.review_id, side, SAFE, WORDS)


def checked(floors: Floors, cast: Cast, finding: Custody = Custody.NO_ORDER) -> None:
    """Custody is checked."""
    with floors.begin(cast.mara) as work:
        operations.check_custody(work, cast.review_id, finding, WORDS)


def heard(floors: Floors, cast: Cast, how: How = How.ALONE, wish: Wish = Wish.NOW) -> None:
    """The child was heard."""
    with floors.begin(cast.mara) as work:
        operations.hear_child(work, cast.review_id, Hearing(how, wish), WORDS)


def asked_to_meet(floors: Floors, cast: Cast) -> tuple[str, Actor]:
    """Somebody is asked to meet both sides: the task's id, and who."""
    with floors.begin(cast.mara) as work:
        task = operations.ask_verifier(work, cast.review_id)
    return str(task.id), accounts.acting(floors, account(floors, task.verifier_ref))


def account(floors: Floors, ref: str) -> Account:
    """The account behind a reference."""
    with floors.reading() as session:
        found = account_of(session, ref)
    assert found is not None
    return found


MEETING = operations.Meeting(
    met_on=date(2026, 3, 2),
    known_to_child=Observed.YES,
    information_agrees=Observed.YES,
    wants_to_care=Observed.YES,
    able_to_care=Observed.YES,
    child_wishes_with="his uncle",
    recommendation=Recommendation.REUNIFICATION,
    comments=WORDS,
    paper_seeking=Paper.IDENTITY,
    paper_holding=Paper.BIRTH,
    how=Seen.LIVE,
    assent=Assent.YES,
)


def met(floors: Floors, cast: Cast, meeting: operations.Meeting = MEETING) -> tuple[str, Actor]:
    """Both sides were met in person."""
    task_id, verifier = task_of(floors, cast) or asked_to_meet(floors, cast)
    with floors.begin(verifier) as work:
        operations.record_meeting(work, task_id, meeting)
    return task_id, verifier


def task_of(floors: Floors, cast: Cast) -> tuple[str, Actor] | None:
    """The newest task of a case, and who has it."""
    with floors.reading() as session:
        query = select(VerificationTask).where(
            VerificationTask.review_ref == f"review:{cast.review_id}"
        )
        task = session.scalars(query.order_by(VerificationTask.place.desc())).first()
    if task is None:
        return None
    return str(task.id), accounts.acting(floors, account(floors, task.verifier_ref))


def weighed(floors: Floors, cast: Cast) -> None:
    """Two coordinators find it best for the child."""
    for who in (cast.mara, cast.ines):
        with floors.begin(who) as work:
            operations.find_best(work, cast.review_id, Recommendation.REUNIFICATION, WORDS)


STEPS: dict[str, Callable[[Floors, Cast], object]] = {
    "cleared": cleared,
    "checked": checked,
    "heard": heard,
    "met": met,
    "weighed": weighed,
}
"""Everything that must stand before both sides are asked."""


def ready(
    floors: Floors, cast: Cast, *, but: str = "", meeting: operations.Meeting = MEETING
) -> Cast:
    """Everything is on record, but for one step if it is named."""
    for name, make in STEPS.items():
        if name == "met":
            met(floors, cast, meeting)
        elif name != but:
            make(floors, cast)
    return cast


def asked(floors: Floors, cast: Cast) -> Cast:
    """Both sides are asked."""
    return ask(floors, ready(floors, cast))


def ask(floors: Floors, cast: Cast) -> Cast:
    """The coordinator asks both sides."""
    with floors.begin(cast.mara) as work:
        operations.ask_both(work, cast.review_id)
    return cast


def take_back(floors: Floors, cast: Cast, who: Actor) -> None:
    """One side takes its yes back."""
    with floors.begin(who) as work:
        operations.take_back(work, cast.review_id)


def reply(*, yes: bool = True, name: str = "Yusuf") -> operations.Reply:
    """An answer to the words as they are shown."""
    return operations.Reply(is_yes=yes, shown=notice("en").digest, name=name if yes else "")


def answered(
    floors: Floors, cast: Cast, *, seeker: bool | None = True, holder: bool | None = True
) -> Cast:
    """The two sides answer; None is not yet."""
    for who, yes, name in ((cast.seeker, seeker, "Yusuf"), (cast.holder, holder, "Amina")):
        if yes is not None:
            with floors.begin(who) as work:
                operations.answer_reveal(work, cast.review_id, reply(yes=yes, name=name))
    return cast


def told(floors: Floors, cast: Cast) -> Cast:
    """Both were asked, and both said yes."""
    return answered(floors, asked(floors, cast))


REUNION = operations.Reunion(
    reunited_on=date(2026, 3, 2),
    type=ReunionType.CASE_BY_CASE,
    relation=Relation.UNCLE,
    with_verified_adult=True,
    comfort=Comfort.YES,
    adult="Yusuf Haddad",
    place="The office of Harbour House",
)
VISIT = operations.Visit(
    type=VisitKind.HOME,
    visited_on=date(2026, 3, 2),
    child_was_seen=True,
    needed_by=None,
    recommends_closing=True,
    action=WORDS,
)


def reunited(floors: Floors, cast: Cast, reunion: operations.Reunion = REUNION) -> Cast:
    """The child is with the family."""
    with floors.begin(cast.mara) as work:
        operations.reunify(work, cast.review_id, reunion)
    return cast
