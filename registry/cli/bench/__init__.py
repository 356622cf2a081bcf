"""`kinfold bench`: figures measured on this machine; printed, never asserted."""

from __future__ import annotations

import click

from registry.cli.bench.consent import consent
from registry.cli.bench.crypto import crypto
from registry.cli.bench.trail import trail
from registry.cli.bench.web import web


@click.group()
def bench() -> None:
    """Measurements."""


bench.add_command(consent)
bench.add_command(crypto)
bench.add_command(trail)
bench.add_command(web)
