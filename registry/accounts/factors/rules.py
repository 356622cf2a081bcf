"""Which code counts: steps of thirty seconds for an app, numbered codes for the printed page."""

from __future__ import annotations

import hmac
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from pyotp import HOTP

from registry.description.wording import plain_digits
from registry.errors import N_, Invalid

STEP_SECONDS: Final = 30
DRIFT: Final = 1
"""A clock that is one step off still counts."""
SECRET_BYTES: Final = 20
DIGITS: Final = 6
SET_UP_WITHIN: Final = timedelta(hours=1)
"""So long an app that was begun may be confirmed."""

CODES: Final = 10
GROUPS: Final = 3
LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No sign that is read as another: neither O and 0, nor I, L and 1."""
GROUP_LENGTH: Final = 4

WRONG_CODE: Final = N_(
    "This code does not count: it is wrong, too old, or used already."
    " Wait for the next one, and check the clock of your telephone."
)
WRONG_RECOVERY_CODE: Final = N_("This code does not count: it is wrong, or it was used before.")


@dataclass(frozen=True, slots=True, repr=False)
class NumberedCode:
    """A code as it stands on the page: its number, and its letters without blanks."""

    place: int
    letters: str

    def shown(self) -> str:
        """As it is printed and read aloud: `3-KQXM-7TRD-WP4N`."""
        size = GROUP_LENGTH
        groups = [self.letters[at : at + size] for at in range(0, len(self.letters), size)]
        return "-".join((str(self.place), *groups))


def step_at(now: datetime) -> int:
    """The number of the step that runs now."""
    return int(now.timestamp()) // STEP_SECONDS


def secret_of(key: bytes) -> str:
    """The secret as it is typed into an app."""
    return b32encode(key[:SECRET_BYTES]).decode()


def code_at(secret: str, step: int) -> str:
    """The six digits of one step."""
    return HOTP(secret, digits=DIGITS).at(step)


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """The step whose code was typed, the present one or one beside it; None when it is none."""
    present = step_at(now)
    # Each is compared, whichever it was: how long it takes says nothing.
    found = [
        step
        for step in range(present - DRIFT, present + DRIFT + 1)
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode())
    ]
    return found[-1] if found else None


def is_digits(typed: str) -> bool:
    """Is it shaped like a code of an app?"""
    plain = tidy_digits(typed)
    return len(plain) == DIGITS and plain.isascii() and plain.isdigit()


def tidy_digits(typed: str) -> str:
    """The digits without the blanks that people and apps put between them."""
    return "".join(plain_digits(typed).split())


def new_codes(random: Callable[[int], bytes]) -> tuple[NumberedCode, ...]:
    """Ten fresh codes of 59 bits each."""
    return tuple(
        NumberedCode(place, "".join(_letter(random) for _ in range(GROUPS * GROUP_LENGTH)))
        for place in range(1, CODES + 1)
    )


def read_code(typed: str, field: str = "code") -> NumberedCode:
    """The number and the letters of a code, however they were set apart."""
    signs = "".join(sign for sign in plain_digits(typed).upper() if sign.isalnum())
    letters = GROUPS * GROUP_LENGTH
    number, rest = signs[:-letters], signs[-letters:]
    if not (number.isascii() and number.isdigit() and set(rest) <= set(LETTERS)):
        raise Invalid(field, WRONG_RECOVERY_CODE)
    return NumberedCode(int(number[:3]), rest)


def _letter(random: Callable[[int], bytes]) -> str:
    while True:
        # Only as many of the 32 as there are letters: no letter comes more often than another.
        drawn = random(1)[0] % 32
        if drawn < len(LETTERS):
            return LETTERS[drawn]
