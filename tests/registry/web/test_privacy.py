"""What the public reads of keeping and using data is what the house obeys, in whole sentences."""

from __future__ import annotations

from html import unescape

from flask.testing import FlaskClient

from consent import DataClass
from registry.purposes import ADULT, BASES, BASIS_SENTENCES, CATALOGUE, PURPOSES
from registry.purposes.classes import CLASS_WORDS
from registry.retention import CLOCKS

PAGES = ("/privacy", "/record-of-processing")


def words(client: FlaskClient, path: str) -> str:
    """The page as it is read."""
    page = client.get(path)
    assert page.status_code == 200
    return unescape(page.text)


def test_both_pages_say_for_each_clock_what_until_when_and_why(client: FlaskClient) -> None:
    for path in PAGES:
        page = words(client, path)
        for clock in CLOCKS.values():
            for said in (clock.what, clock.until, clock.ground):
                assert said in page, (path, clock.table)


def test_no_name_of_a_table_is_shown(client: FlaskClient) -> None:
    page = words(client, "/privacy")
    assert not [name for name in CLOCKS if "_" in name and name in page]


def test_the_record_says_what_each_ground_is_for_and_what_it_opens(client: FlaskClient) -> None:
    page = words(client, "/record-of-processing")
    for purpose in PURPOSES:
        assert CATALOGUE.notice(purpose.code, ADULT, "en").title in page
    for basis in BASES:
        assert BASIS_SENTENCES[basis.code] in page
    assert set(CLASS_WORDS) == set(DataClass)
    for opened in CLASS_WORDS.values():
        assert opened in page


def test_the_privacy_page_leads_to_the_record(client: FlaskClient) -> None:
    assert 'href="/record-of-processing"' in client.get("/privacy").text
