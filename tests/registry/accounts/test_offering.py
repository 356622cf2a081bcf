"""Four words as a password: drawn evenly, easy to type, strong enough, never kept."""

from __future__ import annotations

import re
import secrets
from itertools import cycle

from flask.testing import FlaskClient

from registry.accounts import lists, offering, rules
from registry.app import OFFERED


def test_each_language_offered_has_words_enough() -> None:
    for language in OFFERED:
        words = lists.words(language)
        assert language in lists.LANGUAGES
        assert len(set(words)) == len(words) >= 2048
        assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in words)
        assert offering.bits(language) >= 44


def test_an_offer_is_a_password_that_is_taken() -> None:
    offers = {offering.offer(secrets.token_bytes, "en") for _ in range(200)}
    assert len(offers) == 200
    for offer in offers:
        assert len(offer.split("-")) == 4
        assert len(offer) >= rules.SHORTEST_PASSWORD
        rules.check_password(offer)


def test_each_word_is_as_likely_as_any_other() -> None:
    """What does not divide evenly is drawn again."""
    size = len(lists.words("en"))
    past = (256**4 // size * size).to_bytes(4)
    drawn = cycle([past, (5).to_bytes(4)])
    assert offering.offer(lambda _: next(drawn), "en") == "-".join([lists.words("en")[5]] * 4)


def test_a_fresh_offer_stands_where_a_password_is_chosen(client: FlaskClient) -> None:
    offers = set()
    for _ in range(2):
        page = client.get("/account/new").text
        found = re.search(r"<code[^>]*>([a-z-]+)</code>", page)
        assert found is not None
        offers.add(found.group(1))
    assert len(offers) == 2
