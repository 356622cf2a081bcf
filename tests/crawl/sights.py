"""Who sees which kinds of data in the sown house: the table that the crawl is held against."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from registry.demo.people import PEOPLE
from tests.cast import ADA, AMINA, HANA, INES, MARA, OMAR, YUSUF
from tests.crawl.crawling import FULL
from tests.crawl.guardians import OLENA, PETRO
from tests.crawl.house import VERA, Sown
from tests.crawl.newcomers import AGENCY_WORDS

VISITOR: Final = ""
STAFF: Final = [person.email for person in PEOPLE if "example.org" not in person.email]
LETTERS: Final = {f"letter of {AMINA}", f"letter of {OMAR}"}
AMINA_BY_NAME: Final = f"contact of {AMINA}"
OLENA_BY_NAME: Final = f"contact of {OLENA}"
CHILD: Final = {"child details", "child withheld", "child picture"}
KIN: Final = {f"kin {kind}" for kind in ("details", "withheld", "picture", "health", "sensitive")}
CLAIM: Final = {
    f"claim {kind}" for kind in ("details", "withheld", "picture", "contact", "evidence")
}
OF_THE_CASE: Final = LETTERS | {"pair notes", "case notes", "name of Amina", "name of Omar"}
OF_THE_OTHER_PAIR: Final = CHILD | CLAIM | {"other pair notes"}
TRUSTED: Final = {"child trusted", "petro trusted"}
DANGERS: Final = {"child safety", "found safety"}
"""Who must not be told, on either side of a case: read by those who clear it for telling."""
KIN_DANGERS: Final = {"kin safety", "kin claim safety"}
TO_BE_MET: Final = {OLENA_BY_NAME, "kin claim contact"}
"""The two sides of the pair of which nobody was told yet, as they are called."""
ANY_DESK: Final = TRUSTED | {"kin measures"}
"""What any caseworker and coordinator finds who is not kept away: people to call, and to sign."""
OF_GUARDIANS: Final = {"child guardians", "petro guardians", "kin objections"}
KEPT_AWAY: Final = {"child kept away", "petro kept away"}
COORDINATED: Final = (
    ANY_DESK
    | OF_GUARDIANS
    | KEPT_AWAY
    | TO_BE_MET
    | DANGERS
    | KIN_DANGERS
    | {AMINA_BY_NAME, "case notes", "kin case notes", "claim notes", "hold words"}
)

ADMINISTERED: Final = {"vouching", "hold words", AGENCY_WORDS}


def sights(sown: Sown) -> dict[str, set[str]]:
    """Who sees which kinds of data in the sown house: no more, and no less."""
    draft = {f"draft {kind}" for kind in ("details", "health", "sensitive", "withheld", "picture")}
    own = {"child health", "child sensitive", "name of Omar", "child trusted"}
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for email, kinds in (
        (VISITOR, {AGENCY_WORDS}),
        (AMINA, CHILD | LETTERS | own | {AGENCY_WORDS}),
        (OLENA, draft | KIN | {AGENCY_WORDS}),
        (PETRO, KIN | {"kin claim details", "petro trusted", AGENCY_WORDS}),
        (YUSUF, {"claim details", "claim notes"}),
        (HANA, ANY_DESK | {"found details"}),
        (OMAR, LETTERS | {"name of Amina"}),
        (sown.reviewer, ANY_DESK | OF_THE_OTHER_PAIR | {AMINA_BY_NAME}),
        (sown.verifier, ANY_DESK | {AMINA_BY_NAME}),
        (MARA, COORDINATED | LETTERS | {"pair notes", "kin pair notes", "hand-over"}),
        (INES, COORDINATED),
        (VERA, set[str]()),
        (
            ADA,
            {f"contact of {email}" for email in STAFF} | {"vouching", "hold words", AGENCY_WORDS},
        ),
    ):
        # Who works here is a public list, so everybody reads what agencies tell of themselves.
        seen[email] |= kinds | {AGENCY_WORDS} | ({f"contact of {email}"} if email else set())
    # One more caseworker sees nothing that the others do not: enough where all is tried.
    if FULL or sown.kin_verifier in seen:
        seen[sown.kin_verifier] |= ANY_DESK | TO_BE_MET | {AGENCY_WORDS}
        seen[sown.kin_verifier].add(f"contact of {sown.kin_verifier}")
    return dict(seen)
