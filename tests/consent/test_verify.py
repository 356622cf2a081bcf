"""The offline verifier: what it finds in a receipt, and what it says."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consent import jws, ledger
from consent.proof import Key as PublicKey
from consent.proof import Outcome, examine
from consent.receipts import Receipt
from consent.verify import LIMITS, main, read_keys
from tests.consent import papers
from tests.consent.papers import (
    HOUSE,
    KEY,
    KEYS,
    Folder,
    Pair,
    a_pair,
    receipt_of,
    resigned,
    verdict,
)
from tests.consent.world import PHOTO, START, Key, World, a_sole_guardian


@pytest.fixture
def spoken() -> World:
    """Amina said yes twice, no once, and took one yes back."""
    return papers.spoken()


@pytest.fixture
def pair() -> Pair:
    return a_pair()


def test_a_genuine_receipt_in_date_is_valid(spoken: World) -> None:
    text = receipt_of(spoken)
    assert verdict(text) is Outcome.VALID
    assert verdict(text + "\n") is Outcome.VALID
    assert verdict(text, days=365) is Outcome.EXPIRED
    assert verdict(text, days=364, hours=23) is Outcome.VALID


def test_a_receipt_of_refusals_never_runs_out() -> None:
    world = a_sole_guardian()
    world.refuse(PHOTO)
    assert verdict(receipt_of(world), days=9000) is Outcome.VALID


def test_every_changed_letter_is_found(spoken: World) -> None:
    text = receipt_of(spoken)
    payload_starts, signature_starts = text.index(".") + 1, text.rindex(".") + 1
    for at in (*range(0, len(text), 97), payload_starts, signature_starts, len(text) - 2):
        letter = "A" if text[at] != "A" else "B"
        changed = text[:at] + letter + text[at + 1 :]
        assert examine(changed, KEYS, START).outcome >= Outcome.BAD_SIGNATURE


def test_a_signature_by_another_key_is_bad(spoken: World) -> None:
    other = Key(seed=bytes(32))
    forged = resigned(receipt_of(spoken), lambda receipt: receipt, other)
    assert verdict(forged) is Outcome.BAD_SIGNATURE
    assert examine(forged, KEYS, START).receipt is None
    broken = {KEY.key_id: PublicKey(b"short")}
    assert examine(receipt_of(spoken), broken, START).outcome is Outcome.KEY_UNKNOWN


def test_other_words_than_those_shown_are_found(spoken: World) -> None:
    def reword(receipt: Receipt) -> Receipt:
        first, *rest = receipt.privacy_notices
        return replace(receipt, privacy_notices=(replace(first, title="Other"), *rest))

    assert verdict(resigned(receipt_of(spoken), reword)) is Outcome.NOTICE_DIFFERS


def bare(receipt: Receipt) -> Receipt:
    return replace(receipt, leaves=())


def bent_proof(receipt: Receipt) -> Receipt:
    first, *rest = receipt.leaves
    return replace(receipt, leaves=(replace(first, proof=(*first.proof, "00" * 32)), *rest))


def unreadable_proof(receipt: Receipt) -> Receipt:
    first, *rest = receipt.leaves
    return replace(receipt, leaves=(replace(first, proof=("zz",)), *rest))


def another_kind(receipt: Receipt) -> Receipt:
    first, *rest = receipt.leaves
    return replace(receipt, leaves=(replace(first, leaf=replace(first.leaf, type="assent")), *rest))


def moved_event(receipt: Receipt) -> Receipt:
    first, *rest = receipt.purposes
    (event,) = first.events
    later = replace(event, event_time=event.event_time + timedelta(days=1))
    return replace(receipt, purposes=(replace(first, events=(later,)), *rest))


def no_note(receipt: Receipt) -> Receipt:
    return replace(receipt, checkpoint="no note")


def note_by_a_stranger(receipt: Receipt) -> Receipt:
    checkpoint, _ = ledger.open_note(receipt.checkpoint)
    return replace(receipt, checkpoint=ledger.sign(checkpoint, Key("stranger")))


def note_by_another_key(receipt: Receipt) -> Receipt:
    checkpoint, _ = ledger.open_note(receipt.checkpoint)
    return replace(receipt, checkpoint=ledger.sign(checkpoint, Key(seed=bytes(32))))


def note_with_a_bad_signature(receipt: Receipt) -> Receipt:
    return replace(receipt, checkpoint=receipt.checkpoint.replace("tests/consent", "tests/other"))


@pytest.mark.parametrize(
    "change",
    [
        bare,
        bent_proof,
        unreadable_proof,
        another_kind,
        moved_event,
        no_note,
        note_by_a_stranger,
        note_by_another_key,
        note_with_a_bad_signature,
    ],
)
def test_what_cannot_be_shown_to_be_in_the_ledger_is_found(
    spoken: World, change: Callable[[Receipt], Receipt]
) -> None:
    assert verdict(resigned(receipt_of(spoken), change)) is Outcome.PROOF_BAD


def test_an_unknown_or_retired_key_is_told(spoken: World) -> None:
    text = receipt_of(spoken)
    assert examine(text, {}, START).outcome is Outcome.KEY_UNKNOWN
    for moved, outcome in ((0, Outcome.KEY_UNKNOWN), (1, Outcome.VALID)):
        retired_at = spoken.clock.at + timedelta(seconds=moved)
        keys = {KEY.key_id: PublicKey(KEY.public_bytes(), retired_at)}
        assert examine(text, keys, START).outcome is outcome


# ── the command ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_the_command_tells_what_it_found(
    pair: Pair, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = folder.write("before", pair.before), folder.write("after", pair.after)
    common = ["--keys", folder.keys()]
    assert main([before, *common, "--at", "2026-03-02"]) == 0
    said = capsys.readouterr().out
    assert "Genuine and in date." in said
    assert "store_photo for registry: active, until 2027-03-02T09:00:00.000000Z" in said
    assert LIMITS in said
    assert main([before, *common, "--at", "2027-03-02T09:00:00Z"]) == 10
    assert main([before, *common, "--at", "2027-03-02T08:59:59"]) == 0
    assert main([before, *common, "--also", after, "--at", "2026-03-04"]) == 11
    assert main([after, *common, "--at", "2026-03-04"]) == 0
    assert "store_photo for registry: withdrawn, until -" in capsys.readouterr().out


def test_the_command_speaks_to_programs_too(
    pair: Pair, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = folder.write("before", pair.before)
    assert main([before, "--keys", folder.keys(), "--at", "2026-03-02", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["exit"], said["limits"]) == ("valid", 0, LIMITS)
    assert said["receipt"]["parties"][0]["party_name"] == HOUSE.party_name
    assert main([folder.write("none", "\u20ac"), "--keys", folder.keys(), "--json"]) == 24
    said = json.loads(capsys.readouterr().out)
    assert (said["outcome"], said["receipt"]) == ("malformed", None)


def test_a_retired_key_is_told_by_the_command(pair: Pair, folder: Folder) -> None:
    before = folder.write("before", pair.before)
    assert main([before, "--keys", folder.keys(retired_at="2026-03-01")]) == 23
    assert main([before, "--keys", folder.keys(retired_at="2026-03-03"), "--at", "2026-03-02"]) == 0


def test_a_file_that_cannot_be_opened_is_an_error_of_use(
    pair: Pair, folder: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    before = folder.write("before", pair.before)
    wrong = [
        [str(folder.path / "nowhere"), "--keys", folder.keys()],
        [before, "--keys", before],
        [before, "--keys", folder.write("k", '{"keys": [{"kty": "OKP"}]}')],
        [before, "--keys", folder.keys(), "--at", "soon"],
        [before],
    ]
    for argv in wrong:
        with pytest.raises(SystemExit) as left:
            main(argv)
        assert left.value.code == 2
    capsys.readouterr()


def test_the_command_runs_by_itself(pair: Pair, folder: Folder) -> None:
    before = folder.write("before", pair.before)
    command = [sys.executable, "-m", "consent.verify", before, "--keys", folder.keys()]
    done = subprocess.run(
        [*command, "--at", "2026-03-02"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert LIMITS in done.stdout


def test_the_verifier_imports_nothing_but_cryptography() -> None:
    program = (
        "import sys, consent.verify\n"
        "own = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in own if not name.startswith('_')))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.')\n{program}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "['consent', 'cryptography']"


def test_keys_are_read_from_a_jwk_set() -> None:
    public = jws.encode(KEY.public_bytes())
    text = json.dumps({"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "a", "x": public}]})
    assert read_keys(text) == {"a": PublicKey(KEY.public_bytes())}


def test_the_core_needs_the_standard_library_only() -> None:
    program = (
        "import sys; sys.path.insert(0, '.')\nimport consent\n"
        "own = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in own if not name.startswith('_')))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['consent']"
