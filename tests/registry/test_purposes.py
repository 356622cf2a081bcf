"""The purposes say what consent.md says; every notice can be read by a child of ten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from consent import Assurance, DataClass, Joint, Notice
from registry import purposes
from registry.purposes import (
    ADULT,
    AUDIENCES,
    BASES,
    BASIS_SENTENCES,
    CATALOGUE,
    CHILD_6_11,
    NOTICES,
    OTHER_NOTICES,
    PARTS,
    PURPOSES,
)

DIGESTS = Path(__file__).with_name("notice_digests.txt")
MOST_WORDS = 15
HARDEST_GRADE = 5.0
HARDEST_GRADE_FOR_THE_YOUNG = 3.0
UNKIND = r"missing|victim|suspect|fraud|match|fail|\bhits?\b|!"
ALL_NOTICES = (*NOTICES, *OTHER_NOTICES)
PERIODS = {
    30: ("30 days",),
    60: ("60 days",),
    91: ("3 months",),
    182: ("6 months",),
    365: ("12 months", "1 year"),
    730: ("24 months", "2 years"),
    1095: ("36 months", "3 years"),
}
TABLE = {
    "store_details": (True, 365, 730, Assurance.AL1, Joint.ANY),
    "show_caseworkers": (True, 365, 730, Assurance.AL1, Joint.ANY),
    "store_photo": (False, 365, 365, Assurance.AL1, Joint.ALL),
    "search_found": (False, 365, 365, Assurance.AL1, Joint.ANY),
    "search_relative": (False, 365, 365, Assurance.AL2, Joint.ALL),
    "keep_if_silent": (False, 730, 1095, Assurance.AL2, Joint.ALL),
    "share_partner": (False, 182, 365, Assurance.AL2, Joint.ALL),
    "contact_me": (False, 365, 730, Assurance.AL0, Joint.OWN),
    "reveal_match": (False, 30, 60, Assurance.AL2, Joint.ALL),
    "retain_after": (False, 91, 365, Assurance.AL1, Joint.ALL),
    "statistics": (False, 730, 730, Assurance.AL0, Joint.ANY),
}


def name_of(notice: Notice) -> str:
    return f"{notice.purpose}-{notice.audience}"


def sentences(notice: Notice) -> list[str]:
    text = " ".join((notice.title.rstrip("?") + ".", *notice.body))
    return [each.strip() for each in re.split(r"[.?:]", text) if each.strip()]


def words(sentence: str) -> list[str]:
    return re.findall(r"[\w’'-]+", sentence)


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e: rough, and on the strict side for short words."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    if not bare:
        return 1  # a number: "12" is said in one or two
    bare = re.sub(r"(?<=[^aeiouydt])ed$", "", bare)
    bare = re.sub(r"(?<=[^aeiouylscxzg])es?$|(?<=[aeiouy][lscg])e$", "", bare)
    return max(1, len(re.findall(r"[aeiouy]+", bare)))


def grade(notice: Notice) -> float:
    """Flesch–Kincaid."""
    spoken = [words(each) for each in sentences(notice)]
    count = sum(map(len, spoken))
    heard = sum(syllables(word) for each in spoken for word in each)
    return 0.39 * count / len(spoken) + 11.8 * heard / count - 15.59


def test_the_counter_hears_syllables() -> None:
    one = ("child", "locked", "shared", "page", "names", "wiped", "we")
    two = ("wanted", "pages", "people", "someone", "papers", "hidden", "photo", "before")
    three = ("agency", "decided", "computer", "together", "another")
    for heard, spoken in enumerate((one, two, three), start=1):
        assert {word: syllables(word) for word in spoken} == dict.fromkeys(spoken, heard)


def test_there_are_the_eleven_purposes_of_the_consent_document() -> None:
    declared = {
        each.code: (each.required, each.default_days, each.max_days, each.assurance, each.joint)
        for each in PURPOSES
    }
    assert declared == TABLE


def test_only_a_reveal_needs_both_sides_and_the_childs_own_yes() -> None:
    assert [each.code for each in PURPOSES if each.two_sided] == ["reveal_match"]
    assert [each.code for each in PURPOSES if each.own_assent] == ["reveal_match"]


def test_ending_the_keeping_of_details_ends_all() -> None:
    assert [each.code for each in PURPOSES if each.ends_all] == ["store_details"]


def test_no_purpose_lets_what_can_kill_or_prove_kin_leave_the_house() -> None:
    shared = CATALOGUE.purpose("share_partner").data_classes
    assert not shared & {DataClass.SENSITIVE, DataClass.WITHHELD, DataClass.LOCATION}
    keeping = [each.code for each in PURPOSES if DataClass.SENSITIVE in each.data_classes]
    assert keeping == ["store_details"]


def test_enrolment_asks_only_what_is_needed_then() -> None:
    always = ("store_details", "show_caseworkers", "search_found", "contact_me")
    asked = purposes.asked_at_enrolment
    assert asked(has_photo=False, apart=False) == always
    assert asked(has_photo=True, apart=False) == (*always, "store_photo")
    assert asked(has_photo=True, apart=True) == (*always, "store_photo", "search_relative")


def test_every_purpose_is_asked_at_exactly_one_time() -> None:
    asked = (
        *purposes.asked_at_enrolment(has_photo=True, apart=True),
        *purposes.offered_later(),
        *purposes.asked_at_their_moment(),
    )
    assert sorted(asked) == sorted(each.code for each in PURPOSES)


def test_retention_after_reunification_has_three_lengths_within_the_purpose() -> None:
    purpose = CATALOGUE.purpose("retain_after")
    assert purposes.RETENTION_CHOICES[0] == purpose.default_days
    assert purposes.RETENTION_CHOICES[-1] == purpose.max_days


def test_every_basis_has_a_plain_sentence_and_no_sentence_lacks_a_basis() -> None:
    assert set(BASIS_SENTENCES) == {each.code for each in BASES}


def test_two_people_record_care_of_a_found_child_and_majority() -> None:
    two = {each.code for each in BASES if each.people == 2}
    assert two == {"care_of_found_child", "majority_while_missing"}


def test_care_of_a_found_child_is_looked_at_again_within_ninety_days() -> None:
    assert CATALOGUE.basis("care_of_found_child").max_days == 90


def test_no_basis_opens_ethnicity_or_religion_but_ones_own_draft() -> None:
    opening = {each.code for each in BASES if DataClass.SENSITIVE in each.data_classes}
    assert opening == {"own_draft"}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("code", [each.code for each in PURPOSES])
def test_every_purpose_has_a_text_for_every_audience(code: str, audience: str) -> None:
    notice = CATALOGUE.notice(code, audience, "en")
    assert (notice.purpose, notice.audience, notice.language) == (code, audience, "en")


def test_a_claimant_of_any_age_and_a_described_relative_have_a_text() -> None:
    asked = [("claim_handling", each) for each in ("claimant", "child_6_11", "child_12_15")]
    for code, audience in [*asked, ("described_relative", "relative")]:
        assert purposes.other_notice(code, audience, "en") is not None


def test_a_text_that_was_not_written_is_not_replaced_by_another_language() -> None:
    assert purposes.other_notice("claim_handling", "claimant", "xx") is None


@pytest.mark.parametrize("notice", ALL_NOTICES, ids=name_of)
def test_a_notice_reads_easily(notice: Notice) -> None:
    limit = HARDEST_GRADE_FOR_THE_YOUNG if notice.audience == CHILD_6_11 else HARDEST_GRADE
    assert grade(notice) <= limit


@pytest.mark.parametrize("notice", ALL_NOTICES, ids=name_of)
def test_no_sentence_of_a_notice_is_long(notice: Notice) -> None:
    lengths = {sentence: len(words(sentence)) for sentence in sentences(notice)}
    assert max(lengths.values()) <= MOST_WORDS, lengths


@pytest.mark.parametrize("notice", ALL_NOTICES, ids=name_of)
def test_a_notice_says_five_things_and_ends_with_the_limits(notice: Notice) -> None:
    assert len(notice.body) == len(PARTS)
    assert all(part.endswith(".") for part in notice.body)
    assert "danger" in notice.body[PARTS.index("limits")]


@pytest.mark.parametrize("notice", ALL_NOTICES, ids=name_of)
def test_a_notice_uses_no_unkind_word(notice: Notice) -> None:
    text = " ".join((notice.title, *notice.body)).lower()
    assert re.search(UNKIND, text) is None


@pytest.mark.parametrize("notice", NOTICES, ids=name_of)
def test_a_notice_names_the_length_of_its_purpose(notice: Notice) -> None:
    purpose = CATALOGUE.purpose(notice.purpose)
    said = notice.body[PARTS.index("how_long")]
    assert any(period in said for period in PERIODS[purpose.default_days])
    if notice.audience != CHILD_6_11:
        assert any(period in said for period in PERIODS[purpose.max_days])


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("code", ["store_photo", "search_found", "search_relative"])
def test_it_is_said_that_no_machine_compares_faces(code: str, audience: str) -> None:
    what = CATALOGUE.notice(code, audience, "en").body[PARTS.index("what")]
    assert "No machine compares faces. People look" in what


@pytest.mark.parametrize("audience", AUDIENCES)
def test_sharing_promises_to_stop_and_to_tell_and_no_more(audience: str) -> None:
    if_no = CATALOGUE.notice("share_partner", audience, "en").body[PARTS.index("if_no")]
    assert "stop" in if_no
    assert "tell" in if_no
    assert "may still" in if_no
    assert re.search("wipe|delet|erase", if_no) is None


@pytest.mark.parametrize("code", [each.code for each in PURPOSES])
def test_an_adult_learns_how_to_go_back_on_a_yes(code: str) -> None:
    assert "take back your yes" in CATALOGUE.notice(code, ADULT, "en").body[3]


def test_no_two_notices_have_one_digest() -> None:
    assert len({notice.digest for notice in ALL_NOTICES}) == len(ALL_NOTICES)


def test_words_once_shown_are_changed_only_by_a_new_version() -> None:
    kept = dict(line.split() for line in DIGESTS.read_text(encoding="utf-8").splitlines())
    assert {notice.ref: notice.digest for notice in ALL_NOTICES} == kept
