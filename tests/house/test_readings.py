"""Nothing is opened that is not declared; and nothing starts that declares nothing."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest
from flask import Flask

from consent import DataClass
from registry import cli, worker
from registry.app import make_app
from registry.authority import Permission
from registry.errors import Misconfigured, Undeclared
from registry.oversight import views as oversight
from registry.purposes import OWN_ACCOUNT
from registry.readings import Reads, declared_by, reads, refuse_undeclared
from registry.storage.vault import Compartment
from registry.web.guards import guard
from registry.work import Floors
from tests.house import tree
from tests.making.subjects import person, sealed_for

MAKING_UP = {"registry/demo/seed.py", "registry/cli/bench", "registry/readings.py"}
"""Only where a house is made up may everything be opened."""


@pytest.fixture
def strict(floors: Floors) -> Floors:
    """Floors as the house has them: what nobody declared does not open."""
    return replace(floors, undeclared=frozenset())


def look(floors: Floors) -> dict[str, object]:
    """Open one contact on the ground of its own account."""
    actor = person()
    sealed_for(floors, actor, name="one")
    with floors.begin(actor) as work:
        permit = work.permit_on_basis(actor.ref, OWN_ACCOUNT, "view", DataClass.CONTACT)
        return work.vault.read(actor.ref, Compartment.CONTACT, permit)


@reads(Reads.ACCOUNT_CONTACT)
def declared(floors: Floors) -> dict[str, object]:
    """A job that says what it opens."""
    return look(floors)


@reads(Reads.LETTER, Reads.RECORD_DETAILS)
def declared_otherwise(floors: Floors) -> dict[str, object]:
    """A job that says something else: the class fits, the ground does not."""
    return look(floors)


def test_what_is_declared_opens(strict: Floors) -> None:
    assert declared(strict) == {"name": "one"}


def test_what_nobody_declared_does_not_open(strict: Floors) -> None:
    with pytest.raises(Undeclared, match="contact is opened on own_account"):
        look(strict)


def test_another_ground_or_class_than_the_declared_does_not_open(floors: Floors) -> None:
    with pytest.raises(Undeclared):
        declared_otherwise(floors)


def test_a_view_is_held_to_what_stands_beside_it(app: Flask, floors: Floors) -> None:
    @guard(Permission.PUBLIC_READ, Reads.NOTHING)
    def shut() -> str:
        return str(look(floors))

    @guard(Permission.PUBLIC_READ, Reads.ACCOUNT_CONTACT)
    def wide() -> str:
        return str(look(floors))

    with app.test_request_context("/"):
        assert "one" in wide()
        with pytest.raises(Undeclared):
            shut()


def test_in_the_house_an_undeclared_reading_is_a_broken_page_that_tells_nothing(
    app: Flask, floors: Floors, capfd: pytest.CaptureFixture[str]
) -> None:
    @guard(Permission.PUBLIC_READ, Reads.NOTHING)
    def shut() -> str:
        return str(look(floors))

    app.add_url_rule("/shut", "shut", shut)
    app.config["TESTING"] = False
    answer = app.test_client().get("/shut")
    assert answer.status_code == 500
    assert "own_account" not in answer.text + "".join(capfd.readouterr())


def test_the_application_refuses_to_start_with_a_view_that_declares_nothing(
    floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent() -> str:
        return ""

    silent.permission = Permission.PUBLIC_READ  # type: ignore[attr-defined]
    from flask import Blueprint  # noqa: PLC0415

    extra = Blueprint("extra", __name__)
    extra.add_url_rule("/silent", "silent", silent)
    monkeypatch.setattr(oversight, "BLUEPRINTS", (*oversight.BLUEPRINTS, extra))
    with pytest.raises(Misconfigured, match=r"extra\.silent .* @guard\(Permission"):
        make_app(floors)


def test_a_job_or_command_that_declares_nothing_is_refused() -> None:
    with pytest.raises(Misconfigured, match=r"look .* @reads\(Reads"):
        refuse_undeclared(declared, look)


def test_every_command_and_every_job_declares_what_it_opens() -> None:
    acts = [*cli.callbacks(cli.kinfold), worker.deliver, *worker.JOBS]
    assert len(acts) > 10
    refuse_undeclared(*acts)


def test_everything_may_be_opened_only_where_a_house_is_made_up() -> None:
    wide = {
        tree.name(path)
        for path in tree.python("registry")
        for node in ast.walk(tree.parsed(path))
        if isinstance(node, ast.Attribute) and node.attr == "EVERYTHING"
        if getattr(node.value, "id", None) == "Reads"
    }
    assert [place for place in wide if not place.startswith(tuple(MAKING_UP))] == []


def test_nothing_is_declared_together_with_something() -> None:
    both = [
        declared_by(each)
        for each in (*cli.callbacks(cli.kinfold), worker.deliver, *worker.JOBS)
        if Reads.NOTHING in declared_by(each) and len(declared_by(each)) > 1
    ]
    assert both == []
