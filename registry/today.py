"""One thing that waits for somebody at the desk: each feature finds its own from records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Task:
    """On which case, what, and where; the verb and the stage are to be translated."""

    reference: str
    verb: str
    endpoint: str
    ids: dict[str, str]
    stage: str
    tier: str | None = None
    due: datetime | None = None
