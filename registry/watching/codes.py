"""What can be found, with a sentence on what it sees and why; and what an auditor made of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from registry.description.codes import Code
from registry.errors import N_


class Rule(Code):
    """What is unusual. None of it proves anything: an auditor asks, and writes down the answer."""

    CANARY = "canary", N_("A record that nobody needs")
    SAME_NAME = "same_name", N_("Their own family name")
    MANY = "many", N_("Many records in an hour")
    NIGHT = "night", N_("At night")
    AGAIN = "again", N_("The same record again and again")
    NO_WORK = "no_work", N_("Records opened, and nothing done")
    PROMPTS = "prompts", N_("Family answers opened, and none judged")
    FILED = "filed", N_("Their own agency’s new claim")
    HANDED_BACK = "handed_back", N_("A file of a case that was handed back")
    TOGETHER = "together", N_("Two people at the same records")
    SAME_TWO = "same_two", N_("Two people who sign for each other")
    BUDGET = "budget", N_("More records than a day allows")


SEES: Final[Mapping[Rule, str]] = MappingProxyType(
    {
        Rule.CANARY: N_(
            "Somebody came to a record that the house made up. It is on no shortlist and in no"
            " review, so no task leads there; only looking around does, or a mistyped reference."
        ),
        Rule.SAME_NAME: N_(
            "Somebody opened a record in which their own family name stands. Many people share a"
            " name, so mostly it is chance; a relative looks for their own name first."
        ),
        Rule.MANY: N_(
            "Somebody opened 15 or more records within an hour. A review takes two; whoever copies"
            " a registry takes many."
        ),
        Rule.NIGHT: N_(
            "Somebody opened a record between 22:00 and 5:00, and does not work at night as a"
            " rule. Nobody sits beside them then, and a stolen session is often used at night."
        ),
        Rule.AGAIN: N_(
            "Somebody came back to one record 8 times or more within a week. Work has steps;"
            " somebody who cares about one child keeps looking."
        ),
        Rule.NO_WORK: N_(
            "Somebody opened 10 or more records within a day and wrote nothing about any of these"
            " for 12 hours. Work leaves entries; looking around leaves none."
        ),
        Rule.PROMPTS: N_(
            "Somebody opened 4 or more answers that only a family knows, in one review, and judged"
            " none within a day. With these answers a stranger can pass for kin."
        ),
        Rule.FILED: N_(
            "Somebody opened a claim within a day of their own agency writing it, and had no part"
            " in it. An agency may want to know more than it needs for a child in its care."
        ),
        Rule.HANDED_BACK: N_(
            "Somebody handed a case back, perhaps because they know one of the people in it, and"
            " opened one of its files after that."
        ),
        Rule.TOGETHER: N_(
            "Two people opened 8 or more of the same records within an hour of each other in a"
            " week, and little else. Cases are given out at random; those who agree with each"
            " other beforehand meet too often."
        ),
        Rule.SAME_TWO: N_(
            "Two people signed 6 or more times for each other within two weeks, in both"
            " directions. A second person is worth little where the same two always agree."
        ),
        Rule.BUDGET: N_(
            "Somebody came to the number of records at which openings stop for the day, or was"
            " warned of it on two days of one week."
        ),
    }
)
"""What each sees, and why it is looked at; the numbers are those of the rules (tested)."""


class Outcome(Code):
    """What an auditor made of a finding."""

    EXPLAINED = "explained", N_("Explained: it was part of the work")
    TALKED_TO = "talked_to", N_("Talked to: it is not to happen again")
    AGENCY_TOLD = "agency_told", N_("Passed on to the person’s agency")
    END_STANDING = "end_standing", N_("Passed on to administrators, to end the person’s standing")
    INCIDENT = "incident", N_("An incident: the service was asked to write to the families")
