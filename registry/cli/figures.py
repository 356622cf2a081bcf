"""`kinfold figures`: counts by month of those who agreed to be counted; small ones are hidden."""

from __future__ import annotations

import json
import os

import click

from registry.app import open_floors
from registry.authority import OPERATOR
from registry.config import settings_from
from registry.oversight.figures import count
from registry.readings import Reads, reads


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@reads(Reads.NOTHING)
def figures(*, as_json: bool) -> None:
    """Children by month of registration and how they stand now; below five is hidden."""
    with open_floors(settings_from(os.environ)).begin(OPERATOR) as work:
        table = count(work)
    if as_json:
        rows = {name: dict(zip(table.columns, table.row(name), strict=True)) for name in table.rows}
        click.echo(json.dumps(rows))
        return
    click.echo("  ".join(("month   ", *table.columns)))
    for name in table.rows:
        shown = ("hidden" if each is None else str(each) for each in table.row(name))
        click.echo("  ".join((f"{name:8}", *shown)))
