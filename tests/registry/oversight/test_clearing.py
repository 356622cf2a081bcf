"""Every clock is carried out: by age, with the file, or with the case; and the tests name who."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Table, func, inspect, select

from registry.accounts.entry_links import Purpose, ask_for_link, send_waiting
from registry.accounts.limits import SIGN_INS_OF_ACCOUNT, take
from registry.accounts.operations import email_index
from registry.authority import MACHINE, VISITOR
from registry.budgets import DayView
from registry.claims import operations as claims_operations
from registry.claims.models import Claim
from registry.consents import operations as consents_operations
from registry.consents.erasing import ROWS_OF_A_CHILD
from registry.description import ClosureReason
from registry.holders.operations.tidying import ROWS as OF_HOLDERS
from registry.outbox.models import Message
from registry.outbox.senders import NullSender
from registry.oversight.clearing import OF_CHILD, OF_CLAIM
from registry.retention import CLOCKS, TWO_YEARS, Cleaner, cut_offs
from registry.reunion import operations as reunion_operations
from registry.reunion.operations.tidying import OF_CASE, OF_REVIEW, OF_SEAT
from registry.review.rules import Outcome
from registry.storage.database import Base
from registry.storage.holds import Hold, HoldEnd, HoldSignature
from registry.storage.posts import Post
from registry.storage.vault import Sealed
from registry.trail.events import Event
from registry.web.models import WebSession
from registry.work import Floors
from registry.worker import run_once, sender_for
from tests.cast import AMINA
from tests.conftest import Clock
from tests.making import accounts, children, claims, reunion

A_MOMENT = timedelta(seconds=1)
OF_CASES = frozenset(table for table, clock in CLOCKS.items() if clock.cleared_by is Cleaner.CASES)


def work(floors: Floors) -> None:
    """Let the worker go round until nothing is left to do."""
    for _ in range(20):
        if not run_once(floors, sender_for(floors.settings)):
            return


def count(floors: Floors, *names: str) -> dict[str, int]:
    """How many rows each table holds, where it holds any."""
    tables: dict[str, Table] = dict(Base.metadata.tables)
    with floors.reading() as session:
        found = {
            name: session.scalar(select(func.count()).select_from(tables[name])) for name in names
        }
    return {name: number for name, number in found.items() if number}


def letters(floors: Floors, name: str) -> int | None:
    """How many letters of this name were ever written."""
    with floors.reading() as session:
        query = select(func.count()).select_from(Message).where(Message.name == name)
        return session.scalar(query)


def post(floors: Floors) -> None:
    """A form that was sent."""
    with floors.begin(MACHINE) as act:
        act.session.add(Post(key="a form", at=act.now(), place=None))


def signed_in(floors: Floors) -> None:
    """A browser that was signed in."""
    with floors.begin(MACHINE) as act:
        now = act.now()
        act.session.add(
            WebSession(digest="d", account_ref=None, content="{}", started_at=now, seen_at=now)
        )


def opened(floors: Floors) -> None:
    """An account, and so a letter and a link in it."""
    accounts.opened(floors, confirmed=False)


def opened_today(floors: Floors) -> None:
    """A file that counts towards somebody's limit of the day."""
    with floors.begin(MACHINE) as act:
        now = act.now()
        act.session.add(
            DayView(actor_ref="account:1", day=now.date(), subject_ref="child:1", at=now)
        )


def asked_and_answered(floors: Floors) -> None:
    """A link that was sent to somebody who asked for it at the door."""
    accounts.opened(floors)
    with floors.begin(VISITOR) as act:
        ask_for_link(act, email_index(floors.keyring, AMINA), Purpose.RESET)
    send_waiting(floors)


AGED: dict[str, Callable[[Floors], object]] = {
    "day_views": opened_today,
    "posts": post,
    "web_sessions": signed_in,
    "limits": lambda floors: take(floors, SIGN_INS_OF_ACCOUNT, "somebody"),
    "messages": opened,
    "address_links": opened,
    "entry_links": asked_and_answered,
}


def test_each_table_that_is_cleared_by_age_has_a_test_below(clock: Clock) -> None:
    by_age = {name for name, each in CLOCKS.items() if each.cleared_by is Cleaner.AGE}
    assert by_age == set(AGED)
    assert by_age == {each.table for each in cut_offs(clock())}


@pytest.mark.parametrize("table", AGED)
def test_a_row_goes_at_its_age_and_not_before(floors: Floors, clock: Clock, table: str) -> None:
    AGED[table](floors)
    start, told = clock(), CLOCKS[table]
    keep = SIGN_INS_OF_ACCOUNT.window if told.ends else told.keep
    assert keep is not None
    clock.at = start + keep
    work(floors)
    assert count(floors, table)[table]
    clock.at = start + keep + A_MOMENT
    work(floors)
    assert not count(floors, table)


def test_what_a_letter_that_never_went_says_goes_with_it(floors: Floors, clock: Clock) -> None:
    accounts.opened(floors, confirmed=False)
    clock.move(days=183)
    run_once(floors, NullSender())
    with floors.reading() as session:
        owners = session.scalars(select(Sealed.owner_ref)).all()
    assert owners
    assert not [each for each in owners if each.startswith(("message:", "address-link:"))]


def test_a_case_goes_whole_24_months_after_it_was_closed(floors: Floors, clock: Clock) -> None:
    cast = reunion.reunited(floors, reunion.told(floors, reunion.moved(floors)))
    with floors.begin(cast.mara) as act:
        reunion_operations.close_case(act, cast.review_id, ClosureReason.OTHER)
    closed = clock()
    clock.at = closed + TWO_YEARS
    work(floors)
    assert {"reviews", "judgements", "case_closings"} <= set(count(floors, *OF_CASES))
    clock.at = closed + TWO_YEARS + A_MOMENT
    work(floors)
    assert count(floors, *OF_CASES, "candidates", "set_asides") == {}


def test_the_words_of_a_case_go_with_it(floors: Floors, clock: Clock) -> None:
    cast = reunion.ready(floors, reunion.moved(floors))
    with floors.begin(cast.mara) as act:
        reunion_operations.close_case(act, cast.review_id, ClosureReason.OTHER)
    clock.at += TWO_YEARS + A_MOMENT
    with floors.begin(MACHINE) as act:
        assert reunion_operations.tidy(act) == 1
    kinds = [each.kind for each in (*OF_CASE, *OF_SEAT, *OF_REVIEW)]
    with floors.reading() as session:
        owners = session.scalars(select(Sealed.owner_ref)).all()
    assert owners
    assert not [each for each in owners if each.partition(":")[0] in {*kinds, "candidate"}]


def test_a_comparison_that_came_to_nothing_goes_and_one_that_goes_on_stays(
    floors: Floors, clock: Clock
) -> None:
    _, mara, _ = reunion.desk(floors)
    child = children.enrolled(floors, accounts.guardian(floors), apart=True)
    children.papers_seen(floors, mara, child)
    claim = claims.filed(floors, claims.yusuf(floors))
    reunion.decided(floors, mara, claim.ref, child.ref, Outcome.DOES_NOT_AGREE)
    clock.at += TWO_YEARS
    with floors.begin(MACHINE) as act:
        assert reunion_operations.tidy(act) == 0
    clock.at += A_MOMENT
    with floors.begin(MACHINE) as act:
        assert reunion_operations.tidy(act) == 1


def test_a_wiped_file_is_known_24_months_longer_and_then_not_at_all(
    floors: Floors, clock: Clock
) -> None:
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina)
    with floors.begin(amina) as act:
        consents_operations.wipe(act, str(child.id), at_once=True)
    work(floors)
    clock.at += TWO_YEARS
    work(floors)
    assert count(floors, "children", "erasures") == {"children": 1, "erasures": 1}
    clock.at += A_MOMENT
    work(floors)
    assert count(floors, "children", "erasures") == {}


def test_a_claim_is_wiped_at_24_months_and_its_claimant_is_told_once(
    floors: Floors, clock: Clock
) -> None:
    yusuf = claims.yusuf(floors)
    claim = claims.filed(floors, yusuf)
    clock.at += TWO_YEARS
    work(floors)
    assert letters(floors, "claim_closed") == 0
    clock.at += A_MOMENT
    with floors.begin(MACHINE) as act:
        claims_operations.tidy(act)
    assert letters(floors, "claim_closed") == 1
    work(floors)
    with floors.reading() as session:
        assert not session.scalars(select(Sealed).where(Sealed.subject_ref == claim.ref)).all()
    clock.at += TWO_YEARS + A_MOMENT
    work(floors)
    tables = [each.__tablename__ for each in OF_CLAIM]
    assert count(floors, "claims", "erasures", *tables) == {}


def test_a_wiped_child_is_known_as_long_as_a_claim_speaks_through_it(
    floors: Floors, clock: Clock
) -> None:
    amina = accounts.guardian(floors)
    child = children.enrolled(floors, amina, apart=True)
    with floors.begin(amina) as act:
        consents_operations.wipe(act, str(child.id), at_once=True)
    work(floors)
    clock.at += TWO_YEARS - timedelta(days=1)
    with floors.begin(MACHINE) as act:
        # Nobody can file such a claim any more: it stands for one filed on the last day.
        filed = Claim(
            reference="KQ7-4MD-2RT",
            claim_kind="separated",
            claimant_ref=amina.ref,
            child_ref=child.ref,
            started_on=act.now().date(),
            filed_at=act.now(),
        )
        act.session.add(filed)
        act.trail.record(Event.CLAIM_DRAFTED, filed.ref)
    clock.at += timedelta(days=2)
    work(floors)
    assert count(floors, "children", "erasures") == {"children": 1, "erasures": 1}


@pytest.mark.parametrize("cleaner", [each for each in Cleaner if ":" in each.value])
def test_each_cleaner_is_a_verb_of_the_house(cleaner: Cleaner) -> None:
    module, _, verb = cleaner.value.partition(":")
    assert callable(getattr(importlib.import_module(module), verb))


def tables_of(cleaner: Cleaner) -> set[str]:
    """The tables whose clock names this cleaner."""
    return {name for name, clock in CLOCKS.items() if clock.cleared_by is cleaner}


def test_each_cleaner_clears_the_tables_that_name_it() -> None:
    """What each does to them is tested with it: wiping, tidying and the journal."""
    of_child = {each.__tablename__ for each in ROWS_OF_A_CHILD}
    assert tables_of(Cleaner.ERASURE) == of_child | {"sealed_values", "photos"}
    of_case = {str(inspect(each).local_table) for each in (*OF_CASE, *OF_SEAT, *OF_REVIEW)}
    assert of_case | {"reviews"} == OF_CASES
    assert tables_of(Cleaner.HOLDERS) == {str(inspect(each).local_table) for each in OF_HOLDERS}
    of_claim = {each.__tablename__ for each in OF_CLAIM}
    of_gone = {each.__tablename__ for each in OF_CHILD}
    assert tables_of(Cleaner.JOURNAL) == of_claim | of_gone | {"children", "claims", "erasures"}
    assert tables_of(Cleaner.ACCOUNTS) == {"accounts", "totp_factors", "recovery_codes"}
    of_hold = {each.__tablename__ for each in (Hold, HoldSignature, HoldEnd)}
    assert tables_of(Cleaner.HOLDS) == of_hold


def test_only_these_are_kept_without_an_end() -> None:
    for name in tables_of(Cleaner.NOBODY):
        assert CLOCKS[name].keep is None, name
        assert CLOCKS[name].until.startswith("As long as the "), name
