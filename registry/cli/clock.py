"""`kinfold clock`: saying what day it is, after a pause."""

from __future__ import annotations

import os
from datetime import datetime

import click

from registry.app import open_floors
from registry.config import settings_from
from registry.oversight.pausing import end_pause
from registry.readings import Reads, reads


@click.group()
def clock() -> None:
    """The clock of the machine."""


@clock.command()
@click.option("--today", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day it is.")
@reads(Reads.NOTHING)
def confirm(today: datetime) -> None:
    """Let the house go on after a pause. Read the day from another clock than this machine's."""
    days = end_pause(open_floors(settings_from(os.environ)), today.date())
    click.echo(f"The clock is confirmed. For {days} days nothing had been written.")
