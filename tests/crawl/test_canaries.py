"""Who sees what, word by word; and what nobody sees any more once a yes is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from registry.authority import MACHINE
from registry.search.search import waiting
from registry.storage.vault import Compartment
from registry.work import Floors
from registry.worker import run_once, sender_for
from tests.cast import AMINA, YUSUF
from tests.crawl.conftest import Made, Open
from tests.crawl.crawling import FULL, Seen, addresses, crawl, signed_in, unknown_names
from tests.crawl.house import Sown
from tests.crawl.sights import (
    AMINA_BY_NAME,
    CHILD,
    CLAIM,
    LETTERS,
    OF_THE_CASE,
    OF_THE_OTHER_PAIR,
    sights,
)

TAKEN_BACK: Final[Mapping[str, tuple[str, str, set[str]]]] = {
    "store_photo": (AMINA, "/children/{child}/consents/store_photo", {"child picture"}),
    "show_caseworkers": (
        AMINA,
        "/children/{child}/consents/show_caseworkers",
        OF_THE_CASE | OF_THE_OTHER_PAIR | {AMINA_BY_NAME},
    ),
    "search_found": (AMINA, "/children/{child}/consents/search_found", set()),
    "search_relative": (AMINA, "/children/{child}/consents/search_relative", set()),
    "contact_me": (AMINA, "/children/{child}/consents/contact_me", set()),
    "keep_if_silent": (AMINA, "/children/{child}/consents/keep_if_silent", set()),
    "retain_after": (AMINA, "/children/{child}/consents/retain_after", set()),
    "statistics": (AMINA, "/children/{child}/consents/statistics", set()),
    "reveal_match": (AMINA, "/cases/{case}", LETTERS | {"name of Amina", "name of Omar"}),
    "claim_handling": (
        YUSUF,
        "/claims/{claim}",
        OF_THE_OTHER_PAIR | {"claim notes"},
    ),
    "store_details": (
        AMINA,
        "/children/{child}",
        OF_THE_CASE | OF_THE_OTHER_PAIR | {AMINA_BY_NAME, "child health", "child sensitive"},
    ),
}
"""Who takes what back, where, and what shuts with it for everybody but whose own it is."""
OWN: Final = {
    ("show_caseworkers", AMINA): CHILD,
    ("show_caseworkers", YUSUF): CLAIM,
    ("store_details", YUSUF): CLAIM,
    ("claim_handling", AMINA): CHILD,
}
QUICK: Final = ("store_photo", "show_caseworkers", "search_found", "reveal_match", "store_details")


def left(purpose: str, sown: Sown) -> dict[str, set[str]]:
    """Who still sees what: everything but what shut with this yes."""
    gone = TAKEN_BACK[purpose][2]
    shut = {
        email: gone - OWN.get((purpose, email), set()) - {f"contact of {email}"}
        for email in sights(sown)
    }
    if purpose in {"show_caseworkers", "store_details", "claim_handling"}:
        # A pair opens as a whole or not at all, the names on the conflict list with it.
        shut[sown.reviewer] = shut[sown.reviewer] | {AMINA_BY_NAME}
    return {email: kinds - shut[email] for email, kinds in sights(sown).items()}


def test_everybody_sees_what_is_theirs_to_see_and_nothing_else(
    made: Made, before: dict[str, Seen]
) -> None:
    assert {email: seen.kinds for email, seen in before.items()} == sights(made.sown)


def test_everything_that_stands_in_an_address_is_known(copied: Open) -> None:
    assert unknown_names(copied.app, copied.floors) == set()


def test_no_facts_that_a_page_is_drawn_from_say_in_their_repr_what_they_hold(made: Made) -> None:
    assert made.told == set()


def test_a_form_sent_empty_shows_nothing_more(
    before: dict[str, Seen], emptied: dict[str, Seen]
) -> None:
    for email, seen in before.items():
        assert emptied[email].kinds <= seen.kinds, email


@pytest.mark.parametrize("purpose", TAKEN_BACK if FULL else QUICK)
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


@pytest.mark.parametrize("purpose", ["nothing", "store_photo", "store_details"])
def test_no_file_of_the_house_holds_a_word_that_was_sown(purpose: str, copied: Open) -> None:
    before = photos_in(copied.floors)
    if purpose != "nothing":
        take_back(copied, purpose)
        assert photos_in(copied.floors) == before - 2
    assert words_in(copied.floors.settings.data_dir, copied.sown) == []


def take_back(house: Open, purpose: str) -> None:
    """Take one yes back, or all of it, as a person would; the worker does the rest."""
    email, place, _ = TAKEN_BACK[purpose]
    place = place.format(child=house.sown.child, case=house.sown.case, claim=house.sown.claim)
    person = signed_in(house.app, email)
    if purpose == "store_details":
        answer = person.post(f"{place}/wiping", data={"way": "at_once"})
    else:
        answer = person.post(f"{place}/withdrawal")
    assert answer.status_code == 303, answer.text
    run_once(house.floors, sender_for(house.floors.settings))


def photos_in(floors: Floors) -> int:
    """How many sealed files there are."""
    return sum(1 for each in floors.settings.objects_dir.rglob("*") if each.is_file())


def words_in(folder: Path, sown: Sown) -> list[str]:
    """The files in which a canary stands: databases, logs beside them, photos, letters."""
    words = [word.lower().encode() for word in sown.seeds.kinds]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file()
        and any(word in text for text in (path.read_bytes().lower(),) for word in words)
    ]
