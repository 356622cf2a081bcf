"""Who may read and change a record: its guardian, as long as the yes to keep it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from registry.authority import Actor
from registry.children import operations
from registry.children.models import Child
from registry.children.rules import Anyone, Safety, Whereabouts
from registry.description import (
    Care,
    Mark,
    MarkKind,
    Relation,
    Relative,
    Sensitive,
)
from registry.errors import Absent
from registry.work import Floors, Work
from tests.cast import YUSUF
from tests.conftest import Clock
from tests.making import accounts, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


def seen_by(floors: Floors, actor: Actor, child: Child) -> operations.Overview:
    with floors.begin(actor) as work:
        return operations.view_own(work, str(child.id))


CHANGES: list[Callable[[Work, str], object]] = [
    lambda work, child_id: operations.save_group(work, child_id, "care", Care()),
    lambda work, child_id: operations.save_safety(work, child_id, Safety(Anyone.NO)),
    lambda work, child_id: operations.save_withheld(work, child_id, children.FACTS),
    lambda work, child_id: operations.save_health(work, child_id, {}),
    lambda work, child_id: operations.save_sensitive(work, child_id, Sensitive()),
    lambda work, child_id: operations.state_whereabouts(work, child_id, Whereabouts(apart=False)),
    lambda work, child_id: operations.add_mark(work, child_id, Mark(kind=MarkKind.SCAR)),
    lambda work, child_id: operations.add_relative(
        work, child_id, Relative(relation=Relation.AUNT)
    ),
    lambda work, child_id: operations.take_mark_away(work, child_id, 0, 1),
    lambda work, child_id: operations.take_relative_away(work, child_id, 0, 1),
    lambda work, child_id: operations.state_relationship(work, child_id, children.ALONE),
    lambda work, child_id: operations.own_group(work, child_id, "names"),
    operations.own_withheld,
    operations.own_health,
    operations.own_sensitive,
    operations.own_photo_page,
    operations.own_whereabouts,
    operations.view_own,
]


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_but_the_guardian_changes_or_reads_a_record(
    floors: Floors, child: Child, change: Callable[[Work, str], object]
) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        change(work, str(child.id))


@pytest.mark.parametrize("broken", ["", "nothing", "claim:1", "../../etc/passwd", "0" * 64])
def test_an_id_that_never_was_is_absent(floors: Floors, amina: Actor, broken: str) -> None:
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.view_own(work, broken)


def test_a_group_that_is_no_group_is_absent(floors: Floors, amina: Actor, child: Child) -> None:
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.own_group(work, str(child.id), "secrets")
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.save_group(work, str(child.id), "secrets", Care())


def test_a_record_whose_yes_ran_out_opens_for_nobody(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    clock.move(days=366)
    seen = seen_by(floors, amina, child)
    assert seen.told is None
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.save_group(work, str(child.id), "care", Care())
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.save_safety(work, str(child.id), Safety(Anyone.NO))


def test_the_list_of_ones_own_names_only_what_may_be_opened(
    floors: Floors, amina: Actor, child: Child
) -> None:
    children.begun(floors, amina)
    with floors.begin(amina) as work:
        lines = operations.list_own(work)
    assert [(line.name, line.registered_on is not None) for line in lines] == [
        ("Idris Haddad", True),
        (None, False),
    ]
    yusuf = accounts.guardian(floors, YUSUF)
    with floors.begin(yusuf) as work:
        assert operations.list_own(work) == []
