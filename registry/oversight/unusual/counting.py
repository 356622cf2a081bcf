"""How much was found, by month and rule, and what auditors made of it; small counts are hidden."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlalchemy import select

from registry.authority import Permission
from registry.oversight.rules import Table, hidden
from registry.watching.codes import Outcome
from registry.watching.models import Finding, FindingAnswer
from registry.work import Work

WAITING: Final = "waiting"
COLUMNS: Final = (WAITING, *(each.value for each in Outcome))


def count_findings(work: Work) -> Table:
    """Rows are `2026-03 many`, columns the outcomes; what waits has none yet."""
    work.require(Permission.FIGURES_VIEW)
    said = {each.finding_ref: each.outcome for each in work.session.scalars(select(FindingAnswer))}
    cells = Counter(
        (f"{each.day:%Y-%m} {each.rule}", said.get(each.ref, WAITING))
        for each in work.session.scalars(select(Finding))
    )
    return hidden(cells, COLUMNS)
