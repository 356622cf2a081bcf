"""A certificate of erasure: checked by its signature alone, and never taken for a receipt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consent import certificates, jws, verify
from consent.certificates import SCHEMA, STATE, Certificate, sign
from consent.proof import Key as PublicKey
from consent.proof import Outcome, examine, examine_certificate
from consent.purposes import DataClass
from tests.consent.papers import HOUSE, KEY, KEYS, Folder
from tests.consent.world import START, Key

SAID = Certificate(
    schema_version=SCHEMA,
    event_state=STATE,
    issued=START,
    issuer=HOUSE,
    jurisdiction="KE",
    reference="KQ7-4MD-2RT",
    pii_types=frozenset({DataClass.DETAILS, DataClass.PHOTO}),
    shut_at=START - timedelta(hours=72),
    erased_by=START,
    backups_until="2026-06-01",
    orders_until="2026-09-01",
)


def test_a_genuine_one_is_valid_and_says_what_was_signed() -> None:
    assert examine_certificate(sign(SAID, KEY), KEYS) == (Outcome.VALID, SAID)


def test_a_receipt_and_a_certificate_are_never_taken_for_each_other() -> None:
    text = sign(SAID, KEY)
    assert certificates.is_one(text + "\n")
    assert examine(text, KEYS, START).outcome is Outcome.MALFORMED
    assert not certificates.is_one("R1:ABC")


def test_every_changed_letter_is_found() -> None:
    text = sign(SAID, KEY)
    for at in range(0, len(text), 41):
        letter = "A" if text[at] != "A" else "B"
        changed = text[:at] + letter + text[at + 1 :]
        assert examine_certificate(changed, KEYS)[0] >= Outcome.BAD_SIGNATURE


@pytest.mark.parametrize(
    "wrong",
    [
        replace(SAID, schema_version="2"),
        replace(SAID, event_state="given"),
        replace(SAID, backups_until="soon"),
        replace(SAID, orders_until="20260901"),
    ],
)
def test_another_form_is_none(wrong: Certificate) -> None:
    assert examine_certificate(sign(wrong, KEY), KEYS) == (Outcome.MALFORMED, None)


def test_another_key_or_one_that_was_retired_proves_nothing() -> None:
    other = Key(seed=bytes(32))
    assert examine_certificate(sign(SAID, other), KEYS)[0] in {
        Outcome.KEY_UNKNOWN,
        Outcome.BAD_SIGNATURE,
    }
    retired = {KEY.key_id: PublicKey(KEY.public_bytes(), START)}
    assert examine_certificate(sign(SAID, KEY), retired) == (Outcome.KEY_UNKNOWN, None)
    header = sign(SAID, KEY).split(".")[0]
    assert jws.decode(header).startswith(b"{")


@pytest.mark.parametrize("is_json", [False, True])
def test_the_verifier_says_what_it_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, is_json: bool
) -> None:
    folder = Folder(tmp_path)
    file = folder.write("c.jws", sign(SAID, KEY))
    given = [file, "--keys", folder.keys(), *(["--json"] if is_json else [])]
    assert verify.main(given) == 0
    said = capsys.readouterr().out
    assert "KQ7-4MD-2RT" in said
    assert certificates.LIMITS in said
