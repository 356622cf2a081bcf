"""Purposes, notices and the catalogue that holds them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consent import Catalogue, Notice, UnknownBasis, UnknownNotice, UnknownPurpose
from consent.notices import digest_of
from tests.consent.world import CARE, CATALOGUE, DETAILS, NOTICES, PURPOSES, START, retired

NOTICE = NOTICES[0]


def test_the_catalogue_finds_what_was_declared() -> None:
    assert CATALOGUE.purposes == PURPOSES
    assert CATALOGUE.purpose(DETAILS.code) is DETAILS
    assert CATALOGUE.basis(CARE.code) is CARE
    assert CATALOGUE.notice(DETAILS.code, "adult", "en") is NOTICE
    assert CATALOGUE.find_notice(NOTICE.ref) is NOTICE


def test_the_catalogue_knows_nothing_else() -> None:
    with pytest.raises(UnknownPurpose, match="No such purpose: else"):
        CATALOGUE.purpose("else")
    with pytest.raises(UnknownBasis):
        CATALOGUE.basis("else")
    with pytest.raises(UnknownPurpose):
        CATALOGUE.notice("else", "adult", "en")
    for audience, language in (("child_6_11", "en"), ("adult", "xx")):
        with pytest.raises(UnknownNotice):
            CATALOGUE.notice(DETAILS.code, audience, language)
    assert CATALOGUE.find_notice("else") is None


def test_the_newest_text_of_the_present_version_is_shown() -> None:
    newer, newest = replace(NOTICE, version=2), replace(NOTICE, version=3, retired_at=START)
    ahead = replace(NOTICE, purpose_version=2)
    catalogue = Catalogue(PURPOSES, [], [ahead, newest, newer, NOTICE])
    assert catalogue.notice(DETAILS.code, "adult", "en") is newer


def test_a_notice_names_itself_without_its_words() -> None:
    notice = Notice("store_details", 1, 4, "child_6_11", "ar", "Title", ("Words.",))
    assert notice.ref == "store_details/1.4/child_6_11/ar"


@pytest.mark.parametrize(
    "other",
    [
        {"title": "About store_detail"},
        {"body": ("We keep it.", "You can stop!")},
        {"body": ("We keep it. You can stop.",)},
        {"body": ("We keep it.",)},
        {"language": "de"},
        {"version": 2},
        {"purpose": "store_photo"},
    ],
)
def test_other_words_have_another_digest(other: dict[str, object]) -> None:
    changed = replace(NOTICE, **other)  # type: ignore[arg-type]
    assert changed.digest != NOTICE.digest
    assert not CATALOGUE.stands(NOTICE.ref, changed.digest, START)


def test_the_digest_is_that_of_the_canonical_text() -> None:
    # printf '%s' '{"body":["b"],"ref":"r","title":"t"}' | sha256sum
    expected = "4a51ed4226bf2c4f9c1eed4770b1b615cacdb2b6507b103ee9d46b4c657ff784"
    assert digest_of("r", "t", ("b",)) == expected


def test_a_notice_is_in_use_until_it_is_retired() -> None:
    notice = retired(NOTICE, START)
    assert notice.digest == NOTICE.digest
    assert notice.in_use(START - timedelta(microseconds=1))
    assert not notice.in_use(START)
    assert NOTICE.in_use(START)
