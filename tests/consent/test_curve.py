"""Keys and signatures: one form each, and none that anybody could make."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consent import curve
from tests.consent.papers import KEY

FIELD = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
BEND = -121665 * pow(121666, -1, FIELD) % FIELD
Point = tuple[int, int]


def add(one: Point, two: Point) -> Point:
    """The law of the curve, as it stands in RFC 8032."""
    (x1, y1), (x2, y2) = one, two
    cross = BEND * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + cross, -1, FIELD) % FIELD,
        (y1 * y2 + x1 * x2) * pow(1 - cross, -1, FIELD) % FIELD,
    )


def encodings_of_small_order() -> set[bytes]:
    """Every byte string that a lenient reader takes for a point whose order divides eight."""
    root = pow(2, (FIELD - 1) // 4, FIELD)  # of minus one
    (high,) = [y for y in curve.SMALL_ORDER if y not in {0, 1, FIELD - 1} and y % 2 == 0]
    width2 = (high * high - 1) * pow(BEND * high * high + 1, -1, FIELD) % FIELD
    width = pow(width2, (FIELD + 3) // 8, FIELD)
    width = width if width * width % FIELD == width2 else width * root % FIELD
    points, at = set(), (0, 1)
    for _ in range(8):
        points.add(at)
        at = add(at, (width, high))
    assert at == (0, 1)
    assert len(points) == 8
    heights = {y for _, y in points} | {y + FIELD for _, y in points if y + FIELD < 2**255}
    return {(y | sign << 255).to_bytes(32, "little") for y in heights for sign in (0, 1)}


def test_no_point_of_small_order_is_a_key() -> None:
    found = encodings_of_small_order()
    assert len(found) == 14
    assert {int.from_bytes(e, "little") % 2**255 % FIELD for e in found} == set(curve.SMALL_ORDER)
    assert not any(map(curve.is_sound, found))


def test_a_signature_that_anybody_can_make_does_not_hold() -> None:
    """With a neutral point as the key, R = S·B with S = 0 signs every message."""
    neutral = (1).to_bytes(32, "little")
    assert not curve.did_sign(neutral, neutral + bytes(32), b"whatever")


@pytest.mark.parametrize(
    "key",
    [
        b"",
        b"short",
        (2).to_bytes(32, "little"),  # no point of this height
        (FIELD + 3).to_bytes(32, "little"),  # written past the end of the field
        b"\xff" * 32,
        KEY.public_bytes() + b"\x00",
    ],
)
def test_what_is_no_key_is_none(key: bytes) -> None:
    assert not curve.is_sound(key)
    assert not curve.did_sign(key, KEY.sign(b"x"), b"x")


def test_real_keys_are_sound() -> None:
    for seed in range(40):
        key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        public = key.public_key().public_bytes_raw()
        assert curve.is_sound(public)
        assert curve.did_sign(public, key.sign(b"x"), b"x")
        assert not curve.did_sign(public, key.sign(b"x"), b"y")


def test_a_signature_has_one_form_only() -> None:
    signature = KEY.sign(b"x")
    scalar = int.from_bytes(signature[32:], "little")
    for wrong in (
        signature[:32] + (scalar + ORDER).to_bytes(32, "little"),
        signature[:-1],
        signature + b"\x00",
        b"",
    ):
        assert not curve.did_sign(KEY.public_bytes(), wrong, b"x")
