"""The offline verifier: is this receipt genuine, unchanged, in the ledger, and in date?

    python -m consent.verify FILE|IMAGE --keys KEYS [--checkpoint F] [--also OTHER] [--at DATE]
                             [--json]

It needs no network and only `cryptography`; a picture of the code on a paper needs the extra
`image` too. KEYS is a JWK set of Ed25519 keys. A key may carry `retired_at`: what it signed from
then on does not count. A key that got into other hands is taken out of the set. F is a signed
checkpoint, with a proof unless it is of the same size. A receipt proves what was agreed at a
moment; it can never show a withdrawal that came later. A certificate of erasure is checked the
same way, by its signature alone.
"""

import argparse
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Final

from consent import certificates, compact, jws
from consent.comparing import hold, weigh
from consent.errors import NotCanonical
from consent.proof import Key, examine, examine_certificate
from consent.saying import LIMITS, SENTENCES, as_json, as_lines, of_certificate

__all__ = ["LIMITS", "SENTENCES", "main", "read_keys"]

PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
"""How pictures begin; no receipt in writing begins so."""


@dataclass(frozen=True)
class Keyring:
    """The keys, and the purposes that stand behind the tags of a code."""

    keys: Mapping[str, Key]
    names: Mapping[bytes, str] = field(default_factory=dict)


def read_keys(text: str) -> dict[str, Key]:
    """Read a JWK set of Ed25519 keys (RFC 8037)."""
    keys = {}
    for jwk in json.loads(text)["keys"]:
        if (jwk["kty"], jwk["crv"]) == ("OKP", "Ed25519"):
            retired = jwk.get("retired_at")
            public = jws.decode(jwk["x"])
            keys[str(jwk["kid"])] = Key(public, _moment(retired) if retired else None)
    return keys


def main(argv: Sequence[str] | None = None) -> int:
    """Examine a file and say what was found. What cannot be opened ends with exit code 2."""
    given = _arguments(argv)
    keys, names = given.keys.keys, given.keys.names
    if certificates.is_one(given.file):
        outcome, certificate = examine_certificate(given.file, keys)
        print(of_certificate(outcome, certificate, is_json=given.json))
        return outcome.value
    verdict = examine(given.file, keys, given.at)
    if given.checkpoint is not None:
        verdict = hold(verdict, given.checkpoint, keys, given.at)
    if given.also is not None:
        verdict = weigh(verdict, examine(given.also, keys, given.at))
    print(as_json(verdict, names) if given.json else as_lines(verdict, names))
    return verdict.outcome.value


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m consent.verify", description=__doc__)
    parser.add_argument(
        "file", type=_receipt, metavar="FILE", help="a receipt, or a picture of its code"
    )
    parser.add_argument("--keys", type=_keyring, required=True, help="a JWK set")
    parser.add_argument(
        "--checkpoint", type=_text, metavar="F", help="a signed checkpoint to hold it against"
    )
    parser.add_argument(
        "--also", type=_receipt, metavar="OTHER", help="a second receipt to hold against it"
    )
    parser.add_argument("--at", type=_moment, default=datetime.now(UTC), metavar="DATE")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if len(text) == len("2026-01-31"):
        at = datetime.combine(at, time.max)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _octets(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(f"{path} cannot be read") from error


def _text(path: str) -> str:
    return _octets(path).decode("utf-8", "replace")


def _receipt(path: str) -> str:
    octets = _octets(path)
    if not octets.startswith(PICTURES):
        return octets.decode("ascii", "replace")  # what is no letter becomes one no receipt has
    try:
        reader = importlib.import_module("consent.image")
    except ImportError as error:
        message = "to read a picture, install the extra: kinfold[image]"
        raise argparse.ArgumentTypeError(message) from error
    return str(reader.read_code(octets))


def _keyring(path: str) -> Keyring:
    text = _text(path)
    try:
        named = json.loads(text).get("purposes", [])
        return Keyring(read_keys(text), {compact.tag(code): code for code in named})
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, NotCanonical) as error:
        raise argparse.ArgumentTypeError(f"{path} is no JWK set") from error


if __name__ == "__main__":  # pragma: no cover - tried in a process of its own
    sys.exit(main())
