"""Sessions as rows: one sees one's own, ends them from anywhere, and nobody else's."""

from __future__ import annotations

import re
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.web.devices import Device, device_of
from registry.web.models import WebSession
from registry.work import Floors
from tests.cast import AMINA, PASSWORD, YUSUF
from tests.conftest import Clock
from tests.making import accounts

ANDROID = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) Mobile"}


def phone(client: FlaskClient, email: str = AMINA) -> FlaskClient:
    """A second browser, on a telephone, signed in."""
    found = client.application.test_client()
    told = {"email": email, "password": PASSWORD}
    found.post("/sign-in", data=told, headers=ANDROID)
    return found


def endings(page: str) -> list[str]:
    """The addresses that end one session each."""
    return re.findall(r'action="(/account/sessions/[0-9a-f-]{36}/end)"', page)


def test_one_sees_where_one_is_signed_in_and_ends_it_from_elsewhere(
    client: FlaskClient, floors: Floors
) -> None:
    accounts.opened(floors)
    accounts.sign_in(client)
    telephone = phone(client)
    page = client.get("/account/sessions").text
    assert "An Android telephone or tablet" in page
    assert page.count("this one") == 1
    assert "127.0.0.1" not in page
    (ending,) = endings(page)
    assert client.post(ending).location == "/account/sessions"
    assert telephone.get("/account").location == "/sign-in"
    assert client.get("/account").status_code == 200


def test_all_others_are_ended_at_once(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    telephones = [phone(client) for _ in range(2)]
    accounts.sign_in(client)
    assert client.post("/account/sessions/end").location == "/account/sessions"
    assert [each.get("/account").location for each in telephones] == ["/sign-in"] * 2
    assert client.get("/account").status_code == 200


def test_a_session_of_somebody_else_is_as_if_absent(client: FlaskClient, floors: Floors) -> None:
    accounts.opened(floors)
    accounts.opened(floors, YUSUF)
    yusuf = phone(client, YUSUF)
    accounts.sign_in(client)
    with floors.reading() as session:
        ids = [row.id for row in session.scalars(select(WebSession)) if row.device == "android"]
    for session_id in (*ids, uuid.uuid4()):
        assert client.post(f"/account/sessions/{session_id}/end").status_code == 404
    assert yusuf.get("/account").status_code == 200


def test_a_shared_telephone_is_signed_out_sooner_and_its_titles_say_nothing(
    client: FlaskClient, floors: Floors, clock: Clock
) -> None:
    accounts.opened(floors)
    client.post("/sign-in", data={"email": AMINA, "password": PASSWORD, "shared": "y"})
    page = client.get("/children").text
    assert "<title>Page</title>" in page
    assert "Finish and clear" in page
    assert "shared with others" in client.get("/account/sessions").text
    clock.move(minutes=10)
    assert client.get("/account").status_code == 200
    clock.move(minutes=10, seconds=1)
    assert client.get("/account").location == "/sign-in"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (ANDROID["User-Agent"], Device.ANDROID),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", Device.APPLE),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", Device.WINDOWS),
        ("Mozilla/5.0 (X11; Linux x86_64)", Device.LINUX),
        ("", Device.OTHER),
        ("\x00<script>", Device.OTHER),
    ],
)
def test_of_a_browser_one_coarse_word_is_kept(agent: str, device: Device) -> None:
    assert device_of(agent) is device
