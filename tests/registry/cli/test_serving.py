"""Serving: what an earlier process began to erase is gone before anybody is let in."""

from __future__ import annotations

import pytest
import waitress

from registry.cli.serve import finish_erasures, serve_until_told
from registry.consents import erasing, operations
from registry.storage.erasure import journal
from registry.work import Floors
from tests.making import accounts, children


def broken(*_: object) -> None:
    raise OSError("the power")


@pytest.fixture
def stopped(floors: Floors, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record whose key is destroyed, while its rows are not: there the power went."""
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina)
    with floors.begin(amina) as work:
        operations.wipe(work, str(child.id), at_once=True)
    with monkeypatch.context() as patch:
        patch.setattr(erasing, "finish_erasure", broken)
        with pytest.raises(OSError, match="the power"):
            erasing.finish_due(floors)
    return child.ref


def is_closed(floors: Floors, subject: str) -> bool:
    with floors.reading() as session:
        line = journal(session, subject)
        return line is not None and line.closed_at is not None


def test_an_unfinished_erasure_is_finished_before_the_first_page(
    floors: Floors, stopped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def listen(*_: object, **__: object) -> object:
        seen.append(is_closed(floors, stopped))
        raise SystemExit

    monkeypatch.setattr(waitress, "create_server", listen)
    assert not is_closed(floors, stopped)
    with pytest.raises(SystemExit):
        serve_until_told(floors, "127.0.0.1", 0)
    assert seen == [True]


def test_one_that_cannot_be_finished_does_not_shut_everybody_out(
    floors: Floors,
    stopped: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(erasing, "finish_erasure", broken)
    finish_erasures(floors)
    assert "not finished yet: OSError" in capsys.readouterr().err
    assert not is_closed(floors, stopped)
