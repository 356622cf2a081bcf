"""Delivery: rendered, sent by a real SMTP server, tried again, and given up at last."""

from __future__ import annotations

import socket
from datetime import timedelta
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Collecting
from sqlalchemy import select

from registry.outbox.delivery import LONGEST_PAUSE, MOST_TRIES, Letters
from registry.outbox.models import Message
from registry.outbox.senders import NullSender, RoomSender, SmtpSender
from registry.places import templates
from registry.storage.vault import Sealed
from registry.work import Floors
from registry.worker import deliver
from tests.conftest import Clock
from tests.making.accounts import opened


class Postman(Collecting):
    """Keeps what a real SMTP server was handed."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[str] = []

    def handle_message(self, message: object) -> None:
        """Keep one letter."""
        self.letters.append(str(message))


def test_a_letter_goes_out_through_a_real_mail_server(floors: Floors) -> None:
    opened(floors, confirmed=False)
    postman = Postman()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(postman, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert deliver(floors, SmtpSender(f"smtp://127.0.0.1:{port}")) == 1
    finally:
        server.stop()
    assert len(postman.letters) == 1
    assert "amina@example.org" in postman.letters[0]


def test_what_a_sent_letter_said_is_dropped(floors: Floors) -> None:
    opened(floors, confirmed=False)
    deliver(floors, RoomSender(floors.settings.mail_dir))
    assert len(list(floors.settings.mail_dir.glob("*.eml"))) == 1
    with floors.reading() as session:
        message = session.scalars(select(Message)).one()
        left = session.scalars(select(Sealed).where(Sealed.owner_ref == message.ref)).all()
    assert message.sent_at is not None
    assert message.next_try_at is None
    assert left == []
    assert deliver(floors, NullSender()) == 0


def test_a_letter_that_does_not_go_waits_longer_each_time_and_is_not_given_up(
    floors: Floors, clock: Clock
) -> None:
    opened(floors, confirmed=False)
    waits: list[timedelta] = []
    for _ in range(2 * MOST_TRIES):
        assert deliver(floors, NullSender()) == 1
        with floors.reading() as session:
            message = session.scalars(select(Message)).one()
        if message.next_try_at is not None:
            waits.append(message.next_try_at - clock())
            clock.at = message.next_try_at
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_PAUSE
    assert deliver(floors, RoomSender(floors.settings.mail_dir)) == 1
    with floors.reading() as session:
        assert session.scalars(select(Message)).one().sent_at == clock()


@pytest.mark.parametrize("name", sorted(p.name for p in (templates() / "messages").iterdir()))
def test_every_message_has_a_neutral_subject_and_a_body(name: str) -> None:
    letters = Letters(templates(), "Kinfold <desk@kinfold.invalid>", base_url="x", helpline="1")
    words = {"token": "t", "case": "c", "child": "i", "to_address": ""}
    words |= {"left": "9", "badge": "000-001", "day": "2026-05-31"}
    letter: EmailMessage = letters.write(
        Message(name=name, to_ref="account:x", language="en"), "somebody@example.org", words
    )
    subject = str(letter["Subject"]).lower()
    assert subject
    for word in ("child", "match", "found", "missing", "claim", "consent", "review"):
        assert word not in subject
    assert letter.get_content().strip()


@pytest.mark.parametrize(
    "address", ["a@example.org\r\nBcc: b@example.org", "a@example.org\nSubject: x", "a@b\r\n\r\nx"]
)
def test_no_address_brings_a_line_into_the_head_of_a_letter(address: str) -> None:
    letters = Letters(templates(), "Kinfold <desk@kinfold.invalid>", base_url="x", helpline="1")
    with pytest.raises(ValueError, match="line"):
        letters.write(
            Message(name="password_changed", to_ref="account:x", language="en"), address, {}
        )
