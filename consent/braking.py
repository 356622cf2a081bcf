"""What stops a purpose or stands in for a yes: brakes, absences, bases and emergency access."""

from datetime import datetime, timedelta
from typing import Final

from consent import overriding
from consent.asking import Asking
from consent.errors import NotPossible, TooFewPeople
from consent.facts import (
    Absence,
    Answer,
    Assent,
    Brake,
    HolderAbsence,
    Lift,
    Restriction,
)
from consent.grounds import BasisEnd, BasisRecord, Override, OverrideReview
from consent.purposes import DataClass
from consent.weighing import AFTER_A_DEATH

_BY_TWO: Final = frozenset({Brake.COURT_ORDER, Brake.LEGAL_HOLD, Brake.BEREAVEMENT})
_ATTEMPTS: Final = 3
_WAIT: Final = timedelta(days=14)  # so long a holder is looked for before nobody waits any more …
_WAIT_IN_CARE: Final = timedelta(hours=72)  # … or so long, while a child is in care


class Braking(Asking):
    """Everything that closes, and the grounds that are not consent."""

    def restrict(
        self,
        *,
        subject: str,
        brake: Brake,
        people: tuple[str, ...],
        codes: frozenset[str] = frozenset(),
        review_by: datetime | None = None,
        holder: str | None = None,
    ) -> Restriction:
        """Stop some purposes or bases by code; with no code given, every purpose.

        A court's order, a legal hold and a death are recorded by two people, and lifted by two.
        """
        _enough(people, 2 if brake in _BY_TWO else 1)
        return self._journal.record(
            Restriction(
                id=self._journal.new_id(),
                subject=subject,
                speaker=people[0],
                recorded_at=self._journal.begin(subject),
                brake=brake,
                people=people,
                codes=codes,
                review_by=review_by,
                holder=holder,
            )
        )

    def bereave(self, *, subject: str, holder: str, people: tuple[str, ...]) -> Restriction:
        """Record a holder's death: all is suspended, and after 90 days what they agreed to ends."""
        return self.restrict(
            subject=subject,
            brake=Brake.BEREAVEMENT,
            people=people,
            review_by=self._journal.stamp() + AFTER_A_DEATH,
            holder=holder,
        )

    def lift(self, *, subject: str, restriction: str, people: tuple[str, ...]) -> Lift:
        """End a restriction, named by its reference. What it stopped needs a fresh yes."""
        found = {each.ref: each for each in self.standing(subject).restrictions}.get(restriction)
        if found is None:
            raise NotPossible(restriction)
        _enough(people, 2 if found.brake in _BY_TWO else 1)
        return self._lift(subject, restriction, people)

    def set_aside(self, *, subject: str, about: str, people: tuple[str, ...]) -> Lift:
        """Settle a dispute against whoever said no, or note that a subject's no was looked at.

        A no of somebody whose papers were seen is set aside by two people; an objection below
        that, and a subject's no where it only suspends, by one other than who heard it. What it
        stopped needs a fresh yes.
        """
        standing = self.standing(subject)
        dispute = {each.ref: each for each in standing.disputes}.get(about)
        if dispute is not None:
            _enough(people, 2 if dispute.suspends else 1)
        elif not self._is_dissent(subject, about, people):
            raise NotPossible(about)
        return self._lift(subject, about, people)

    def record_absence(
        self,
        *,
        subject: str,
        holder: str,
        why: Absence,
        people: tuple[str, ...],
        attempts: tuple[datetime, ...] = (),
        in_care: bool = False,
        until: datetime | None = None,
    ) -> HolderAbsence:
        """Record that another holder cannot be reached, or must not be asked: two people.

        Out of reach is who did not answer three attempts, 14 days after the first (72 hours when
        a child is in care). What an absent holder says counts all the same; only their silence
        stops nothing. A newer authority of theirs ends the absence.
        """
        _enough(people, 2)
        at = self._journal.begin(subject)
        wait = _WAIT_IN_CARE if in_care else _WAIT
        is_tried = len(attempts) >= _ATTEMPTS and min(attempts) + wait <= at >= max(attempts)
        if why is Absence.UNREACHABLE and not is_tried:
            raise NotPossible("not looked for long enough")
        return self._journal.record(
            HolderAbsence(
                id=self._journal.new_id(),
                subject=subject,
                speaker=people[0],
                recorded_at=at,
                holder=holder,
                why=why,
                people=people,
                attempts=attempts,
                until=until,
            )
        )

    def record_basis(
        self,
        *,
        subject: str,
        kind: str,
        people: tuple[str, ...],
        until: datetime | None = None,
        classes: frozenset[DataClass] | None = None,
        reference: str | None = None,
    ) -> BasisRecord:
        """Record a ground other than consent, by as many different people as its kind asks."""
        declared = self._catalogue.basis(kind)
        _enough(people, declared.people)
        at = self._journal.begin(subject)
        longest = at + timedelta(days=declared.max_days)
        return self._journal.record(
            BasisRecord(
                id=self._journal.new_id(),
                subject=subject,
                speaker=people[0],
                recorded_at=at,
                kind=kind,
                people=people,
                data_classes=declared.data_classes
                & (declared.data_classes if classes is None else classes),
                until=min(until or longest, longest),
                reference=reference,
            )
        )

    def end_basis(self, *, subject: str, kind: str, by: str) -> None:
        """End a ground other than consent. Ending what is not open changes nothing."""
        at = self._journal.begin(subject)
        if kind in self.standing(subject).bases:
            self._journal.record(
                BasisEnd(
                    id=self._journal.new_id(),
                    subject=subject,
                    speaker=by,
                    recorded_at=at,
                    kind=kind,
                )
            )

    def override(
        self,
        *,
        subject: str,
        reason: str,
        classes: frozenset[DataClass],
        people: tuple[str, ...],
        hours: int,
        reference: str | None = None,
        renews: str | None = None,
    ) -> Override:
        """Open named classes of data in an emergency, for at most 72 hours, renewed once.

        By two people, or by one and a look back by another within 24 hours. Health needs a
        reference: to the signed "enough agrees", or to what the child carried.
        """
        _enough(people, 1)
        at = self._journal.begin(subject)
        fact = Override(
            id=self._journal.new_id(),
            subject=subject,
            speaker=people[0],
            recorded_at=at,
            reason=reason,
            data_classes=classes,
            people=people,
            until=at + min(timedelta(hours=hours), overriding.LONGEST),
            reference=reference,
            renews=renews,
        )
        if hours <= 0 or not overriding.may_open(self.standing(subject).overrides, fact):
            raise NotPossible("override")
        return self._journal.record(fact)

    def review_override(
        self, *, subject: str, override: str, by: str, upheld: bool
    ) -> OverrideReview:
        """Record what somebody else says who looks back at an override; a no ends it for good."""
        at = self._journal.begin(subject)
        found = self.standing(subject).overrides.get(override)
        if found is None:
            raise NotPossible(override)
        if by in found.people:
            raise TooFewPeople(override)
        if not overriding.may_review(found, by, at):
            raise NotPossible("it has ended")
        return self._journal.record(
            OverrideReview(
                id=self._journal.new_id(),
                subject=subject,
                speaker=by,
                recorded_at=at,
                override=override,
                upheld=upheld,
            )
        )

    def _is_dissent(self, subject: str, about: str, people: tuple[str, ...]) -> bool:
        """Is this the subject's own newest no on a purpose, looked at by somebody else?"""
        said = [fact for fact in self.facts(subject) if isinstance(fact, Assent)]
        newest = {fact.purpose: fact for fact in said if fact.answer is Answer.NO}
        no = {fact.ref: fact for fact in newest.values()}.get(about)
        if no is not None:
            _enough(tuple(each for each in people if each != no.heard_by), 1)
        return no is not None

    def _lift(self, subject: str, about: str, people: tuple[str, ...]) -> Lift:
        return self._journal.record(
            Lift(
                id=self._journal.new_id(),
                subject=subject,
                speaker=people[0],
                recorded_at=self._journal.begin(subject),
                restriction=about,
                people=people,
            )
        )


def _enough(people: tuple[str, ...], count: int) -> None:
    """Refuse what must be done by more people, or by different ones."""
    if len(set(people)) < count:
        raise TooFewPeople(str(count))
