"""What is no receipt, or not a genuine one: each ends in its exit code, and none in a traceback."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent import base45, canonical, cbor, compact, cose, jws, ledger
from consent.cbor import Cbor, Tagged
from consent.proof import Outcome, examine
from consent.receipts import TYPE, Receipt, read
from consent.verify import main
from tests.consent import papers
from tests.consent.papers import HEADER, KEY, KEYS, Folder, resigned, token, verdict
from tests.consent.test_curve import ORDER, encodings_of_small_order
from tests.consent.world import QUICK, START, Key

MANY = settings(QUICK, max_examples=200)

WHOLE = papers.receipt_of(papers.spoken())
CODE = papers.code_of(papers.spoken())
PAYLOAD = jws.read(TYPE, WHOLE).payload
HEAD, BODY, SIGNATURE = WHOLE.split(".")


def signed(payload: bytes) -> str:
    """A payload under a signature that holds."""
    return token(HEADER, payload)


def spaced() -> str:
    return signed(json.dumps(json.loads(PAYLOAD), ensure_ascii=False).encode())


def with_value(**more: object) -> str:
    return signed(json.dumps({**json.loads(PAYLOAD), **more}, separators=(",", ":")).encode())


def other_base64(text: str) -> str:
    """The same bytes with other spare bits at the end."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return text[:-1] + letters[letters.index(text[-1]) ^ 1]


MALFORMED: dict[str, str] = {
    "nothing": "",
    "words": "no receipt",
    "two parts": "a.b",
    "four parts": WHOLE + "." + SIGNATURE,
    "other letters": "\u20ac.\u20ac.\u20ac",
    "no algorithm": token({**HEADER, "alg": "none"}, PAYLOAD),
    "another algorithm": token({**HEADER, "alg": "ES256"}, PAYLOAD),
    "a shared secret": token({**HEADER, "alg": "HS256"}, PAYLOAD),
    "another name of the algorithm": token({**HEADER, "alg": "eddsa"}, PAYLOAD),
    "another type": token({**HEADER, "typ": "JWT"}, PAYLOAD),
    "a critical header": token({**HEADER, "crit": ["exp"]}, PAYLOAD),
    "a key in the header": token({**HEADER, "jwk": {"kty": "OKP"}}, PAYLOAD),
    "no key id": token({**HEADER, "kid": None}, PAYLOAD),
    "a missing header": token({"alg": "EdDSA", "typ": TYPE}, PAYLOAD),
    "a header that is a list": token([], PAYLOAD),
    "an empty object": signed(b"{}"),
    "a list": signed(b"[]"),
    "no JSON": signed(b"{"),
    "no UTF-8": signed(b'{"context":"\xff"}'),
    "duplicate keys": signed(PAYLOAD[:-1] + b',"withdrawal_method":"x"}'),
    "NaN": signed(PAYLOAD.replace(b'"size"', b'"size"').replace(b'"index":', b'"index":NaN,"x":')),
    "bare NaN": signed(b"NaN"),
    "infinity": signed(b"-Infinity"),
    "a number far too long": signed(b"1" * 5000),
    "far too deep": signed(b"[" * 100_000),
    "not canonical: blanks": spaced(),
    "not canonical: order": signed(PAYLOAD.replace(b'{"assurance":2,', b'{"zz":2,"assurance":2,')),
    "not canonical: escapes": signed(PAYLOAD.replace(b"store_details", b"\\u0073tore_details")),
    "trailing bytes in the payload": signed(PAYLOAD + b"\n"),
    "a value more": with_value(zz=1),
    "a value less": with_value(context=None),
    "a truth for a number": signed(PAYLOAD.replace(b'"assurance":2', b'"assurance":true')),
    "an unknown status": signed(PAYLOAD.replace(b'"status":"active"', b'"status":"lively"')),
    "an unknown class": signed(PAYLOAD.replace(b'"details"', b'"detail"')),
    "a moment without a zone": signed(PAYLOAD.replace(b".000000Z", b".000000")),
    "a day that is none": signed(PAYLOAD.replace(b"2026-03-02T", b"2026-02-30T")),
    "a later form": resigned(WHOLE, lambda each: replace(each, schema_version="3")),
    "a pseudonym that is none": resigned(WHOLE, lambda each: replace(each, speaker_id="Amina")),
    "an id that is none": resigned(WHOLE, lambda each: replace(each, receipt_id="one")),
    "trailing line": WHOLE + "\n\n",
    "trailing blank": WHOLE + " ",
    "leading blank": " " + WHOLE,
    "padding": WHOLE + "=",
    "other base64": f"{HEAD}.{BODY}.{other_base64(SIGNATURE)}",
    "truncated header": f"{HEAD[:-2]}.{BODY}.{SIGNATURE}",
    "truncated base64": f"{HEAD}.{BODY[:-3]}.{SIGNATURE}",
    "standard base64": f"{HEAD}.{BODY}.{SIGNATURE[:-3]}+/A",
}


@pytest.mark.parametrize("what", MALFORMED)
def test_what_is_no_receipt_is_malformed(what: str) -> None:
    assert verdict(MALFORMED[what]) is Outcome.MALFORMED


# ── a code that is none ──────────────────────────────────────────────────────────────────────


def sealed(value: Cbor) -> str:
    return compact.PREFIX + base45.encode(cbor.encode(value))


def with_payload(change: Callable[[list[Cbor]], object]) -> str:
    """The code with another payload, under a signature that holds."""
    said = cbor.items(cbor.decode(compact.read(CODE).token.payload))
    change(said)
    payload = cose.write(cbor.encode(said), KEY, compact.mark(KEY.public_bytes()))
    return compact.PREFIX + base45.encode(payload)


def put(place: int, value: Cbor) -> Callable[[list[Cbor]], object]:
    return lambda said: said.__setitem__(place, value)


def put_in_row(place: int, value: Cbor) -> Callable[[list[Cbor]], object]:
    return lambda said: cbor.items(cbor.items(said[10])[0]).__setitem__(place, value)


OCTETS = base45.decode(CODE.removeprefix(compact.PREFIX))
PARTS = cbor.items(cbor.decode(OCTETS).value)  # type: ignore[union-attr]


def headed(header: Cbor, open_header: Cbor = None) -> str:
    return sealed(
        Tagged(18, [cbor.encode(header), {} if open_header is None else open_header, *PARTS[2:]])
    )


KID = compact.mark(KEY.public_bytes())
BAD_CODES: dict[str, str] = {
    "nothing": compact.PREFIX,
    "small letters": CODE.lower(),
    "another prefix": CODE.replace("R1:", "R2:"),
    "a letter less": CODE[:-1],
    "a blank more": CODE + " ",
    "a line more": CODE + "\n\n",
    "trailing bytes": compact.PREFIX + base45.encode(OCTETS + b"\x00"),
    "cut off": compact.PREFIX + base45.encode(OCTETS[:-1]),
    "an array without an end": compact.PREFIX
    + base45.encode(OCTETS.replace(b"\xd2\x84", b"\xd2\x9f", 1) + b"\xff"),
    "no tag": sealed(PARTS),
    "another tag": sealed(Tagged(17, PARTS)),
    "a part less": sealed(Tagged(18, PARTS[:3])),
    "another algorithm": headed({1: -7, 4: KID}),
    "no algorithm": headed({4: KID}),
    "no key": headed({1: -8}),
    "a critical header": headed({1: -8, 2: [1], 4: KID}),
    "an open header": headed({1: -8, 4: KID}, {4: KID}),
    "a header that is a number": headed(1),
    "a payload elsewhere": sealed(Tagged(18, [PARTS[0], {}, None, PARTS[3]])),
    "another form": with_payload(put(0, 2)),
    "a receipt id too short": with_payload(put(1, b"1")),
    "words for a pseudonym": with_payload(put(2, "Amina")),
    "an unknown capacity": with_payload(put(4, 99)),
    "an unknown assurance": with_payload(put(5, 4)),
    "a time before time": with_payload(put(6, -1)),
    "a time after time": with_payload(put(6, 2**63)),
    "a negative size": with_payload(put(8, -1)),
    "a root too short": with_payload(put(9, b"")),
    "no rows": with_payload(put(10, None)),
    "a value more": with_payload(lambda said: said.append(1)),
    "a row that is none": with_payload(lambda said: cbor.items(said[10]).append([1])),
    "a purpose too long": with_payload(put_in_row(0, b"12345")),
    "an unknown status": with_payload(put_in_row(3, 12)),
    "an unknown class": with_payload(put_in_row(4, 1 << 10)),
    "an unknown way": with_payload(put_in_row(5, 12)),
    "a notice cut too far": with_payload(put_in_row(8, b"123")),
}


@pytest.mark.parametrize("what", BAD_CODES)
def test_a_code_that_is_none_is_malformed(what: str) -> None:
    assert verdict(BAD_CODES[what]) is Outcome.MALFORMED


# ── keys, signatures, words, proofs ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("public", sorted(encodings_of_small_order()))
@pytest.mark.parametrize("text", [WHOLE, CODE])
def test_a_key_that_anybody_could_use_is_no_key(public: bytes, text: str, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    weak = Weak(public)
    forged = (
        resigned(WHOLE, lambda each: each, weak)
        if text == WHOLE
        else compact.write(compact.read(CODE).compact, weak)
    )
    assert main([folder.write("it", forged), "--keys", folder.keys(public)]) == 23


class Weak(Key):
    """A key of small order, for which nobody needs a secret: R = A, S = 0."""

    def __init__(self, public: bytes) -> None:
        super().__init__()
        self.public = public

    def sign(self, message: bytes) -> bytes:
        return self.public + bytes(32)

    def public_bytes(self) -> bytes:
        return self.public


@pytest.mark.parametrize("public", [b"", b"short", b"\xff" * 32, bytes(33)])
def test_a_key_that_is_none_is_unknown(public: bytes, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert main([folder.write("it", WHOLE), "--keys", folder.keys(public)]) == 23


def test_a_signature_has_one_form() -> None:
    octets = jws.decode(SIGNATURE)
    scalar = int.from_bytes(octets[32:], "little") + ORDER
    for wrong in (
        octets[:32] + scalar.to_bytes(32, "little"),
        octets[:-1],
        octets + b"\x00",
        b"",
        bytes(64),
    ):
        assert verdict(f"{HEAD}.{BODY}.{jws.encode(wrong)}") is Outcome.BAD_SIGNATURE
        assert verdict(sealed(Tagged(18, [*PARTS[:3], wrong]))) is Outcome.BAD_SIGNATURE


def swapped_words(receipt: Receipt) -> Receipt:
    one, two, *rest = receipt.privacy_notices
    swapped = (replace(one, title=two.title, body=two.body), two, *rest)
    return replace(receipt, privacy_notices=swapped)


def one_letter(receipt: Receipt) -> Receipt:
    one, *rest = receipt.privacy_notices
    return replace(receipt, privacy_notices=(replace(one, title=one.title + "."), *rest))


@pytest.mark.parametrize("change", [swapped_words, one_letter])
def test_other_words_than_those_shown_are_found(change: Callable[[Receipt], Receipt]) -> None:
    assert verdict(resigned(WHOLE, change)) is Outcome.NOTICE_DIFFERS


def forged_way(receipt: Receipt) -> Receipt:
    first, *rest = receipt.leaves
    proof = ("00" * 32, *first.proof[1:])
    return replace(receipt, leaves=(replace(first, proof=proof), *rest))


def another_place(receipt: Receipt) -> Receipt:
    first, *rest = receipt.leaves
    return replace(receipt, leaves=(replace(first, index=first.index + 1), *rest))


def no_place(receipt: Receipt) -> Receipt:
    first, *rest = receipt.leaves
    return replace(receipt, leaves=(replace(first, index=-1), *rest))


def another_root(receipt: Receipt) -> Receipt:
    checkpoint, _ = ledger.open_note(receipt.checkpoint)
    return replace(receipt, checkpoint=ledger.sign(replace(checkpoint, root=bytes(32)), KEY))


def a_negative_ledger(receipt: Receipt) -> Receipt:
    checkpoint, _ = ledger.open_note(receipt.checkpoint)
    return replace(receipt, checkpoint=ledger.sign(replace(checkpoint, size=-4), KEY))


def an_act_made_up(receipt: Receipt) -> Receipt:
    first, *rest = receipt.purposes
    made_up = replace(first.events[0], id="00000000-0000-4000-8000-000000000000")
    return replace(receipt, purposes=(replace(first, events=(*first.events, made_up)), *rest))


@pytest.mark.parametrize(
    "change",
    [forged_way, another_place, no_place, another_root, a_negative_ledger, an_act_made_up],
)
def test_forged_proofs_are_found(change: Callable[[Receipt], Receipt]) -> None:
    assert verdict(resigned(WHOLE, change)) is Outcome.PROOF_BAD


# ── anything at all ──────────────────────────────────────────────────────────────────────────


def in_letters(octets: bytes) -> str:
    """A file as the command reads it."""
    return octets.decode("ascii", "replace")


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A genuine receipt or code with some bytes changed, taken out, put in or moved."""
    octets = bytearray(draw(st.sampled_from([WHOLE, CODE])).encode())
    genuine = bytes(octets)
    for _ in range(draw(st.integers(1, 4))):
        at, to = sorted(draw(st.tuples(*[st.integers(0, len(octets))] * 2)))
        match draw(st.sampled_from(["change", "cut", "put", "copy"])):
            case "change" if at < len(octets):
                octets[at] = draw(st.sampled_from(base64.b64encode(b"any letters at all")))
            case "cut":
                del octets[at : min(to, at + 9)]
            case "put":
                octets[at:at] = draw(st.binary(max_size=9))
            case _:
                octets[at:at] = octets[at : min(to, at + 40)]
    changed = bytes(octets)
    return changed if changed.rstrip(b"\n") != genuine else changed + b"."


@MANY
@given(mutations())
def test_no_changed_byte_passes(octets: bytes) -> None:
    assert examine(in_letters(octets), KEYS, START).outcome >= Outcome.BAD_SIGNATURE


@MANY
@given(st.binary(max_size=200))
def test_no_bytes_at_all_pass(octets: bytes) -> None:
    for text in (in_letters(octets), compact.PREFIX + base45.encode(octets)):
        assert examine(text, KEYS, START).outcome is Outcome.MALFORMED


@QUICK
@given(st.data())
def test_nothing_signed_by_us_raises(data: st.DataObject) -> None:
    """Even what carries a good signature is read as if a stranger had written it."""
    document = json.loads(PAYLOAD)
    name = data.draw(st.sampled_from(sorted(document)))
    values = st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.text(max_size=5)
    document[name] = data.draw(values | st.lists(values, max_size=2))
    text = signed(canonical.encode(document))
    assert examine(text, KEYS, START).outcome in set(Outcome)
    said = cbor.items(cbor.decode(compact.read(CODE).token.payload))
    said[data.draw(st.integers(0, 10))] = data.draw(
        st.none() | st.integers(-(2**64), 2**64 - 1) | st.binary(max_size=40) | st.text(max_size=5)
    )
    octets = cose.write(cbor.encode(said), KEY, KID)
    found = examine(compact.PREFIX + base45.encode(octets), KEYS, START).outcome
    assert found in {Outcome.VALID, Outcome.EXPIRED, Outcome.MALFORMED}


# ── the command by itself ────────────────────────────────────────────────────────────────────

NO_NETWORK = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the verifier asked for the network")
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
from consent.verify import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (WHOLE, 0),
        (CODE, 0),
        (WHOLE[:-2] + "AA", 20),
        (resigned(WHOLE, swapped_words), 21),
        (resigned(WHOLE, forged_way), 22),
        (resigned(WHOLE, lambda each: each, Key("stranger")), 23),
        (spaced(), 24),
        ("\u20ac\x00", 24),
    ],
)
def test_it_needs_no_network(text: str, code: int, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    argv = [folder.write("it", text), "--keys", folder.keys(), "--at", "2026-03-06"]
    done = subprocess.run(
        [sys.executable, "-c", NO_NETWORK, *argv], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert "cannot show a later withdrawal" in done.stdout


def test_the_genuine_one_is_genuine() -> None:
    assert {verdict(WHOLE), verdict(CODE)} == {Outcome.VALID}
    assert read(WHOLE).receipt_id
