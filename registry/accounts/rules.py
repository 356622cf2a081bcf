"""What may be an address, a name, a number or a password here."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Final

from email_validator import EmailNotValidError, validate_email

from registry.accounts import lists
from registry.description.wording import one_line, passage, plain_digits
from registry.errors import N_, Invalid

LINK_LASTS: Final = timedelta(hours=24)
"""So long a link in a message confirms an address."""

ENTRY_LASTS: Final = timedelta(minutes=10)
"""So long a link in a message lets somebody in, or sets a new password."""

SHORTEST_PASSWORD: Final = 15
SHORTEST_BESIDE_A_FACTOR: Final = 8
LONGEST_PASSWORD_BYTES: Final = 1024
NAME_LENGTH: Final = 100
TIMES_LENGTH: Final = 300
PHONE_DIGITS: Final = range(6, 16)

_CONTEXT: Final = ("kinfold", "password", "passphrase", "reunification")
"""Words of this place: one of them and little else is the first thing a stranger tries."""
_LITTLE_ELSE: Final = 9
_FEWEST_SIGNS: Final = 4
_FINGERPRINT: Final = 10
_SHORTEST_WORD: Final = 4
_ONE_BLOCK: Final = re.compile(r"(.{1,5})\1+.?")
_NUMBER: Final = re.compile(r"\+?[0-9 ()./-]+")


def normal_email(text: str, field: str = "email") -> str:
    """The address as mail is sent to it; nobody is asked whether it exists."""
    try:
        found = validate_email(
            text.strip(), check_deliverability=False, allow_smtputf8=False
        ).ascii_email
    except EmailNotValidError:
        found = None
    if not found:
        raise Invalid(field, N_("Write an e-mail address like name@example.org."))
    return found


def look_up_form(email: str) -> str:
    """The address as it is found again: people mix capitals, mail servers do not care."""
    return email.casefold()


def check_password(
    password: str, *personal: str, field: str = "password", least: int = SHORTEST_PASSWORD
) -> str:
    """The password exactly as typed, if it is long, not common and not about the person."""
    if len(password) < least:
        raise Invalid(
            field,
            N_("Use at least %(least)s letters. Four or five everyday words work well."),
            least=least,
        )
    if len(password.encode()) > LONGEST_PASSWORD_BYTES:
        raise Invalid(field, N_("This is too long for a password. Use a shorter one."))
    if _is_common(password):
        raise Invalid(field, N_("Many people use this password. Choose other words."))
    if any(_is_little_else(password, word) for word in personal):
        raise Invalid(field, N_("This is too close to your name or address. Choose other words."))
    return password


def _is_common(password: str) -> bool:
    plain = _letters(password)
    known = lists.common_passwords()
    return (
        len(set(password)) < _FEWEST_SIGNS
        or not {fingerprint(plain), fingerprint(plain.rstrip("0123456789"))}.isdisjoint(known)
        or _ONE_BLOCK.fullmatch(plain) is not None
        or any(_is_little_else(plain, word) for word in _CONTEXT)
    )


def fingerprint(letters: str) -> str:
    """What the list of common passwords knows of one."""
    return hashlib.sha256(letters.encode()).hexdigest()[:_FINGERPRINT]


def _is_little_else(password: str, word: str) -> bool:
    plain, word = _letters(password), _letters(word)
    if len(word) < _SHORTEST_WORD or word not in plain:
        return False
    return len(plain.replace(word, "")) < _LITTLE_ELSE


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def tidy_name(text: str, field: str = "name") -> str:
    """A name in any script; one letter is a name."""
    if not text.strip():
        raise Invalid(field, N_("Write the name we may call you by."))
    return one_line(text, field, NAME_LENGTH)


def tidy_phone(text: str, field: str = "phone") -> str | None:
    """A telephone number in plain digits; None when nothing was written."""
    number = " ".join(plain_digits(text).split())
    if not number:
        return None
    count = sum(sign.isdigit() for sign in number)
    if _NUMBER.fullmatch(number) is None or count not in PHONE_DIGITS:
        raise Invalid(field, N_("Write the number with digits, like +44 20 7946 0000."))
    return number


def tidy_times(text: str, field: str = "safe_times") -> str:
    """When it is safe to call, in the person's own words; empty when nothing was written."""
    return passage(text, field, TIMES_LENGTH) if text.strip() else ""
