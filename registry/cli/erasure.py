"""`kinfold erasure`: finishing the erasures that are due."""

from __future__ import annotations

import os

import click

from registry.app import open_floors
from registry.config import settings_from
from registry.consents.erasing import finish_due
from registry.readings import Reads, reads


@click.group()
def erasure() -> None:
    """Erasures."""


@erasure.command()
@reads(Reads.NOTHING)
def run() -> None:
    """Destroy the keys and files of everything that is due."""
    done = finish_due(open_floors(settings_from(os.environ)))
    click.echo(f"Erasures finished: {done}.")
