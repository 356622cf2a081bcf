"""`kinfold staff`: the first administrators, who invite everybody else."""

from __future__ import annotations

import os

import click

from registry.app import open_floors
from registry.authority import OPERATOR, Role
from registry.caseworkers.operations import Invitation, invite_staff
from registry.config import settings_from
from registry.readings import Reads, reads


@click.group()
def staff() -> None:
    """The people at the desk."""


@staff.command()
@click.option("--email", required=True)
@click.option("--name", required=True)
@reads(Reads.NOTHING)
def invite(email: str, name: str) -> None:
    """Invite an administrator; prints the link with which they choose a password."""
    floors = open_floors(settings_from(os.environ))
    with floors.begin(OPERATOR) as work:
        token = invite_staff(
            work,
            Invitation(
                email=email, name=name, agency_ref=None, roles=frozenset({Role.ADMINISTRATOR})
            ),
        )
    click.echo(f"{floors.settings.base_url}/invitations/{token}")
