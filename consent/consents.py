"""The operations of the consent ledger: show, hear, withdraw, ask."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from consent import acts, drawing, ledger
from consent.acts import HOST, Wish
from consent.braking import Braking
from consent.errors import UnknownNotice
from consent.facts import (
    Act,
    ActKind,
    Alone,
    Answer,
    Assent,
    Authority,
    Capacity,
    Expression,
    Fact,
    Presentation,
    Shown,
    WithOthers,
)
from consent.ledger import Signer
from consent.notices import Notice
from consent.parties import Issuer
from consent.purposes import Assurance, DataClass


class Consents(Braking):
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
        at = self._journal.begin(subject)
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
        alone: Alone | None = None,
    ) -> Authority:
        """Record why a speaker may speak. The newest counts; raising assurance is a new fact.

        A competent minor speaks alone only if somebody saw it (`seen_by`) and wrote why (`alone`).
        """
        return self._journal.record(
            Authority(
                id=self._journal.new_id(),
                subject=subject,
                speaker=speaker,
                recorded_at=self._journal.begin(subject),
                capacity=capacity,
                with_others=with_others,
                assurance=assurance,
                valid_until=valid_until,
                evidence_digest=evidence_digest,
                seen_by=seen_by,
                alone=alone,
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

    def object_to(
        self,
        *,
        subject: str,
        speaker: str,
        purpose: str,
        recipient: str = HOST,
        expression: Expression,
    ) -> Act:
        """Record that a holder objects to what another agreed to.

        Somebody whose papers were seen suspends it by this; anybody else opens a dispute.
        """
        who = acts.Speaking(subject, speaker, expression)
        return acts.object_to(self._journal, who, purpose, recipient)

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
                recorded_at=self._journal.begin(subject),
                purpose=self._catalogue.purpose(purpose).code,
                answer=answer,
                reason=reason,
                heard_by=heard_by,
                expression=expression,
            )
        )

    # ── bring back ───────────────────────────────────────────────────────────────────────────

    def put_back(self, fact: Fact) -> bool:
        """Record again what an older copy of the ledger has lost; was it lost?

        The fact keeps its id, and its moment unless newer ones are there. A no whose showing is
        lost too comes back as a withdrawal: it rests on no notice.
        """
        self._journal.begin(fact.subject)
        known = self._journal.facts(fact.subject)
        if fact.id in {each.id for each in known}:
            return False
        newest = self._journal.store.newest()
        at = fact.recorded_at if newest is None else max(fact.recorded_at, newest)
        fact, key = acts.standing_alone(replace(fact, recorded_at=at), known)
        self._journal.record(fact, key=key)
        return True

    # ── prove ────────────────────────────────────────────────────────────────────────────────

    def receipt(self, *, subject: str, speaker: str, signer: Signer, issuer: Issuer) -> str:
        """Draw up a signed copy of all this speaker said about this subject, as a JWS."""
        about = drawing.About(subject, speaker, issuer, self._origin)
        return drawing.draw_up(self._journal, about, signer)

    def extension(self, since: int) -> tuple[bytes, ...]:
        """Prove that the ledger of now extends the ledger of that many leaves."""
        return self._journal.tree().consistency_proof(since)

    def checkpoint(self, signer: Signer) -> str:
        """Sign the ledger's size and root, as a note."""
        return ledger.sign(self._journal.checkpoint(self._origin), signer)
