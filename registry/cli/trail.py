"""`kinfold trail`: proving that the trail is whole."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from registry.app import open_floors
from registry.authority import MACHINE
from registry.config import settings_from
from registry.readings import Reads, reads
from registry.storage.signing import signer
from registry.trail import checkpoints
from registry.trail.proving import prove
from registry.trail.trail import ORIGIN

BROKEN = 20
NOTES = click.option(
    "--checkpoint",
    "notes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A checkpoint kept elsewhere: a log cut back below it does not pass.",
)


@click.group()
def trail() -> None:
    """The trail."""


@trail.command()
@NOTES
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@reads(Reads.NOTHING)
def verify(notes: tuple[Path, ...], *, as_json: bool) -> None:
    """Check chain, tree and checkpoints; exit 0 when the trail is whole, 20 when it is not."""
    floors = open_floors(settings_from(os.environ))
    told = (note.read_text("utf-8") for note in notes)
    with floors.reading() as session:
        proof = prove(session, signer(floors.keyring), *told)
    if as_json:
        click.echo(json.dumps(asdict(proof)))
    elif proof.is_whole:
        click.echo(f"The trail is whole: {proof.size} entries, root {proof.root}.")
    elif proof.broken_at is not None:
        click.echo(f"The trail is broken at entry {proof.broken_at}.", err=True)
    else:
        click.echo(f"The trail does not agree with {proof.fault}.", err=True)
    if not proof.is_whole:
        sys.exit(BROKEN)


@trail.command()
@reads(Reads.NOTHING)
def checkpoint() -> None:
    """Sign where the trail stands now, keep the note, and print it."""
    floors = open_floors(settings_from(os.environ))
    with floors.begin(MACHINE) as work:
        note = checkpoints.keep(work.session, work.trail, ORIGIN, signer(floors.keyring))
    click.echo(note, nl=False)
