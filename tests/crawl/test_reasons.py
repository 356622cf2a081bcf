"""Nothing opens at the desk without a reason: every view of the desk, walked by everybody."""

from __future__ import annotations

from typing import Final

import pytest

from registry.readings import Reads, declared_by
from registry.reasons import Own, Stated
from tests.crawl.conftest import Made, Open

SAY_WHY: Final = {
    "claims.ask",
    "claims.candidate",
    "claims.questions",
    "claims.set_aside",
    "consents.trusted_at_desk",
    "consents.write_down",
    "holders.people",
    "holders.propose",
    "holders.write_down",
}
"""Where somebody comes of their own accord, and the forms on those pages."""
OWN_AT_THE_DESK: Final = {"claims.hand_in", "claims.hear_child"}
"""A found claim, for whoever filed it."""


@pytest.fixture
def desk(copied: Open) -> set[str]:
    """The views that stand under the desk alone, and open something."""
    rules = list(copied.app.url_map.iter_rules())
    elsewhere = {rule.endpoint for rule in rules if not rule.rule.startswith("/desk")}
    return {
        rule.endpoint
        for rule in rules
        if rule.endpoint not in elsewhere
        and declared_by(copied.app.view_functions[rule.endpoint]) - {Reads.NOTHING}
    }


@pytest.mark.usefixtures("before", "emptied", "later")
def test_every_view_of_the_desk_opens_with_a_reason_other_than_ones_own(
    made: Made, desk: set[str]
) -> None:
    said = {each: {why for where, why in made.reasons if where == each} for each in desk}
    assert {each for each, whys in said.items() if not whys} == set()
    assert {each for each, whys in said.items() if whys == {Own.OWN.value}} == OWN_AT_THE_DESK


@pytest.mark.usefixtures("before", "emptied", "later")
def test_only_where_somebody_comes_of_their_own_accord_they_are_asked(made: Made) -> None:
    stated = {endpoint for endpoint, why in made.reasons if why in {each.value for each in Stated}}
    assert stated - SAY_WHY == set()
    assert {"claims.candidate", "consents.trusted_at_desk", "holders.people"} <= stated
