"""`kinfold demo`: a believable house with fictional people, on loopback only."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from registry.cli.db import bring_up_to_date
from registry.cli.keys import make_keys
from registry.cli.serve import ready_floors, serve_until_told
from registry.config import DEMO_STAMP, Settings, settings_for
from registry.demo.seed import PEOPLE, seed
from registry.errors import Misconfigured
from registry.readings import Reads, reads

LOOPBACK = "127.0.0.1"


@click.command()
@click.option("--data", default=".kinfold", show_default=True, type=click.Path(path_type=Path))
@click.option("--port", default=8000, show_default=True)
@click.option("--reset", is_flag=True, help="Throw the demo's data away and start anew.")
@reads(Reads.NOTHING)
def demo(data: Path, port: int, *, reset: bool) -> None:
    """Serve a demo on http://localhost:PORT."""
    settings = _stamped(data, port, reset=reset)
    is_new = not (settings.data_dir / "registry.db").exists()
    make_keys(settings)
    bring_up_to_date(settings)
    floors = ready_floors(settings)
    if is_new:
        click.echo("Making up fictional families …")
        seed(floors, say=click.echo)
    _introduce(settings)
    serve_until_told(floors, LOOPBACK, port)


def _stamped(data: Path, port: int, *, reset: bool) -> Settings:
    stamp = data / DEMO_STAMP
    if data.exists() and any(data.iterdir()) and not stamp.exists():
        raise Misconfigured(f"{data} holds something that is no demo: name another folder.")
    if reset and stamp.exists():
        shutil.rmtree(data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp.write_text("Nothing in this folder is real. `kinfold serve` refuses it.\n")
    # A demo listens to nobody's environment: its data, its key and its address are its own.
    return settings_for(
        data, {"KINFOLD_BASE_URL": os.environ.get("KINFOLD_BASE_URL") or f"http://localhost:{port}"}
    )


def _introduce(settings: Settings) -> None:
    click.echo(f"\nKinfold's demo is at {settings.base_url}  (its e-mail: /demo/mail)\n")
    width = max(len(person.email) for person in PEOPLE)
    for person in PEOPLE:
        click.echo(f"  {person.email:<{width}}  {person.password}   {person.who}")
    click.echo("\nWhoever works at the desk types a code, too: /demo/codes shows them.")
    click.echo("Nobody here is real. Ctrl-C ends it.")
