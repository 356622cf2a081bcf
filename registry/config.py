"""The settings: read once from the environment, each wrong one answered by one clear line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from registry.errors import Misconfigured

DEMO_STAMP = "DEMO"
"""A file of this name in a data folder says that nothing in it is real."""
RESTORING_STAMP = "RESTORING"
"""A file of this name in a data folder says that it is not whole yet."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""This very machine."""
_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and what they are called; nothing secret is in here."""

    data_dir: Path
    root_key: str
    database_url: str
    keys_url: str
    objects_url: str
    base_url: str = "http://localhost:8000"
    smtp_url: str | None = None
    mail_from: str = "Kinfold <desk@kinfold.invalid>"
    helpline: str = "116 000"
    house_name: str = "Kinfold"
    house_address: str = "-"
    jurisdiction: str = "default"
    time_zone: str = "UTC"
    anchor_file: Path | None = None
    """Where checkpoints are put in a file, outside the data folder."""
    anchor_mail: str | None = None
    """To whom checkpoints are mailed."""
    demo: bool = False
    journal: Path | None = None
    """The file outside that tells every restore what was taken back and erased."""
    backup_dir: Path | None = None
    backup_to: str = ""
    keys_backup_dir: Path | None = None
    keys_backup_to: str = ""

    @property
    def secure(self) -> bool:
        """Is the site reached over https?"""
        return self.base_url.startswith("https://")

    @property
    def zone(self) -> ZoneInfo:
        """Where a day begins: a birthday counts from midnight there."""
        return ZoneInfo(self.time_zone)

    @property
    def objects_dir(self) -> Path:
        """The folder of sealed photo files."""
        return Path(self.objects_url.removeprefix("file:"))

    @property
    def root_key_file(self) -> Path:
        """The file of the root key."""
        return Path(self.root_key.removeprefix("file:"))

    @property
    def mail_dir(self) -> Path:
        """The folder in which the demo keeps the mail it would have sent."""
        return self.data_dir / "mail"


def settings_for(data_dir: Path, environment: Mapping[str, str]) -> Settings:
    """Settings for one data folder, with the environment's word on everything else."""
    folder = data_dir.expanduser().resolve()
    demo = (folder / DEMO_STAMP).exists()
    root_key = environment.get("KINFOLD_ROOT_KEY", f"file:{folder / 'root.key'}" if demo else "")
    settings = Settings(
        data_dir=folder,
        root_key=root_key,
        database_url=environment.get("KINFOLD_DATABASE_URL", f"sqlite:///{folder / 'registry.db'}"),
        keys_url=environment.get("KINFOLD_KEYS_URL", f"sqlite:///{folder / 'keys.db'}"),
        objects_url=environment.get("KINFOLD_OBJECTS_URL", f"file:{folder / 'photos'}"),
        base_url=environment.get("KINFOLD_BASE_URL", "http://localhost:8000").rstrip("/"),
        smtp_url=environment.get("KINFOLD_SMTP_URL"),
        mail_from=environment.get("KINFOLD_MAIL_FROM", "Kinfold <desk@kinfold.invalid>"),
        helpline=environment.get("KINFOLD_HELPLINE", "116 000"),
        house_name=environment.get("KINFOLD_HOUSE_NAME", "Kinfold"),
        house_address=environment.get("KINFOLD_HOUSE_ADDRESS", "-"),
        jurisdiction=environment.get("KINFOLD_JURISDICTION", "default"),
        time_zone=environment.get("KINFOLD_TIME_ZONE", "UTC"),
        demo=demo,
        **_anchors(environment.get("KINFOLD_ANCHOR", "")),
        journal=_path(environment, "KINFOLD_JOURNAL"),
        backup_dir=_path(environment, "KINFOLD_BACKUP_DIR"),
        backup_to=environment.get("KINFOLD_BACKUP_TO", "").strip(),
        keys_backup_dir=_path(environment, "KINFOLD_KEYS_BACKUP_DIR"),
        keys_backup_to=environment.get("KINFOLD_KEYS_BACKUP_TO", "").strip(),
    )
    _check(settings)
    check_backups(settings)
    return settings


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    told = environment.get(name)
    return Path(told).expanduser().resolve() if told else None


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Settings from the environment alone; `KINFOLD_DATA_DIR` must say where the data lies."""
    folder = environment.get("KINFOLD_DATA_DIR")
    if not folder:
        raise Misconfigured(
            "KINFOLD_DATA_DIR is not set: name the folder in which Kinfold keeps its data."
        )
    return settings_for(Path(folder), environment)


def _anchors(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in filter(None, text.split(",")):
        kind, _, place = part.strip().partition(":")
        if kind == "file" and Path(place).is_absolute():
            found["anchor_file"] = Path(place)
        elif kind == "mail" and "@" in place:
            found["anchor_mail"] = place
        else:
            raise Misconfigured(
                "KINFOLD_ANCHOR must be file:/PATH, mail:ADDRESS, or both with a comma between."
            )
    return found


def _check_anchors(settings: Settings) -> None:
    file = settings.anchor_file
    if file is not None and file.resolve().is_relative_to(settings.data_dir):
        raise Misconfigured(
            "KINFOLD_ANCHOR names a file inside the data folder: whoever puts the data back would"
            " put it back, too."
        )
    if settings.anchor_mail is not None and not (settings.smtp_url or settings.demo):
        raise Misconfigured("KINFOLD_ANCHOR sends mail, but KINFOLD_SMTP_URL is not set.")


def _check(settings: Settings) -> None:
    _check_anchors(settings)
    if not settings.root_key.startswith("file:"):
        raise Misconfigured(
            "KINFOLD_ROOT_KEY must be file:PATH, a key file outside the data folder."
        )
    if not settings.base_url.startswith(("http://", "https://")):
        raise Misconfigured("KINFOLD_BASE_URL must start with http:// or https://.")
    if settings.smtp_url and not settings.smtp_url.startswith(("smtp://", "smtps://")):
        raise Misconfigured("KINFOLD_SMTP_URL must start with smtp:// or smtps://.")
    if settings.time_zone not in available_timezones():
        raise Misconfigured("KINFOLD_TIME_ZONE must be a zone like Europe/Kyiv.")
    if not settings.objects_url.startswith("file:"):
        raise Misconfigured("KINFOLD_OBJECTS_URL must be file:FOLDER.")
    for name, url in (
        ("KINFOLD_DATABASE_URL", settings.database_url),
        ("KINFOLD_KEYS_URL", settings.keys_url),
    ):
        if not url.startswith("sqlite:"):
            raise Misconfigured(f"{name} must start with sqlite: in this version.")


def check_backups(settings: Settings) -> None:
    """A backup helps a thief if it lies with what it is a copy of, or with what opens it."""
    places = {
        "KINFOLD_BACKUP_DIR": settings.backup_dir,
        "KINFOLD_KEYS_BACKUP_DIR": settings.keys_backup_dir,
        "KINFOLD_JOURNAL": settings.journal,
    }
    there = {name: place for name, place in places.items() if place is not None}
    for name, place in there.items():
        if _is_within(place, settings.data_dir):
            raise Misconfigured(f"{name} lies inside the data folder: name a place outside of it.")
        for other, beside in there.items():
            if name != other and _is_within(place, beside):
                raise Misconfigured(f"{name} and {other} must be kept apart.")
    recipients = {
        "KINFOLD_BACKUP_TO": settings.backup_to,
        "KINFOLD_KEYS_BACKUP_TO": settings.keys_backup_to,
    }
    for name, recipient in recipients.items():
        if recipient.upper().startswith("AGE-SECRET-KEY"):
            raise Misconfigured(f"{name} is a secret key: it must be the public one, age1….")
        if recipient and not _RECIPIENT.fullmatch(recipient):
            raise Misconfigured(f"{name} must be the public key of an age identity, age1….")
    if settings.backup_to and settings.backup_to == settings.keys_backup_to:
        raise Misconfigured("KINFOLD_BACKUP_TO and KINFOLD_KEYS_BACKUP_TO must be two keys.")


def _is_within(place: Path, folder: Path) -> bool:
    return place == folder or place.is_relative_to(folder)


def refuse_a_house_without_a_journal(settings: Settings) -> None:
    """Without it, a backup from before an erasure would bring back what was erased."""
    if settings.journal is None:
        raise Misconfigured(
            "KINFOLD_JOURNAL is not set: name a file outside the data folder, on another disk,"
            " in which Kinfold notes what was erased."
        )
    if not settings.journal.parent.is_dir():
        raise Misconfigured(f"There is no folder {settings.journal.parent} for KINFOLD_JOURNAL.")


def refuse_plain_http(settings: Settings, host: str) -> None:
    """Passwords and names travel by https alone; http is for this very machine."""
    place = urlsplit(settings.base_url).hostname or ""
    if not settings.secure and place not in LOOPBACK:
        raise Misconfigured(
            f"KINFOLD_BASE_URL is http://{place}: people reach Kinfold by https only. Put a web"
            " server that speaks https in front, and name its address."
        )
    if host not in LOOPBACK:
        raise Misconfigured(
            f"Kinfold speaks http, so it listens on this machine only, not on {host}: let the web"
            " server that speaks https run beside it."
        )


def refuse_half_a_house(settings: Settings) -> None:
    """Nothing is served from a restore that did not end."""
    if (settings.data_dir / RESTORING_STAMP).exists():
        raise Misconfigured(
            f"{settings.data_dir} holds a restore that did not end: remove the folder, then"
            " restore again."
        )


def refuse_a_key_beside_the_data(settings: Settings) -> None:
    """A thief of the data folder must not find the root key in it."""
    if settings.demo:
        raise Misconfigured(
            f"{settings.data_dir} is stamped as a demo: it can only be served by the demo."
        )
    if settings.root_key_file.resolve().is_relative_to(settings.data_dir):
        raise Misconfigured(
            "The root key lies inside the data folder: keep it elsewhere and name it in"
            " KINFOLD_ROOT_KEY."
        )
