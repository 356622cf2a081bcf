"""The sentences in which Kinfold says no. HTTP numbers for them stand in `web/errors.py` only."""

from __future__ import annotations

from datetime import datetime


def N_(text: str) -> str:
    """Mark a sentence for translation; it is translated where it is shown."""
    return text


class KinfoldError(Exception):
    """The parent of every error of this house; never raised itself."""


class Absent(KinfoldError):
    """Not there, or not for this person: the two must look the same from outside."""


class Withdrawn(KinfoldError):
    """It was taken back by the very person who asks; anybody else is told that it is absent."""


class Invalid(KinfoldError):
    """Something typed cannot be used; `field` says where, `message` says how to mend it."""

    def __init__(self, field: str, message: str, **values: object) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.values = values


class Conflict(KinfoldError):
    """Somebody else was first, or the thing has moved on; `message` says what stands now."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TooOften(KinfoldError):
    """A limit was reached; `message` says when to try again."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Repeated(KinfoldError):
    """The same form arrived twice; what it did the first time stands."""

    def __init__(self, place: str | None) -> None:
        super().__init__("repeated")
        self.place = place


class Busy(KinfoldError):
    """More people ask at once than can be answered; nobody did anything wrong."""


class SignInNeeded(KinfoldError):
    """Nobody is signed in, and this page is for somebody."""


class ProofNeeded(KinfoldError):
    """It must be shown again who this is: the password or a factor was shown too long ago."""


class Frozen(KinfoldError):
    """All disclosure is stopped for now; who asked did nothing wrong."""


class OverBudget(KinfoldError):
    """A person at the desk has opened as many records as one may in a day."""


class ReasonNeeded(KinfoldError):
    """Somebody at the desk opens this of their own accord, and has to say why first."""

    def __init__(self, about: str, door: str) -> None:
        super().__init__("reason")
        self.about = about
        self.door = door


class Unreasoned(KinfoldError):
    """Something is opened at the desk and nothing says why: a mistake of ours."""


class Unrecorded(KinfoldError):
    """A change that no trail entry names; `Work` refuses to keep it."""


class Undeclared(KinfoldError):
    """Something is opened that the page, the command or the job does not say it opens."""


class Misconfigured(KinfoldError):
    """A setting is wrong or missing; the one line says which and what to do."""


class Unwritable(KinfoldError):
    """The trail takes no entry, so nothing may be opened or changed: try again later."""


class ClockAhead(Unwritable):
    """The clock runs so far ahead of the newest entry that nothing may rest on it."""

    def __init__(self, newest: datetime, now: datetime) -> None:
        super().__init__(
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, and the newest entry is of"
            f" {newest:%Y-%m-%d %H:%M}. Nothing is shown, changed or erased. Mend the clock; or, if"
            " the house was shut so long, look at another clock and run `kinfold clock confirm"
            " --today YEAR-MONTH-DAY`."
        )
        self.silent = now - newest


class Tampered(KinfoldError):
    """A sealed value, an entry or a key is not what was written."""


class Unusable(KinfoldError):
    """A backup, or the journal beside it, cannot be used; the one line says why."""
