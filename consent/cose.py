"""COSE_Sign1 with Ed25519 (RFC 9052, RFC 9053), written in one way and read in that way only."""

from dataclasses import dataclass
from typing import Final

from consent import cbor
from consent.cbor import Tagged
from consent.errors import NotCanonical
from consent.ledger import Signer

_SIGN1: Final = 18
_ALG: Final = 1
_KID: Final = 4
_EDDSA: Final = -8


@dataclass(frozen=True)
class Token:
    """A token taken apart. Nothing in it is to be believed before its signature is checked."""

    key_id: bytes
    payload: bytes
    signed: bytes
    signature: bytes


def write(payload: bytes, signer: Signer, key_id: bytes) -> bytes:
    """Sign a payload."""
    protected = cbor.encode({_ALG: _EDDSA, _KID: key_id})
    signature = signer.sign(_to_sign(protected, payload))
    return cbor.encode(Tagged(_SIGN1, [protected, {}, payload, signature]))


def read(octets: bytes) -> Token:
    """Take a token apart, or raise `NotCanonical`; its signature is unchecked."""
    sealed = cbor.decode(octets)
    if not isinstance(sealed, Tagged) or sealed.tag != _SIGN1:
        raise NotCanonical("no COSE_Sign1")
    head, open_head, payload, signature = cbor.items(sealed.value, 4)
    protected = cbor.octets(head)
    header = cbor.decode(protected)
    if open_head != {} or not isinstance(header, dict) or set(header) != {_ALG, _KID}:
        raise NotCanonical("another header")
    if header[_ALG] != _EDDSA:
        raise NotCanonical("another algorithm")
    said = cbor.octets(payload)
    return Token(cbor.octets(header[_KID]), said, _to_sign(protected, said), cbor.octets(signature))


def _to_sign(protected: bytes, payload: bytes) -> bytes:
    return cbor.encode(["Signature1", protected, b"", payload])
