"""`kinfold asvs`: how much of OWASP ASVS 5.0.0 is proved by a test, and what is open."""

from __future__ import annotations

import json

import click

from registry.asvs.counting import LEVELS, Tally, still_open, tally
from registry.asvs.page import page
from registry.readings import Reads, reads


@click.command()
@click.option("--open", "list_open", is_flag=True, help="What is open, and what is missing.")
@click.option("--page", "as_page", is_flag=True, help="The page docs/asvs.md.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for a program.")
@reads(Reads.NOTHING)
def asvs(*, list_open: bool, as_page: bool, as_json: bool) -> None:
    """Requirements of OWASP ASVS 5.0.0 that a test proves, of those that apply, by level."""
    tallies = [tally(level) for level in LEVELS]
    if as_page:
        click.echo(page(), nl=False)
    elif as_json:
        click.echo(json.dumps({"levels": _levels(tallies), "open": _open()}))
    else:
        for found in tallies:
            click.echo(_line(found))
        if list_open:
            click.echo()
            for need, standing in still_open():
                click.echo(f"{need.number}  {need.level}  {need.words}: {standing.reason}")


def _line(found: Tally) -> str:
    return f"{found.level}  {found.proved} of {found.applying} proved ({found.percent} %)"


def _levels(tallies: list[Tally]) -> dict[str, dict[str, int]]:
    return {found.level: {"proved": found.proved, "applying": found.applying} for found in tallies}


def _open() -> dict[str, str]:
    return {need.number: standing.reason for need, standing in still_open()}
