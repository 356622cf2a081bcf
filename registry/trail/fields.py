"""What each field of an entry may say: a number, or words of closed lists; never free text.

Words of the floors below are taken from there. Those of features above stand here, and a test
holds them to the features' own lists: a new word of a feature is added here, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from itertools import chain
from types import MappingProxyType
from typing import Final

from consent import DataClass
from consent.facts import Absence, Alone, Answer, Brake, Capacity
from consent.permits import Ground
from consent.purposes import Assurance
from registry.authority import Role
from registry.description.codes import ClosureReason
from registry.description.withheld import Prompt
from registry.purposes import BASES, PURPOSES
from registry.reasons import Own, Stated, Task

Field = str | int | Sequence[str]
Kind = Callable[[Field], bool]
_IS_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*").fullmatch
_IS_CASE: Final = re.compile(r"(?:[a-z]+:(?:[0-9a-f]{8}-[0-9a-f-]{27}|unnamed))?").fullmatch
_IS_NOTICE: Final = re.compile(r"[a-z_]+/\d+\.\d+/[a-z0-9_-]+/[a-z-]+").fullmatch


def is_count(value: Field) -> bool:
    """Is it a number of things, or a place in an order?"""
    return type(value) is int and value >= 0


def is_name(value: Field) -> bool:
    """Is it shaped like a name the house gives: small letters, no blank?"""
    return isinstance(value, str) and _IS_NAME(value) is not None


def _is_notice(value: Field) -> bool:
    return isinstance(value, str) and _IS_NOTICE(value) is not None


def _is_case(value: Field) -> bool:
    return isinstance(value, str) and _IS_CASE(value) is not None


def _one_of(*words: str | Iterable[Enum]) -> Kind:
    """One word of these, each given by a list of words or as the entries of an enumeration."""
    known = frozenset(
        chain.from_iterable(
            each.split() if isinstance(each, str) else (str(one.value) for one in each)
            for each in words
        )
    )
    return lambda value: isinstance(value, str) and value in known


def _each(kind: Kind) -> Kind:
    return lambda value: not isinstance(value, str | int) and all(map(kind, value))


_GROUNDS: Final = _one_of(" ".join(each.code for each in (*PURPOSES, *BASES)))
_GROUPS: Final = _one_of(
    """
    address appearance apart belongings care circumstances claimant contact event family guardian
    health language location marks names notes own_words papers password person places relationship
    sensitive separation whereabouts withheld
    """
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "answer": _one_of(Answer),
        "asked": is_count,
        "assurance": _one_of(" ".join(each.name for each in Assurance)),
        "basis": _GROUNDS,
        "brake": _one_of(Brake),
        "by_telephone": is_count,
        "capacity": _one_of(Capacity),
        "case": _is_case,
        "channel": _one_of("telephone message letter visit others"),
        "check": _one_of("identity licence employment background training"),
        "claim_kind": _one_of("relative separated self found"),
        "classes": _each(_one_of(DataClass)),
        "concern": _one_of(
            "dissent objection conflict other_holder still_missing call ask look incident"
        ),
        "door": is_name,
        "days": is_count,
        "entries": is_count,
        "factor": _one_of("app passkey"),
        "files": is_count,
        "finding": _one_of("clear not_clear", "whole broken"),
        "form": _one_of("full discreet office"),
        "found": is_count,
        "ground": _one_of(Ground),
        "groups": _each(_GROUPS),
        "how": is_name,
        "kept": is_count,
        "keys": is_count,
        "level": _one_of("alert stop"),
        "measure": _one_of(
            "second-guardian holder-absent set-aside uphold court-authority court-restriction",
            "lift bereavement alone still-missing age release",
        ),
        "message": is_name,
        "misses": is_count,
        "moved": is_count,
        "needed": is_count,
        "notices": _each(_is_notice),
        "operation": is_name,
        "order": _one_of("A B"),
        "outcome": _one_of(
            "stands set_aside done left part_of_work goes_on",
            "move not_enough does_not_agree stop",
            "explained talked_to agency_told end_standing incident",
            "with_authority with_agency with_family not_reached not_genuine",
        ),
        "paper": is_name,
        "place": _one_of("file mail"),
        "prompt": _one_of(Prompt),
        "purpose": _GROUNDS,
        "purposes": _each(_GROUNDS),
        "raising": _one_of("many_arrived covering due putting_right"),
        "reason": _one_of(ClosureReason, Own, Task, Stated),
        "records": is_count,
        "result": _one_of("passed not_passed"),
        "role": _one_of(Role),
        "rpo": is_count,
        "rto": is_count,
        "rule": _one_of(
            "canary same_name many night again no_work prompts filed handed_back together same_two",
            "budget",
        ),
        "said": _one_of("looking well desk"),
        "sent": is_count,
        "size": is_count,
        "stage": is_count,
        "step": is_count,
        "table": is_name,
        "topic": _one_of("renewal papers hidden draft closed majority"),
        "version": is_count,
        "why": _one_of(
            Absence,
            Alone,
            "found safety",
            "court authority protection put_back",
            "intruder insider wrong_person key_lost precaution",
        ),
    }
)
"""By the name of the field, which says the same in every event."""


def is_written(name: str, value: Field) -> bool:
    """May this field say this?"""
    return KINDS.get(name, is_name)(value)
