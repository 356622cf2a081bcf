"""The main job, told once: whoever can read a page and press a button can live it."""

from __future__ import annotations

import re
from collections.abc import Callable

from registry.demo import cases, families
from registry.demo.people import acting, staff_the_desk
from registry.work import Floors
from registry.worker import draw_waiting, run_once, sender_for
from tests.cast import AMINA, INES, MARA, NOOR, OMAR
from tests.journeys.desk import (
    Newcomer,
    assigned,
    at_the_desk,
    clear_safety,
    meet_both_sides,
    open_the_review,
    put_on_record,
    reunite,
    review,
    say_yes,
    see_papers,
    whoever_was_asked_to_meet,
)
from tests.journeys.guardian import Person, enrol_idris, sign_in

Watcher = Callable[[Person], None]


def a_child_is_enrolled_and_found(newcomer: Newcomer, floors: Floors) -> tuple[Person, str]:
    """Amina enrols Idris and shows her papers; Willow House takes in a boy who fits."""
    staff_the_desk(floors)
    amina = newcomer()
    record = enrol_idris(amina, floors)
    reference = re.search(r"[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", amina.words)
    assert reference is not None
    see_papers(at_the_desk(newcomer, floors, NOOR), reference.group(0))
    hana, omar = acting(floors, "hana@willow.example"), acting(floors, OMAR)
    cases.found(floors, hana, families.FOUND_BOY, look=0, lead=omar)
    while draw_waiting(floors):
        pass
    return amina, record


def two_people_compare(
    newcomer: Newcomer, floors: Floors, mara: Person, *, on_stage: Watcher | None = None
) -> str:
    """The coordinator opens a review; the two whom the system asked go through it, blind."""
    case = open_the_review(mara)
    desks = assigned(floors)
    assert len({email for _, email in desks}) == 2
    for desk, email in desks:
        reviewer = at_the_desk(newcomer, floors, email)
        review(reviewer, desk, on_stage=on_stage)
        assert "Reviewer 2" not in reviewer.words
    mara.goto(case)
    assert "Enough agrees" in mara.words
    return case


def everything_before_telling(newcomer: Newcomer, floors: Floors, mara: Person, case: str) -> None:
    """Safety by two, custody, the child's voice, a meeting in person, two who find it best."""
    ines = at_the_desk(newcomer, floors, INES)
    mara.goto(f"{case}/after")
    assert not mara.offers("Ask both sides")
    for coordinator in (mara, ines):
        clear_safety(coordinator, case)
    for page in ("custody-checks", "hearings"):
        put_on_record(mara, f"{case}/{page}")
    mara.goto(f"{case}/after")
    mara.press("Ask somebody")
    meet_both_sides(at_the_desk(newcomer, floors, whoever_was_asked_to_meet(floors)))
    for coordinator in (mara, ines):
        put_on_record(coordinator, f"{case}/determinations", "Sign")
    mara.goto(f"{case}/after")
    mara.press("Ask both sides")


def both_sides_meet(
    newcomer: Newcomer, floors: Floors, amina: Person, mara: Person, case: str
) -> None:
    """Both say yes; letters go through the desk; mother and child are together; the case ends."""
    family = case.removeprefix("/desk")
    omar = at_the_desk(newcomer, floors, OMAR)
    say_yes(amina, case, "Amina")
    amina.goto(f"{family}/messages")
    assert "Omar" not in amina.words
    say_yes(omar, case, "Omar of Willow House")
    amina.goto(f"{family}/messages")
    assert "Omar of Willow House" in amina.words
    amina.answer_each((), "Tell him that his camel waits.")
    amina.press("Send to the desk")
    omar.goto(f"{family}/messages")
    assert "his camel waits" not in omar.words
    mara.goto(f"{case}/letters")
    mara.press("I have read it: pass it on")
    omar.goto(f"{family}/messages")
    assert "his camel waits" in omar.words
    reunite(mara, case)


def wiped(amina: Person, floors: Floors, record: str) -> None:
    """Amina sees who looked, takes everything back, and nothing is left to open."""
    sign_in(amina, AMINA)
    amina.goto(f"{record}/looks")
    assert "Who has looked" in amina.words
    amina.goto(f"{record}/wiping")
    amina.choose("Wipe it now")
    amina.press("Wipe it")
    assert "72 hours" in amina.words
    run_once(floors, sender_for(floors.settings))
    assert f"child:{record.rpartition('/')[2]}" not in floors.keyring.subjects()


def the_main_job(newcomer: Newcomer, floors: Floors, *, on_stage: Watcher | None = None) -> None:
    """Enrol, find, compare twice, clear, meet, tell, reunite, withdraw, wipe."""
    amina, record = a_child_is_enrolled_and_found(newcomer, floors)
    mara = at_the_desk(newcomer, floors, MARA)
    case = two_people_compare(newcomer, floors, mara, on_stage=on_stage)
    everything_before_telling(newcomer, floors, mara, case)
    both_sides_meet(newcomer, floors, amina, mara, case)
    wiped(amina, floors, record)
