"""Who sees which kinds of data in the sown house: the table that the crawl is held against."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from registry.demo.people import PEOPLE
from tests.cast import ADA, AMINA, HANA, INES, MARA, OMAR, YUSUF
from tests.crawl.house import OLENA, VERA, Sown

VISITOR: Final = ""
STAFF: Final = [person.email for person in PEOPLE if "example.org" not in person.email]
LETTERS: Final = {f"letter of {AMINA}", f"letter of {OMAR}"}
AMINA_BY_NAME: Final = f"contact of {AMINA}"
CHILD: Final = {"child details", "child withheld", "child picture"}
CLAIM: Final = {
    f"claim {kind}" for kind in ("details", "withheld", "picture", "contact", "evidence")
}
OF_THE_CASE: Final = LETTERS | {"pair notes", "case notes", "name of Amina", "name of Omar"}
OF_THE_OTHER_PAIR: Final = CHILD | CLAIM | {"other pair notes"}


def sights(sown: Sown) -> dict[str, set[str]]:
    """Who sees which kinds of data in the sown house: no more, and no less."""
    draft = {f"draft {kind}" for kind in ("details", "health", "sensitive", "withheld", "picture")}
    own = {"child health", "child sensitive", "name of Omar"}
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for email, kinds in (
        (VISITOR, set[str]()),
        (AMINA, CHILD | LETTERS | own),
        (OLENA, draft),
        (YUSUF, {"claim details", "claim notes"}),
        (HANA, {"found details"}),
        (OMAR, LETTERS | {"name of Amina"}),
        (sown.reviewer, OF_THE_OTHER_PAIR | {AMINA_BY_NAME}),
        (sown.verifier, {AMINA_BY_NAME}),
        (MARA, LETTERS | {AMINA_BY_NAME, "pair notes", "case notes", "claim notes"}),
        (INES, {AMINA_BY_NAME, "case notes", "claim notes"}),
        (VERA, set[str]()),
        (ADA, {f"contact of {email}" for email in STAFF} | {"vouching"}),
    ):
        seen[email] |= kinds | ({f"contact of {email}"} if email else set())
    return dict(seen)
