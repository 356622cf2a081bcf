"""A small world for the ledger's tests: a clock, a few purposes, and a named cast."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from consent import (
    Act,
    Age,
    Alone,
    Assurance,
    Authority,
    Band,
    BasisKind,
    Capacity,
    Catalogue,
    Consents,
    DataClass,
    Denied,
    Expression,
    Joint,
    Medium,
    MemoryStore,
    Method,
    Notice,
    Permit,
    Presentation,
    Purpose,
    Store,
    WithOthers,
)
from consent.sqlalchemy import SqlStore, metadata

QUICK: Final = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

IDRIS: Final = "child:3f6c1c52-0e6f-4b7a-9a8e-5f1f6b3f0a01"
LINA: Final = "child:3f6c1c52-0e6f-4b7a-9a8e-5f1f6b3f0a02"
AMINA: Final = "account:11111111-0e6f-4b7a-9a8e-5f1f6b3f0a03"
YUSUF: Final = "account:22222222-0e6f-4b7a-9a8e-5f1f6b3f0a04"
NOOR: Final = "caseworker:33333333-0e6f-4b7a-9a8e-5f1f6b3f0a05"
TOMAS: Final = "caseworker:44444444-0e6f-4b7a-9a8e-5f1f6b3f0a06"
LUIS: Final = "caseworker:66666666-0e6f-4b7a-9a8e-5f1f6b3f0a08"
AGENCY: Final = "agency:55555555-0e6f-4b7a-9a8e-5f1f6b3f0a07"
HOST: Final = "registry"

START: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXPRESSION: Final = Expression(Method.SELF, Medium.SCREEN, "en")

DETAILS: Final = Purpose(
    code="store_details",
    version=1,
    required=True,
    operations=frozenset({"view", "keep"}),
    data_classes=frozenset({DataClass.DETAILS, DataClass.HEALTH}),
    default_days=365,
    max_days=730,
    assurance=Assurance.AL1,
    joint=Joint.ANY,
    ends_all=True,
)
PHOTO: Final = Purpose(
    code="store_photo",
    version=1,
    required=False,
    operations=frozenset({"view"}),
    data_classes=frozenset({DataClass.PHOTO}),
    default_days=365,
    max_days=365,
    assurance=Assurance.AL1,
    joint=Joint.ALL,
)
PARTNER: Final = Purpose(
    code="share_partner",
    version=1,
    required=False,
    operations=frozenset({"view"}),
    data_classes=frozenset({DataClass.DETAILS, DataClass.CONTACT}),
    default_days=182,
    max_days=365,
    assurance=Assurance.AL2,
    joint=Joint.ALL,
)
REVEAL: Final = Purpose(
    code="reveal_match",
    version=1,
    required=False,
    operations=frozenset({"view"}),
    data_classes=frozenset({DataClass.CONTACT}),
    default_days=30,
    max_days=60,
    assurance=Assurance.AL2,
    joint=Joint.ALL,
    two_sided=True,
    own_assent=True,
)
PURPOSES: Final = (DETAILS, PHOTO, PARTNER, REVEAL)
CARE: Final = BasisKind("care_of_found_child", frozenset({DataClass.DETAILS}), 90, 2)
NOTICES: Final = tuple(
    Notice(each.code, 1, 1, "adult", "en", f"About {each.code}", ("We keep it.", "You can stop."))
    for each in PURPOSES
)
EVERY: Final = frozenset(each.code for each in PURPOSES)
OPTIONAL: Final = EVERY - {DETAILS.code}
EXCUSED: Final = frozenset({DETAILS.code})
BANDS: Final = (
    Band("0_5", 0),
    Band("6_11", 6, frozenset({REVEAL.code}), OPTIONAL, EXCUSED, EXCUSED),
    Band("12_14", 12, OPTIONAL, OPTIONAL, frozenset(), EXCUSED),
    Band("15_17", 15, EVERY, EVERY, frozenset(), EXCUSED, may_speak_alone=True),
    Band("18", 18, is_adult=True),
)
CATALOGUE: Final = Catalogue(PURPOSES, [CARE], NOTICES, BANDS)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class Key:
    """A signing key made from a seed."""

    key_id: str = "ledger-2026"
    seed: bytes = bytes(range(32))

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    def public_bytes(self) -> bytes:
        return self._key.public_key().public_bytes_raw()


class World:
    """A ledger, its clock, and the shortest way to say what people do."""

    def __init__(self, store: Store, catalogue: Catalogue = CATALOGUE) -> None:
        self.clock = Clock()
        self.store = store
        self.catalogue = catalogue
        self.drawn = 0
        self.chance = Random(7)
        self.ages: dict[str, Age] = {}
        self.consents = Consents(
            store,
            catalogue,
            now=self.clock,
            random=self.random,
            origin="tests/consent",
            ages=lambda subjects: {who: self.ages[who] for who in subjects if who in self.ages},
        )

    def random(self, count: int) -> bytes:
        """Chance that repeats; every new fact draws from it."""
        self.drawn += 1
        return self.chance.randbytes(count)

    def with_catalogue(self, catalogue: Catalogue) -> "World":
        """The same facts, clock and chance, under other declarations."""
        world = World(self.store, catalogue)
        world.clock.at, world.chance, world.ages = self.clock.at, self.chance, self.ages
        return world

    def authorise(
        self,
        speaker: str = AMINA,
        *,
        assurance: Assurance = Assurance.AL2,
        with_others: WithOthers = WithOthers.SOLE,
        capacity: Capacity = Capacity.PARENT_BY_BIRTH,
        valid_until: datetime | None = None,
        subject: str = IDRIS,
        seen_by: str | None = None,
        alone: Alone | None = None,
    ) -> Authority:
        return self.consents.state_authority(
            subject=subject,
            speaker=speaker,
            capacity=capacity,
            with_others=with_others,
            assurance=assurance,
            valid_until=valid_until,
            seen_by=seen_by,
            alone=alone,
        )

    def show(
        self,
        *purposes: Purpose,
        speaker: str = AMINA,
        subject: str = IDRIS,
        recipients: tuple[str, ...] = (HOST,),
    ) -> Presentation:
        wanted = purposes or PURPOSES
        return self.consents.present(
            subject=subject,
            speaker=speaker,
            notices=[self.catalogue.notice(each.code, "adult", "en") for each in wanted],
            expression=EXPRESSION,
            recipients=recipients,
        )

    def give(
        self,
        purpose: Purpose,
        *,
        speaker: str = AMINA,
        subject: str = IDRIS,
        recipient: str = HOST,
        until: datetime | None = None,
    ) -> Act:
        shown = self.show(purpose, speaker=speaker, subject=subject, recipients=(recipient,))
        return self.consents.give(shown, purpose.code, recipient=recipient, until=until)

    def refuse(self, purpose: Purpose, *, speaker: str = AMINA, recipient: str = HOST) -> Act:
        shown = self.show(purpose, speaker=speaker, recipients=(recipient,))
        return self.consents.refuse(shown, purpose.code, recipient=recipient)

    def withdraw(self, purpose: Purpose, *, speaker: str = AMINA, recipient: str = HOST) -> Act:
        return self.consents.withdraw(
            subject=IDRIS,
            speaker=speaker,
            purpose=purpose.code,
            recipient=recipient,
            expression=EXPRESSION,
        )

    def decide(
        self,
        purpose: Purpose,
        *,
        recipient: str = HOST,
        subject: str = IDRIS,
        classes: frozenset[DataClass] | None = None,
        operation: str = "view",
        actor: str = NOOR,
    ) -> Permit | Denied:
        return self.consents.decide(
            subject=subject,
            purpose=purpose.code,
            operation=operation,
            data_classes=purpose.data_classes if classes is None else classes,
            actor=actor,
            recipient=recipient,
        )

    def permit(self, purpose: Purpose, *, recipient: str = HOST) -> Permit:
        answer = self.decide(purpose, recipient=recipient)
        assert isinstance(answer, Permit), answer
        return answer

    def denied(self, purpose: Purpose, *, recipient: str = HOST) -> Denied:
        answer = self.decide(purpose, recipient=recipient)
        assert isinstance(answer, Denied), answer
        return answer


def a_sole_guardian(store: Store | None = None) -> World:
    """Amina alone speaks for Idris, and her papers were seen."""
    world = World(MemoryStore() if store is None else store)
    world.authorise()
    return world


def retired(notice: Notice, at: datetime) -> Notice:
    """The same words, no longer in use from a moment on."""
    return replace(notice, retired_at=at)


@contextmanager
def sql_session() -> Iterator[Session]:
    """A session over an empty SQLite database in memory."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements sent while the block runs."""
    statements: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def sql_store(session: Session) -> SqlStore:
    """A store over that session."""
    return SqlStore(session)
