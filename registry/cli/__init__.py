"""The command `kinfold`: one noun a file."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator

import click
from sqlalchemy.exc import SQLAlchemyError

from registry.cli import (
    asvs,
    backup,
    bench,
    canaries,
    clock,
    consent,
    db,
    demo,
    erasure,
    figures,
    freeze,
    incident,
    keys,
    serve,
    staff,
    trail,
)
from registry.errors import KinfoldError, Misconfigured
from registry.readings import refuse_undeclared


@click.group()
def kinfold() -> None:
    """A consent-based family reunification registry."""


for command in (
    serve.serve,
    serve.worker,
    demo.demo,
    db.db,
    keys.keys,
    staff.staff,
    consent.consent,
    trail.trail,
    erasure.erasure,
    backup.backup,
    freeze.freeze,
    incident.incident,
    figures.figures,
    canaries.canaries,
    clock.clock,
    asvs.asvs,
    bench.bench,
):
    kinfold.add_command(command)


def callbacks(group: click.Group) -> Iterator[object]:
    """What each command runs, those of its groups too."""
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from callbacks(command)
        else:
            yield command.callback


def main() -> None:
    """Run the command; a setting that is wrong is answered by one line, exit code 2."""
    try:
        refuse_undeclared(*callbacks(kinfold))
        kinfold(standalone_mode=True)
    except Misconfigured as error:
        click.echo(f"kinfold: {error}", err=True)
        sys.exit(2)
    except (SQLAlchemyError, sqlite3.Error) as error:  # no trace: it may hold what was asked
        click.echo(f"kinfold: the database cannot be used ({type(error).__name__}).", err=True)
        sys.exit(1)
    except KinfoldError as error:
        click.echo(f"kinfold: {type(error).__name__}: {error}", err=True)
        sys.exit(1)
