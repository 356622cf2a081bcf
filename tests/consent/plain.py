"""What must hold for a permit, worked out from the bare facts in the plainest way there is.

Nothing here is taken from the fold: no strands, no places, no stored lines. It is slow, and it
only ever says why something should have been closed.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from consent import (
    Act,
    ActKind,
    Age,
    Answer,
    Assent,
    Assurance,
    Authority,
    Brake,
    Capacity,
    Fact,
    HolderAbsence,
    Joint,
    Lift,
    Override,
    Permit,
    Restriction,
    WithOthers,
)
from consent.grounds import OverrideReview
from tests.consent.world import CATALOGUE, DETAILS, OPTIONAL, REVEAL

YES = {ActKind.GIVE, ActKind.RENEW}
NO = {ActKind.REFUSE, ActKind.WITHDRAW, ActKind.OBJECT}
OF_AGE = {Capacity.SELF_ADULT, Capacity.SELF_EMANCIPATED}
OWN = OF_AGE | {Capacity.SELF_COMPETENT_MINOR}
Facts = tuple[Fact, ...]


def against(permit: Permit, facts: Facts, now: datetime, age: Age | None) -> list[str]:
    """Every reason against a permit that rests on consent."""
    yes = next(fact for fact in facts if fact.ref == permit.ground_ref)
    assert isinstance(yes, Act)
    return [
        *_against_the_yes(permit, yes, facts, now),
        *_against_being_later(yes, facts),
        *_against_one_voice(yes, facts),
        *_against_the_age(yes, facts, age),
    ]


def opens(facts: Facts, classes: frozenset[object], now: datetime) -> set[str]:
    """The overrides that open these classes now."""
    found = set()
    for fact in facts:
        if isinstance(fact, Override) and classes <= fact.data_classes:
            first = timedelta(hours=72 if len(set(fact.people)) > 1 else 24)
            looks = [
                each.upheld
                for each in facts
                if isinstance(each, OverrideReview)
                and each.override == fact.ref
                and each.recorded_at < fact.recorded_at + first
            ]
            longest = timedelta(hours=72 if len(set(fact.people)) > 1 or any(looks) else 24)
            is_ended = not all(looks)
            if not is_ended and now < min(fact.until, fact.recorded_at + longest):
                found.add(fact.ref)
    return found


def _against_the_yes(permit: Permit, yes: Act, facts: Facts, now: datetime) -> Iterator[str]:
    authority = newest_authority(facts, yes.speaker)
    if yes.kind not in YES or (yes.purpose, yes.recipient) != (permit.purpose, permit.recipient):
        yield "it rests on no yes to this"
    if not permit.data_classes <= yes.data_classes:
        yield "it is wider than the yes"
    if yes.until is None or not now < permit.expires_at <= yes.until:
        yield "the yes is over"
    if is_void(yes, facts):
        yield "the yes never counted"
    if authority is None or not authority.holds(now):
        yield "who said yes speaks no more"
    if yes.speaker in _dead(facts):
        yield "who said yes is dead"


def _against_being_later(yes: Act, facts: Facts) -> Iterator[str]:
    """The yes must be newer than every brake, and than every no that weighs."""
    later = facts[facts.index(yes) + 1 :]
    lifted = {fact.restriction for fact in facts if isinstance(fact, Lift)}
    for fact in facts:
        if isinstance(fact, Restriction) and fact.covers(yes.purpose):
            if fact.ref not in lifted and fact.brake is not Brake.BEREAVEMENT:
                yield "a brake is open"
            if fact in later or any(
                isinstance(each, Lift) and each.restriction == fact.ref for each in later
            ):
                yield "the yes is older than a brake"
    for fact in later:
        is_about_it = isinstance(fact, Act) and (fact.purpose, fact.recipient) == (
            yes.purpose,
            yes.recipient,
        )
        is_no = isinstance(fact, Act) and fact.kind in NO and not is_void(fact, facts)
        if is_about_it and is_no and weighs(fact.speaker, yes, facts):
            yield f"somebody said no later: {fact.speaker}"


def _against_one_voice(yes: Act, facts: Facts) -> Iterator[str]:
    """For a joint purpose, everybody we are sure enough of must have said yes, or be absent."""
    authority = newest_authority(facts, yes.speaker)
    if CATALOGUE.purpose(yes.purpose).joint is not Joint.ALL or authority is None:
        return
    if authority.capacity is Capacity.SELF_COMPETENT_MINOR and authority.alone is None:
        yield "not known to be competent alone"
    if authority.capacity in OWN:
        return
    agreed = {
        fact.speaker
        for fact in facts
        if isinstance(fact, Act)
        and fact.kind in YES
        and (fact.purpose, fact.recipient) == (yes.purpose, yes.recipient)
    }
    absent = {fact.holder for fact in facts if isinstance(fact, HolderAbsence)}
    dead = _dead(facts)
    speakers = {fact.speaker for fact in facts if isinstance(fact, Authority)} - {yes.speaker}
    for speaker in speakers:
        other = newest_authority(facts, speaker)
        if other is None or other.capacity in OWN or not other.holds(facts[-1].recorded_at):
            continue
        is_sure = other.assurance >= min(Assurance.AL2, authority.assurance)
        if is_sure and speaker not in agreed | absent | dead:
            yield f"another holder was never asked: {speaker}"
    others = (agreed | absent | dead) - {yes.speaker}
    if authority.with_others is not WithOthers.SOLE and not others:
        yield "others were said to hold too"


def _against_the_age(yes: Act, facts: Facts, age: Age | None) -> Iterator[str]:
    if age is None:
        return
    authority = newest_authority(facts, yes.speaker)
    capacity = None if authority is None else authority.capacity
    if age.youngest >= 18:
        if capacity not in OF_AGE:
            yield "of age: only the subject speaks"
        return
    if capacity in OF_AGE:
        return
    if capacity is Capacity.SELF_COMPETENT_MINOR and age.youngest < 15:
        yield "too young to speak alone"
    yield from _against_the_child(yes, facts, range(age.youngest, min(age.oldest, 17) + 1))


def _against_the_child(yes: Act, facts: Facts, ages: range) -> Iterator[str]:
    """What the child said counts at every age they may have."""
    answers = [f for f in facts if isinstance(f, Assent) and f.purpose == yes.purpose]
    spoken = [each for each in answers if each.answer in {Answer.YES, Answer.NO}]
    is_no = bool(spoken) and spoken[-1].answer is Answer.NO
    said = spoken[-1] if is_no else answers[-1] if answers else None
    noes = [no for no in answers if no.answer is Answer.NO]
    looked_at = {fact.restriction for fact in facts if isinstance(fact, Lift)}
    for years in ages:
        yield from _against_these_years(years, yes, said, _spoke(yes, facts))
        old_enough = max(years, 6) if noes else years  # who said a no is heard
        if noes and _is_heard(old_enough, yes.purpose):
            waits = yes.purpose == DETAILS.code and old_enough < 12
            if facts.index(noes[-1]) > facts.index(yes):
                yield f"a child of {years} said no after the yes"
            if waits and noes[-1].ref not in looked_at:
                yield f"nobody else looked at the no of a child of {years}"
            if is_no and not waits:
                yield f"a child of {years} says no"


def _against_these_years(years: int, yes: Act, said: Assent | None, spoke: bool) -> Iterator[str]:  # noqa: FBT001
    needs = {REVEAL.code} if 6 <= years < 12 else OPTIONAL if 12 <= years < 15 else set()
    if years >= 15:
        needs = OPTIONAL | {DETAILS.code}
    if yes.purpose == REVEAL.code:
        needs = needs | {REVEAL.code}
    if yes.purpose not in needs or spoke:
        return
    is_absent = said is not None and said.answer is Answer.NOT_ASKED and years >= 6
    is_excused = is_absent and yes.purpose == DETAILS.code
    if not is_excused and (said is None or said.answer not in {Answer.YES, Answer.UNABLE}):
        yield f"a child of {years} did not agree"


def _is_heard(years: int, purpose: str) -> bool:
    return years >= 15 or (years >= 6 and purpose in OPTIONAL) or (6 <= years < 12)


def _spoke(yes: Act, facts: Facts) -> bool:
    """Did the child themself say yes, as a speaker?"""
    return any(
        isinstance(fact, Act)
        and fact.kind in YES
        and (fact.purpose, fact.recipient) == (yes.purpose, yes.recipient)
        and fact.speaker == fact.subject
        for fact in facts
    )


def _dead(facts: Facts) -> set[str | None]:
    """Whose newest recorded death was not lifted as a mistake."""
    dead: set[str | None] = set()
    deaths = {each.ref: each.holder for each in facts if isinstance(each, Restriction)}
    for fact in facts:
        if isinstance(fact, Restriction) and fact.brake is Brake.BEREAVEMENT:
            dead.add(fact.holder)
        if isinstance(fact, Lift):
            dead.discard(deaths.get(fact.restriction))
    return dead


def weighs(speaker: str, yes: Act, facts: Facts) -> bool:
    """Does a no by this speaker end that yes?"""
    mine, other = newest_authority(facts, speaker), newest_authority(facts, yes.speaker)
    if other is None or other.capacity in OWN:
        return other is None or speaker == yes.speaker
    if mine is not None and mine.capacity in OWN:
        return True
    return mine is not None and mine.assurance >= min(Assurance.AL2, other.assurance)


def newest_authority(facts: Facts, speaker: str) -> Authority | None:
    """The newest authority of a speaker that was not found void."""
    void = {fact.about for fact in facts if isinstance(fact, Act) and fact.about}
    stated = [
        fact
        for fact in facts
        if isinstance(fact, Authority) and fact.speaker == speaker and fact.ref not in void
    ]
    return stated[-1] if stated else None


def authority_before(facts: Facts, act: Act) -> Authority | None:
    """The newest authority of the act's speaker that was not known to be void by then."""
    return newest_authority(facts[: facts.index(act)], act.speaker)


def is_void(act: Act, facts: Facts) -> bool:
    """Did this act never count?"""
    void = {fact.about for fact in facts if isinstance(fact, Act) and fact.about}
    authority = authority_before(facts, act)
    return act.ref in void or authority is None or authority.ref in void
