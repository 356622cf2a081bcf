"""The five ages of a child's own say, as the profile of this registry declares them."""

from __future__ import annotations

import pytest

from consent.bands import Age, Bands
from registry.purposes import (
    CONTACT_ME,
    PURPOSES,
    RETAIN_AFTER,
    REVEAL_MATCH,
    SEARCH_FOUND,
    SEARCH_RELATIVE,
    SHARE_PARTNER,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.purposes.bands import BANDS, EVERY, OPTIONAL, REQUIRED

OF = {band.code: band for band in BANDS}


def test_the_ages_begin_at_0_6_12_15_and_18() -> None:
    assert [band.from_age for band in BANDS] == [0, 6, 12, 15, 18]


def test_every_purpose_about_a_child_is_sorted_and_the_speakers_own_is_not() -> None:
    assert {purpose.code for purpose in PURPOSES} - {CONTACT_ME} == EVERY
    assert not REQUIRED & OPTIONAL


def test_for_the_youngest_the_guardian_decides() -> None:
    youngest = OF["0-5"]
    assert not youngest.assent_needed | youngest.dissent_blocks | youngest.dissent_suspends


def test_from_six_a_no_blocks_what_shows_or_shares_and_stops_the_rest_for_a_second_look() -> None:
    six = OF["6-11"]
    assert six.dissent_blocks == {STORE_PHOTO, SHARE_PARTNER, RETAIN_AFTER, REVEAL_MATCH}
    assert six.dissent_suspends == {STORE_DETAILS, SHOW_CASEWORKERS}
    assert six.assent_needed == {REVEAL_MATCH}


def test_from_twelve_all_but_keeping_waits_for_the_childs_yes() -> None:
    twelve = OF["12-14"]
    assert EVERY - twelve.assent_needed == {STORE_DETAILS}
    assert twelve.dissent_blocks == OPTIONAL


def test_from_fifteen_a_no_binds_everywhere_and_a_yes_may_stand_alone() -> None:
    fifteen = OF["15-17"]
    assert fifteen.assent_needed == fifteen.dissent_blocks == EVERY
    assert [band.code for band in BANDS if band.may_speak_alone] == ["15-17"]


def test_from_eighteen_only_the_person_speaks_and_has_60_days() -> None:
    (grown,) = (band for band in BANDS if band.is_adult)
    assert (grown.from_age, grown.days_to_answer) == (18, 60)


@pytest.mark.parametrize("code", ["6-11", "12-14", "15-17"])
def test_an_absent_child_is_not_waited_for_to_be_kept_shown_or_searched_for(code: str) -> None:
    assert OF[code].absence_excuses == {
        STORE_DETAILS,
        SHOW_CASEWORKERS,
        SEARCH_FOUND,
        SEARCH_RELATIVE,
    }


def test_an_unknown_age_is_every_age_of_a_child() -> None:
    assert Bands(BANDS).of(Age(0, 17)) == BANDS[:-1]
    assert Bands(BANDS).of(Age(17, 19)) == (OF["15-17"],)
    assert Bands(BANDS).of(Age(18, 20)) == (OF["18+"],)
