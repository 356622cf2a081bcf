"""`kinfold freeze`: stopping all disclosure. One person stops it; two lift it, at the desk."""

from __future__ import annotations

import os

import click

from registry.app import open_floors
from registry.authority import OPERATOR
from registry.config import settings_from
from registry.freezing import SAID, Why, standing
from registry.oversight.stopping import stop
from registry.readings import Reads, reads


@click.group(invoke_without_command=True)
@click.option(
    "--why",
    type=click.Choice([each.value for each in Why]),
    default=Why.PRECAUTION.value,
    show_default=True,
)
@click.pass_context
@reads(Reads.NOTHING)
def freeze(context: click.Context, why: str) -> None:
    """Stop all disclosure at once; two people at the desk let it go on."""
    if context.invoked_subcommand is not None:
        return
    floors = open_floors(settings_from(os.environ))
    with floors.begin(OPERATOR) as work:
        made = stop(work, Why(why))
    click.echo(f"Everything is stopped since {made.at:%Y-%m-%d %H:%M} UTC: {made.why}.")
    click.echo(f"Two people let it go on: {floors.settings.base_url}/desk/stop")


@freeze.command()
@reads(Reads.NOTHING)
def status() -> None:
    """Say whether everything is stopped; exit 0 either way."""
    floors = open_floors(settings_from(os.environ))
    with floors.reading() as session:
        found = standing(session)
    if found is None:
        click.echo("Nothing is stopped.")
    else:
        click.echo(f"Stopped since {found.at:%Y-%m-%d %H:%M} UTC: {SAID[Why(found.why)]}.")
