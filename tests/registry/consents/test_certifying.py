"""The certificate: for whoever saw a record taken back, once it is told as wiped, not before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from consent import certificates, shape, verify
from consent.canonical import decode
from consent.jws import encode, read
from registry.authority import Actor
from registry.children import operations as records
from registry.children.models import Child
from registry.consents import erasing, operations, rules
from registry.errors import Absent
from registry.purposes import STORE_DETAILS
from registry.storage.signing import signer
from registry.work import Floors
from tests.cast import HANA, YUSUF
from tests.conftest import Clock
from tests.making import accounts, children, holders


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


@pytest.fixture
def child(floors: Floors, amina: Actor) -> Child:
    return children.enrolled(floors, amina)


def wipe(floors: Floors, who: Actor, child: Child, *, at_once: bool = True) -> None:
    with floors.begin(who) as work:
        operations.wipe(work, str(child.id), at_once=at_once)


def certified(floors: Floors, who: Actor, child: Child) -> certificates.Certificate:
    with floors.begin(who) as work:
        copy = operations.certify(work, str(child.id))
    payload = decode(read(certificates.TYPE, copy).payload)
    return shape.revive(certificates.Certificate, payload)


@pytest.mark.parametrize(("at_once", "hours"), [(True, 72), (False, 7 * 24 + 72)])
def test_there_is_none_before_it_is_told_as_wiped(
    floors: Floors, amina: Actor, child: Child, clock: Clock, *, at_once: bool, hours: int
) -> None:
    with pytest.raises(Absent):
        certified(floors, amina, child)
    asked = clock()
    wipe(floors, amina, child, at_once=at_once)
    erasing.finish_due(floors)
    clock.move(hours=hours, minutes=-1)
    with pytest.raises(Absent):
        certified(floors, amina, child)
    clock.move(minutes=1)
    said = certified(floors, amina, child)
    assert (said.shut_at, said.erased_by) == (asked, clock())
    assert said.reference == child.reference
    days = (rules.KEY_BACKUPS_LIVE, rules.KEY_BACKUPS_LIVE + rules.HELD_AT_MOST)
    assert (said.backups_until, said.orders_until) == tuple(
        (clock() + each).date().isoformat() for each in days
    )


def test_it_names_nobody_and_nothing_but_the_public_reference(
    floors: Floors, amina: Actor, child: Child, clock: Clock
) -> None:
    wipe(floors, amina, child)
    clock.move(hours=72)
    with floors.begin(amina) as work:
        said = json.dumps(
            decode(read(certificates.TYPE, operations.certify(work, str(child.id))).payload)
        )
    assert child.reference in said
    for told in (str(child.id), amina.ref, "Idris", "Haddad", "amina"):
        assert told not in said


def test_it_says_the_same_whatever_a_record_held(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    full, bare = children.enrolled(floors, amina, photos=2), children.enrolled(floors, amina)
    for each in (full, bare):
        wipe(floors, amina, each)
    clock.move(hours=72)
    assert certified(floors, amina, full).pii_types == certified(floors, amina, bare).pii_types


def test_anyone_can_check_it_without_us(
    floors: Floors, amina: Actor, child: Child, clock: Clock, tmp_path: Path
) -> None:
    wipe(floors, amina, child)
    clock.move(hours=72)
    with floors.begin(amina) as work:
        copy = operations.certify(work, str(child.id))
    (tmp_path / "certificate.jws").write_text(copy)
    (tmp_path / "keys.json").write_text(json.dumps(keys_of(floors)))
    given = [str(tmp_path / "certificate.jws"), "--keys", str(tmp_path / "keys.json")]
    assert verify.main(given) == 0


def keys_of(floors: Floors) -> dict[str, object]:
    key = signer(floors.keyring)
    x = encode(key.public_bytes())
    return {"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": key.key_id, "x": x}]}


def test_nobody_else_is_given_one(floors: Floors, amina: Actor, child: Child, clock: Clock) -> None:
    yusuf = accounts.guardian(floors, YUSUF)
    wipe(floors, amina, child)
    clock.move(hours=72)
    with pytest.raises(Absent):
        certified(floors, yusuf, child)


def test_a_form_that_was_never_a_record_has_none(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    draft = children.begun(floors, amina)
    wipe(floors, amina, draft)
    clock.move(hours=72)
    with pytest.raises(Absent):
        certified(floors, amina, draft)


@pytest.fixture
def yusuf(floors: Floors, child: Child) -> Actor:
    """A second guardian, who joined later."""
    desk = holders.desk(floors)
    joined = accounts.guardian(floors, YUSUF)
    holders.joined(floors, desk.noor, child, joined)
    return joined


def test_a_second_guardians_page_goes_on_when_the_work_is_done(
    floors: Floors, amina: Actor, yusuf: Actor, child: Child, clock: Clock
) -> None:
    hana = accounts.guardian(floors, HANA)
    wipe(floors, amina, child)
    before = [seen(floors, each, child) for each in (amina, yusuf)]
    assert before[0] == before[1]
    assert erasing.finish_due(floors) == 1
    assert [seen(floors, each, child) for each in (amina, yusuf)] == before
    clock.move(hours=72)
    assert certified(floors, yusuf, child) == certified(floors, amina, child)
    with floors.begin(yusuf) as work:
        assert [line.child_id for line in records.list_own(work)] == [str(child.id)]
    with pytest.raises(Absent):
        seen(floors, hana, child)


def test_whoever_left_before_keeps_the_days_that_were_theirs(
    floors: Floors, amina: Actor, yusuf: Actor, child: Child, clock: Clock
) -> None:
    children.agreed(floors, yusuf, child, STORE_DETAILS)
    wipe(floors, amina, child, at_once=False)
    left = seen(floors, amina, child)
    clock.move(days=20)
    wipe(floors, yusuf, child)
    assert erasing.finish_due(floors) == 1
    after = seen(floors, amina, child)
    assert (after.withdrawn_on, after.due_at) == (left.withdrawn_on, left.due_at)
    assert seen(floors, yusuf, child).due_at == clock()
    assert certified(floors, amina, child).shut_at == left.due_at - rules.UNDO_WINDOW


def seen(floors: Floors, who: Actor, child: Child) -> operations.ErasureView:
    with floors.begin(who) as work:
        return operations.view_erasure(work, str(child.id))
