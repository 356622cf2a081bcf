"""What somebody typed is text wherever it is shown: no markup, no link, no template, no field."""

from __future__ import annotations

import re
from html import escape

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.accounts.models import Account
from registry.caseworkers.models import Caseworker
from registry.work import Floors
from tests.making import accounts

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "{{ 7 * 191 }}",
    "{% for x in () %}",
    "%(token)s {0.__class__}",
    "javascript:alert(1)",
    "https://elsewhere.example/",
    "data:text/html,<b>",
    "%3Cb%3E &lt;b&gt; %253C",
    "\\'); alert(1); ('",
)
HREF = re.compile(r'\b(?:href|src|action|formaction)="([^"]*)"')
OWN = re.compile(r"(?:/|#|tel:)")


@pytest.fixture
def amina(client: FlaskClient, floors: Floors) -> Account:
    """Amina, signed in; her account."""
    account = accounts.opened(floors)
    accounts.sign_in(client)
    return account


@pytest.mark.usefixtures("amina")
@pytest.mark.parametrize("typed", PAYLOADS)
def test_it_is_shown_as_it_was_typed_and_is_nothing_else(client: FlaskClient, typed: str) -> None:
    told = {"name": typed, "safe_times": typed}
    assert client.post("/account/contact", data=told).location == "/account"
    for path in ("/account", "/account/contact"):
        page = client.get(path).text
        assert shown(page, typed) >= 2
        if escape(typed, quote=False) != typed:
            assert typed not in page
        assert {link for link in HREF.findall(page) if not OWN.match(link)} == set()


def shown(page: str, typed: str) -> int:
    """How often it stands on the page, escaped in whichever way."""
    plain = re.sub(r"&#0?39;|&#x27;", "'", page).replace("&#34;", '"').replace("&quot;", '"')
    return plain.count(escape(typed, quote=False))


@pytest.mark.usefixtures("amina")
def test_a_form_sent_back_holds_what_was_typed_as_text(client: FlaskClient) -> None:
    for typed in PAYLOADS:
        page = client.post("/account/contact", data={"name": typed, "phone": typed})
        assert page.status_code == 422
        assert shown(page.text, typed) >= 2
        assert {link for link in HREF.findall(page.text) if not OWN.match(link)} == set()


def test_fields_that_a_form_does_not_have_change_nothing(
    client: FlaskClient, floors: Floors, amina: Account
) -> None:
    extra = {
        "id": "00000000-0000-4000-8000-000000000001",
        "ref": "account:other",
        "email": "other@example.org",
        "email_index": "x",
        "confirmed_at": "2026-01-01",
        "password_hash": "x",
        "is_staff": "1",
        "role": "administrator",
        "roles": "administrator",
        "language": "xx",
    }
    told = {"name": "Amina O", **extra}
    assert client.post("/account/contact", data=told).location == "/account"
    with floors.reading() as session:
        after = session.get_one(Account, amina.id)
        assert session.scalars(select(Caseworker)).all() == []
        columns = [column.key for column in Account.__table__.columns]
        assert {name: getattr(after, name) for name in columns} == {
            name: getattr(amina, name) for name in columns
        }
    assert "Amina O" in client.get("/account").text


@pytest.mark.usefixtures("amina")
def test_an_address_fills_in_no_form_and_of_two_answers_the_first_counts(
    client: FlaskClient,
) -> None:
    assert client.post("/account/contact?name=Query&once=x", data={}).status_code == 422
    assert "Query" not in client.get("/account/contact?name=Query").text
    assert client.post("/account/contact", data={"name": ["One", "Two"]}).status_code == 303
    page = client.get("/account").text
    assert "One" in page
    assert "Two" not in page


@pytest.mark.parametrize(
    "path",
    ["/%2e%2e/", "/%252e%252e%252f", "/static/%2e%2e/app.py", "/static/%252e%252e/app.py"],
)
def test_an_address_is_read_once(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "make_app" not in answer.text


@pytest.mark.usefixtures("amina")
def test_no_address_leads_elsewhere(client: FlaskClient) -> None:
    """No page sends anybody to a place that came with the request."""
    for path in ("/home", "/", "/account", "/children"):
        for name in ("next", "to", "back", "url", "return", "place"):
            answer = client.get(f"{path}?{name}=https://elsewhere.example/")
            assert "elsewhere.example" not in (answer.location or "")
    assert "elsewhere" not in (client.get("//elsewhere.example/%2e%2e").location or "")
