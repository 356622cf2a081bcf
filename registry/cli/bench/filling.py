"""Filling a ledger for the measurements: rows in bulk, through the ledger's own seal and tree."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import Final

import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consent import (
    Act,
    Answer,
    Assurance,
    Capacity,
    Consents,
    Expression,
    Fact,
    Medium,
    MemoryStore,
    Method,
    WithOthers,
)
from consent.acts import key_of
from consent.bands import Age
from consent.fold import fold
from consent.ledger import Entry, seal
from consent.log import Log
from consent.sqlalchemy import SqlStore
from consent.sqlalchemy.tables import EPOCHS, FACTS, LEAVES, LINES, fact_row, leaf_row, line_row
from registry.purposes import (
    ADULT,
    CATALOGUE,
    SEARCH_FOUND,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)

PORTION: Final = 500
"""Subjects written in one transaction."""
EXPRESSION: Final = Expression(Method.SELF, Medium.SCREEN, "en")
GUARDIAN: Final = "account:11111111-0e6f-4b7a-9a8e-5f1f6b3f0a03"
WORKER: Final = "account:33333333-0e6f-4b7a-9a8e-5f1f6b3f0a05"


def ages(subjects: Sequence[str]) -> dict[str, Age]:
    """Every child of the measurement is eight or nine, so that the rules of age are run."""
    return dict.fromkeys(subjects, Age(8, 9))


def subject(number: int) -> str:
    """The reference of one made-up child."""
    return f"child:{uuid.UUID(int=number)}"


def history(at: datetime, chance: Random) -> tuple[Fact, ...]:
    """The ten facts of a record that was enrolled, made sure of, and given a photo."""
    consents = Consents(
        MemoryStore(), CATALOGUE, now=lambda: at, random=chance.randbytes, ages=ages
    )
    child = subject(0)
    _authorise(consents, child, Assurance.AL1)
    _agree(consents, child, STORE_DETAILS, SHOW_CASEWORKERS, SEARCH_FOUND)
    _authorise(consents, child, Assurance.AL2)
    _agree(consents, child, STORE_PHOTO)
    for purpose in (SHOW_CASEWORKERS, STORE_PHOTO):
        consents.record_assent(
            subject=child,
            purpose=purpose,
            answer=Answer.YES,
            reason="asked",
            heard_by=WORKER,
            expression=EXPRESSION,
        )
    return consents.facts(child)


@dataclass
class Filling:
    """Copies one history for one subject after another."""

    engine: Engine
    pattern: tuple[Fact, ...]
    chance: Random
    size: int = 0

    def fill(self, first: int, count: int) -> Iterator[int]:
        """Write the facts of `count` subjects; give back, after each portion, how many it held."""
        for start in range(first, first + count, PORTION):
            numbers = range(start, min(start + PORTION, first + count))
            with Session(self.engine) as session, session.begin():
                self._write(session, numbers)
            yield len(numbers)

    def _write(self, session: Session, numbers: range) -> None:
        entries: list[Entry] = []
        lines: list[dict[str, object]] = []
        for number in numbers:
            facts = copied(self.pattern, subject(number), self.chance)
            for fact in facts:
                salt = self.chance.randbytes(32)
                seq = self.size + len(entries)
                entries.append(seal(fact, seq=seq, salt=salt, key=_key(fact)))
            standing = fold(facts, CATALOGUE, facts[-1].recorded_at)
            lines += [line_row(subject(number), line) for line in standing.lines.values()]
        epochs = [{"subject": subject(n), "epoch": len(self.pattern)} for n in numbers]
        session.execute(sa.insert(FACTS), [fact_row(each) for each in entries])
        session.execute(sa.insert(LEAVES), [leaf_row(each) for each in entries])
        session.execute(sa.insert(EPOCHS), epochs)
        session.execute(sa.insert(LINES), lines)
        leaves = [entry.leaf_hash for entry in entries]
        Log(SqlStore(session)).extend(self.size, leaves, after=None)
        self.size += len(entries)


def copied(facts: Sequence[Fact], child: str, chance: Random) -> list[Fact]:
    """The same facts about another subject, under ids of their own."""
    ids = {fact.id: str(uuid.UUID(bytes=chance.randbytes(16), version=4)) for fact in facts}
    return [_copy(fact, child, ids) for fact in facts]


def _copy(fact: Fact, child: str, ids: dict[str, str]) -> Fact:
    speaker = child if fact.speaker == fact.subject else fact.speaker
    made = replace(fact, id=ids[fact.id], subject=child, speaker=speaker)
    if isinstance(made, Act) and made.presentation is not None:
        kind, _, shown = made.presentation.partition(":")
        return replace(made, presentation=f"{kind}:{ids[shown]}")
    return made


def _key(fact: Fact) -> str | None:
    """An answer stands under the key that keeps it from being recorded twice."""
    if not isinstance(fact, Act) or fact.presentation is None:
        return None
    shown = fact.presentation.partition(":")[2]
    return key_of(shown, fact.purpose, fact.recipient, fact.kind)


def _authorise(consents: Consents, child: str, assurance: Assurance) -> None:
    consents.state_authority(
        subject=child,
        speaker=GUARDIAN,
        capacity=Capacity.PARENT_BY_BIRTH,
        with_others=WithOthers.SOLE,
        assurance=assurance,
    )


def _agree(consents: Consents, child: str, *purposes: str) -> None:
    shown = consents.present(
        subject=child,
        speaker=GUARDIAN,
        notices=[CATALOGUE.notice(purpose, ADULT, "en") for purpose in purposes],
        expression=EXPRESSION,
    )
    for purpose in purposes:
        consents.give(shown, purpose)
