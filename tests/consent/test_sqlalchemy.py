"""The store in a database: nothing but its own transaction, its own tables, and one query."""

from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from sqlalchemy import Engine, create_engine, event, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from consent import Capacity, Reason, Status
from consent.audit import audit
from consent.ledger import seal
from consent.sqlalchemy import Moment, SqlStore, StoredEpoch, StoredFact, StoredLine, metadata
from tests.consent.test_detail import every_kind
from tests.consent.world import (
    CATALOGUE,
    DETAILS,
    IDRIS,
    LINA,
    NOOR,
    PHOTO,
    World,
    a_sole_guardian,
    counted,
)


@pytest.fixture
def kept(session: Session) -> World:
    """Amina's yes to the details of Idris, in a database."""
    world = a_sole_guardian(SqlStore(session))
    world.give(DETAILS)
    return world


def test_the_tables_point_to_nothing_outside(session: Session) -> None:
    tables = set(inspect(session.get_bind()).get_table_names())
    assert tables == {
        "consent_epochs",
        "consent_facts",
        "consent_leaves",
        "consent_nodes",
        "consent_standings",
    }
    assert not any(table.foreign_keys for table in metadata.tables.values())


def test_nothing_is_kept_before_the_caller_commits(session: Session) -> None:
    world = a_sole_guardian(SqlStore(session))
    session.commit()
    world.give(DETAILS)
    session.rollback()
    assert not world.decide(DETAILS)
    assert world.store.size() == 1
    assert world.consents.epoch_of(IDRIS) == 1
    assert session.scalars(select(StoredLine)).all() == []


def test_many_subjects_are_one_look(kept: World, session: Session) -> None:
    subjects = [IDRIS, LINA, *(f"child:{number}" for number in range(298))]
    with counted(session) as statements:
        answers = kept.consents.decide_many(
            subjects=subjects,
            purpose=DETAILS.code,
            operation="view",
            data_classes=DETAILS.data_classes,
            actor=NOOR,
        )
    assert len(statements) == 2  # the newest stamp, and all the lines
    assert [subject for subject, answer in answers.items() if answer] == [IDRIS]


def test_the_epoch_is_read_afresh(kept: World, session: Session) -> None:
    permit = kept.permit(DETAILS)
    session.execute(
        update(StoredEpoch).values(epoch=StoredEpoch.epoch + 1),
        execution_options={"synchronize_session": False},
    )
    assert not kept.consents.is_current(permit)


@pytest.mark.parametrize(
    "column", [{"status": "glad"}, {"assurance": 9}, {"data_classes": "face"}, {"hurdles": "mood"}]
)
def test_a_stored_line_with_an_unknown_value_denies(
    kept: World, session: Session, column: dict[str, object]
) -> None:
    session.execute(update(StoredLine).values(column))
    answers = kept.consents.decide_many(
        subjects=[IDRIS],
        purpose=DETAILS.code,
        operation="view",
        data_classes=DETAILS.data_classes,
        actor=NOOR,
    )
    assert not answers[IDRIS]


def test_a_stored_fact_with_an_unknown_value_denies(kept: World, session: Session) -> None:
    row = session.scalars(select(StoredFact).where(StoredFact.kind == "authority")).one()
    row.detail = row.detail.replace("parent_by_birth", "uncle")
    session.flush()
    afresh = kept.with_catalogue(CATALOGUE)
    assert Reason.NOT_ACTIVE in afresh.denied(DETAILS).reasons
    assert not afresh.consents.standing(IDRIS).is_readable


def test_a_fact_moved_to_another_subject_gives_them_nothing(kept: World, session: Session) -> None:
    session.execute(update(StoredFact).values(subject=LINA))
    assert not kept.decide(DETAILS, subject=LINA)
    assert not kept.consents.standing(LINA).is_readable


def test_what_another_commits_is_seen_at_once(kept: World, session: Session) -> None:
    """Facts are remembered only as long as nobody added one."""
    other = World(SqlStore(session))
    other.chance = Random(8)
    assert kept.decide(DETAILS)
    other.withdraw(DETAILS)
    assert not kept.decide(DETAILS)
    assert kept.consents.standing(IDRIS).status(DETAILS.code) is Status.WITHDRAWN


def test_what_was_rolled_back_is_forgotten_though_the_count_is_the_same(session: Session) -> None:
    world = a_sole_guardian(SqlStore(session))
    session.commit()
    world.show(DETAILS)
    session.rollback()
    other = World(SqlStore(session))
    other.chance = Random(8)
    other.authorise(capacity=Capacity.NONE_DETERMINED)
    assert world.consents.epoch_of(IDRIS) == 2
    assert world.consents.facts(IDRIS) == other.consents.facts(IDRIS)
    world.show(DETAILS)
    assert audit(world.store) == 3


def test_only_lines_that_came_out_differently_are_written(kept: World, session: Session) -> None:
    presentation = kept.show(DETAILS)
    with counted(session) as statements:
        kept.consents.give(presentation, DETAILS.code)
    written = [each for each in statements if "consent_standings" in each and "SELECT" not in each]
    assert len(written) <= 1
    with counted(session) as statements:
        kept.authorise(NOOR)
    assert not [each for each in statements if "consent_standings" in each]


def test_the_same_act_cannot_be_stored_twice(kept: World, session: Session) -> None:
    fact = every_kind()[0]
    kept.store.append(seal(fact, seq=10, salt=bytes(32), key="k"))
    other = every_kind()[8]
    with pytest.raises(IntegrityError):
        kept.store.append(seal(other, seq=11, salt=bytes(32), key="k"))


def test_a_moment_is_utc_also_where_the_database_forgets_the_zone() -> None:
    kind, dialect = Moment(), create_engine("sqlite://").dialect
    at = datetime(2026, 3, 2, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    utc = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert kind.process_bind_param(at, dialect) == utc
    assert kind.process_bind_param(None, dialect) is None
    assert kind.process_result_value(utc.replace(tzinfo=None), dialect) == utc
    assert kind.process_result_value(at, dialect) == utc
    assert kind.process_result_value(None, dialect) is None


def test_on_postgresql_writers_wait_for_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    engine: Engine = create_engine("sqlite://", poolclass=StaticPool)
    sent: list[str] = []

    def stand_in(_c: object, _cur: object, statement: str, *_rest: object) -> tuple[str, object]:
        sent.append(statement)
        return "SELECT ?", (1,)

    event.listen(engine, "before_cursor_execute", stand_in, retval=True)
    monkeypatch.setattr(engine.dialect, "name", "postgresql")
    with Session(engine) as session:
        SqlStore(session).hold()
    engine.dispose()
    assert len(sent) == 1
    assert "pg_advisory_xact_lock" in sent[0]


def test_lines_follow_every_fact(kept: World, session: Session) -> None:
    kept.give(PHOTO)
    kept.withdraw(DETAILS)
    rows = session.scalars(select(StoredLine).order_by(StoredLine.purpose))
    assert [(row.purpose, row.status) for row in rows] == [
        (DETAILS.code, "withdrawn"),
        (PHOTO.code, "withdrawn"),
    ]
