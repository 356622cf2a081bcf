"""The e-mail room: every letter the demo would have sent, readable by whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path

from flask import Blueprint, render_template

from registry.authority import Permission
from registry.demo.telephones import shown_now
from registry.readings import Reads
from registry.web.guards import floors, guard

blueprint = Blueprint("demo", __name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the room."""

    to: str
    subject: str
    body: str
    at: float


def letters(folder: Path) -> list[Letter]:
    """The letters of a room, newest first."""
    found = [_letter(path) for path in folder.glob("*.eml")]
    return sorted(found, key=lambda letter: letter.at, reverse=True)


def _letter(path: Path) -> Letter:
    parsed = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = parsed.get_body(("plain",))
    return Letter(
        to=str(parsed["To"]),
        subject=str(parsed["Subject"]),
        body="" if body is None else str(body.get_content()),
        at=path.stat().st_mtime,
    )


BLUEPRINTS = (blueprint,)


@blueprint.get("/demo/mail")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def mail() -> str:
    """The room."""
    return render_template("demo/mail.html", letters=letters(floors().settings.mail_dir))


@blueprint.get("/demo/codes")
@guard(Permission.PUBLIC_READ, Reads.NOTHING)
def codes() -> str:
    """What the telephones of the demo's people show just now."""
    return render_template("demo/codes.html", lines=shown_now(floors()))
