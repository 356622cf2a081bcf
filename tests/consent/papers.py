"""Receipts to hold in the hand: one house that issues them, its key, and files to keep them in."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from consent import Issuer, Party, compact, jws
from consent.compact import Compact
from consent.parties import CONTROLLER
from consent.proof import Key as PublicKey
from consent.proof import Outcome, examine
from consent.receipts import TYPE, Receipt, read, sign
from tests.consent.world import (
    AGENCY,
    AMINA,
    DETAILS,
    IDRIS,
    PARTNER,
    PHOTO,
    START,
    Key,
    World,
    a_sole_guardian,
)

KEY: Final = Key()
KEYS: Final[Mapping[str, PublicKey]] = {KEY.key_id: PublicKey(KEY.public_bytes())}
HOUSE: Final = Party(
    "https://kinfold.example", "Kinfold", "1 Mill Street", "116 000", party_role=CONTROLLER
)
HARBOUR: Final = Party(AGENCY, "Harbour Families", "2 Quay", "desk@harbour.example")
ISSUER: Final = Issuer(
    controller=HOUSE,
    jurisdiction="NL",
    storage_locations=("NL",),
    withdrawal_method="https://kinfold.example/children",
    recipients=(HARBOUR, Party("agency:other", "Nobody asked", "3 Road", "-")),
)
HEADER: Final = {"alg": "EdDSA", "kid": KEY.key_id, "typ": TYPE}


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


def receipt_of(world: World, speaker: str = AMINA, subject: str = IDRIS) -> str:
    return world.consents.receipt(subject=subject, speaker=speaker, signer=KEY, issuer=ISSUER)


def code_of(world: World) -> str:
    """The same receipt, cut to what fits on paper."""
    return compact.write(compact.cut(read(receipt_of(world))), KEY)


def verdict(text: str, **later: float) -> Outcome:
    return examine(text, KEYS, START + timedelta(**later)).outcome


def resigned(text: str, change: Callable[[Receipt], Receipt], key: Key = KEY) -> str:
    return sign(change(read(text)), key)


def recut(text: str, change: Callable[[Compact], Compact], key: Key = KEY) -> str:
    return compact.write(change(compact.read(text).compact), key)


def token(header: object, payload: bytes) -> str:
    head = jws.encode(json.dumps(header, separators=(",", ":"), sort_keys=True).encode())
    signed = f"{head}.{jws.encode(payload)}"
    return f"{signed}.{jws.encode(KEY.sign(signed.encode()))}"


@dataclass
class Pair:
    """A receipt, and one drawn up after the photo was withdrawn."""

    world: World
    before: str
    after: str


def a_pair() -> Pair:
    world = a_sole_guardian()
    world.give(DETAILS)
    world.give(PHOTO)
    before = receipt_of(world)
    world.clock.move(days=1)
    world.withdraw(PHOTO)
    return Pair(world, before, receipt_of(world))


@dataclass
class Folder:
    """Files as a person would have them."""

    path: Path

    def write(self, name: str, text: str | bytes) -> str:
        octets = text.encode() if isinstance(text, str) else text
        (self.path / name).write_bytes(octets)
        return str(self.path / name)

    def keys(self, public: bytes = KEY.public_bytes(), **more: object) -> str:
        jwk = {"kty": "OKP", "crv": "Ed25519", "kid": KEY.key_id, **more}
        other = {"kty": "EC", "crv": "P-256", "kid": "other"}
        keys = [other, {**jwk, "x": jws.encode(public)}]
        names = [DETAILS.code, PHOTO.code, PARTNER.code]
        return self.write("keys.json", json.dumps({"keys": keys, "purposes": names}))
