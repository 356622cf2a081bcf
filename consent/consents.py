"""The operations of the consent ledger: show, hear, withdraw, ask."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from consent import acts, ledger, receipts
from consent.acts import HOST, Wish
from consent.asking import Asking
from consent.errors import NotPossible, TooFewPeople, UnknownNotice
from consent.facts import (
    Act,
    ActKind,
    Answer,
    Assent,
    Authority,
    BasisEnd,
    BasisRecord,
    Brake,
    Capacity,
    Expression,
    Lift,
    Presentation,
    Restriction,
    Shown,
    WithOthers,
)
from consent.ledger import Signer
from consent.notices import Notice
from consent.purposes import Assurance, DataClass


class Consents(Asking):
    """What was shown, what was said, what stopped it, and the proof of it all."""

    # ── show ─────────────────────────────────────────────────────────────────────────────────

    def present(
        self,
        *,
        subject: str,
        speaker: str,
        notices: Sequence[Notice],
        expression: Expression,
        recipients: Sequence[str] = (HOST,),
    ) -> Presentation:
        """Record that these words were shown, naming these recipients."""
        at = self._journal.begin()
        for notice in notices:
            if not self._catalogue.stands(notice.ref, notice.digest, at):
                raise UnknownNotice(notice.ref)
        return self._journal.record(
            Presentation(
                id=self._journal.new_id(),
                subject=subject,
                speaker=speaker,
                recorded_at=at,
                shown=tuple(Shown(each.purpose, each.ref, each.digest) for each in notices),
                recipients=tuple(recipients),
                expression=expression,
            )
        )

    def state_authority(
        self,
        *,
        subject: str,
        speaker: str,
        capacity: Capacity,
        with_others: WithOthers,
        assurance: Assurance,
        valid_until: datetime | None = None,
        evidence_digest: str | None = None,
        seen_by: str | None = None,
    ) -> Authority:
        """Record why a speaker may speak. The newest counts; raising assurance is a new fact."""
        return self._journal.record(
            Authority(
                id=self._journal.new_id(),
                subject=subject,
                speaker=speaker,
                recorded_at=self._journal.begin(),
                capacity=capacity,
                with_others=with_others,
                assurance=assurance,
                valid_until=valid_until,
                evidence_digest=evidence_digest,
                seen_by=seen_by,
            )
        )

    # ── hear ─────────────────────────────────────────────────────────────────────────────────

    def give(
        self,
        presentation: Presentation,
        purpose: str,
        *,
        recipient: str = HOST,
        classes: frozenset[DataClass] | None = None,
        until: datetime | None = None,
        details: Mapping[str, str] | None = None,
    ) -> Act:
        """Record a yes, no wider than what was shown. Handed in twice, it is one act."""
        wish = Wish(ActKind.GIVE, purpose, recipient, classes, until, details or {})
        return acts.answer(self._journal, presentation, wish)

    def renew(
        self,
        presentation: Presentation,
        purpose: str,
        *,
        recipient: str = HOST,
        until: datetime | None = None,
    ) -> Act:
        """Record a yes that follows on an active one."""
        wish = Wish(ActKind.RENEW, purpose, recipient, until=until)
        return acts.answer(self._journal, presentation, wish)

    def refuse(self, presentation: Presentation, purpose: str, *, recipient: str = HOST) -> Act:
        """Record a no."""
        return acts.answer(self._journal, presentation, Wish(ActKind.REFUSE, purpose, recipient))

    def defer(self, presentation: Presentation, purpose: str, *, recipient: str = HOST) -> Act:
        """Record that the answer comes later."""
        return acts.answer(self._journal, presentation, Wish(ActKind.DEFER, purpose, recipient))

    def withdraw(
        self,
        *,
        subject: str,
        speaker: str,
        purpose: str,
        recipient: str = HOST,
        expression: Expression,
    ) -> Act:
        """Take a yes back. It needs no reason and no notice; a repeat gives the first act."""
        who = acts.Speaking(subject, speaker, expression)
        return acts.withdraw(self._journal, who, purpose, recipient)

    def withdraw_all(
        self, *, subject: str, speaker: str, expression: Expression
    ) -> tuple[Act, ...]:
        """Take every yes back, whatever it was for and whoever received it."""
        who = acts.Speaking(subject, speaker, expression)
        return acts.withdraw_all(self._journal, who)

    def invalidate(self, *, subject: str, speaker: str, about: str, expression: Expression) -> Act:
        """Record that an act or authority, named by its reference, never counted."""
        return acts.invalidate(self._journal, acts.Speaking(subject, speaker, expression), about)

    def record_assent(
        self,
        *,
        subject: str,
        purpose: str,
        answer: Answer,
        reason: str,
        heard_by: str,
        expression: Expression,
    ) -> Assent:
        """Record the subject's own answer. A no blocks the purpose; a yes alone opens nothing."""
        return self._journal.record(
            Assent(
                id=self._journal.new_id(),
                subject=subject,
                speaker=subject,
                recorded_at=self._journal.begin(),
                purpose=self._catalogue.purpose(purpose).code,
                answer=answer,
                reason=reason,
                heard_by=heard_by,
                expression=expression,
            )
        )

    # ── brakes and bases ─────────────────────────────────────────────────────────────────────

    def restrict(
        self,
        *,
        subject: str,
        brake: Brake,
        people: tuple[str, ...],
        codes: frozenset[str] = frozenset(),
        review_by: datetime | None = None,
    ) -> Restriction:
        """Stop some purposes or bases by code; with no code given, every purpose."""
        return self._journal.record(
            Restriction(
                id=self._journal.new_id(),
                subject=subject,
                speaker=_first(people),
                recorded_at=self._journal.begin(),
                brake=brake,
                people=people,
                codes=codes,
                review_by=review_by,
            )
        )

    def lift(self, *, subject: str, restriction: str, people: tuple[str, ...]) -> Lift:
        """End a restriction, named by its reference. What it stopped needs a fresh yes."""
        at = self._journal.begin()
        if restriction not in {brake.ref for brake in self.standing(subject).restrictions}:
            raise NotPossible(restriction)
        return self._journal.record(
            Lift(
                id=self._journal.new_id(),
                subject=subject,
                speaker=_first(people),
                recorded_at=at,
                restriction=restriction,
                people=people,
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
        if len(set(people)) < declared.people:
            raise TooFewPeople(kind)
        at = self._journal.begin()
        longest = at + timedelta(days=declared.max_days)
        return self._journal.record(
            BasisRecord(
                id=self._journal.new_id(),
                subject=subject,
                speaker=_first(people),
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
        at = self._journal.begin()
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

    # ── prove ────────────────────────────────────────────────────────────────────────────────

    def receipt(self, *, subject: str, speaker: str, signer: Signer, issuer: str) -> str:
        """Draw up a signed copy of all this speaker said about this subject, as a JWS."""
        about = receipts.About(subject, speaker, issuer, self._origin)
        return receipts.draw_up(self._journal, about, signer)

    def extension(self, since: int) -> tuple[bytes, ...]:
        """Prove that the ledger of now extends the ledger of that many leaves."""
        return self._journal.tree().consistency_proof(since)

    def checkpoint(self, signer: Signer) -> str:
        """Sign the ledger's size and root, as a note."""
        return ledger.sign(self._journal.checkpoint(self._origin), signer)


def _first(people: tuple[str, ...]) -> str:
    if not people:
        raise TooFewPeople
    return people[0]
