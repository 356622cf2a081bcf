"""A case in which everything stands, and strategies that leave things out."""

from __future__ import annotations

from hypothesis import strategies as st

from registry.reunion.codes import Assent, Custody, How, Recommendation, Wish
from registry.reunion.rules import Case, Clearing, Hearing

SIDES = ("claim:1", "child:1")
MARA, INES, NOOR = "account:mara", "account:ines", "account:noor"

WHOLE = Case(
    sides=SIDES,
    is_decided_move=True,
    safety_assessed=frozenset(SIDES),
    clearings=tuple(Clearing(side, by, is_clear=True) for side in SIDES for by in (MARA, INES)),
    custody=(Custody.NO_ORDER,),
    heard=Hearing(How.ALONE, Wish.NOW),
    has_verifier=True,
    verified=Recommendation.REUNIFICATION,
    panel=((MARA, Recommendation.YES), (INES, Recommendation.WITH_SUPPORT)),
    papers_seen=frozenset(SIDES),
    assent=Assent.YES,
    oldest_age=8,
)
"""Both sides may be asked."""

clearings = st.builds(
    Clearing,
    side=st.sampled_from(SIDES),
    by=st.sampled_from((MARA, INES, NOOR)),
    is_clear=st.booleans(),
)
any_case = st.builds(
    Case,
    sides=st.just(SIDES),
    is_decided_move=st.booleans(),
    safety_assessed=st.frozensets(st.sampled_from(SIDES)),
    clearings=st.lists(clearings, max_size=6).map(tuple),
    custody=st.lists(st.sampled_from(Custody), max_size=3).map(tuple),
    heard=st.none() | st.builds(Hearing, st.sampled_from(How), st.sampled_from(Wish)),
    has_verifier=st.booleans(),
    verified=st.none() | st.sampled_from(Recommendation),
    panel=st.dictionaries(
        st.sampled_from((MARA, INES, NOOR)), st.sampled_from(Recommendation), max_size=3
    ).map(lambda said: tuple(said.items())),
    papers_seen=st.frozensets(st.sampled_from(SIDES)),
    assent=st.none() | st.sampled_from(Assent),
    oldest_age=st.none() | st.integers(0, 17),
    is_asked=st.booleans(),
    answers=st.dictionaries(st.sampled_from(SIDES), st.booleans()).map(
        lambda said: tuple(said.items())
    ),
    is_mutual=st.booleans(),
    is_reunited=st.booleans(),
    visits=st.integers(0, 2),
    needs_another_visit=st.booleans(),
    is_closed=st.booleans(),
)
"""Any case at all, likely or not."""
