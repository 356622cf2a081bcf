"""Any traits a side can have, from few enough words that two sides often share some."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from registry.search.names import Name
from registry.search.traits import BodyMark, Kin, Traits, Window

# A slow machine is no fault of the rules.
UNHURRIED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WORDS = (
    "idris", "adris", "idriss", "yusuf", "yusf", "amina", "amna", "abd", "rahman", "abdulrahman",
    "gebre", "mariam", "gebremariam", "wang", "xiaoming", "xiao", "ming", "haddad", "ali", "leo",
    "omar", "amr", "12", "★",
)  # fmt: skip


def names() -> st.SearchStrategy[tuple[Name, ...]]:
    """None, one or several names of one person or place."""
    name = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)
    return st.lists(name, max_size=3).map(tuple)


def windows() -> st.SearchStrategy[Window]:
    """A day, or days up to some years."""
    first = st.integers(0, 6000).map(lambda days: date(2008, 1, 1) + timedelta(days=days))
    spans = st.sampled_from((0, 0, 30, 364, 1100, 9000))
    return st.builds(lambda day, days: Window(day, day + timedelta(days=days)), first, spans)


def marks() -> st.SearchStrategy[BodyMark]:
    """A mark of which one thing at least is known."""
    return st.builds(
        BodyMark,
        kind=st.sampled_from((None, "scar", "burn", "mole", "birthmark")),
        place=st.sampled_from((None, "knee", "neck")),
        side=st.sampled_from((None, "left", "right", "both")),
    ).filter(lambda mark: bool(mark.kind or mark.place))


def kin() -> st.SearchStrategy[Kin]:
    """A relative with a name."""
    relation = st.sampled_from((None, "mother", "father", "aunt", "brother"))
    return st.builds(Kin, relation, st.booleans(), names().filter(bool))


def traits() -> st.SearchStrategy[Traits]:
    """One side, with any of its facts known or not."""
    return st.builds(
        Traits,
        names=names(),
        family=st.lists(kin(), max_size=4).map(tuple),
        sex=st.sampled_from((None, "female", "male")),
        born=st.none() | windows(),
        languages=st.lists(st.sampled_from(("ar", "am", "fa")), unique=True).map(tuple),
        origin=names(),
        last_place=names(),
        separation_place=names(),
        separated=st.none() | windows(),
        event=st.sampled_from((None, "flood", "convoy")),
        marks=st.lists(marks(), max_size=3).map(tuple),
        clothes=st.lists(st.sampled_from(("red", "coat", "doll")), unique=True).map(tuple),
    )
