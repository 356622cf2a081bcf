"""`kinfold trail`: proving that the trail is whole."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from dataclasses import asdict
from pathlib import Path

import click
from click._termui_impl import ProgressBar
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from registry.app import open_floors
from registry.authority import MACHINE
from registry.config import settings_from
from registry.readings import Reads, reads
from registry.storage.signing import signer
from registry.trail import checkpoints
from registry.trail.anchors import FileAnchor
from registry.trail.proving import Proof, prove
from registry.trail.trail import ORIGIN, size

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
    """Check chain, tree, checkpoints and anchors; exit 0 when the trail is whole, else 20."""
    settings = settings_from(os.environ)
    floors = open_floors(settings)
    told = (note.read_text("utf-8", "replace") for note in notes)
    anchor = None if settings.anchor_file is None else FileAnchor(settings.anchor_file)
    try:
        with floors.reading() as session, _progress(session, silent=as_json) as bar:
            proof = prove(session, signer(floors.keyring), *told, anchor=anchor, told=bar.update)
    except (SQLAlchemyError, sqlite3.Error) as error:  # not even a database any more
        proof = Proof(0, "", None, f"the file of the database ({type(error).__name__})")
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


def _progress(session: Session, *, silent: bool) -> ProgressBar[int]:
    # Written to the terminal only: a program reads what comes after.
    is_hidden = silent or not sys.stderr.isatty()
    return click.progressbar(
        length=size(session), label="reading entries", file=sys.stderr, hidden=is_hidden
    )


@trail.command()
@reads(Reads.NOTHING)
def checkpoint() -> None:
    """Sign where the trail stands now, keep the note, and print it."""
    floors = open_floors(settings_from(os.environ))
    with floors.begin(MACHINE) as work:
        note = checkpoints.keep(work.session, work.trail, ORIGIN, signer(floors.keyring))
    click.echo(note, nl=False)
