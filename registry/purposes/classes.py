"""The classes of data in plain words, for the pages that say what is kept and why."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from consent import DataClass
from registry.errors import N_

CLASS_WORDS: Final[Mapping[DataClass, str]] = MappingProxyType(
    {
        DataClass.DETAILS: N_("who a child is, and what happened"),
        DataClass.PHOTO: N_("photos"),
        DataClass.CONTACT: N_("how to reach a person"),
        DataClass.LOCATION: N_("where a child is"),
        DataClass.HEALTH: N_("health"),
        DataClass.SENSITIVE: N_("faith, roots and nationality"),
        DataClass.WITHHELD: N_("things only the family would know"),
        DataClass.TRAITS: N_("a short list for comparing files"),
        DataClass.EVIDENCE: N_("what papers say"),
        DataClass.NOTES: N_("notes of the desk"),
    }
)
