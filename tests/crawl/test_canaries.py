"""Who sees what, word by word; and what nobody sees any more once a yes is taken back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from registry.authority import MACHINE
from registry.purposes import CLAIM_HANDLING, PURPOSES
from registry.search.search import waiting
from registry.storage.vault import Compartment
from registry.work import Floors
from tests.crawl.conftest import Made, Open
from tests.crawl.crawling import FULL, Seen, addresses, crawl, signed_in, unknown_names
from tests.crawl.house import Sown
from tests.crawl.newcomers import AGENCY_WORDS
from tests.crawl.sights import sights
from tests.crawl.withdrawals import left, take_back

TURNS: Final = (*(each.code for each in PURPOSES), CLAIM_HANDLING)
"""Every yes of a family, and a claim: each is taken back in turn."""
OF_AGENCIES: Final = {"AgencyLine", "ExclusionsPage", "PublicLine"}
"""Facts that hold what agencies tell of themselves, and nothing of a person."""
QUICK: Final = ("store_photo", "show_caseworkers", "reveal_match", "store_details")


def test_everybody_sees_what_is_theirs_to_see_and_nothing_else(
    made: Made, before: dict[str, Seen]
) -> None:
    assert {email: seen.kinds for email, seen in before.items()} == sights(made.sown)


def test_everything_that_stands_in_an_address_is_known(copied: Open) -> None:
    assert unknown_names(copied.app, copied.floors) == set()


def test_no_facts_that_a_page_is_drawn_from_say_in_their_repr_what_they_hold(made: Made) -> None:
    assert made.told - OF_AGENCIES == set()


def test_a_form_sent_empty_shows_nothing_more(
    before: dict[str, Seen], emptied: dict[str, Seen]
) -> None:
    for email, seen in before.items():
        assert emptied[email].kinds <= seen.kinds, email


@pytest.mark.parametrize("purpose", TURNS if FULL else QUICK)
def test_what_is_taken_back_is_seen_by_nobody(
    purpose: str, copied: Open, before: dict[str, Seen]
) -> None:
    take_back(copied, purpose)
    after = {}
    for email, seen in before.items():
        every = addresses(copied.app, copied.floors, email) if FULL else seen.kinds_at
        after[email] = crawl(signed_in(copied.app, email), every, copied.sown, on=FULL).kinds
    assert after == left(purpose, copied.sown)


def test_once_both_searches_ended_nothing_of_the_record_is_compared(copied: Open) -> None:
    child = f"child:{copied.sown.child}"
    with copied.floors.begin(MACHINE) as work:
        assert child in work.search.refs()
    for purpose in ("search_found", "search_relative"):
        take_back(copied, purpose)
    with copied.floors.begin(MACHINE) as work:
        assert child not in work.search.refs()
        assert work.vault.find(child, Compartment.TRAITS) is None
        assert child not in waiting(work.session, 9)


@pytest.mark.parametrize(
    ("purpose", "wiped"), [("nothing", 0), ("store_photo", 2), ("store_details", 4)]
)
def test_no_file_of_the_house_holds_a_word_that_was_sown(
    purpose: str, wiped: int, copied: Open
) -> None:
    """A photo to which another guardian still says yes is locked, and stays."""
    before = photos_in(copied.floors)
    if purpose != "nothing":
        take_back(copied, purpose)
    assert photos_in(copied.floors) == before - wiped
    assert words_in(copied.floors.settings.data_dir, copied.sown) == []


def photos_in(floors: Floors) -> int:
    """How many sealed files there are."""
    return sum(1 for each in floors.settings.objects_dir.rglob("*") if each.is_file())


def words_in(folder: Path, sown: Sown) -> list[str]:
    """The files in which a canary stands: databases, logs beside them, photos, letters."""
    secret = [word for word, kind in sown.seeds.kinds.items() if kind != AGENCY_WORDS]
    words = [word.lower().encode() for word in secret]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(word in text for text in (text_of(path),) for word in words)
    ]


def text_of(path: Path) -> bytes:
    """What a file holds; of a letter all but to whom it goes."""
    text = path.read_bytes().lower()
    return re.sub(rb"^to:.*$", b"", text, flags=re.MULTILINE) if path.suffix == ".eml" else text
