"""`kinfold figures`: counts by month, of children and of unusual looks; small ones are hidden."""

from __future__ import annotations

import json
import os

import click

from registry.app import open_floors
from registry.authority import OPERATOR
from registry.config import settings_from
from registry.oversight.figures import count
from registry.oversight.rules import Table
from registry.oversight.unusual.counting import count_findings
from registry.readings import Reads, reads


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@reads(Reads.NOTHING)
def figures(*, as_json: bool) -> None:
    """Children by month of registration, and unusual looks; what is below five is hidden."""
    with open_floors(settings_from(os.environ)).begin(OPERATOR) as work:
        children, findings = count(work), count_findings(work)
    if as_json:
        click.echo(json.dumps({"children": _rows(children), "findings": _rows(findings)}))
        return
    _print("month", children)
    click.echo()
    _print("unusual looks", findings)


def _rows(table: Table) -> dict[str, dict[str, int | None]]:
    return {name: dict(zip(table.columns, table.row(name), strict=True)) for name in table.rows}


def _print(title: str, table: Table) -> None:
    wide = max(map(len, (title, *table.rows)))
    click.echo("  ".join((title.ljust(wide), *table.columns)))
    for name in table.rows:
        shown = ("hidden" if each is None else str(each) for each in table.row(name))
        click.echo("  ".join((name.ljust(wide), *shown)))
