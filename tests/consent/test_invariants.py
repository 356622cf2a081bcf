"""The invariants of the ledger, by their numbers, for random histories and clocks.

One machine runs the same histories over both stores. What it knows it works out anew from the
bare facts, in the plainest way, and holds against what the ledger says.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from consent import (
    Absence,
    Act,
    ActKind,
    Age,
    Alone,
    Answer,
    Assurance,
    Authority,
    Brake,
    Capacity,
    ConsentError,
    DataClass,
    Ground,
    Joint,
    MemoryStore,
    Permit,
    Presentation,
    Purpose,
    Store,
    WithOthers,
    detail,
    tree,
)
from consent.audit import audit
from consent.fold import fold
from consent.ledger import Checkpoint, open_note
from consent.sqlalchemy import SqlStore
from consent.standing import Line, Standing
from tests.consent import plain
from tests.consent.world import (
    AGENCY,
    AMINA,
    CARE,
    CATALOGUE,
    DETAILS,
    EXPRESSION,
    HOST,
    IDRIS,
    LINA,
    LUIS,
    NOOR,
    PARTNER,
    PHOTO,
    PURPOSES,
    QUICK,
    REVEAL,
    TOMAS,
    YUSUF,
    Key,
    World,
    sql_session,
)

SUBJECTS = (IDRIS, LINA)
RECIPIENTS = (HOST, AGENCY)
ASKED = ((DETAILS, HOST), (PHOTO, HOST), (PARTNER, AGENCY), (REVEAL, HOST))
LINES = [(subject, purpose, to) for subject in SUBJECTS for purpose, to in ASKED]
YES = {ActKind.GIVE, ActKind.RENEW}
MAY_OPEN = {Answer.YES, Answer.UNABLE, Answer.NOT_ASKED}
AGES = [None, Age(4, 4), Age(8, 8), Age(10, 13), Age(13, 13), Age(16, 16), Age(17, 18)]
AGES += [Age(0, 17), Age(18, 18, 3), Age(19, 20, 61)]
OWN = [Capacity.SELF_COMPETENT_MINOR, Capacity.SELF_ADULT]

speakers = st.sampled_from([AMINA, YUSUF])
subjects = st.sampled_from([IDRIS, IDRIS, IDRIS, LINA])
asked = st.sampled_from(ASKED)
codes = st.sampled_from([CARE.code, *(each.code for each in PURPOSES)])
ends = st.none() | st.integers(1, 900)


class Ledger(RuleBasedStateMachine):
    """Two guardians, two children, four purposes, two recipients, a worker, and time."""

    make: ClassVar[Callable[[], tuple[Store, Callable[[], object]]]]

    def __init__(self) -> None:
        super().__init__()
        store, self.close = type(self).make()
        self.world = World(store)
        self.consents = self.world.consents
        self.presentations: list[Presentation] = []
        self.permits: list[Permit] = []
        self.notes: list[Checkpoint] = []
        self.asked_at: tuple[object, ...] | None = None
        self.asked: dict[tuple[str, str, str], object] = {}
        self.standings: dict[str, Standing] = {}

    def teardown(self) -> None:
        self.close()

    # ── what may happen ──────────────────────────────────────────────────────────────────────

    @initialize()
    def begin_with_two_guardians(self) -> None:
        for subject in SUBJECTS:
            self.world.authorise(subject=subject)
        self.world.authorise(YUSUF)
        self.world.ages[IDRIS] = Age(4, 4)
        for purpose, to in ASKED:
            self.world.give(purpose, recipient=to)

    @rule(hours=st.sampled_from([1, 24, 24 * 20, 24 * 200]))
    def time_passes(self, hours: int) -> None:
        self.world.clock.move(hours=hours)

    @rule(seconds=st.integers(1, 20))
    def the_clock_slips_back(self, seconds: int) -> None:
        self.world.clock.move(seconds=-seconds)

    @rule(
        speaker=speakers,
        subject=subjects,
        assurance=st.sampled_from([*Assurance, Assurance.AL2, Assurance.AL2]),
        with_others=st.sampled_from([*WithOthers, WithOthers.SOLE, WithOthers.SOLE]),
        capacity=st.sampled_from(
            [Capacity.PARENT_BY_BIRTH, Capacity.COURT_GUARDIAN, Capacity.NONE_DETERMINED]
        ),
        days=ends,
    )
    def state_authority(  # noqa: PLR0917 - Hypothesis hands them over by name
        self,
        speaker: str,
        subject: str,
        assurance: Assurance,
        with_others: WithOthers,
        capacity: Capacity,
        days: int | None,
    ) -> None:
        self.world.authorise(
            speaker,
            subject=subject,
            assurance=assurance,
            with_others=with_others,
            capacity=capacity,
            valid_until=self.after(days),
        )

    @rule(subject=subjects, age=st.sampled_from(AGES))
    def grow(self, subject: str, age: Age | None) -> None:
        self.world.ages.pop(subject, None)
        if age is not None:
            self.world.ages[subject] = age

    @rule(
        capacity=st.sampled_from(OWN),
        what=asked,
        alone=st.none() | st.sampled_from(Alone),
        answer=st.sampled_from([ActKind.GIVE, ActKind.REFUSE]),
    )
    def the_child_speaks(
        self, capacity: Capacity, what: tuple[Purpose, str], alone: Alone | None, answer: ActKind
    ) -> None:
        self.world.authorise(IDRIS, capacity=capacity, seen_by=NOOR, alone=alone)
        with suppress(ConsentError):
            shown = self.world.show(what[0], speaker=IDRIS, recipients=(what[1],))
            say = self.consents.give if answer is ActKind.GIVE else self.consents.refuse
            say(shown, what[0].code, recipient=what[1])

    @rule(speaker=speakers, what=asked)
    def object_to(self, speaker: str, what: tuple[Purpose, str]) -> None:
        with self.i04_no_new_permit(), suppress(ConsentError):
            self.consents.object_to(
                subject=IDRIS,
                speaker=speaker,
                purpose=what[0].code,
                recipient=what[1],
                expression=EXPRESSION,
            )

    @rule(subject=subjects)
    def i05_settle_every_dispute(self, subject: str) -> None:
        # 5: what a no had stopped needs a fresh yes, also once the no is set aside.
        for dispute in self.standing(subject).disputes:
            with self.i04_no_new_permit():
                self.consents.set_aside(subject=subject, about=dispute.ref, people=(NOOR, TOMAS))

    @rule(holder=speakers, why=st.sampled_from(Absence))
    def excuse(self, holder: str, why: Absence) -> None:
        before = self.lines(IDRIS)
        tried = tuple(self.world.clock.at - timedelta(days=days) for days in (20, 9, 1))
        self.consents.record_absence(
            subject=IDRIS, holder=holder, why=why, people=(NOOR, TOMAS), attempts=tried
        )
        kept = {key for key, line in self.lines(IDRIS).items() if line == before.get(key)}
        for purpose, to in ASKED:  # an absence speaks of joint purposes only
            assert purpose.joint is Joint.ALL or (purpose.code, to) in kept

    @rule(holder=speakers)
    def somebody_dies(self, holder: str) -> None:
        with self.i04_no_new_permit():
            self.consents.bereave(subject=IDRIS, holder=holder, people=(NOOR, TOMAS))

    @rule(
        classes=st.frozensets(st.sampled_from([DataClass.HEALTH, DataClass.CONTACT]), min_size=1),
        people=st.sampled_from([(NOOR,), (NOOR, TOMAS)]),
        hours=st.sampled_from([1, 30, 72, 900]),
        reference=st.none() | st.just("review:enough"),
        renew=st.booleans(),
    )
    def i18_override(
        self,
        classes: frozenset[DataClass],
        people: tuple[str, ...],
        hours: int,
        reference: str | None,
        *,
        renew: bool,
    ) -> None:
        renews = next(iter(self.standing(IDRIS).overrides), None) if renew else None
        with self.i04_no_new_permit(), suppress(ConsentError):  # 18: it never becomes a grant
            self.consents.override(
                subject=IDRIS,
                reason="danger",
                classes=classes,
                people=people,
                hours=hours,
                reference=reference,
                renews=renews,
            )

    @rule(upheld=st.booleans())
    def look_back_at_an_override(self, *, upheld: bool) -> None:
        for ref in self.standing(IDRIS).overrides:
            with self.i04_no_new_permit(), suppress(ConsentError):
                self.consents.review_override(subject=IDRIS, override=ref, by=LUIS, upheld=upheld)

    @rule(speaker=speakers, subject=subjects, to=st.sampled_from([(HOST,), RECIPIENTS]))
    def show(self, speaker: str, subject: str, to: tuple[str, ...]) -> None:
        shown = self.world.show(speaker=speaker, subject=subject, recipients=to)
        self.presentations.append(shown)

    @rule(speaker=speakers, subject=subjects, what=asked)
    def show_and_hear_yes(self, speaker: str, subject: str, what: tuple[Purpose, str]) -> None:
        with suppress(ConsentError):
            self.world.give(what[0], speaker=speaker, subject=subject, recipient=what[1])

    @precondition(lambda self: self.presentations)
    @rule(at=st.integers(0), what=asked, days=ends, renew=st.booleans())
    def say_yes(self, at: int, what: tuple[Purpose, str], days: int | None, *, renew: bool) -> None:
        shown, (purpose, to) = self.presentations[-1 - at % len(self.presentations)], what
        say = self.consents.renew if renew else self.consents.give
        before = self.lines(shown.subject)
        with suppress(ConsentError):
            act = say(shown, purpose.code, recipient=to, until=self.after(days))
            self.i20_it_is_one_fact(act, lambda: say(shown, purpose.code, recipient=to))
        self.i04_nothing_else_changed(shown.subject, before, {(purpose.code, to)})

    @precondition(lambda self: self.presentations)
    @rule(at=st.integers(0), what=asked, later=st.booleans())
    def i19_say_no_or_later(self, at: int, what: tuple[Purpose, str], *, later: bool) -> None:
        shown, (purpose, to) = self.presentations[-1 - at % len(self.presentations)], what
        say = self.consents.defer if later else self.consents.refuse
        before = self.lines(shown.subject)
        with self.i04_no_new_permit(), suppress(ConsentError):
            act = say(shown, purpose.code, recipient=to)
            self.i20_it_is_one_fact(act, lambda: say(shown, purpose.code, recipient=to))
        # 19: a refusal changes only what that very purpose gates.
        self.i04_nothing_else_changed(shown.subject, before, {(purpose.code, to)})

    @rule(speaker=speakers, subject=subjects, what=asked)
    def i02_withdraw(self, speaker: str, subject: str, what: tuple[Purpose, str]) -> None:
        purpose, to = what
        held = [each for each in self.permits if each.subject == subject]
        epoch = self.consents.epoch_of(subject)

        def say() -> Act:
            return self.consents.withdraw(
                subject=subject,
                speaker=speaker,
                purpose=purpose.code,
                recipient=to,
                expression=EXPRESSION,
            )

        with self.i04_no_new_permit(), suppress(ConsentError):
            act = say()
            self.i20_it_is_one_fact(act, say)
            # 2: it is closed from now on, and no permit from before opens it …
            if self.i10_counts(subject, speaker):
                assert not self.decide(subject, purpose, to)
                if purpose.ends_all:
                    assert not any(self.decide(subject, each, where) for each, where in ASKED)
            if self.consents.epoch_of(subject) != epoch:
                assert not any(self.consents.is_current(each) for each in held)

    @rule(speaker=speakers, subject=subjects)
    def withdraw_all(self, speaker: str, subject: str) -> None:
        with self.i04_no_new_permit(), suppress(ConsentError):
            acts = self.consents.withdraw_all(
                subject=subject, speaker=speaker, expression=EXPRESSION
            )
            if self.i10_counts(subject, speaker):
                assert not any(self.decide(subject, each, to) for each, to in ASKED)
            again = self.consents.withdraw_all(
                subject=subject, speaker=speaker, expression=EXPRESSION
            )
            assert {act.ref for act in acts} <= {act.ref for act in again}

    @rule(subject=subjects, what=asked, answer=st.sampled_from(Answer))
    def ask_the_child(self, subject: str, what: tuple[Purpose, str], answer: Answer) -> None:
        def ask() -> None:
            self.consents.record_assent(
                subject=subject,
                purpose=what[0].code,
                answer=answer,
                reason="absent",
                heard_by=NOOR,
                expression=EXPRESSION,
            )

        if answer in MAY_OPEN:
            ask()
        else:
            with self.i04_no_new_permit():
                ask()

    @rule(
        subject=subjects,
        codes=st.frozensets(st.sampled_from([CARE.code, *(p.code for p in PURPOSES)])),
    )
    def restrict(self, subject: str, codes: frozenset[str]) -> None:
        with self.i04_no_new_permit():
            self.consents.restrict(
                subject=subject, brake=Brake.SAFETY, people=(NOOR, TOMAS), codes=codes
            )

    @rule(subject=subjects)
    def i05_lift(self, subject: str) -> None:
        # 5: what was stopped needs a fresh yes.
        for restriction in self.standing(subject).restrictions:
            with self.i04_no_new_permit(but_for_bases=True):
                self.consents.lift(
                    subject=subject, restriction=restriction.ref, people=(NOOR, TOMAS)
                )

    @rule(subject=subjects, days=ends)
    def record_a_basis(self, subject: str, days: int | None) -> None:
        self.consents.record_basis(
            subject=subject, kind=CARE.code, people=(NOOR, TOMAS), until=self.after(days)
        )

    @rule(subject=subjects)
    def end_a_basis(self, subject: str) -> None:
        with self.i04_no_new_permit():
            self.consents.end_basis(subject=subject, kind=CARE.code, by=NOOR)

    @rule(subject=subjects, at=st.integers(0))
    def find_an_act_invalid(self, subject: str, at: int) -> None:
        acts = [
            fact
            for fact in self.consents.facts(subject)
            if isinstance(fact, Act | Authority)
            and not (isinstance(fact, Act) and fact.kind is ActKind.INVALIDATE)
        ]
        if acts:
            about = acts[-1 - at % min(4, len(acts))]
            with self.i04_no_new_permit():
                self.consents.invalidate(
                    subject=subject, speaker=NOOR, about=about.ref, expression=EXPRESSION
                )

    # ── what must hold, always ───────────────────────────────────────────────────────────────

    @invariant()
    def i01_no_permit_without_a_grant_or_a_basis(self) -> None:
        for subject, purpose, to in LINES:
            permit = self.decide(subject, purpose, to)
            if isinstance(permit, Permit):
                assert permit.ground is Ground.CONSENT
                facts, age = self.consents.facts(subject), self.world.ages.get(subject)
                against = plain.against(permit, facts, self.world.clock.at, age)
                assert not against, against
                self.permits.append(permit)
        del self.permits[:-60]
        for classes in (frozenset({DataClass.HEALTH}), frozenset({DataClass.CONTACT})):
            permit = self.consents.decide_on_override(
                subject=IDRIS, operation="view", data_classes=classes, actor=NOOR
            )
            if isinstance(permit, Permit):
                opens = plain.opens(self.consents.facts(IDRIS), classes, self.world.clock.at)
                assert permit.ground_ref in opens
        for subject in SUBJECTS:
            permit = self.decide_on_care(subject)
            if isinstance(permit, Permit):
                basis = self.standing(subject).bases[CARE.code]
                assert (permit.ground, permit.ground_ref) == (Ground.BASIS, basis.ref)
                assert self.world.clock.at < basis.until
                assert permit.expires_at <= basis.until

    @invariant()
    def i02_a_permit_lives_no_longer_than_its_epoch(self) -> None:
        for permit in self.permits:
            if self.consents.is_current(permit):
                assert permit.epoch == self.consents.epoch_of(permit.subject)
                assert self.world.clock.at < permit.expires_at

    @invariant()
    def i03_replaying_the_facts_gives_the_same_answer(self) -> None:
        for subject in SUBJECTS:
            now = self.standing(subject)
            read_back = [
                detail.read(entry.detail, subject=subject)
                for entry in self.world.store.entries(subject)
            ]
            age = self.world.ages.get(subject)
            assert fold(read_back, CATALOGUE, now.at, age) == now

    @invariant()
    def i03_the_stored_lines_are_the_fold(self) -> None:
        for purpose, to in ASKED:
            many = self.consents.decide_many(
                subjects=SUBJECTS,
                purpose=purpose.code,
                operation="view",
                data_classes=purpose.data_classes,
                actor=NOOR,
                recipient=to,
            )
            assert many == {subject: self.decide(subject, purpose, to) for subject in SUBJECTS}
            glance = self.world.store.glance(SUBJECTS, purpose.code, to)
            for subject in SUBJECTS:
                line = self.standing(subject).line(purpose.code, to)
                assert glance.found.get(subject, (0, Line(purpose.code, to)))[1] == line

    @invariant()
    def i06_i08_no_grant_is_wider_or_longer_than_it_may_be(self) -> None:
        for subject in SUBJECTS:
            facts = self.consents.facts(subject)
            known = {fact.ref: fact for fact in facts}
            for act in facts:
                if not isinstance(act, Act) or act.kind not in YES:
                    continue
                purpose = CATALOGUE.purpose(act.purpose)
                shown = known[act.presentation or ""]
                assert isinstance(shown, Presentation)
                assert act.shown in shown.shown
                assert act.recipient in shown.recipients
                assert act.data_classes <= purpose.data_classes
                assert act.until is not None
                assert act.recorded_at < act.until
                assert act.until <= act.recorded_at + timedelta(days=purpose.max_days)
                authority = plain.authority_before(facts, act)
                assert authority is not None
                assert act.until <= (authority.valid_until or act.until)

    @invariant()
    def i14_every_checkpoint_extends_each_earlier_one(self) -> None:
        newest, _ = open_note(self.consents.checkpoint(Key()))
        assert audit(self.world.store, *self.notes[-3:]) == newest.size
        for earlier in self.notes[-3:]:
            proof = self.consents.extension(earlier.size)
            assert tree.verify_consistency(
                earlier.size, newest.size, proof, earlier.root, newest.root
            )
        self.notes.append(newest)

    @invariant()
    def i17_facts_are_stamped_in_their_order_and_a_slow_clock_denies(self) -> None:
        stamps = [entry.fact.recorded_at for entry in self.world.store.every_entry()]
        assert stamps == sorted(stamps)
        if self.world.clock.at < stamps[-1] - timedelta(seconds=5):
            assert not any(self.decide(*line) for line in LINES)
            assert not any(self.decide_on_care(subject) for subject in SUBJECTS)
            assert not any(self.consents.is_current(permit) for permit in self.permits)

    # ── how it is known ──────────────────────────────────────────────────────────────────────

    def after(self, days: int | None) -> datetime | None:
        return None if days is None else self.world.clock.at + timedelta(days=days)

    def decide(self, subject: str, purpose: Purpose, to: str) -> object:
        return self.answers()[subject, purpose.code, to]

    def decide_on_care(self, subject: str) -> object:
        return self.answers()[subject, CARE.code, HOST]

    def standing(self, subject: str) -> Standing:
        self.answers()
        return self.standings[subject]

    def answers(self) -> dict[tuple[str, str, str], object]:
        """Every answer there is, asked again only when the clock or the ledger has moved."""
        moment = (self.world.clock.at, self.world.drawn, tuple(self.world.ages.items()))
        if self.asked_at != moment:
            self.asked_at = moment
            self.standings = {each: self.consents.standing(each) for each in SUBJECTS}
            self.asked = {
                (subject, purpose.code, to): self.world.decide(
                    purpose, subject=subject, recipient=to
                )
                for subject, purpose, to in LINES
            }
            for subject in SUBJECTS:
                self.asked[subject, CARE.code, HOST] = self.consents.decide_on_basis(
                    subject=subject,
                    kind=CARE.code,
                    operation="view",
                    data_classes=frozenset({DataClass.DETAILS}),
                    actor=NOOR,
                )
        return self.asked

    def lines(self, subject: str) -> dict[tuple[str, str], Line]:
        return dict(self.standing(subject).lines)

    def open_now(self, *, but_for_bases: bool = False) -> set[object]:
        found: set[object] = {
            line[0] + line[1].code + line[2] for line in LINES if self.decide(*line)
        }
        if not but_for_bases:
            found |= {subject for subject in SUBJECTS if self.decide_on_care(subject)}
        return found

    @contextmanager
    def i04_no_new_permit(self, *, but_for_bases: bool = False) -> Iterator[None]:
        before = self.open_now(but_for_bases=but_for_bases)
        yield
        assert self.open_now(but_for_bases=but_for_bases) <= before

    def i04_nothing_else_changed(
        self, subject: str, before: dict[tuple[str, str], Line], touched: set[tuple[str, str]]
    ) -> None:
        after = self.lines(subject)
        assert {key for key in after if after[key] != before.get(key)} <= touched

    def i10_counts(self, subject: str, speaker: str) -> bool:
        """Does this speaker's no end whatever anybody else agreed to?"""
        papers_seen = self.standing(subject).assurance(speaker) >= Assurance.AL2
        own = self.standing(subject).authority(IDRIS)
        return papers_seen and own is None

    def i20_it_is_one_fact(self, act: Act, say_again: Callable[[], Act]) -> None:
        epoch = self.consents.epoch_of(act.subject)
        assert say_again() == act
        assert self.consents.epoch_of(act.subject) == epoch


def in_memory() -> tuple[Store, Callable[[], object]]:
    return MemoryStore(), lambda: None


def in_a_database() -> tuple[Store, Callable[[], object]]:
    opened = sql_session()
    session: Session = opened.__enter__()
    return SqlStore(session), lambda: opened.__exit__(None, None, None)


class LedgerInMemory(Ledger):
    make = staticmethod(in_memory)


class LedgerInADatabase(Ledger):
    make = staticmethod(in_a_database)


TestInvariantsInMemory = LedgerInMemory.TestCase
TestInvariantsInMemory.settings = QUICK
TestInvariantsInADatabase = LedgerInADatabase.TestCase
TestInvariantsInADatabase.settings = settings(QUICK, max_examples=5)


@pytest.mark.full
def test_the_invariants_hold_at_length() -> None:
    run_state_machine_as_test(
        LedgerInMemory, settings=settings(QUICK, max_examples=1000, stateful_step_count=50)
    )
    run_state_machine_as_test(LedgerInADatabase, settings=settings(QUICK, max_examples=40))
