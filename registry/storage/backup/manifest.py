"""What a backup says of itself: its moment, its parts, its counts, and where the logs stood."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from consent import canonical
from consent.errors import ConsentError
from consent.ledger import Signer
from registry.errors import Unusable
from registry.storage.backup.parcel import Part
from registry.storage.journal import End
from registry.storage.signing import is_signed

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Log:
    """How many leaves a log had, and its root."""

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """Signed by the house: a parcel that anybody could seal is not taken for one of ours."""

    id: str
    """The same in both parcels of one backup."""
    kind: str
    """`data` or `keys`."""
    house: str
    """The name of the key that signed it."""
    made_at: datetime
    parts: dict[str, Part]
    tables: dict[str, int]
    """How many rows each table had."""
    gone: int = 0
    """Files that were erased while the backup was made."""
    logs: dict[str, Log] | None = None
    journal: End | None = None
    """Where the journal outside stood: no other one is taken for it."""


def written(manifest: Manifest, signer: Signer) -> bytes:
    """The manifest and its signature, as a file."""
    body = {"format": FORMAT, **asdict(manifest), "made_at": canonical.instant(manifest.made_at)}
    signature = signer.sign(canonical.encode(body)).hex()
    return canonical.encode({"manifest": body, "signature": signature})


def read(octets: bytes) -> tuple[Manifest, bytes, bytes]:
    """The manifest, with the bytes that were signed and their signature, still to be checked."""
    try:
        told: Any = canonical.decode(octets)
        body = dict(told["manifest"])
        signed, signature = canonical.encode(body), bytes.fromhex(told["signature"])
        if body.pop("format") != FORMAT:
            raise Unusable("This backup was made by a newer version of Kinfold: use that one.")
        logs, end = body["logs"], body["journal"]
        manifest = Manifest(
            **{
                **body,
                "made_at": canonical.moment(body["made_at"]),
                "parts": {name: Part(**part) for name, part in body["parts"].items()},
                "logs": logs and {name: Log(**log) for name, log in logs.items()},
                "journal": end and End(**end),
            }
        )
    except (ConsentError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unusable("The manifest of this backup cannot be read.") from error
    return manifest, signed, signature


def check(signed: bytes, signature: bytes, signer: Signer) -> None:
    """Refuse a manifest that another house signed, or nobody."""
    if not is_signed(signed, signature, signer.public_bytes()):
        raise Unusable("This backup was not made by the house whose keys these are.")
