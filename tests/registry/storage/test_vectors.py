"""Known answers, byte for byte: made once by another program (Vectors.java), never by this code."""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path
from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from registry.storage.database import transaction
from registry.storage.envelope import derive
from registry.storage.keys import look_up
from registry.storage.photos import Photo
from registry.storage.root_files import FileRoots
from registry.storage.signing import Ed25519Signer
from registry.storage.vault import Compartment
from registry.work import Floors
from tests.making.sealing import bare_photos, bare_vault, give_key, permit_of

TOLD: Final[dict[str, str]] = json.loads(
    Path(__file__).with_name("vectors.json").read_text("utf-8")
)
CHILD: Final = "child:11111111-1111-4111-8111-111111111111"
CLAIM: Final = "claim:22222222-2222-4222-8222-222222222222"
OPINION: Final = "opinion:33333333-3333-4333-8333-333333333333"
PHOTO: Final = uuid.UUID("44444444-4444-4444-8444-444444444444")
GROUP: Final = json.loads(TOLD["group"])


def told(name: str) -> bytes:
    """The bytes of one answer."""
    return bytes.fromhex(TOLD[name])


def nonce(size: int) -> bytes:
    """What chance gave when the answers were made."""
    return told("nonce")[:size].ljust(size, b"\0")


@pytest.fixture
def keyed(floors: Floors) -> Floors:
    """A house in which a child and a claim have the keys of the answers."""
    give_key(floors.keyring, CHILD, told("data_key_of_child"))
    give_key(floors.keyring, CLAIM, told("data_key_of_claim"))
    return floors


@pytest.fixture
def roots(tmp_path: Path) -> FileRoots:
    """The root keys of the answers, from their files."""
    for name, version in (("root.key", "root_1"), ("root.key.2", "root_2")):
        path = tmp_path / name
        path.write_text(TOLD[version] + "\n")
        path.chmod(0o400)
    return FileRoots(tmp_path / "root.key", nonce)


@pytest.mark.parametrize("compartment", Compartment)
def test_the_key_of_each_compartment(compartment: Compartment) -> None:
    made = derive(compartment.value, told("data_key_of_child"))
    assert made == told(f"derived_{compartment.value}")


def test_the_key_of_a_value_about_two_and_of_a_photo() -> None:
    both = told("data_key_of_child"), told("data_key_of_claim")
    assert derive("notes", *both) == told("derived_notes_under_both")
    assert derive(f"photo:photo:{PHOTO}", both[0]) == told("derived_photo")


@pytest.mark.parametrize(
    ("owner", "compartment", "also", "answer"),
    [
        (CHILD, Compartment.IDENTITY, None, "sealed_under_one"),
        (OPINION, Compartment.NOTES, CLAIM, "sealed_under_both"),
    ],
)
def test_a_sealed_group_and_back(
    keyed: Floors, owner: str, compartment: Compartment, also: str | None, answer: str
) -> None:
    with transaction(keyed.engine) as session:
        vault = bare_vault(session, keyed.keyring, nonce)
        sealed = vault.seal(owner, compartment, GROUP, subject=CHILD, also=also)
        assert sealed.envelope == told(answer)
        assert vault.open(sealed, permit_of(CHILD), permit_of(CLAIM)) == GROUP


def test_a_sealed_photo_and_back(keyed: Floors) -> None:
    with transaction(keyed.engine) as session:
        vault = bare_vault(session, keyed.keyring, nonce)
        photos = bare_photos(session, vault, keyed.objects, nonce)
        name = "ab" * 16
        photo = Photo(id=PHOTO, subject_ref=CHILD, large="x", small=name)
        keyed.objects.put(name, told("sealed_photo_in_form_1"))
        assert photos.open(photo, "small", permit_of(CHILD)) == b"pixels"
        assert photos._store(photo, "small", b"pixels") == nonce(16).hex()
        sealed = keyed.objects.get(nonce(16).hex())
        assert sealed[:64] == told("sealed_photo_begins")
        assert hashlib.sha256(sealed).digest() == told("sealed_photo_sha256")
        photo.small = nonce(16).hex()
        assert photos.open(photo, "small", permit_of(CHILD)) == b"pixels"


def test_a_key_wrapped_by_each_version_and_back(roots: FileRoots) -> None:
    key, place = told("data_key_of_child"), f"data_keys/{CHILD}"
    for version in (1, 2):
        wrapped = roots.wrap(version, key, place, told("nonce"))
        assert wrapped == told(f"wrapped_by_{version}")
        assert roots.unwrap(version, wrapped, place) == key
    purpose = roots.wrap(2, told("data_key_of_claim"), "purpose_keys/email", told("nonce"))
    assert purpose == told("wrapped_purpose")


def test_a_key_wrapped_before_there_were_versions_opens(roots: FileRoots) -> None:
    wrapped = told("wrapped_in_form_1")
    assert roots.unwrap(1, wrapped, f"data_keys/{CHILD}") == told("data_key_of_child")


def test_the_mark_of_each_version(roots: FileRoots) -> None:
    assert roots.check_value(1) == told("check_of_1")
    assert roots.check_value(2) == told("check_of_2")


def test_an_address_looked_up() -> None:
    assert look_up(told("data_key_of_claim"), "amina@example.org") == TOLD["looked_up"]


def test_a_signature() -> None:
    seed = told("data_key_of_child")
    assert Ed25519Signer(Ed25519PrivateKey.from_private_bytes(seed)).sign(b"kinfold") == told(
        "signed"
    )
