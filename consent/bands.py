"""Bands of age: from when on a subject has a say, in what, and when nobody else has one.

A jurisdiction's profile is data, declared by the host. So is the age of a subject: birth dates
never enter the ledger, so the host keeps them sealed and answers from there (`AgeBook`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Band:
    """What a subject has a say in from one age on: sets of purpose codes."""

    code: str
    from_age: int
    assent_needed: frozenset[str] = frozenset()  # these wait for the subject's own yes
    dissent_blocks: frozenset[str] = frozenset()  # a no closes these, whatever holders agree
    dissent_suspends: frozenset[str] = frozenset()  # a no stops these until somebody has looked
    absence_excuses: frozenset[str] = frozenset()  # one who is not there need not be asked
    may_speak_alone: bool = False  # after a recorded look at competence
    is_adult: bool = False  # nobody else speaks any more
    days_to_answer: int = 60  # so long an adult may be silent before others' yes ends


@dataclass(frozen=True)
class Age:
    """The whole years a subject has now: a range, where the birth date is an estimate.

    `days_of_age` counts how long the subject has surely been an adult, without days on which
    the host lets that clock stand still.
    """

    youngest: int
    oldest: int
    days_of_age: int = 0


@dataclass(frozen=True)
class Say:
    """What age makes of one purpose: all bands the subject may be in, read together."""

    is_of_age: bool = False
    may_be_alone: bool = False
    no_blocks: bool = False
    no_suspends: bool = False
    is_asked: bool = False
    is_excused: bool = False  # one who is not there need not be asked
    days_to_answer: int = 0


# Who is asked about has an age, or is nobody whom age concerns (an account, an agency).
AgeBook = Callable[[Sequence[str]], Mapping[str, Age]]


def no_ages(subjects: Sequence[str]) -> Mapping[str, Age]:
    """Know nobody's age: the book of a host without bands."""
    del subjects
    return {}


class Bands:
    """The bands of one profile, from the youngest up."""

    def __init__(self, bands: Iterable[Band]) -> None:
        """Take the bands in any order; the youngest begins at 0."""
        self._bands = sorted(bands, key=lambda band: band.from_age)
        hears = [band for band in self._bands if band.dissent_blocks | band.dissent_suspends]
        younger = [band for band in self._bands if hears and band.from_age < hears[0].from_age]
        self._heard = {band.code: hears[0] for band in younger}
        self._known: dict[tuple[int, int], tuple[Band, ...]] = {}
        self._says: dict[tuple[str, bool, int, int], Say] = {}

    def of(self, age: Age | None) -> tuple[Band, ...]:
        """Give every band the subject may be in; whoever may be a child is judged as one."""
        if age is None:
            return ()
        years = age.youngest, age.oldest
        if years not in self._known:
            self._known[years] = self._between(*years)
        return self._known[years]

    def say(self, age: Age | None, purpose: str, *, own_assent: bool) -> Say:
        """Give what this age makes of a purpose; `own_assent`: it asks the subject at any age.

        Where nothing is known of age, a no always blocks, and nobody is excused.
        """
        if age is None:
            return Say(no_blocks=True, is_asked=own_assent)
        key = purpose, own_assent, age.youngest, age.oldest
        if key not in self._says:  # hundreds are asked about at once, of a few ages
            self._says[key] = self._read(self.of(age), purpose, own_assent=own_assent)
        return self._says[key]

    def _read(self, bands: tuple[Band, ...], purpose: str, *, own_assent: bool) -> Say:
        hearing = self.hearing(bands)
        asking = [band for band in bands if own_assent or purpose in band.assent_needed]
        return Say(
            is_of_age=any(band.is_adult for band in bands),
            may_be_alone=all(band.may_speak_alone for band in bands),
            no_blocks=any(purpose in band.dissent_blocks for band in hearing),
            no_suspends=any(purpose in band.dissent_suspends for band in hearing),
            is_asked=bool(asking),
            is_excused=all(purpose in band.absence_excuses for band in asking),
            days_to_answer=bands[0].days_to_answer,
        )

    def hearing(self, bands: tuple[Band, ...]) -> tuple[Band, ...]:
        """Give the bands in which a no is weighed: who said one is old enough to be heard."""
        return tuple([self._heard.get(band.code, band) for band in bands])

    def _between(self, least: int, most: int) -> tuple[Band, ...]:
        youngest, last = self._at(least), self._at(most)
        children = [band for band in self._bands if not band.is_adult]
        may_be = [band for band in children if youngest.from_age <= band.from_age <= last.from_age]
        return (youngest,) if youngest.is_adult else tuple(may_be)

    def _at(self, years: int) -> Band:
        return [band for band in self._bands if band.from_age <= years][-1]
