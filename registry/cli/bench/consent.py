"""`kinfold bench consent`: how fast the ledger answers, writes and proves, when it is large."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final

import click
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consent import Consents, DataClass, Permit
from consent.journal import Journal
from consent.log import Log
from consent.parties import Issuer, Party
from consent.proof import Key, Outcome, examine
from consent.sqlalchemy import SqlStore, metadata
from consent.tree import Tree, verify_inclusion
from registry.cli.bench import filling
from registry.cli.bench.timing import p95, tell, timed
from registry.purposes import CATALOGUE, SHOW_CASEWORKERS
from registry.readings import Reads, reads
from registry.storage.database import connect
from registry.storage.signing import Ed25519Signer

AT: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER: Final = AT + timedelta(days=1)
MANY, ROWS, PORTION = 300, 50, 100
OFFICE: Final = Party("agency:office", "An office", "A street", "A number")
ISSUER: Final = Issuer(OFFICE, "dpv:Nowhere", ("here",), "here")
Figures = dict[str, float | int]


@click.command()
@click.option("--subjects", default=100_000, show_default=True, help="With ten facts each.")
@click.option("--rounds", default=200, show_default=True, help="Questions measured of each kind.")
@click.option("--appended", default=2_000, show_default=True, help="Facts appended, each way.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@reads(Reads.NOTHING)
def consent(subjects: int, rounds: int, appended: int, *, as_json: bool) -> None:
    """Measure decisions, appending, proofs and receipts in a large ledger."""
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'ledger.db'}")
        metadata.create_all(engine)
        ledger = Ledger(engine, rounds, Random(7))  # noqa: S311 - made-up ids
        figures = ledger.measure(subjects, appended)
        engine.dispose()
    tell(figures, as_json=as_json)


@dataclass
class Ledger:
    """One ledger in a database, and the questions put to it."""

    engine: Engine
    rounds: int
    chance: Random
    subjects: int = 0

    def measure(self, subjects: int, appended: int) -> Figures:
        """Fill it in two steps, so that growth shows, and measure."""
        pattern = filling.history(AT, self.chance)
        fill = filling.Filling(self.engine, pattern, self.chance)
        self._fill(fill, max(subjects // 100, 1))
        small = self._decide()
        self._fill(fill, subjects - self.subjects)
        figures: Figures = {"subjects": self.subjects, "leaves": fill.size}
        figures["decide_p95_ms"] = self._decide()
        figures["decide_growth"] = round(float(figures["decide_p95_ms"]) / small, 2)
        figures["decide_many_300_p95_ms"] = self._decide_many(MANY)
        figures["list_of_50_p95_ms"] = self._list()
        figures["inclusion_proof_p95_ms"] = self._prove()
        figures["consistency_proof_p95_ms"] = self._extend()
        figures |= self._receipts()
        figures["append_in_one_per_s"] = self._append(appended, appended)
        figures["append_in_portions_per_s"] = self._append(appended, PORTION)
        return figures

    def _fill(self, fill: filling.Filling, count: int) -> None:
        with click.progressbar(length=count, label="writing facts") as bar:
            for written in fill.fill(self.subjects, count):
                bar.update(written)
        self.subjects += count

    @contextmanager
    def _asking(self) -> Iterator[Consents]:
        """Each question is an act of its own, which remembers nothing of the one before."""
        with Session(self.engine.execution_options(reading=True)) as session:
            yield Consents(
                SqlStore(session),
                CATALOGUE,
                now=lambda: LATER,
                random=os.urandom,
                ages=filling.ages,
            )

    def _subject(self) -> str:
        return filling.subject(self.chance.randrange(self.subjects))

    def _each(self, act: Callable[[Consents, list[str]], object], count: int = 1) -> float:
        times = []
        for _ in range(self.rounds + 1):
            who = [self._subject() for _ in range(count)]
            with self._asking() as consents:
                consents.epoch_of("")  # the connection is there before the clock starts
                times.append(timed(lambda given=(consents, who): act(*given)))  # type: ignore[misc]
        return p95(times[1:])  # the first makes the statements

    def _decide(self) -> float:
        def act(consents: Consents, who: list[str]) -> None:
            answer = consents.decide(
                subject=who[0],
                purpose=SHOW_CASEWORKERS,
                operation="open",
                data_classes=frozenset({DataClass.DETAILS}),
                actor=filling.WORKER,
            )
            must(isinstance(answer, Permit))

        return self._each(act)

    def _decide_many(self, count: int) -> float:
        return self._each(_permits, count)

    def _list(self) -> float:
        def act(consents: Consents, who: list[str]) -> None:
            for permit in _permits(consents, who):
                must(consents.is_current(permit))

        return self._each(act, ROWS)

    def _prove(self) -> float:
        times = []
        with Session(self.engine) as session:
            store = SqlStore(session)
            tree = Tree(store, store.size())
            root = tree.root()
            for _ in range(self.rounds):
                index = self.chance.randrange(tree.size)
                start = time.perf_counter()
                proof = tree.inclusion_proof(index)
                times.append((time.perf_counter() - start) * 1000)
                must(verify_inclusion(store.node(0, index), index, tree.size, proof, root))
        return p95(times)

    def _extend(self) -> float:
        with Session(self.engine) as session:
            tree = Log(SqlStore(session)).tree()
            sizes = [self.chance.randrange(1, tree.size) for _ in range(self.rounds)]
            return p95(timed(lambda size=size: tree.consistency_proof(size)) for size in sizes)  # type: ignore[misc]

    def _receipts(self) -> Figures:
        signer = Ed25519Signer(Ed25519PrivateKey.generate())
        keys = {signer.key_id: Key(signer.public_bytes())}
        drawn, verified = [], []
        for _ in range(max(self.rounds // 4, 2)):
            who = self._subject()
            with self._asking() as consents:
                start = time.perf_counter()
                text = consents.receipt(
                    subject=who, speaker=filling.GUARDIAN, signer=signer, issuer=ISSUER
                )
                drawn.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            verdict = examine(text, keys, LATER)
            verified.append((time.perf_counter() - start) * 1000)
            must(verdict.outcome is Outcome.VALID)
        return {"receipt_drawn_p95_ms": p95(drawn), "receipt_verified_p95_ms": p95(verified)}

    def _append(self, count: int, portion: int) -> int:
        """Facts per second, with all they change; each portion is one transaction."""
        pattern = filling.history(AT, self.chance)
        numbers = range(self.subjects, self.subjects + count // len(pattern))
        self.subjects += len(numbers)
        facts = [
            fact
            for number in numbers
            for fact in filling.copied(pattern, filling.subject(number), self.chance)
        ]
        start = time.perf_counter()
        for first in range(0, len(facts), portion):
            with Session(self.engine) as session, session.begin():
                journal = Journal(
                    SqlStore(session), CATALOGUE, now=lambda: LATER, random=os.urandom
                )
                for fact in facts[first : first + portion]:
                    journal.begin(fact.subject)
                    journal.record(fact)
        return round(len(facts) / (time.perf_counter() - start))


def _permits(consents: Consents, who: list[str]) -> list[Permit]:
    answers = consents.decide_many(
        subjects=who,
        purpose=SHOW_CASEWORKERS,
        operation="open",
        data_classes=frozenset({DataClass.DETAILS}),
        actor=filling.WORKER,
    )
    permits = [each for each in answers.values() if isinstance(each, Permit)]
    must(len(permits) == len(answers))
    return permits


def must(holds: object) -> None:
    """Stop at an answer that is not the one expected: a wrong answer is no fast one."""
    if not holds:
        raise click.ClickException("an answer was not the one expected")
