"""Compact JWS with Ed25519 (RFC 7515, RFC 8037), written in one way and read in that way only."""

import base64
import binascii
from dataclasses import dataclass

from consent import canonical, shape
from consent.errors import NotCanonical
from consent.ledger import Signer


@dataclass(frozen=True)
class Header:
    """The three members a header has; there is no choice of algorithm."""

    alg: str
    kid: str
    typ: str


@dataclass(frozen=True)
class Token:
    """A token taken apart. Nothing in it is to be believed before its signature is checked."""

    key_id: str
    payload: bytes
    signed: bytes
    signature: bytes


def write(typ: str, payload: bytes, signer: Signer) -> str:
    """Sign a payload."""
    header = shape.plain(Header("EdDSA", signer.key_id, typ))
    signed = f"{encode(canonical.encode(header))}.{encode(payload)}"
    return f"{signed}.{encode(signer.sign(signed.encode()))}"


def read(typ: str, text: str) -> Token:
    """Take a token apart, or raise `NotCanonical` or `UnknownShape`; its signature is unchecked."""
    parts = text.split(".")
    if len(parts) != len(("header", "payload", "signature")):
        raise NotCanonical("not three parts")
    head, payload, signature = map(decode, parts)
    header = shape.revive(Header, canonical.decode(head))
    if (header.alg, header.typ) != ("EdDSA", typ):
        raise NotCanonical("another algorithm or kind")
    return Token(header.kid, payload, ".".join(parts[:2]).encode(), signature)


def encode(octets: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def decode(text: str) -> bytes:
    """Read what `encode` wrote, and nothing else."""
    try:
        padded = text.encode("ascii") + b"=" * (-len(text) % 4)
        octets = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise NotCanonical("base64url") from error
    if encode(octets) != text:
        raise NotCanonical("base64url")
    return octets
