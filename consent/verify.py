"""The offline verifier: is this receipt genuine, unchanged, in the ledger, and in date?

    python -m consent.verify FILE --keys KEYS [--also OTHER] [--at DATE] [--json]

It needs no network and only `cryptography`. KEYS is a JWK set of Ed25519 keys. A key may carry
`retired_at`: what it signed from then on does not count. A key that got into other hands is
taken out of the set. A receipt proves what was agreed at a moment; it can never show a
withdrawal that came later.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from consent import canonical, jws, shape
from consent.errors import NotCanonical
from consent.proof import Key, Outcome, Verdict, examine, weigh

LIMITS: Final = "It proves what was agreed at that moment. It cannot show a later withdrawal."

SENTENCES: Final[Mapping[Outcome, str]] = {
    Outcome.VALID: "Genuine and in date.",
    Outcome.EXPIRED: "Genuine; something agreed in it has since run out.",
    Outcome.SUPERSEDED: "Genuine; the other receipt is newer and something was taken back.",
    Outcome.BAD_SIGNATURE: "Not genuine: the signature does not hold.",
    Outcome.NOTICE_DIFFERS: "The words in it are not the words that were shown.",
    Outcome.PROOF_BAD: "It cannot be shown to be in the ledger.",
    Outcome.KEY_UNKNOWN: "The key is unknown or retired.",
    Outcome.MALFORMED: "This is not a receipt.",
    Outcome.FORK: "The two receipts prove two different ledgers.",
}


def read_keys(text: str) -> dict[str, Key]:
    """Read a JWK set of Ed25519 keys (RFC 8037)."""
    keys = {}
    for jwk in json.loads(text)["keys"]:
        if (jwk["kty"], jwk["crv"]) == ("OKP", "Ed25519"):
            retired = jwk.get("retired_at")
            public = jws.decode(jwk["x"])
            keys[jwk["kid"]] = Key(public, _moment(retired) if retired else None)
    return keys


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if len(text) == len("2026-01-31"):
        at = datetime.combine(at, time.max)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _say(verdict: Verdict, *, as_json: bool) -> str:
    outcome, receipt = verdict.outcome, verdict.receipt
    if as_json:
        document = {
            "outcome": outcome.name.lower(),
            "exit": outcome.value,
            "says": SENTENCES[outcome],
            "limits": LIMITS,
            "receipt": None if receipt is None else shape.plain(receipt),
        }
        return json.dumps(document, indent=2, ensure_ascii=False)
    lines = [SENTENCES[outcome]]
    if receipt is not None:
        lines.append(f"Issued {canonical.instant(receipt.issued)} by {receipt.pii_controller}.")
        for each in receipt.purposes:
            end = canonical.instant(each.storage_until) if each.storage_until else "-"
            lines.append(f"  {each.purpose} for {each.recipient}: {each.status}, until {end}")
    return "\n".join([*lines, LIMITS])


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m consent.verify", description=__doc__)
    parser.add_argument("file", type=_text, metavar="FILE")
    parser.add_argument("--keys", type=_keys, required=True, help="a JWK set")
    parser.add_argument(
        "--also", type=_text, metavar="OTHER", help="a second receipt to hold against it"
    )
    parser.add_argument("--at", type=_moment, default=datetime.now(UTC))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Examine a file and say what was found. What cannot be opened ends with exit code 2."""
    given = _arguments(argv)
    verdict = examine(given.file, given.keys, given.at)
    if given.also is not None:
        verdict = weigh(verdict, examine(given.also, given.keys, given.at))
    print(_say(verdict, as_json=given.json))
    return verdict.outcome.value


def _text(path: str) -> str:
    """Read a file; a byte that is no ASCII letter becomes one that no receipt has."""
    try:
        return Path(path).read_bytes().decode("ascii", "replace")
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{path}: {error.strerror}") from error


def _keys(path: str) -> dict[str, Key]:
    try:
        return read_keys(_text(path))
    except (KeyError, TypeError, ValueError, NotCanonical) as error:
        raise argparse.ArgumentTypeError(f"{path} is no JWK set") from error


if __name__ == "__main__":  # pragma: no cover - tried in a process of its own
    sys.exit(main())
