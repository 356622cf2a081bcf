"""What the two families see: neutral words, until both said yes."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from flask.testing import FlaskClient

from registry.claims import operations as claiming
from registry.reunion.operations.telling import notice
from registry.work import Floors
from registry.worker import deliver
from tests.cast import AMINA, INES, MARA, OMAR, YUSUF
from tests.making import reunion as making
from tests.making.reunion import Cast
from tests.registry.reunion.test_desk_pages import Walker

NAMES = ("Idris", "Idriss", "Dudi", "Haddad")
YES = {"answer": "yes", "shown": notice("en").digest, "days": "30"}


class Room:
    """Where letters arrive."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    def __call__(self, letter: EmailMessage) -> None:
        """Take one in."""
        self.letters.append(letter)


def at(cast: Cast, page: str = "reveal") -> str:
    """A page of one side."""
    return f"/cases/{cast.review_id}/{page}"


def bare(text: str) -> str:
    """A page without what differs at every showing."""
    return re.sub(r'(nonce|value)="[^"]*"', "", text)


@pytest.mark.parametrize("email", [YUSUF, AMINA])
def test_the_question_tells_nothing_of_the_other_side(
    client: FlaskClient, asked: Cast, email: str
) -> None:
    assert asked.child is not None
    page = Walker(client, email).sees(at(asked)).text
    references = {YUSUF: asked.claim.reference, AMINA: asked.child.reference}
    assert references.pop(email) in page
    for told in (*references.values(), *NAMES, "Yusuf", "Amina", "Uncle"):
        assert told not in page


def test_a_yes_needs_a_name_and_the_page_keeps_it(client: FlaskClient, asked: Cast) -> None:
    yusuf = Walker(client, YUSUF)
    assert "Write the name the other side may call you by." in yusuf.is_asked_again(
        at(asked), **YES
    )
    page = yusuf.is_asked_again(at(asked), name="Yusuf", days="30", shown=YES["shown"])
    assert "Press yes or no." in page
    assert 'value="Yusuf"' in page
    yusuf.sends(at(asked), name="Yusuf", **YES)
    assert "Thank you for your answer" in yusuf.sees(at(asked)).text
    yusuf.does_not_see(at(asked, "messages"))


def test_after_a_no_of_the_other_the_page_has_the_same_bytes(
    floors: Floors, client: FlaskClient, asked: Cast
) -> None:
    making.answered(floors, asked, holder=None)
    yusuf = Walker(client, YUSUF)
    before = bare(yusuf.sees(at(asked)).text)
    making.answered(floors, asked, seeker=None, holder=False)
    assert bare(yusuf.sees(at(asked)).text) == before


def test_both_yes_and_they_write_to_each_other(
    floors: Floors, client: FlaskClient, told: Cast
) -> None:
    yusuf = Walker(client, YUSUF)
    assert "Amina" in yusuf.sees(at(told)).text
    assert "Write an answer: Your letter" in yusuf.is_asked_again(at(told, "messages"))
    yusuf.sends(at(told, "messages"), words="How is he?")
    assert "How is he?" in yusuf.sees(at(told, "messages")).text
    amina = Walker(client, AMINA)
    page = amina.sees(at(told, "messages")).text
    assert "Yusuf" in page
    assert "How is he?" not in page


def test_a_yes_is_taken_back_in_one_step(client: FlaskClient, told: Cast) -> None:
    amina = Walker(client, AMINA)
    assert at(told, "withdrawal") in amina.sees(at(told)).text
    amina.sends(at(told, "withdrawal"))
    assert "Thank you for your answer" in amina.sees(at(told)).text
    amina.does_not_see(at(told, "messages"))
    Walker(client, YUSUF).does_not_see(at(told, "messages"))


def test_the_lead_answers_for_a_child_in_care(
    floors: Floors, client: FlaskClient, found: Cast
) -> None:
    making.asked(floors, found)
    omar = Walker(client, OMAR)
    omar.sends(at(found), name="Omar of Willow House", **YES)
    Walker(client, YUSUF).sends(at(found), name="Yusuf", **YES)
    assert "Omar of Willow House" in Walker(client, YUSUF).sees(at(found)).text
    omar = Walker(client, OMAR)
    omar.sends(at(found, "messages"), words="He asks for you.")


def test_a_question_that_ended_says_so(floors: Floors, client: FlaskClient, asked: Cast) -> None:
    with floors.begin(asked.seeker) as work:
        claiming.withdraw_claim(work, str(asked.claim.id))
    assert "This question has ended" in Walker(client, AMINA).sees(at(asked)).text


@pytest.mark.parametrize("email", [MARA, INES])
def test_the_desk_has_no_part_in_the_answer(client: FlaskClient, told: Cast, email: str) -> None:
    person = Walker(client, email)
    person.does_not_see(at(told))
    person.does_not_see(at(told, "messages"))


def test_before_the_question_there_is_nothing(client: FlaskClient, ready: Cast) -> None:
    for email in (YUSUF, AMINA):
        Walker(client, email).does_not_see(at(ready))


def test_somebody_who_is_not_signed_in_is_led_to_the_door(client: FlaskClient, told: Cast) -> None:
    page = client.get(at(told))
    assert page.location.endswith("/sign-in")


def test_the_letters_that_go_out_name_nobody(
    floors: Floors, client: FlaskClient, told: Cast
) -> None:
    room = Room()
    while deliver(floors, room):
        pass
    asked = [letter for letter in room.letters if at(told) in letter.get_content()]
    assert len(asked) == 2
    for letter in asked:
        assert letter["Subject"] == "A note about your account"
        assert not any(name in letter.get_content() for name in (*NAMES, "Yusuf", "Amina"))
