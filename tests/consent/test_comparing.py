"""Two papers side by side: what a second receipt or a later checkpoint tells of the first."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consent import Signer, compact, ledger
from consent.comparing import Extension, hold, read_extension, weigh, write_extension
from consent.errors import BadNote
from consent.ledger import Checkpoint
from consent.proof import Key as PublicKey
from consent.proof import Outcome, Verdict, examine
from consent.receipts import Receipt, read
from consent.verify import main
from tests.consent import papers
from tests.consent.papers import KEY, KEYS, Folder, Pair, a_pair, receipt_of
from tests.consent.world import DETAILS, LINA, START, YUSUF, Key, World, a_sole_guardian

SOON = START + timedelta(days=4)


@pytest.fixture
def pair() -> Pair:
    return a_pair()


def seen(text: str) -> Verdict:
    return examine(text, KEYS, SOON)


def cut(text: str) -> str:
    return compact.write(compact.cut(read(text)), KEY)


def compared(first: str, other: str) -> Outcome:
    return weigh(seen(first), seen(other)).outcome


@pytest.mark.parametrize("one", [str, cut])
@pytest.mark.parametrize("two", [str, cut])
def test_a_later_withdrawal_supersedes(
    pair: Pair, one: Callable[[str], str], two: Callable[[str], str]
) -> None:
    before, after = one(pair.before), two(pair.after)
    assert compared(before, after) is Outcome.SUPERSEDED
    assert compared(after, before) is Outcome.VALID
    assert compared(before, before) is Outcome.VALID


def test_the_receipt_of_somebody_else_supersedes_nothing(pair: Pair) -> None:
    pair.world.authorise(YUSUF)
    pair.world.refuse(DETAILS, speaker=YUSUF)
    assert compared(pair.before, receipt_of(pair.world, YUSUF)) is Outcome.VALID


def as_if(verdict: Verdict, change: Callable[[Receipt], Receipt]) -> Verdict:
    """A verdict on a receipt that a house with two ledgers would have issued."""
    assert verdict.receipt is not None
    receipt = change(verdict.receipt)
    return Verdict(verdict.outcome, compact.cut(receipt), receipt)


def test_two_ledgers_under_one_name_are_a_fork(pair: Pair) -> None:
    before = seen(pair.before)
    assert before.receipt is not None
    checkpoint, _ = ledger.open_note(before.receipt.checkpoint)

    def forked(origin: str) -> Callable[[Receipt], Receipt]:
        note = ledger.sign(Checkpoint(origin, checkpoint.size, bytes(32)), KEY)
        return lambda receipt: replace(receipt, checkpoint=note)

    other = as_if(before, forked(checkpoint.origin))
    assert weigh(before, other).outcome is Outcome.FORK
    assert weigh(replace(before, receipt=None), other).outcome is Outcome.FORK
    assert weigh(before, as_if(before, forked("elsewhere"))).outcome is Outcome.VALID


def test_two_acts_in_one_place_and_one_act_in_two_places_are_a_fork(pair: Pair) -> None:
    before, after = seen(pair.before), seen(pair.after)
    for more in ({"leaf": "id"}, {"index": 40}):

        def moved(receipt: Receipt, more: object = more) -> Receipt:
            first, *rest = receipt.leaves
            if more == {"index": 40}:
                first = replace(first, index=40)
            else:
                first = replace(first, leaf=replace(first.leaf, id="other"))
            return replace(receipt, leaves=(first, *rest))

        assert weigh(before, as_if(after, moved)).outcome is Outcome.FORK


def test_two_houses_that_tell_two_stories_are_found_by_two_receipts(tmp_path: Path) -> None:
    """Both are genuine by themselves: the same key, the same ledger's name, another history."""
    folder = Folder(tmp_path)
    one, two = a_sole_guardian(), a_sole_guardian()
    two.chance.seed(8)
    one.give(DETAILS)
    two.give(DETAILS)
    first, second = receipt_of(one), receipt_of(two)
    assert {seen(first).outcome, seen(second).outcome} == {Outcome.VALID}
    argv = [folder.write("one", first), "--keys", folder.keys(), "--at", "2026-03-03"]
    assert main([*argv, "--also", folder.write("two", second)]) == 25
    assert main([*argv, "--also", folder.write("two", cut(second))]) == 25


def test_only_genuine_receipts_are_weighed() -> None:
    bad, unread = Verdict(Outcome.BAD_SIGNATURE), Verdict(Outcome.MALFORMED)
    world = a_sole_guardian()
    world.give(DETAILS)
    good = examine(receipt_of(world), KEYS, START)
    assert weigh(bad, good) is bad
    assert weigh(good, unread) is unread
    assert weigh(good, good) == good
    assert hold(bad, "", KEYS, START) is bad


# ── a receipt and a checkpoint ───────────────────────────────────────────────────────────────


def now(world: World, signer: Signer = KEY) -> str:
    return world.consents.checkpoint(signer)


def since(world: World, size: int) -> str:
    """The checkpoint of now, and the proof that it goes on from that many leaves."""
    return write_extension(Extension(now(world), size, world.consents.extension(size)))


def size_of(text: str) -> int:
    return ledger.open_note(read(text).checkpoint)[0].size


def held(text: str, checkpoint: str) -> Outcome:
    return hold(seen(text), checkpoint, KEYS, SOON).outcome


@pytest.mark.parametrize("form", [str, cut])
def test_a_checkpoint_shows_that_the_ledger_only_grew(
    pair: Pair, form: Callable[[str], str]
) -> None:
    pair.world.authorise(subject=LINA)
    pair.world.give(DETAILS, subject=LINA)
    text = form(pair.before)
    assert held(text, since(pair.world, size_of(pair.before))) is Outcome.VALID
    assert held(form(receipt_of(pair.world)), now(pair.world)) is Outcome.VALID


def test_a_receipt_may_be_the_later_of_the_two(pair: Pair) -> None:
    early = read(pair.before).checkpoint
    size = size_of(pair.before)
    assert (
        held(
            pair.after, write_extension(Extension(early, size, pair.world.consents.extension(size)))
        )
        is Outcome.VALID
    )


def test_another_root_of_the_same_size_is_a_fork(pair: Pair) -> None:
    checkpoint, _ = ledger.open_note(read(pair.before).checkpoint)
    other = ledger.sign(replace(checkpoint, root=bytes(32)), KEY)
    assert held(pair.before, other) is Outcome.FORK


def test_what_shows_nothing_is_a_bad_proof(pair: Pair) -> None:
    world, size = pair.world, size_of(pair.before)
    good = since(world, size)
    extension = read_extension(good)
    checkpoint, _ = ledger.open_note(extension.note)
    lines = good.split("\n")
    for wrong in (
        now(world),  # another size, and no proof
        write_extension(replace(extension, proof=extension.proof[:-1])),
        write_extension(replace(extension, proof=(*extension.proof, bytes(32)))),
        write_extension(replace(extension, proof=(bytes(32), *extension.proof[1:]))),
        write_extension(replace(extension, since=size - 1)),
        write_extension(replace(extension, note=now(world, Key("stranger")))),
        write_extension(replace(extension, note=now(world, Key(seed=bytes(32))))),
        write_extension(
            replace(extension, note=ledger.sign(replace(checkpoint, origin="elsewhere"), KEY))
        ),
        good.replace(lines[0], "old 0" + lines[0].removeprefix("old ")),
        good.replace(lines[0], "old many"),
        good.replace(lines[1], "*"),
        good + "\n",
        "",
        "old ",
        "no note",
    ):
        assert held(pair.before, wrong) is Outcome.PROOF_BAD


def test_a_retired_key_signs_no_checkpoint(pair: Pair) -> None:
    keys = {KEY.key_id: PublicKey(KEY.public_bytes(), SOON)}
    verdict = examine(pair.after, keys, SOON)
    assert verdict.outcome is Outcome.VALID
    assert hold(verdict, now(pair.world), keys, SOON).outcome is Outcome.PROOF_BAD


def test_an_extension_is_written_in_one_way() -> None:
    assert write_extension(read_extension("a note")) == "a note"
    with pytest.raises(BadNote):
        read_extension("old +1\n\nnote")


def test_the_command_holds_a_receipt_against_a_checkpoint(pair: Pair, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    before = folder.write("before", pair.before)
    argv = [before, "--keys", folder.keys(), "--at", "2026-03-04", "--checkpoint"]
    assert main([*argv, folder.write("note", since(pair.world, size_of(pair.before)))]) == 0
    assert main([*argv, folder.write("note", now(pair.world))]) == 22
    checkpoint, _ = ledger.open_note(read(pair.before).checkpoint)
    forked = ledger.sign(replace(checkpoint, root=bytes(32)), KEY)
    assert main([*argv, folder.write("note", forked)]) == 25
    assert papers.verdict(pair.before) is Outcome.VALID
