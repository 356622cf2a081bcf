"""Handing in evidence, looking at it, and vouching: the way to the two who approve."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from registry.authority import Permission, Relation
from registry.caseworkers import checklist, rules
from registry.caseworkers.actors import caseworker_of
from registry.caseworkers.checklist import Acquaintance, Check, Result, Source
from registry.caseworkers.dossier import evidence_of, vouches_by
from registry.caseworkers.models import Caseworker, EvidenceHandedIn, StandingCheck, Vouch
from registry.caseworkers.sealing import seal_words, stand_on_record
from registry.errors import N_, Absent, Invalid
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True, repr=False)
class Evidence:
    """What a person says of their work, for somebody to look at; papers are seen, not kept."""

    employer: str
    licence: str
    background: str

    def tidied(self) -> dict[str, str]:
        """As it is sealed."""
        return {name: rules.tidy_evidence(said, name) for name, said in asdict(self).items()}


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """What somebody found when they looked at one thing."""

    check: Check
    source: Source
    result: Result
    words: str


def hand_in_evidence(work: Work, evidence: Evidence) -> EvidenceHandedIn:
    """Say who employs and who licensed one. Nothing is checked before this."""
    work.require(Permission.EVIDENCE_HAND_IN, Relation.SELF)
    caseworker = caseworker_of(work.session, work.actor.ref)
    if caseworker is None:
        raise Absent
    said = evidence.tidied()
    handed = EvidenceHandedIn(caseworker_ref=caseworker.ref, at=work.now())
    work.session.add(handed)
    stand_on_record(work, caseworker)
    seal_words(work, caseworker, handed.ref, said)
    work.trail.record(Event.EVIDENCE_HANDED_IN, caseworker.ref, handed.ref)
    return handed


def record_checks(
    work: Work, caseworker: Caseworker, findings: Sequence[Finding]
) -> list[StandingCheck]:
    """Put on record what looks came to. One that is not in order stops the person at once."""
    work.require(Permission.CASEWORKER_VERIFY)
    rules.somebody_else(work.actor.ref, caseworker.account_ref, caseworker.by_ref)
    checklist.may_be_checked(has_evidence=evidence_of(work.session, caseworker) is not None)
    stand_on_record(work, caseworker)
    return [_record(work, caseworker, finding) for finding in findings]


def _record(work: Work, caseworker: Caseworker, finding: Finding) -> StandingCheck:
    checklist.right_source(finding.check, finding.source)
    words = rules.tidy_words(finding.words)
    found = StandingCheck(
        caseworker_ref=caseworker.ref,
        what=finding.check.value,
        source=finding.source.value,
        result=finding.result.value,
        by_ref=work.actor.ref,
        at=work.now(),
    )
    work.session.add(found)
    seal_words(work, caseworker, found.ref, {"words": words})
    what, result = finding.check.value, finding.result.value
    work.trail.record(Event.CHECK_RECORDED, caseworker.ref, found.ref, check=what, result=result)
    return found


def vouch(work: Work, badge: str, how: Acquaintance) -> Vouch:
    """Vouch for somebody with one's own name, for a year; at most for five at a time."""
    work.require(Permission.VOUCH_GIVE)
    caseworker = _by_badge(work, badge)
    if caseworker.account_ref == work.actor.ref:
        raise Invalid("badge", N_("This is your own badge. Somebody else vouches for you."))
    given = vouches_by(work.session, work.actor.ref, work.now())
    if caseworker.ref in {person.ref for _, person in given}:
        raise Invalid("badge", N_("You vouch for this person already."))
    checklist.may_vouch(len(given))
    vouched = Vouch(
        caseworker_ref=caseworker.ref,
        by_ref=work.actor.ref,
        by_agency_ref=work.actor.agency_ref,
        how=how.value,
        at=work.now(),
        until=work.now() + checklist.YEAR,
    )
    work.session.add(vouched)
    work.trail.record(Event.VOUCH_GIVEN, caseworker.ref, vouched.ref)
    return vouched


def take_back_vouch(work: Work, vouch_id: uuid.UUID) -> None:
    """Vouch for somebody no more."""
    work.require(Permission.VOUCH_GIVE)
    vouched = work.session.get(Vouch, vouch_id)
    if vouched is None or vouched.by_ref != work.actor.ref:
        raise Absent
    if vouched.ended_at is None:
        vouched.ended_at = work.now()
        work.trail.record(Event.VOUCH_TAKEN_BACK, vouched.caseworker_ref, vouched.ref)


def _by_badge(work: Work, badge: str) -> Caseworker:
    found = work.session.scalar(
        select(Caseworker).where(func.upper(Caseworker.badge) == badge.strip().upper())
    )
    if found is None:
        raise Invalid("badge", N_("Nobody here has this badge."))
    return found
