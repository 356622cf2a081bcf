"""`kinfold serve` and `kinfold worker`: the house, open."""

from __future__ import annotations

import os
import signal
from types import FrameType

import click
import waitress
from sqlalchemy.exc import SQLAlchemyError

from consent.errors import LedgerBroken
from registry.app import make_app, open_floors
from registry.cli.lines import write_plain_lines
from registry.config import (
    Settings,
    refuse_a_house_without_a_journal,
    refuse_a_key_beside_the_data,
    refuse_plain_http,
    settings_from,
)
from registry.consents.erasing import finish_due, tell_again
from registry.errors import ClockAhead, Misconfigured
from registry.readings import Reads, reads
from registry.storage import append_only, migrating
from registry.storage.signing import signer
from registry.storage.taken_back import lost_by
from registry.trail import anchors
from registry.trail.anchors import FileAnchor
from registry.web import bodies, turnstile
from registry.work import Floors
from registry.worker import Worker, sender_for

THREADS = 2 * turnstile.AT_ONCE
"""Half of them work; the other half can still say that it takes too long."""
NOT_YET = (
    "Not yet for real data: passkeys, a hostname for the desk alone, and limits on claims and"
    " photos are still being built. Use it with fictional people only."
)


def ready_floors(settings: Settings) -> Floors:
    """Floors on databases that stand at the right version; one clear line if not."""
    if not settings.data_dir.is_dir():
        raise Misconfigured(f"There is no folder {settings.data_dir}: run `kinfold keys init`.")
    floors = open_floors(settings)
    if not migrating.is_current(floors.engine, "registry"):
        raise Misconfigured("registry.db is of another version: run `kinfold db upgrade`.")
    _hold_to_anchor(floors)
    try:
        with floors.reading() as session:
            floors.timekeeper.hold(session, floors.clock())
    except ClockAhead as error:
        raise Misconfigured(str(error)) from error
    if missing := append_only.missing(floors.engine):
        raise Misconfigured(
            f"registry.db has lost guards that keep entries from being changed ({min(missing)}):"
            " run `kinfold trail verify`, then `kinfold db upgrade`."
        )
    agree_with_the_journal(floors)
    return floors


def _hold_to_anchor(floors: Floors) -> None:
    """Refuse a database that was put back: its logs end below what was anchored elsewhere."""
    file = floors.settings.anchor_file
    if file is None:
        return
    try:
        with floors.reading() as session:
            anchors.hold_to_newest(session, FileAnchor(file), signer(floors.keyring))
    except LedgerBroken as error:
        raise Misconfigured(
            f"registry.db contradicts {error.what}: it was put back to an earlier state, or"
            " changed. Run `kinfold trail verify`."
        ) from error


def agree_with_the_journal(floors: Floors) -> None:
    """Refuse a database older than the journal outside; send the journal what a crash kept back."""
    if floors.journal is None:
        return
    with floors.reading() as session:
        is_old = bool(lost_by(session, floors.journal.lines(), floors.clock()))
    if is_old:
        raise Misconfigured(
            "registry.db does not know of erasures that KINFOLD_JOURNAL tells of: an old copy was"
            " put in its place. Run `kinfold backup restore` instead."
        )
    tell_again(floors)


def finish_erasures(floors: Floors) -> None:
    """End what an earlier process began to erase, before anybody is let in.

    What cannot be ended now opens to nobody all the same, and the worker tries again.
    """
    try:
        finish_due(floors)
    except (OSError, SQLAlchemyError) as error:
        click.echo(f"An erasure is not finished yet: {type(error).__name__}.", err=True)


def serve_until_told(floors: Floors, host: str, port: int) -> None:
    """Serve, with the worker beside, until the process is told to stop."""
    finish_erasures(floors)
    worker = Worker(floors, sender_for(floors.settings))
    app = make_app(floors)
    server = waitress.create_server(
        app,
        host=host,
        port=port,
        threads=THREADS,
        **bodies.SERVER,
        **bodies.SILENT,
    )
    worker.start()

    def stop(_number: int, _frame: FrameType | None) -> None:
        server.close()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        server.run()
    finally:
        worker.stop()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@reads(Reads.NOTHING)
def serve(host: str, port: int) -> None:
    """Serve the registry that the environment names."""
    settings = settings_from(os.environ)
    refuse_a_key_beside_the_data(settings)
    refuse_a_house_without_a_journal(settings)
    refuse_plain_http(settings, host)
    floors = ready_floors(settings)
    write_plain_lines()
    click.echo(NOT_YET)
    click.echo(f"Kinfold listens on {host}:{port} as {settings.base_url}")
    serve_until_told(floors, host, port)


@click.command()
@reads(Reads.NOTHING)
def worker() -> None:
    """Run a worker by itself, beside servers on other hosts."""
    settings = settings_from(os.environ)
    refuse_a_key_beside_the_data(settings)
    refuse_a_house_without_a_journal(settings)
    floors = ready_floors(settings)
    write_plain_lines()
    finish_erasures(floors)
    click.echo("The worker is at work.")
    Worker(floors, sender_for(settings)).run()
