"""The guardian's side: who else decides, another one who cannot be asked, and an objection."""

from __future__ import annotations

from dataclasses import dataclass

from consent import Assurance, Brake
from registry.authority import Permission
from registry.children.models import Child
from registry.children.operations import guardianship_of, note_conflict, own, raise_matter
from registry.children.operations.assenting import ABOUT_THE_CHILD
from registry.children.operations.matters import find_open
from registry.children.operations.speaking import notice_for, on_screen
from registry.children.rules import Concern
from registry.errors import N_, Absent, Conflict
from registry.holders import rules
from registry.holders.models import OtherHolder
from registry.holders.operations.finding import absent_holders, keep_words, others_of
from registry.holders.rules import Named
from registry.trail.events import Event
from registry.work import Work


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another person who decides, as a guardian may see them: no name, no address."""

    is_recorded: bool
    """They have an account here and are a guardian of the record."""
    is_sure: bool
    """Papers were seen."""
    is_not_waited_for: bool
    capacity: str | None


@dataclass(frozen=True, slots=True)
class OthersPage:
    """Who else decides about a record."""

    child_id: str
    reference: str
    is_draft: bool
    capacity: str
    with_others: str
    others: tuple[OtherLine, ...]
    may_object: bool
    is_mourned: bool
    is_looked_at: bool


def view_others(work: Work, child_id: str) -> OthersPage:
    """Who else decides, for one guardian."""
    child = own(work, child_id, Permission.HOLDER_NAME)
    stated = guardianship_of(work.session, child.ref, work.actor.ref)
    standing = work.consent.standing(child.ref)
    return OthersPage(
        child_id=str(child.id),
        reference=child.reference,
        is_draft=child.is_draft,
        capacity=stated.capacity,
        with_others=stated.with_others,
        others=tuple(_others(work, child)),
        may_object=bool(objectionable(work, child)),
        is_mourned=any(each.brake is Brake.BEREAVEMENT for each in standing.restrictions),
        is_looked_at=any(each.speaker == work.actor.ref for each in standing.disputes),
    )


def name_holder(work: Work, child_id: str, named: Named) -> OtherHolder:
    """Say that another guardian exists who cannot or must not be asked; the desk looks at it."""
    child = _registered(work, child_id, Permission.HOLDER_NAME)
    rules.may_name_another(len(others_of(work.session, child.ref)))
    other = OtherHolder(
        child_ref=child.ref, by_ref=work.actor.ref, at=work.now(), why=named.why.value
    )
    work.session.add(other)
    keep_words(work, child, other, named.words)
    work.trail.record(Event.HOLDER_NAMED, child.ref, other.ref)
    raise_matter(work, child, Concern.OTHER_HOLDER, other.ref)
    return other


def view_objection(work: Work, child_id: str, language: str) -> list[tuple[str, str]]:
    """What a guardian may object to: the yes of another one, purpose by purpose."""
    child = _registered(work, child_id, Permission.OBJECTION_MAKE)
    return [(code, notice_for(code, language).title) for code in objectionable(work, child)]


def object_to(work: Work, child_id: str, purpose: str, words: str, language: str) -> None:
    """Object to what another guardian agreed to. What it stops follows from whose papers we saw."""
    child = _registered(work, child_id, Permission.OBJECTION_MAKE)
    if purpose not in objectionable(work, child):
        raise Absent
    act = work.consent.object_to(
        subject=child.ref,
        speaker=work.actor.ref,
        purpose=purpose,
        expression=on_screen(language),
    )
    work.trail.record(Event.CONSENT_OBJECTED, child.ref, purpose=purpose)
    note_conflict(work, child, purpose, may_tell=False)
    matter = next(
        (
            found
            for concern in (Concern.OBJECTION, Concern.CONFLICT)
            if (found := find_open(work.session, child.ref, concern, act.ref)) is not None
        ),
        None,
    )
    if matter is None:
        raise Conflict(N_("There is no yes of another guardian to object to."))
    keep_words(work, child, matter, words)


def objectionable(work: Work, child: Child) -> tuple[str, ...]:
    """The purposes that rest on the yes of another guardian."""
    standing = work.consent.standing(child.ref)

    def others_agree(purpose: str) -> bool:
        spoken = standing.words.get((purpose, "registry"), {})
        return any(who != work.actor.ref and act.says_yes for who, act in spoken.items())

    live = (code for code in ABOUT_THE_CHILD if standing.status(code).is_live)
    disputed = {each.purpose for each in standing.disputes if each.speaker == work.actor.ref}
    return tuple(code for code in live if others_agree(code) and code not in disputed)


def _others(work: Work, child: Child) -> list[OtherLine]:
    holders = work.consent.standing(child.ref).holders
    told = [
        OtherLine(
            is_recorded=True,
            is_sure=each.assurance >= Assurance.AL2,
            is_not_waited_for=each.absence is not None,
            capacity=each.capacity.value,
        )
        for each in holders
        if each.speaker not in {work.actor.ref, child.ref}
    ]
    # Only what this guardian told themselves: another one may have told of them.
    absent = absent_holders(work, child.ref)
    own = (other for other in others_of(work.session, child.ref) if other.by_ref == work.actor.ref)
    told += [
        OtherLine(
            is_recorded=False,
            is_sure=False,
            is_not_waited_for=other.ref in absent,
            capacity=None,
        )
        for other in own
    ]
    return told


def _registered(work: Work, child_id: str, permission: Permission) -> Child:
    child = own(work, child_id, permission)
    if not child.is_registered:
        raise Absent
    return child
