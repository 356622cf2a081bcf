"""`kinfold consent`: proving that the consent ledger is whole."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from consent.audit import audit, audit_lines
from consent.errors import ConsentError
from consent.sqlalchemy import SqlStore
from registry.app import open_floors
from registry.authority import MACHINE
from registry.cli.trail import BROKEN, NOTES
from registry.config import settings_from
from registry.readings import Reads, reads
from registry.storage.signing import signer
from registry.trail import anchors, checkpoints
from registry.trail.anchors import FileAnchor
from registry.trail.proving import of_log


@click.group()
def consent() -> None:
    """The consent ledger."""


@consent.command()
@NOTES
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@reads(Reads.NOTHING)
def verify(notes: tuple[Path, ...], *, as_json: bool) -> None:
    """Check facts, leaves, nodes, checkpoints and standings; exit 0 when all agree, else 20."""
    floors = open_floors(settings_from(os.environ))
    key = signer(floors.keyring)
    told = (note.read_text("utf-8", "replace") for note in notes)
    file = floors.settings.anchor_file
    anchor = None if file is None else FileAnchor(file)
    size, fault = 0, None
    with floors.reading() as session:
        store = SqlStore(session)
        try:
            earlier = checkpoints.kept(session, checkpoints.CONSENT, key)
            earlier += anchors.held(session, checkpoints.CONSENT, anchor, key)
            size = audit(store, *earlier, *of_log(checkpoints.CONSENT, key, *told))
            audit_lines(store, floors.catalogue)
        except ConsentError as error:
            fault = error.what
        except (ValueError, SQLAlchemyError) as error:
            fault = type(error).__name__  # a value that no longer is what its column holds
    if as_json:
        click.echo(json.dumps({"size": size, "fault": fault}))
    elif fault is None:
        click.echo(f"The consent ledger is whole: {size} facts.")
    else:
        click.echo(f"The consent ledger does not agree with {fault}.", err=True)
    if fault is not None:
        sys.exit(BROKEN)


@consent.command()
@reads(Reads.NOTHING)
def checkpoint() -> None:
    """Sign where the ledger stands now, keep the note, and print it."""
    floors = open_floors(settings_from(os.environ))
    with floors.begin(MACHINE) as work:
        note = checkpoints.keep(
            work.session, work.trail, checkpoints.CONSENT, signer(floors.keyring)
        )
    click.echo(note, nl=False)
