"""What the privacy page and the record of processing say: drawn from what the house obeys."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from consent import BasisKind, DataClass, Purpose
from registry import retention
from registry.purposes import ADULT, BASES, BASIS_SENTENCES, CATALOGUE, PURPOSES
from registry.purposes.classes import CLASS_WORDS


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of row: how long it is kept, and why."""

    what: str
    until: str
    why: str


@dataclass(frozen=True, slots=True)
class Use:
    """One purpose or ground: what it is for, what it opens, and for how long at most."""

    code: str
    title: str
    classes: tuple[str, ...]
    days: int


def kept() -> tuple[Kept, ...]:
    """Each clock, in the reader's language."""
    return tuple(Kept(_(row["what"]), _(row["kept"]), _(row["why"])) for row in retention.rows())


def agreed() -> tuple[Use, ...]:
    """What a guardian may agree to."""
    return tuple(_use(each, CATALOGUE.notice(each.code, ADULT, "en").title) for each in PURPOSES)


def otherwise() -> tuple[Use, ...]:
    """What rests on another ground."""
    return tuple(_use(each, _(BASIS_SENTENCES[each.code])) for each in BASES)


def _use(each: Purpose | BasisKind, title: str) -> Use:
    classes = (_(CLASS_WORDS[one]) for one in DataClass if one in each.data_classes)
    return Use(each.code, title, tuple(classes), each.max_days)
