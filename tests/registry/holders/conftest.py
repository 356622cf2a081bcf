"""Amina, Yusuf, a child, and the people of a desk."""

from __future__ import annotations

import pytest

from registry.authority import Actor
from registry.children.models import Child
from registry.work import Floors
from tests.cast import YUSUF
from tests.making import accounts, children, holders
from tests.making.holders import Desk


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def yusuf(floors: Floors) -> Actor:
    return accounts.guardian(floors, YUSUF)


@pytest.fixture
def desk(floors: Floors) -> Desk:
    return holders.desk(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina, photos=1)
