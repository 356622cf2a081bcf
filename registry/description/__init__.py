"""Frozen facts that both sides of a pair share: names, partial dates, codes, descriptions."""

from registry.description.calendars import Calendar
from registry.description.cldr import countries, country_name, language_name, languages
from registry.description.codes import (
    BodyPlace,
    Build,
    CareArrangement,
    ClosureReason,
    Code,
    EventKind,
    Eyes,
    Hair,
    MarkKind,
    Relation,
    RelationCategory,
    SeparationCause,
    Sex,
    Side,
    label,
    read_code,
)
from registry.description.dates import AgeRange, PartialDate
from registry.description.group import Fact, Group
from registry.description.groups import (
    Appearance,
    Belongings,
    Event,
    Mark,
    Marks,
    Names,
    Person,
    Places,
    Sensitive,
)
from registry.description.household import Care, Family, Relative, Separation
from registry.description.names import PersonName
from registry.description.references import new_reference, parse_reference
from registry.description.shape import GROUPS, Description, Row, RowState, compare
from registry.description.withheld import Prompt, Withheld
from registry.description.wording import Wording, one_line, passage, plain_digits

__all__ = [
    "GROUPS",
    "AgeRange",
    "Appearance",
    "Belongings",
    "BodyPlace",
    "Build",
    "Calendar",
    "Care",
    "CareArrangement",
    "ClosureReason",
    "Code",
    "Description",
    "Event",
    "EventKind",
    "Eyes",
    "Fact",
    "Family",
    "Group",
    "Hair",
    "Mark",
    "MarkKind",
    "Marks",
    "Names",
    "PartialDate",
    "Person",
    "PersonName",
    "Places",
    "Prompt",
    "Relation",
    "RelationCategory",
    "Relative",
    "Row",
    "RowState",
    "Sensitive",
    "Separation",
    "SeparationCause",
    "Sex",
    "Side",
    "Withheld",
    "Wording",
    "compare",
    "countries",
    "country_name",
    "label",
    "language_name",
    "languages",
    "new_reference",
    "one_line",
    "parse_reference",
    "passage",
    "plain_digits",
    "read_code",
]
