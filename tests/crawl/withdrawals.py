"""Taking back each yes in turn: who does it, where, and what shuts with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from registry.purposes import (
    CLAIM_HANDLING,
    REVEAL_MATCH,
    SHARE_PARTNER,
    SHOW_CASEWORKERS,
    STORE_DETAILS,
    STORE_PHOTO,
)
from registry.worker import run_once, sender_for
from tests.cast import AMINA, YUSUF
from tests.crawl.beyond import stop_sharing
from tests.crawl.conftest import Open
from tests.crawl.crawling import signed_in
from tests.crawl.guardians import OLENA, PETRO
from tests.crawl.house import Sown
from tests.crawl.sights import (
    AMINA_BY_NAME,
    CHILD,
    CLAIM,
    DANGERS,
    KEPT_AWAY,
    KIN,
    KIN_DANGERS,
    LETTERS,
    OF_GUARDIANS,
    OF_THE_CASE,
    OF_THE_OTHER_PAIR,
    TO_BE_MET,
    TRUSTED,
    sights,
)

BY_A_CLAIMANT: Final = {
    "claim": OF_THE_OTHER_PAIR | {"claim notes"},
    "kin claim": TO_BE_MET
    | KIN_DANGERS
    | {"kin pair notes", "kin case notes", "kin claim details"},
}
OF_THE_DESK: Final = (
    OF_THE_CASE
    | OF_THE_OTHER_PAIR
    | TRUSTED
    | KEPT_AWAY
    | TO_BE_MET
    | DANGERS
    | KIN_DANGERS
    | {AMINA_BY_NAME, "kin pair notes", "kin case notes"}
)
"""What a caseworker or coordinator opens on a family's yes to show the record."""
SHUTS: Final[Mapping[str, set[str]]] = {
    STORE_PHOTO: {"child picture", "kin picture"},
    SHOW_CASEWORKERS: OF_THE_DESK,
    REVEAL_MATCH: LETTERS | {"name of Amina", "name of Omar"},
    CLAIM_HANDLING: BY_A_CLAIMANT["claim"] | BY_A_CLAIMANT["kin claim"],
    STORE_DETAILS: OF_THE_DESK
    | OF_GUARDIANS
    | KIN
    | {"child health", "child sensitive", "kin measures"},
}
"""What shuts with a yes for everybody but whose own it is; with the others nothing that is seen."""
OWN: Final[Mapping[tuple[str, str], set[str]]] = {
    (SHOW_CASEWORKERS, AMINA): CHILD | {"child trusted"},
    (SHOW_CASEWORKERS, PETRO): {"petro trusted", "kin claim details"},
    (SHOW_CASEWORKERS, YUSUF): CLAIM,
    (STORE_DETAILS, PETRO): {"kin claim details"},
    (STORE_DETAILS, YUSUF): CLAIM,
    (CLAIM_HANDLING, AMINA): CHILD,
}


def left(purpose: str, sown: Sown) -> dict[str, set[str]]:
    """Who still sees what: everything but what shut with this yes."""
    gone = SHUTS.get(purpose, set())
    shut = {
        email: gone - OWN.get((purpose, email), set()) - {f"contact of {email}"}
        for email in sights(sown)
    }
    is_met = purpose == CLAIM_HANDLING and sown.reviewer == sown.verifier
    if purpose in {SHOW_CASEWORKERS, STORE_DETAILS, CLAIM_HANDLING} and not is_met:
        # A pair opens as a whole or not at all, the names on the conflict list with it.
        shut[sown.reviewer] = shut[sown.reviewer] | {AMINA_BY_NAME}
    return {email: kinds - shut[email] for email, kinds in sights(sown).items()}


def take_back(house: Open, purpose: str) -> None:
    """Take one yes back, or all of it, as a person would, where one decides and where two do.

    The worker does the rest.
    """
    sown = house.sown
    if purpose == SHARE_PARTNER:
        stop_sharing(house.floors, sown.child)
    else:
        for email, place in _places(purpose, sown):
            person = signed_in(house.app, email)
            is_all = place.endswith("/wiping")
            answer = person.post(place, data={"way": "at_once"} if is_all else {})
            assert answer.status_code == 303, answer.text
    run_once(house.floors, sender_for(house.floors.settings))


def _places(purpose: str, sown: Sown) -> tuple[tuple[str, str], ...]:
    if purpose == REVEAL_MATCH:
        return ((AMINA, f"/cases/{sown.case}/withdrawal"),)
    if purpose == CLAIM_HANDLING:
        return (
            (YUSUF, f"/claims/{sown.claim}/withdrawal"),
            (PETRO, f"/claims/{sown.kin_claim}/withdrawal"),
        )
    both = (AMINA, sown.child), (PETRO, sown.kin)
    if purpose == STORE_DETAILS:
        # What two agreed to is wiped once both took it back.
        every = (*both, (OLENA, sown.kin))
        return tuple((email, f"/children/{child}/wiping") for email, child in every)
    return tuple(
        (email, f"/children/{child}/consents/{purpose}/withdrawal") for email, child in both
    )
