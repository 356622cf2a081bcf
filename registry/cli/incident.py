"""`kinfold incident`: who was touched, out of the trail; a draft notice; letters to prepare."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from registry import places
from registry.app import open_floors
from registry.authority import OPERATOR, Permission
from registry.config import settings_from
from registry.freezing import standing
from registry.oversight.incidents import Touched, counted, prepare, real, touched
from registry.readings import Reads, reads
from registry.work import Work

WITHIN: Final = timedelta(hours=72)


def moment(_context: click.Context, _option: click.Parameter, said: str) -> datetime:
    """A moment as people write it; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError as error:
        raise click.BadParameter("write it like 2026-03-02T09:00") from error
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


@click.command()
@click.option("--since", required=True, callback=moment, help="Like 2026-03-02T09:00, in UTC.")
@click.option("--actor", "actor_ref", help="One person's doings only, by reference.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for a program.")
@click.option("--draft", is_flag=True, help="Print a draft of the notice for the authority.")
@click.option("--letters", is_flag=True, help="Prepare letters; a second person has to agree.")
@reads(Reads.NOTHING)
def incident(
    since: datetime, actor_ref: str | None, *, as_json: bool, draft: bool, letters: bool
) -> None:
    """Say from the trail who was touched since then, with what and why."""
    floors = open_floors(settings_from(os.environ))
    with floors.begin(OPERATOR) as work:
        work.require(Permission.INCIDENT_VIEW)
        found = real(work, touched(work.session, since, work.now(), actor_ref))
        if letters:
            prepare(work, since, actor_ref)
        text = _notice(work, since, actor_ref, found) if draft else ""
    if draft:
        click.echo(text, nl=False)
    for each in () if draft else found:
        click.echo(json.dumps(_line(each)) if as_json else _words(each))
    if letters:
        place = f"{floors.settings.base_url}/desk/incidents"
        click.echo(f"Letters are prepared; a second person agrees to them: {place}", err=True)


def _line(each: Touched) -> dict[str, object]:
    return {
        "subject": each.subject,
        "looks": each.looks,
        "changes": each.changes,
        "actors": sorted(each.actors),
        "classes": sorted(each.classes),
        "purposes": sorted(each.purposes),
        "first": each.first.isoformat() if each.first else None,
        "last": each.last.isoformat() if each.last else None,
    }


def _words(each: Touched) -> str:
    opened = ", ".join(sorted(each.classes)) or "nothing opened"
    why = ", ".join(sorted(each.purposes)) or "no purpose"
    return f"{each.subject}  looks {each.looks}, changes {each.changes}: {opened} ({why})"


def _notice(work: Work, since: datetime, actor_ref: str | None, found: Sequence[Touched]) -> str:
    loader = FileSystemLoader(places.templates() / "incident")
    pages = Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True)  # noqa: S701 - plain text
    now, settings = work.now(), work.settings
    return pages.get_template("notice.txt").render(
        house=settings.house_name,
        helpline=settings.helpline,
        now=now,
        until=now + WITHIN,
        since=since,
        actor=actor_ref,
        stopped=standing(work.session) is not None,
        counts=counted(found),
        actors=sorted(set().union(*(each.actors for each in found))),
        classes=sorted(set().union(*(each.classes for each in found))),
        purposes=sorted(set().union(*(each.purposes for each in found))),
        first=min((each.first for each in found if each.first), default=None),
        last=max((each.last for each in found if each.last), default=None),
    )
