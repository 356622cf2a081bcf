"""Why a side is on a shortlist, as data and in words. A reason never says a value or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from registry.errors import N_, Invalid


class Field(StrEnum):
    """What is compared, in the order it is told."""

    NAME = "name"
    MOTHER = "mother"
    FATHER = "father"
    FAMILY = "family"
    SEX = "sex"
    BORN = "born"
    LANGUAGE = "language"
    ORIGIN = "origin"
    LAST_PLACE = "last_place"
    SEPARATION_PLACE = "separation_place"
    OTHER_PLACE = "other_place"
    SEPARATED = "separated"
    EVENT = "event"
    MARKS = "marks"
    CLOTHES = "clothes"


class Verdict(StrEnum):
    """How two sides stand in one field. What one side does not know is no contradiction."""

    AGREE = "agree"
    NEAR = "near"
    DIFFERS = "differs"
    NOT_GIVEN = "not_given"


class Side(StrEnum):
    """Who did not give a fact: the side asked for, the side found, or both."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"

    @property
    def other(self) -> Side:
        """The same, seen from the other side."""
        turned = {Side.FIRST: Side.SECOND, Side.SECOND: Side.FIRST}
        return turned.get(self, self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One field and its verdict; `side` only where something was not given."""

    field: Field
    verdict: Verdict
    side: Side | None = None

    def to_dict(self) -> dict[str, str]:
        """Give the reason as plain JSON."""
        told = {"field": self.field.value, "verdict": self.verdict.value}
        return told | {"side": self.side.value} if self.side else told

    @classmethod
    def from_dict(cls, told: Mapping[str, object]) -> Reason:
        """Read a reason written by `to_dict`."""
        side = told.get("side")
        try:
            return cls(
                Field(str(told.get("field"))),
                Verdict(str(told.get("verdict"))),
                None if side is None else Side(str(side)),
            )
        except ValueError:
            raise Invalid("reason", N_("This reason cannot be read.")) from None


def words(reason: Reason) -> str:
    """Give the reason as an English sentence, to be translated where it is shown."""
    return _SENTENCES[reason.field][reason.verdict]


def words_for_side(side: Side) -> str:
    """Say who did not give a fact, to be translated where it is shown."""
    return _SIDES[side]


_SIDES = {
    Side.FIRST: N_("Not given on this side"),
    Side.SECOND: N_("Not given on the other side"),
    Side.BOTH: N_("Not given on both sides"),
}


def _four(agree: str, near: str, differs: str, not_given: str) -> Mapping[Verdict, str]:
    return dict(zip(Verdict, (agree, near, differs, not_given), strict=True))


_SENTENCES: Mapping[Field, Mapping[Verdict, str]] = {
    Field.NAME: _four(
        N_("Name agrees"),
        N_("Name sounds alike or agrees in part"),
        N_("Name differs"),
        N_("Name not given"),
    ),
    Field.MOTHER: _four(
        N_("Mother's name agrees"),
        N_("Mother's name sounds alike or agrees in part"),
        N_("Mother's name differs"),
        N_("Mother's name not given"),
    ),
    Field.FATHER: _four(
        N_("Father's name agrees"),
        N_("Father's name sounds alike or agrees in part"),
        N_("Father's name differs"),
        N_("Father's name not given"),
    ),
    Field.FAMILY: _four(
        N_("Name of another relative agrees"),
        N_("Name of another relative sounds alike or agrees in part"),
        N_("Names of other relatives differ"),
        N_("No other relative is named on both sides"),
    ),
    Field.SEX: _four(N_("Sex agrees"), N_("Sex is close"), N_("Sex differs"), N_("Sex not given")),
    Field.BORN: _four(N_("Age agrees"), N_("Age is close"), N_("Age differs"), N_("Age not given")),
    Field.LANGUAGE: _four(
        N_("A language is shared"),
        N_("Languages are close"),
        N_("Languages differ"),
        N_("Languages not given"),
    ),
    Field.ORIGIN: _four(
        N_("Place of birth agrees"),
        N_("Place of birth sounds alike or agrees in part"),
        N_("Place of birth differs"),
        N_("Place of birth not given"),
    ),
    Field.LAST_PLACE: _four(
        N_("Last town or area agrees"),
        N_("Last town or area sounds alike or agrees in part"),
        N_("Last town or area differs"),
        N_("Last town or area not given"),
    ),
    Field.SEPARATION_PLACE: _four(
        N_("Place of separation agrees"),
        N_("Place of separation sounds alike or agrees in part"),
        N_("Place of separation differs"),
        N_("Place of separation not given"),
    ),
    Field.OTHER_PLACE: _four(
        N_("A place is named on both sides, in different answers"),
        N_("A place sounds alike on both sides, in different answers"),
        N_("Places in different answers differ"),
        N_("No other place is named on both sides"),
    ),
    Field.SEPARATED: _four(
        N_("Time of separation agrees"),
        N_("Time of separation is close"),
        N_("Time of separation differs"),
        N_("Time of separation not given"),
    ),
    Field.EVENT: _four(
        N_("Event agrees"), N_("Event is close"), N_("Event differs"), N_("Event not given")
    ),
    Field.MARKS: _four(
        N_("A mark on the body agrees"),
        N_("A mark on the body agrees in part"),
        N_("Marks on the body differ"),
        N_("Marks on the body not given"),
    ),
    Field.CLOTHES: _four(
        N_("Clothes or things carried agree"),
        N_("Clothes or things carried agree in part"),
        N_("Clothes or things carried differ"),
        N_("Clothes or things carried not given"),
    ),
}
