"""`kinfold canaries`: which records the house made up, for whoever holds the keys."""

from __future__ import annotations

import os

import click

from registry.app import open_floors
from registry.authority import OPERATOR
from registry.config import settings_from
from registry.oversight.unusual.ordering import list_canaries
from registry.readings import Reads, reads


@click.command()
@reads(Reads.NOTHING)
def canaries() -> None:
    """The public references of canary records, one a line: to be left where nobody needs them."""
    with open_floors(settings_from(os.environ)).begin(OPERATOR) as work:
        found = list_canaries(work)
    for reference in found:
        click.echo(reference)
