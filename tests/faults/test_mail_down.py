"""The mail server is down, in every way one can be: letters wait, and each goes once."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.outbox import senders
from registry.outbox.delivery import MOST_TRIES
from registry.outbox.models import Message
from registry.outbox.senders import SmtpSender
from registry.retention import CLOCKS
from registry.work import Floors
from registry.worker import PORTION, Worker, deliver, run_once
from tests.cast import AMINA, PASSWORD, YUSUF
from tests.conftest import Clock
from tests.faults.mail_servers import DIES, HANGS, mail_server
from tests.making import accounts
from tests.making.boxes import Box

DOWN = {
    "it refuses everybody": {"greeting": "554 not you"},
    "it hangs before a word": {"greeting": HANGS},
    "it is too busy": {"greeting": "421 too busy"},
    "it hangs in the middle": {"RCPT": HANGS},
    "it dies in the middle": {"MAIL": DIES},
    "it dies before it has the text": {"DATA": DIES},
    "it dies with the text in its hands": {"text": DIES},
    "it hangs with the text in its hands": {"text": HANGS},
    "it takes no sender of ours": {"MAIL": "550 not from you"},
    "the address is to wait": {"RCPT": "450 come again"},
    "the text is to wait": {"text": "451 come again"},
    "there is no such address": {"RCPT": "550 nobody"},
    "it will not have the text": {"text": "554 no"},
}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(senders, "TIMEOUT_SECONDS", 0.3)


@pytest.fixture
def waiting(floors: Floors) -> Message:
    """One letter that waits."""
    accounts.opened(floors, AMINA, confirmed=False)
    return the_letter(floors)


def the_letter(floors: Floors) -> Message:
    with floors.reading() as session:
        return session.scalars(select(Message)).one()


def write(floors: Floors, count: int) -> None:
    actor = accounts.acting(floors, AMINA)
    with floors.begin(actor) as work:
        for _ in range(count):
            work.outbox.send("password_changed", to=actor.ref)


def smtp(port: int) -> SmtpSender:
    return SmtpSender(f"smtp://127.0.0.1:{port}")


@pytest.mark.parametrize("how", DOWN)
def test_r3_a_letter_waits_until_the_server_is_well_and_goes_once(
    floors: Floors, waiting: Message, clock: Clock, how: str
) -> None:
    with mail_server(**DOWN[how]) as server:
        assert deliver(floors, smtp(server.port)) == 1
        assert server.letters == []
    kept = the_letter(floors)
    assert kept.sent_at is None
    assert kept.next_try_at == clock() + timedelta(minutes=2)
    assert deliver(floors, Box()) == 0  # it is not asked again at once
    clock.move(minutes=2)
    with mail_server() as server:
        assert deliver(floors, smtp(server.port)) == 1
        assert deliver(floors, smtp(server.port)) == 0
        assert len(server.letters) == 1
    assert the_letter(floors).sent_at == clock()
    assert kept.id == waiting.id


def test_nobody_at_the_port_is_a_server_that_is_down(floors: Floors, waiting: Message) -> None:
    with mail_server() as server:
        port = server.port
    assert deliver(floors, smtp(port)) == 1
    assert the_letter(floors).next_try_at is not None
    assert waiting.sent_at is None


@pytest.mark.parametrize("parting", [HANGS, DIES, "421 going down", "500 what?"])
def test_r3_a_letter_that_was_taken_is_not_sent_again_for_a_bad_good_bye(
    floors: Floors, waiting: Message, parting: str
) -> None:
    with mail_server(QUIT=parting) as server:
        deliver(floors, smtp(server.port))
        assert len(server.letters) == 1
    assert the_letter(floors).sent_at is not None
    assert waiting.tries == 0


def test_r3_a_letter_sent_again_after_a_stop_bears_the_same_name(
    floors: Floors, waiting: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise SystemExit

    with mail_server() as server:
        with monkeypatch.context() as patch:
            patch.setattr(
                "registry.worker.delivering._note_sent", stopped
            )  # taken, and then the power went
            with pytest.raises(SystemExit):
                deliver(floors, smtp(server.port))
        deliver(floors, smtp(server.port))
        names = [re.findall(r"Message-ID: (.+)\r\n", letter) for letter in server.letters]
    assert len(names) == 2
    assert names[0] == names[1]
    assert str(waiting.id) in names[0][0]


def test_a_server_that_drips_is_left(
    floors: Floors, waiting: Message, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(senders, "TIMEOUT_SECONDS", 5)
    monkeypatch.setattr(senders, "LONGEST_SECONDS", 0.3)
    began = time.monotonic()
    with mail_server(RCPT=HANGS) as server:
        deliver(floors, smtp(server.port))
    assert time.monotonic() - began < 4
    assert the_letter(floors).tries == waiting.tries + 1


def test_no_letter_is_lost_while_the_server_is_down_for_a_month(
    floors: Floors, waiting: Message, clock: Clock
) -> None:
    with mail_server() as server:
        port = server.port
    for _ in range(30):
        clock.move(days=1)
        deliver(floors, smtp(port))
    assert the_letter(floors).next_try_at is not None
    clock.move(days=1)
    box = Box()
    deliver(floors, box)
    assert [letter["X-Kinfold-Message"] for letter in box.letters] == [str(waiting.id)]


def test_only_what_is_refused_for_good_is_given_up_and_it_keeps_back_no_other(
    floors: Floors, waiting: Message, clock: Clock
) -> None:
    with mail_server(RCPT="550 nobody") as server:
        for _ in range(MOST_TRIES):
            clock.move(hours=6)
            deliver(floors, smtp(server.port))
        assert the_letter(floors).next_try_at is None
        write(floors, 3)
        assert deliver(floors, smtp(server.port)) == 3  # the next is tried all the same
        assert server.asked == MOST_TRIES + 3
    assert waiting.sent_at is None


def test_a_server_that_hangs_keeps_the_worker_for_one_letter_and_nothing_else_waits(
    floors: Floors, waiting: Message
) -> None:
    write(floors, 2 * PORTION)
    began = time.monotonic()
    with mail_server(greeting=HANGS) as server:
        run_once(floors, smtp(server.port))
        assert server.asked == 1
    assert time.monotonic() - began < 10
    assert waiting.ref


def test_the_queue_is_bounded_by_the_clock_of_retention_and_read_in_portions(
    floors: Floors, waiting: Message, clock: Clock
) -> None:
    write(floors, 2 * PORTION)
    box = Box()
    assert deliver(floors, box) == PORTION
    keep = next(each.keep for each in CLOCKS.values() if each.table == "messages")
    assert keep is not None
    clock.move(days=keep.days + 1)
    with mail_server() as server:
        port = server.port
    run_once(floors, smtp(port))
    with floors.reading() as session:
        left = session.scalars(select(Message).where(Message.queued_at < clock() - keep)).all()
    assert left == []
    assert waiting.ref


def test_the_web_never_waits_for_the_mail(
    client: FlaskClient, floors: Floors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(senders, "TIMEOUT_SECONDS", 8)
    accounts.opened(floors, YUSUF, confirmed=False)
    with mail_server(greeting=HANGS) as server:
        worker = Worker(floors, smtp(server.port))
        worker.start()
        while not server.asked:  # now the worker hangs with it
            time.sleep(0.02)
        began = time.monotonic()
        form = {"email": AMINA, "name": "Amina", "password": PASSWORD, "phone": ""}
        answer = client.post("/account/new", data=form)
        assert answer.status_code == 303
        assert time.monotonic() - began < senders.TIMEOUT_SECONDS
    worker.stop()
    with floors.reading() as session:
        assert len(session.scalars(select(Message)).all()) == 2
