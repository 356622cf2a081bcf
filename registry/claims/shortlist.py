"""Drawing the shortlist of one side: ask consent for each, rank by text, keep reasons in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from consent import DataClass, Denied, Permit
from consent import Reason as Hurdle
from registry.authority import Permission
from registry.children.models import Sealing
from registry.children.operations import is_apart, is_still_missing, sealing_of
from registry.claims.models import Candidate, SetAside
from registry.claims.rules import Kind
from registry.claims.sides import CHILD, HOLDS, Side, permit_for, side_of
from registry.errors import Absent
from registry.purposes import KEEP_IF_SILENT, MAJORITY_WHILE_MISSING, SEARCH_FOUND, SEARCH_RELATIVE
from registry.search.reasons import Reason
from registry.search.shortlist import rank
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.trail.models import Entry
from registry.work import Work

OPERATION = "search"


@dataclass(frozen=True, slots=True)
class Pair:
    """Who seeks and who holds."""

    seeking: Side
    holding: Side


def pair_of(one: Side, other: Side) -> Pair | None:
    """The pair two sides make; None when both seek, both hold, or one person speaks for both."""
    if HOLDS[one.kind] == HOLDS[other.kind] or one.speaker_ref == other.speaker_ref:
        return None
    seeking, holding = sorted((one, other), key=lambda side: HOLDS[side.kind])
    return Pair(seeking, holding)


def draw(work: Work, ref: str) -> int:
    """Draw the shortlist of one side; how many pairs were kept?"""
    work.require(Permission.SHORTLIST_DRAW)
    work.must_not_be_stopped()
    try:
        side = side_of(work.session, ref)
    except Absent:
        return 0
    own = _own_permits(work, side)
    pairs: dict[str, Pair] = {}
    permits: dict[str, Permit] = {}
    for pair, other, permit in _others(work, side, own):
        pairs[other.ref], permits[other.ref] = pair, permit
    sides = work.search.traits_of_many(permits)

    kept = 0
    if sides:
        query = work.search.traits_of(ref, next(iter(own.values())))
        for place, found in enumerate(rank(query, sides.items())):
            pair = pairs[found.ref]
            kept += _keep(work, pair, place, _seen_from(pair.seeking, side, found.reasons))
    work.trail.record(Event.SEARCH_RUN, ref, asked=len(sides), kept=kept)
    return kept


def still_stands(work: Work, pair: Pair) -> bool:
    """May both sides still be held against each other?"""
    try:
        _permit(work, pair.seeking, pair.holding.kind)
        _permit(work, pair.holding, pair.seeking.kind)
    except Absent:
        return False
    return True


def _permit(work: Work, side: Side, against: str) -> Permit:
    """Why a side may be searched against the other's kind: a child agrees to each search apart."""
    if side.is_claim:
        return permit_for(work, side.ref, DataClass.TRAITS, operation=OPERATION)
    if is_still_missing(work, side.ref):
        return work.permit_on_basis(side.ref, MAJORITY_WHILE_MISSING, OPERATION, DataClass.TRAITS)
    if against == Kind.FOUND.value:
        is_sealed = sealing_of(work.session, side.ref) is not None
        purpose = KEEP_IF_SILENT if is_sealed else SEARCH_FOUND
        return work.permit(side.ref, purpose, OPERATION, DataClass.TRAITS)
    if not is_apart(work.session, side.ref):
        raise Absent
    return work.permit(side.ref, SEARCH_RELATIVE, OPERATION, DataClass.TRAITS)


def _own_permits(work: Work, side: Side) -> dict[str, Permit]:
    """The permits of the side in hand, by the kind of side it may be held against."""
    permits = {}
    for kind in HOLDS:
        if HOLDS[kind] != HOLDS[side.kind]:
            with suppress(Absent):
                permits[kind] = _permit(work, side, kind)
    return permits


def _others(
    work: Work, side: Side, own: Mapping[str, Permit]
) -> Iterator[tuple[Pair, Side, Permit]]:
    """The sides this one may be paired with; the ground of each is asked for this search."""
    for ref, permit in _agreed(work, side, own):
        with suppress(Absent):
            other = side_of(work.session, ref)
            pair = pair_of(side, other) if other.kind in own else None
            if pair is not None:
                yield pair, other, permit or _permit(work, other, side.kind)


def _agreed(
    work: Work, side: Side, own: Mapping[str, Permit]
) -> Iterator[tuple[str, Permit | None]]:
    """What may be searched: claims, each asked in its turn, and children, asked all at once."""
    refs = work.search.refs()
    children = [ref for ref in refs if ref.startswith(f"{CHILD}:")]
    yield from ((ref, None) for ref in refs if not ref.startswith(f"{CHILD}:"))
    if CHILD not in own:
        return
    sealed = set(work.session.scalars(select(Sealing.child_ref).where(Sealing.ended_at.is_(None))))
    search = SEARCH_FOUND if side.is_found else SEARCH_RELATIVE
    answers = _asked(work, [ref for ref in children if ref not in sealed], search)
    if side.is_found:
        answers |= _asked(work, [ref for ref in children if ref in sealed], KEEP_IF_SILENT)
    for ref, answer in answers.items():
        if isinstance(answer, Permit) and (side.is_found or is_apart(work.session, ref)):
            yield ref, answer
        elif isinstance(answer, Denied) and Hurdle.OF_AGE in answer.reasons:
            # Grown up: perhaps two people decided to go on. That is asked for each in its turn.
            yield ref, None


def _asked(work: Work, children: Sequence[str], purpose: str) -> dict[str, Permit | Denied]:
    return work.consent.decide_many(
        subjects=children,
        purpose=purpose,
        operation=OPERATION,
        data_classes=frozenset({DataClass.TRAITS}),
        actor=work.actor.ref,
    )


def _seen_from(seeking: Side, drawn: Side, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Tell reasons from the seeking side, whichever side the search began with."""
    if seeking == drawn:
        return tuple(reasons)
    return tuple(replace(reason, side=reason.side and reason.side.other) for reason in reasons)


def _keep(work: Work, pair: Pair, place: int, reasons: tuple[Reason, ...]) -> bool:
    """Keep one pair with its reasons, unless it was set aside and nothing changed since."""
    candidate = _known(work.session, pair)
    if candidate is not None and is_set_aside(work.session, candidate):
        return False
    if candidate is None:
        candidate = Candidate(seeking_ref=pair.seeking.ref, holding_ref=pair.holding.ref)
        work.session.add(candidate)
    candidate.position, candidate.drawn_at = place, work.now()
    work.vault.seal(
        candidate.ref,
        Compartment.NOTES,
        {"reasons": [reason.to_dict() for reason in reasons]},
        subject=pair.seeking.ref,
        also=pair.holding.ref,
    )
    work.trail.record(Event.CANDIDATE_KEPT, candidate.ref, pair.seeking.ref, pair.holding.ref)
    return True


def _known(session: Session, pair: Pair) -> Candidate | None:
    query = select(Candidate).where(
        Candidate.seeking_ref == pair.seeking.ref, Candidate.holding_ref == pair.holding.ref
    )
    return session.scalar(query)


def is_set_aside(session: Session, candidate: Candidate) -> bool:
    """Was it put away, with no fact of either side changed since?"""
    query = select(SetAside.at).where(SetAside.candidate_ref == candidate.ref)
    last = session.scalar(query.order_by(SetAside.at.desc()).limit(1))
    if last is None:
        return False
    sides = or_(
        Entry.subject_ref == candidate.seeking_ref, Entry.subject_ref == candidate.holding_ref
    )
    changed = select(Entry.seq).where(
        Entry.event == Event.TRAITS_SEALED.value, sides, Entry.at > last
    )
    return session.scalar(changed.limit(1)) is None
