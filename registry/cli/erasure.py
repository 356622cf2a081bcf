"""`kinfold erasure`: finishing the erasures that are due."""

from __future__ import annotations

import os

import click

from registry.app import open_floors
from registry.config import refuse_a_house_without_a_journal, settings_from
from registry.consents.erasing import finish_due
from registry.readings import Reads, reads


@click.group()
def erasure() -> None:
    """Erasures."""


@erasure.command()
@reads(Reads.NOTHING)
def run() -> None:
    """Destroy the keys and files of everything that is due."""
    settings = settings_from(os.environ)
    refuse_a_house_without_a_journal(settings)
    done = finish_due(open_floors(settings))
    click.echo(f"Erasures finished: {done}.")
