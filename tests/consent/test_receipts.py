"""Receipts: what the person takes away, and what the offline verifier says of it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from consent import Catalogue, NothingShown, Status, canonical, jws, ledger, shape
from consent.ledger import Checkpoint
from consent.proof import Key as PublicKey
from consent.proof import Outcome, Verdict, compare, examine, weigh
from consent.receipts import SCHEMA, TYPE, Receipt, sign
from consent.verify import LIMITS, main, read_keys
from tests.consent.world import (
    AGENCY,
    AMINA,
    DETAILS,
    EXPRESSION,
    IDRIS,
    LINA,
    NOTICES,
    PARTNER,
    PHOTO,
    PURPOSES,
    START,
    YUSUF,
    Key,
    World,
    a_sole_guardian,
)

KEY = Key()
KEYS = {KEY.key_id: PublicKey(KEY.public_bytes())}
ISSUER = "https://kinfold.example"


def receipt_of(world: World, speaker: str = AMINA, subject: str = IDRIS) -> str:
    return world.consents.receipt(subject=subject, speaker=speaker, signer=KEY, issuer=ISSUER)


def read(text: str) -> Receipt:
    return shape.revive(Receipt, canonical.decode(jws.read(TYPE, text).payload))


def verdict(text: str, **later: float) -> Outcome:
    return examine(text, KEYS, START + timedelta(**later)).outcome


@pytest.fixture
def spoken() -> World:
    """Amina said yes twice, no once, and took one yes back."""
    world = a_sole_guardian()
    world.give(DETAILS)
    world.clock.move(minutes=3)
    world.refuse(PHOTO)
    world.give(PARTNER, recipient=AGENCY)
    world.clock.move(days=3)
    world.withdraw(PARTNER, recipient=AGENCY)
    return world


def test_a_receipt_says_what_was_agreed_in_the_words_shown(spoken: World) -> None:
    receipt = read(receipt_of(spoken))
    assert receipt.schema_version == SCHEMA
    assert receipt.pii_controller == ISSUER
    assert receipt.issued == spoken.clock.at
    assert {(copy.ref, copy.digest, copy.body) for copy in receipt.privacy_notices} == {
        (notice.ref, notice.digest, notice.body) for notice in NOTICES[:3]
    }
    states = {each.purpose: each for each in receipt.purposes}
    assert {code: each.event_state for code, each in states.items()} == {
        DETAILS.code: "dpv:ConsentGiven",
        PHOTO.code: "dpv:ConsentRefused",
        PARTNER.code: "dpv:ConsentWithdrawn",
    }
    partner = states[PARTNER.code]
    assert partner.recipient == AGENCY
    assert [event.event_type for event in partner.events] == ["give", "withdraw"]
    assert states[DETAILS.code].storage_until == START + timedelta(days=365)
    assert states[DETAILS.code].pii_types == DETAILS.data_classes
    assert len(receipt.leaves) == 4


def test_a_receipt_names_nobody(spoken: World) -> None:
    payload = jws.read(TYPE, receipt_of(spoken)).payload.decode()
    for ref in (IDRIS, AMINA):
        assert ref not in payload
        assert ref.partition(":")[2] not in payload


def test_pseudonyms_are_steady_for_one_pair_and_differ_between_pairs(spoken: World) -> None:
    one, again = read(receipt_of(spoken)), read(receipt_of(spoken))
    assert (one.pii_principal_id, one.speaker_id) == (again.pii_principal_id, again.speaker_id)
    assert one.receipt_id != again.receipt_id
    spoken.authorise(YUSUF)
    spoken.give(DETAILS, speaker=YUSUF)
    spoken.authorise(subject=LINA)
    spoken.give(DETAILS, subject=LINA)
    other = read(receipt_of(spoken, YUSUF))
    sister = read(receipt_of(spoken, AMINA, LINA))
    assert len({each.pii_principal_id for each in (one, other, sister)}) == 3
    assert len({each.speaker_id for each in (one, other, sister)}) == 3


def test_whoever_said_nothing_has_no_receipt(spoken: World) -> None:
    with pytest.raises(NothingShown):
        receipt_of(spoken, YUSUF)


def test_a_receipt_outlives_the_words_and_the_authority() -> None:
    world = a_sole_guardian()
    world.give(DETAILS)
    later = world.with_catalogue(Catalogue(PURPOSES, [], []))
    text = receipt_of(later)
    (copy,) = read(text).privacy_notices
    assert (copy.digest, copy.title, copy.body) == (NOTICES[0].digest, "", ())
    assert verdict(text) is Outcome.VALID


def test_a_receipt_for_one_whose_authority_was_void_says_so(spoken: World) -> None:
    stated = spoken.consents.facts(IDRIS)[0]
    spoken.consents.invalidate(
        subject=IDRIS,
        speaker=AGENCY,
        about=stated.ref,
        expression=EXPRESSION,
    )
    receipt = read(receipt_of(spoken))
    assert receipt.capacity == "none_determined"
    assert {each.event_state for each in receipt.purposes} == {"dpv:ConsentInvalidated"}


def test_a_suspended_purpose_has_no_word_in_the_vocabulary() -> None:
    world = a_sole_guardian()
    world.give(DETAILS)
    world.authorise(YUSUF)
    world.refuse(DETAILS, speaker=YUSUF)
    (state,) = read(receipt_of(world)).purposes
    assert (state.status, state.event_state) == (Status.SUSPENDED, "dpv:ConsentUnknown")


# ── the verifier ─────────────────────────────────────────────────────────────────────────────


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


def resigned(text: str, change: Callable[[Receipt], Receipt], key: Key = KEY) -> str:
    return sign(change(read(text)), key)


def test_a_signature_by_another_key_is_bad(spoken: World) -> None:
    other = Key(seed=bytes(32))
    forged = resigned(receipt_of(spoken), lambda receipt: receipt, other)
    assert verdict(forged) is Outcome.BAD_SIGNATURE
    assert examine(forged, KEYS, START).receipt is None
    broken = {KEY.key_id: PublicKey(b"short")}
    assert examine(receipt_of(spoken), broken, START).outcome is Outcome.BAD_SIGNATURE


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


def token(header: object, payload: bytes) -> str:
    head = jws.encode(json.dumps(header, separators=(",", ":"), sort_keys=True).encode())
    signed = f"{head}.{jws.encode(payload)}"
    return f"{signed}.{jws.encode(KEY.sign(signed.encode()))}"


HEADER = {"alg": "EdDSA", "kid": KEY.key_id, "typ": TYPE}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no receipt",
        "a.b",
        "a.b.c.d",
        "\u20ac.\u20ac.\u20ac",
        token({**HEADER, "alg": "none"}, b"{}"),
        token({**HEADER, "alg": "ES256"}, b"{}"),
        token({**HEADER, "typ": "JWT"}, b"{}"),
        token({**HEADER, "crit": ["exp"]}, b"{}"),
        token({**HEADER, "kid": None}, b"{}"),
        token({"alg": "EdDSA", "typ": TYPE}, b"{}"),
        token([], b"{}"),
        token(HEADER, b"{}"),
        token(HEADER, b"[]"),
        token(HEADER, b'{"context":1,"context":1}'),
        token(HEADER, b"NaN"),
        token(HEADER, b"{ }"),
    ],
)
def test_what_is_no_receipt_is_malformed(text: str) -> None:
    assert verdict(text) is Outcome.MALFORMED


def test_a_receipt_with_anything_added_is_malformed(spoken: World) -> None:
    text = receipt_of(spoken)
    for wrong in (text + "=", text + "\n\n", text + " ", " " + text, text + ".", text[:-1] + "*"):
        assert verdict(wrong) is Outcome.MALFORMED
    payload = json.loads(jws.read(TYPE, text).payload)
    payload["more"] = 1
    assert verdict(token(HEADER, canonical.encode(payload))) is Outcome.MALFORMED


def test_a_receipt_of_a_later_form_is_malformed(spoken: World) -> None:
    later = resigned(receipt_of(spoken), lambda each: replace(each, schema_version="2"))
    assert verdict(later) is Outcome.MALFORMED


# ── two receipts ─────────────────────────────────────────────────────────────────────────────


@dataclass
class Pair:
    """A receipt, and one drawn up after the photo was withdrawn."""

    world: World
    before: str
    after: str


@pytest.fixture
def pair() -> Pair:
    world = a_sole_guardian()
    world.give(DETAILS)
    world.give(PHOTO)
    before = receipt_of(world)
    world.clock.move(days=1)
    world.withdraw(PHOTO)
    return Pair(world, before, receipt_of(world))


def test_a_later_withdrawal_supersedes(pair: Pair) -> None:
    before, after = read(pair.before), read(pair.after)
    assert compare(before, after) is Outcome.SUPERSEDED
    assert compare(after, before) is None
    assert compare(before, before) is None


def test_the_receipt_of_somebody_else_supersedes_nothing(pair: Pair) -> None:
    other = replace(read(pair.after), speaker_id="0" * 32)
    assert compare(read(pair.before), other) is None


def test_two_ledgers_under_one_name_are_a_fork(pair: Pair) -> None:
    before = read(pair.before)
    checkpoint, _ = ledger.open_note(before.checkpoint)
    forked = ledger.sign(Checkpoint(checkpoint.origin, checkpoint.size, bytes(32)), KEY)
    assert compare(before, replace(before, checkpoint=forked)) is Outcome.FORK
    elsewhere = ledger.sign(Checkpoint("elsewhere", checkpoint.size, bytes(32)), KEY)
    assert compare(before, replace(before, checkpoint=elsewhere)) is None
    first, *rest = before.leaves
    moved = replace(first, leaf=replace(first.leaf, id="other"))
    assert compare(before, replace(before, leaves=(moved, *rest))) is Outcome.FORK


def test_only_genuine_receipts_are_weighed() -> None:
    bad, unread = Verdict(Outcome.BAD_SIGNATURE), Verdict(Outcome.MALFORMED)
    world = a_sole_guardian()
    world.give(DETAILS)
    good = examine(receipt_of(world), KEYS, START)
    assert weigh(bad, good) is bad
    assert weigh(good, unread) is unread
    assert weigh(good, good) == good


# ── the command ──────────────────────────────────────────────────────────────────────────────


@dataclass
class Folder:
    """Files as a person would have them."""

    path: Path

    def write(self, name: str, text: str) -> str:
        (self.path / name).write_text(text, "utf-8")
        return str(self.path / name)

    def keys(self, **more: object) -> str:
        jwk = {"kty": "OKP", "crv": "Ed25519", "kid": KEY.key_id, **more}
        public = jws.encode(KEY.public_bytes())
        other = {"kty": "EC", "crv": "P-256", "kid": "other"}
        return self.write("keys.json", json.dumps({"keys": [other, {**jwk, "x": public}]}))


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
    assert said["receipt"]["pii_controller"] == ISSUER
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
