"""Seeding the demo: people, then children, then cases at every stage."""

from __future__ import annotations

from collections.abc import Callable

from registry.demo import cases, families
from registry.demo.families import Enrolment
from registry.demo.people import PEOPLE, acting, open_accounts, staff_the_desk
from registry.readings import Reads, reads
from registry.work import Floors
from registry.worker import draw_waiting

__all__ = ["PEOPLE", "seed"]


@reads(Reads.EVERYTHING)
def seed(floors: Floors, say: Callable[[str], None]) -> None:
    """Fill an empty house with people nobody has met."""
    say("  people and agencies")
    open_accounts(floors)
    staff_the_desk(floors)
    say("  children")
    _enrol(floors)
    say("  claims")
    _claim(floors)
    say("  shortlists")
    while draw_waiting(floors):
        pass


def _enrol(floors: Floors) -> None:
    amina, olena = (acting(floors, f"{name}@example.org") for name in ("amina", "olena"))
    idris = families.enrol(
        floors, amina, Enrolment(families.IDRIS, families.IDRIS_WITHHELD, is_apart=True, look=0)
    )
    families.enrol(
        floors,
        olena,
        Enrolment(families.DARYNA, families.DARYNA_WITHHELD, is_apart=False, look=8),
    )
    families.see_papers(floors, acting(floors, "noor@harbour.example"), idris)


def _claim(floors: Floors) -> None:
    yusuf = acting(floors, "yusuf@example.org")
    hana, omar = (acting(floors, f"{name}@willow.example") for name in ("hana", "omar"))
    cases.relative(floors, yusuf)
    cases.found(floors, hana, families.FOUND_BOY, look=0, lead=omar)
    cases.found(floors, hana, cases.GIRL, look=None, lead=None)
