"""Notices: the exact words shown for one purpose, audience and language, with their digest."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from consent import canonical


@dataclass(frozen=True)
class Notice:
    """One text. Other words are another version; an old version is kept, then retired."""

    purpose: str
    purpose_version: int
    version: int
    audience: str  # "adult", "child_6_11", "child_12_15", "claimant", "relative"
    language: str
    title: str
    body: tuple[str, ...]
    retired_at: datetime | None = None

    @property
    def ref(self) -> str:
        """Name the text without its words: `store_details/1.1/adult/en`."""
        return (
            f"{self.purpose}/{self.purpose_version}.{self.version}/{self.audience}/{self.language}"
        )

    @cached_property
    def digest(self) -> str:
        """Give the SHA-256 of the canonical text, in hex."""
        return digest_of(self.ref, self.title, self.body)

    def in_use(self, now: datetime) -> bool:
        """Say whether a grant may still rest on this text."""
        return self.retired_at is None or now < self.retired_at


def digest_of(ref: str, title: str, body: tuple[str, ...]) -> str:
    """Digest a text together with its reference, so that no other place can claim it."""
    text = canonical.encode({"body": body, "ref": ref, "title": title})
    return hashlib.sha256(text).hexdigest()
