"""How facts are written and read back, and what is made of what cannot be read."""

import json
from datetime import timedelta

import pytest

from consent import Assurance, MemoryStore, NotAReference, Reason, UnknownShape, detail, shape
from consent.facts import (
    Absence,
    Act,
    ActKind,
    Alone,
    Answer,
    Assent,
    Authority,
    Brake,
    Capacity,
    Fact,
    HolderAbsence,
    Lift,
    Presentation,
    Restriction,
    Shown,
    Unreadable,
    WithOthers,
)
from consent.grounds import BasisEnd, BasisRecord, Override, OverrideReview
from consent.ledger import Entry, seal
from consent.memory import MemoryStore as Store
from consent.purposes import DataClass
from tests.consent.world import (
    AGENCY,
    AMINA,
    DETAILS,
    EXPRESSION,
    HOST,
    IDRIS,
    LINA,
    NOOR,
    NOTICES,
    START,
    TOMAS,
    YUSUF,
    World,
    a_sole_guardian,
)

SHOWN = Shown(DETAILS.code, NOTICES[0].ref, NOTICES[0].digest)
LATER = START + timedelta(days=3)


def every_kind() -> list[Fact]:
    """One of each kind of fact, with everything filled in: the shapes that never migrate."""
    common = {"id": "3f6c1c52", "subject": IDRIS, "speaker": AMINA}
    at = START
    return [
        Presentation(
            **common,
            recorded_at=at,
            shown=(SHOWN,),
            recipients=(HOST, AGENCY),
            expression=EXPRESSION,
        ),
        Authority(
            **common,
            recorded_at=at,
            capacity=Capacity.COURT_GUARDIAN,
            with_others=WithOthers.ALL,
            assurance=Assurance.AL3,
            valid_until=LATER,
            evidence_digest="ab" * 32,
            seen_by=NOOR,
            alone=Alone.UNSAFE,
        ),
        Act(
            **common,
            recorded_at=at,
            kind=ActKind.OBJECT,
            purpose=DETAILS.code,
            purpose_version=1,
            recipient=HOST,
            expression=EXPRESSION,
            presentation="presentation:1",
            shown=SHOWN,
            data_classes=frozenset({DataClass.DETAILS, DataClass.CONTACT}),
            until=LATER,
            about="act:1",
            details={"months": "12"},
        ),
        Assent(
            **common,
            recorded_at=at,
            purpose=DETAILS.code,
            answer=Answer.NOT_ASKED,
            reason="absent",
            heard_by=NOOR,
            expression=EXPRESSION,
        ),
        Restriction(
            **common,
            recorded_at=at,
            brake=Brake.BEREAVEMENT,
            people=(NOOR, TOMAS),
            codes=frozenset({DETAILS.code}),
            review_by=LATER,
        ),
        Lift(**common, recorded_at=at, restriction="restriction:1", people=(NOOR, TOMAS)),
        BasisRecord(
            **common,
            recorded_at=at,
            kind="care",
            people=(NOOR, TOMAS),
            data_classes=frozenset({DataClass.HEALTH}),
            until=LATER,
            reference="claim:1",
        ),
        BasisEnd(**common, recorded_at=at, kind="care"),
        HolderAbsence(
            **common,
            recorded_at=at,
            holder=YUSUF,
            why=Absence.UNSAFE,
            people=(NOOR, TOMAS),
            attempts=(at,),
            until=LATER,
        ),
        Override(
            **common,
            recorded_at=at,
            reason="medical",
            data_classes=frozenset({DataClass.HEALTH}),
            people=(NOOR, TOMAS),
            until=LATER,
            renews="override:1",
        ),
        OverrideReview(**common, recorded_at=at, override="override:1", upheld=True),
    ]


@pytest.mark.parametrize("fact", every_kind(), ids=lambda fact: fact.kind_of_fact)
def test_a_fact_is_read_back_as_it_was_written(fact: Fact) -> None:
    written = detail.write(fact)
    assert detail.read(written, subject=IDRIS) == fact
    assert detail.write(detail.read(written, subject=IDRIS)) == written
    assert fact.ref == f"{fact.kind_of_fact}:3f6c1c52"


def test_the_written_form_is_the_one_that_was_agreed_on() -> None:
    # A change here is a change of every ledger there is: add a member, never alter one.
    assert json.loads(detail.write(every_kind()[3])) == {
        "fact": "assent",
        "schema": 1,
        "of": {
            "id": "3f6c1c52",
            "subject": IDRIS,
            "speaker": AMINA,
            "recorded_at": "2026-03-02T09:00:00.000000Z",
            "purpose": "store_details",
            "answer": "not_asked",
            "reason": "absent",
            "heard_by": NOOR,
            "expression": {"method": "self", "medium": "screen", "language": "en", "helper": None},
        },
    }


def test_a_fact_from_before_a_member_was_added_is_still_read() -> None:
    document = json.loads(detail.write(every_kind()[1]))
    del document["of"]["seen_by"]
    fact = detail.read(json.dumps(document).encode(), subject=IDRIS)
    assert isinstance(fact, Authority)
    assert fact.seen_by is None


def bent(**changes: object) -> bytes:
    document = json.loads(detail.write(every_kind()[1]))
    for name, value in changes.items():
        target = document if name in {"fact", "schema"} else document["of"]
        target[name] = value
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        bent(fact="wish"),
        bent(fact=None),
        bent(fact=["act"]),
        bent(schema=2),
        bent(capacity="cousin"),
        bent(capacity=1),
        bent(capacity=None),
        bent(assurance=4),
        bent(assurance=True),
        bent(assurance="2"),
        bent(valid_until="soon"),
        bent(valid_until="2026-02-30T09:00:00.000000Z"),
        bent(valid_until=3),
        bent(seen_by=5),
        bent(mood="good"),
        bent(subject=LINA),
    ],
)
def test_what_is_not_known_is_unreadable(octets: bytes) -> None:
    fact = detail.read(octets, subject=IDRIS)
    assert isinstance(fact, Unreadable)
    assert fact.subject == IDRIS


def test_i15_prose_is_refused_and_not_repeated() -> None:
    fact = every_kind()[3]
    assert isinstance(fact, Assent)
    with pytest.raises(NotAReference) as caught:
        detail.write(
            Assent(
                id=fact.id,
                subject=IDRIS,
                speaker=AMINA,
                recorded_at=START,
                purpose=DETAILS.code,
                answer=Answer.NO,
                reason="she said no",
                heard_by=NOOR,
                expression=EXPRESSION,
            )
        )
    assert "she" not in str(caught.value)


def test_a_shape_holds_nothing_that_cannot_be_written() -> None:
    for value in (b"octets", Fact, object()):
        with pytest.raises(Exception, match="Not canonical"):
            shape.plain(value)


@pytest.mark.parametrize(("kind", "value"), [(str, 1), (dict, {}), (list[int], "x"), (Shown, [])])
def test_only_the_very_shape_is_read(kind: type, value: object) -> None:
    if kind is dict:
        assert shape.revive(dict, {}) == {}
    else:
        with pytest.raises(UnknownShape):
            shape.revive(kind, value)  # type: ignore[arg-type]


# ── 17: what cannot be read denies everything about its subject ──────────────────────────────


def add(store: Store, fact: Fact) -> None:
    """Append a fact that this version would not write, as a later one might."""
    sealed = seal(fact, seq=store.size(), salt=bytes(32))
    unknown = Unreadable(
        id=fact.id, subject=fact.subject, speaker=fact.speaker, recorded_at=fact.recorded_at
    )
    store.append(Entry(sealed.seq, unknown, sealed.detail, sealed.salt, sealed.body))


def test_while_one_fact_cannot_be_read_everything_is_denied() -> None:
    store = MemoryStore()
    world: World = a_sole_guardian(store)
    world.give(DETAILS)
    add(store, every_kind()[7])
    assert Reason.UNKNOWN_FACT in world.denied(DETAILS).reasons
    world.give(DETAILS)
    assert Reason.UNKNOWN_FACT in world.denied(DETAILS).reasons
    many = world.consents.decide_many(
        subjects=[IDRIS],
        purpose=DETAILS.code,
        operation="view",
        data_classes=DETAILS.data_classes,
        actor=NOOR,
    )
    assert not many[IDRIS]


def test_facts_for_rules_still_to_come_open_and_close_nothing() -> None:
    store = MemoryStore()
    world = a_sole_guardian(store)
    world.give(DETAILS)
    lift_of_nothing, *to_come = every_kind()[5], *every_kind()[8:]
    for fact in (lift_of_nothing, *to_come):
        sealed = seal(fact, seq=store.size(), salt=bytes(32))
        store.append(sealed)
    assert world.decide(DETAILS)
    assert not world.decide(DETAILS, classes=frozenset({DataClass.PHOTO}))
