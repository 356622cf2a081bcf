"""The reading half of the ledger: where things stand, and may this be done now."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from consent import deciding
from consent.acts import HOST
from consent.bands import AgeBook, no_ages
from consent.deciding import CLOCK_TOLERANCE, Moment
from consent.facts import Fact, Presentation
from consent.journal import Journal
from consent.permits import Denied, Permit, Question
from consent.purposes import Catalogue, DataClass
from consent.standing import Line, Standing
from consent.store import Store


class Asking:
    """Questions to the ledger. Nothing here writes."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        *,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
        origin: str = "consent",
        ages: AgeBook = no_ages,
    ) -> None:
        """Take the joints: where facts are kept, what may be asked, the clock, chance and ages."""
        self._journal = Journal(store, catalogue, now=now, random=random, ages=ages)
        self._ages = ages
        self._store = store
        self._catalogue = catalogue
        self._origin = origin

    def decide(
        self,
        *,
        subject: str,
        purpose: str,
        operation: str,
        data_classes: frozenset[DataClass],
        actor: str,
        recipient: str = HOST,
    ) -> Permit | Denied:
        """Ask whether something may be done now, with consent."""
        moment = self._journal.moment(subject)
        now = self._journal.standing(subject, moment.at)
        question = Question(subject, purpose, operation, data_classes, actor, recipient)
        line = now.line(purpose, recipient)
        return deciding.decide(question, line, moment, self._catalogue, now.age)

    def decide_on_basis(
        self,
        *,
        subject: str,
        kind: str,
        operation: str,
        data_classes: frozenset[DataClass],
        actor: str,
    ) -> Permit | Denied:
        """Ask whether something may be done now, on a recorded ground other than consent."""
        moment = self._journal.moment(subject)
        now = self._journal.standing(subject, moment.at)
        question = Question(subject, kind, operation, data_classes, actor, HOST)
        return deciding.decide_on_basis(question, now, moment, self._catalogue)

    def decide_on_override(
        self, *, subject: str, operation: str, data_classes: frozenset[DataClass], actor: str
    ) -> Permit | Denied:
        """Ask whether something may be done now because emergency access is open."""
        moment = self._journal.moment(subject)
        now = self._journal.standing(subject, moment.at)
        question = Question(subject, deciding.OVERRIDE, operation, data_classes, actor, HOST)
        return deciding.decide_on_override(question, now, moment)

    def decide_many(
        self,
        *,
        subjects: Sequence[str],
        purpose: str,
        operation: str,
        data_classes: frozenset[DataClass],
        actor: str,
        recipient: str = HOST,
    ) -> dict[str, Permit | Denied]:
        """Ask the same of many subjects: one look at their stored lines, the same judgement."""
        glance = self._store.glance(subjects, purpose, recipient)
        now, nobody = self._journal.now(), (0, Line(purpose, recipient))
        live = [who for who, (_, line) in glance.found.items() if line.status.is_live]
        ages = self._ages(live)
        answers: dict[str, Permit | Denied] = {}
        for subject in subjects:
            epoch, line = glance.found.get(subject, nobody)
            question = Question(subject, purpose, operation, data_classes, actor, recipient)
            moment = Moment(now, glance.newest, epoch)
            age = ages.get(subject)
            answers[subject] = deciding.decide(question, line, moment, self._catalogue, age)
        return answers

    def is_current(self, permit: Permit) -> bool:
        """Does this permit still hold at this very instant? Asked by whatever opens the data."""
        moment = self._journal.moment(permit.subject)
        return (
            not moment.is_behind
            and permit.epoch == moment.epoch
            and permit.issued_at - CLOCK_TOLERANCE <= moment.now < permit.expires_at
        )

    def epoch_of(self, subject: str) -> int:
        """Give the count that every fact about a subject raises."""
        return self._store.epoch(subject)

    def epochs_of(self, subjects: Collection[str]) -> dict[str, int]:
        """Give those counts for many at once; who is not known is not in it."""
        return dict(self._store.epochs(subjects))

    def standing(self, subject: str) -> Standing:
        """Give where every purpose stands now."""
        return self._journal.standing(subject, self._journal.stamp())

    def facts(self, subject: str) -> tuple[Fact, ...]:
        """Give everything recorded about a subject, oldest first."""
        return self._journal.facts(subject)

    def presentation(self, subject: str, ref: str) -> Presentation | None:
        """Find a showing again by its reference: the form came back."""
        shown = (fact for fact in self.facts(subject) if isinstance(fact, Presentation))
        return next((fact for fact in shown if fact.ref == ref), None)
