"""`kinfold trail`: proving that the trail is whole."""

from __future__ import annotations

import json
import os
import sys

import click

from registry.app import open_floors
from registry.config import settings_from
from registry.trail.trail import all_entries
from registry.trail.trail import verify as walk

BROKEN = 20


@click.group()
def trail() -> None:
    """The trail."""


@trail.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
def verify(*, as_json: bool) -> None:
    """Walk the chain; exit 0 when it is whole, 20 at the first entry that was changed."""
    floors = open_floors(settings_from(os.environ))
    with floors.reading() as session:
        proof = walk(all_entries(session))
    if as_json:
        click.echo(
            json.dumps({"size": proof.size, "root": proof.root, "broken_at": proof.broken_at})
        )
    elif proof.broken_at is None:
        click.echo(f"The trail is whole: {proof.size} entries, root {proof.root}.")
    else:
        click.echo(f"The trail is broken at entry {proof.broken_at}.", err=True)
    if proof.broken_at is not None:
        sys.exit(BROKEN)
