"""Looking at a record as the desk does: in a case, or outside of all."""

from __future__ import annotations

from consent import DataClass
from registry.authority import Actor, Role
from registry.children import operations as children
from registry.children.models import Child
from registry.looks import operations
from registry.looks.operations import LooksPage, Whose
from registry.purposes import SHOW_CASEWORKERS
from registry.reasons import Task
from registry.work import Floors
from tests.cast import NOOR
from tests.making import caseworkers


def worker(floors: Floors, admins: tuple[Actor, Actor]) -> Actor:
    """Noor, of an agency."""
    agency = caseworkers.agency(floors, admins, "Harbour Aid")
    return caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=agency)


def look(floors: Floors, who: Actor, child: Child, case: str = "") -> None:
    """Open the details and the things only family knows."""
    with floors.begin(who) as work:
        work.opens_for(Task.REVIEW, case=case)
        classes = (DataClass.DETAILS, DataClass.WITHHELD)
        permit = work.permit(child.ref, SHOW_CASEWORKERS, "open", *classes)
        children.describe(work, child.ref, permit)
        children.withheld_of(work, child.ref, permit)


def page_of(floors: Floors, guardian: Actor, child: Child) -> LooksPage:
    """The page as the guardian sees it."""
    with floors.begin(guardian) as work:
        return operations.view_looks(work, Whose(child_id=str(child.id)))
