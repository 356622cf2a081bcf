"""What may be an address, a name, a number or a password."""

from __future__ import annotations

import pytest

from registry.accounts import rules
from registry.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("amina@example.org", "amina@example.org"),
        ("  Amina@Example.ORG ", "Amina@example.org"),
        ("x@münchen.de", "x@xn--mnchen-3ya.de"),
    ],
)
def test_an_address_is_kept_as_mail_is_sent_to_it(typed: str, kept: str) -> None:
    assert rules.normal_email(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "amina", "amina@", "a b@example.org", "a@localhost", "ü@a.org"]
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(Invalid, match=r"name@example\.org") as refused:
        rules.normal_email(typed)
    assert refused.value.field == "email"


def test_an_address_is_found_whatever_its_capitals() -> None:
    assert rules.look_up_form("Amina@example.org") == rules.look_up_form("aMINA@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "lantern-river-walnut-seven",
        "fifteen letters",
        "كلمات كثيرة للسر الطويل",
        "    five small   words at night ",
        "mypassword is a tiger in rain",
    ],
)
def test_long_words_of_any_script_are_a_password_exactly_as_typed(password: str) -> None:
    assert rules.check_password(password) == password


@pytest.mark.parametrize(
    "password",
    [
        "",
        "fourteen chars",
        "a" * 30,
        "               ",
        "abcabcabcabcabcabc",
        "passwordpassword",
        "Password12345678",
        "kinfold kinfold 1",
        "QwertyUiopAsdfgh",
        "123456789012345",
        "correct horse battery staple",
        "x" * 5 + "ab" * 510,
    ],
)
def test_a_short_a_common_and_an_endless_password_are_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_password(password, field="chosen")
    assert refused.value.field == "chosen"


def test_the_length_of_a_password_is_counted_in_bytes_where_it_is_kept() -> None:
    assert rules.check_password("ب ت ج د " * 64 + "words")
    with pytest.raises(Invalid):
        rules.check_password("ب ت ج د " * 100 + "words")


def test_a_password_close_to_the_person_is_refused() -> None:
    with pytest.raises(Invalid, match="name or address"):
        rules.check_password("amina.okafor1990", "amina.okafor", "Amina")
    assert rules.check_password("amina walks to the river", "amina", "Amina")
    assert rules.check_password("al all along the wall", "al", "Al")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", None),
        ("   ", None),
        ("+44 20 7946 0000", "+44 20 7946 0000"),
        ("٠٧٧٠٠٩٠٠١٢٣", "07700900123"),
        ("(020)  7946-0000", "(020) 7946-0000"),
    ],
)
def test_a_number_is_kept_in_plain_digits(typed: str, kept: str | None) -> None:
    assert rules.tidy_phone(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "call me", "1" * 16, "07700 900123 ext"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        rules.tidy_phone(typed)


def test_one_letter_is_a_name_and_nothing_is_none() -> None:
    assert rules.tidy_name(" O ") == "O"
    with pytest.raises(Invalid):
        rules.tidy_name("  ")


def test_safe_times_are_kept_in_the_persons_own_words() -> None:
    assert rules.tidy_times("after 18:00\nnever on  Sundays") == "after 18:00\nnever on Sundays"
    assert rules.tidy_times("  ") == ""
    with pytest.raises(Invalid):
        rules.tidy_times("x" * 301)
