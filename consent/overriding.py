"""Overriding: emergency access, its end and its caps. It never becomes a grant."""

from collections.abc import Mapping, MutableMapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from consent.grounds import Override, OverrideReview
from consent.purposes import DataClass
from consent.standing import OpenOverride

LONGEST: Final = timedelta(hours=72)
REST: Final = timedelta(hours=72)  # so long nothing new is opened after one has ended


def take(overrides: MutableMapping[str, OpenOverride], fact: Override | OverrideReview) -> None:
    """Take in an override, if it may be; or what somebody else said who looked back at it."""
    if isinstance(fact, Override):
        if may_open(overrides, fact):
            overrides[fact.ref] = _opened(fact)
        return
    override = overrides.get(fact.override)
    if override is not None and may_review(override, fact.speaker, fact.recorded_at):
        overrides[override.ref] = replace(override, upheld=fact.upheld)


def may_open(overrides: Mapping[str, OpenOverride], fact: Override) -> bool:
    """Say whether an override holds to the caps: one at a time, renewed once, then a rest.

    Health is opened only on a signed "enough agrees" or on what the child carried.
    """
    if DataClass.HEALTH in fact.data_classes and fact.reference is None:
        return False
    if fact.renews is None:
        return not any(fact.recorded_at < each.until + REST for each in overrides.values())
    first = overrides.get(fact.renews)
    return (
        first is not None
        and not first.is_renewal
        and fact.data_classes <= first.data_classes
        and _stands(first, fact.recorded_at)
        and not any(
            each.is_renewal and each.opened_at >= first.opened_at for each in overrides.values()
        )
    )


def may_review(override: OpenOverride, by: str, at: datetime) -> bool:
    """Say whether somebody may look back at an override: another, while it is open."""
    return by not in override.people and at < override.ends_at


def _stands(override: OpenOverride, at: datetime) -> bool:
    return at < override.ends_at


def _opened(fact: Override) -> OpenOverride:
    return OpenOverride(
        ref=fact.ref,
        people=frozenset(fact.people),
        data_classes=fact.data_classes,
        opened_at=fact.recorded_at,
        until=min(fact.until, fact.recorded_at + LONGEST),
        is_renewal=fact.renews is not None,
    )
