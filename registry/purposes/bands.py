"""The five ages of a child's own say: data, not code. Another country's law is another table.

What is not named here is decided by the guardian. `contact_me` is about a grown speaker and is in
no band; `reveal_match` asks every child from 6 for an own yes, before anyone is told.
"""

from __future__ import annotations

from typing import Final

from consent.bands import Band
from registry.purposes import codes
from registry.purposes.declared import PURPOSES

ADULT_AGE: Final = 18
"""From this birthday on nobody but the person decides."""

DAYS_TO_ANSWER: Final = 60
"""So long a grown person may be silent before what a guardian agreed to ends."""

REQUIRED: Final = frozenset(purpose.code for purpose in PURPOSES if purpose.required)
OPTIONAL: Final = frozenset(
    purpose.code
    for purpose in PURPOSES
    if not purpose.required and purpose.code != codes.CONTACT_ME
)
EVERY: Final = REQUIRED | OPTIONAL

_SHOWN_OR_SHARED: Final = frozenset(
    {codes.STORE_PHOTO, codes.SHARE_PARTNER, codes.RETAIN_AFTER, codes.REVEAL_MATCH}
)
_WHILE_ABSENT: Final = frozenset(
    {
        codes.STORE_DETAILS,
        codes.SHOW_CASEWORKERS,
        codes.SEARCH_FOUND,
        codes.SEARCH_RELATIVE,
    }
)
"""A child who is apart cannot be asked: these may go on without them, and nothing else."""

BANDS: Final = (
    Band(
        code="0-5",
        from_age=0,
    ),
    Band(
        code="6-11",
        from_age=6,
        assent_needed=frozenset({codes.REVEAL_MATCH}),
        dissent_blocks=_SHOWN_OR_SHARED,
        dissent_suspends=REQUIRED,
        absence_excuses=_WHILE_ABSENT,
    ),
    Band(
        code="12-14",
        from_age=12,
        assent_needed=EVERY - {codes.STORE_DETAILS},
        dissent_blocks=OPTIONAL,
        dissent_suspends=REQUIRED,
        absence_excuses=_WHILE_ABSENT,
    ),
    Band(
        code="15-17",
        from_age=15,
        assent_needed=EVERY,
        dissent_blocks=EVERY,
        absence_excuses=_WHILE_ABSENT,
        may_speak_alone=True,
    ),
    Band(
        code="18+",
        from_age=ADULT_AGE,
        is_adult=True,
        days_to_answer=DAYS_TO_ANSWER,
    ),
)
"""In order of age; where a birth day is a range, the most protective of its bands counts."""
