"""Photos on their way in and out are never written to a disk in plain."""

from __future__ import annotations

import http.client
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from registry.work import Floors
from tests.cast import AMINA
from tests.making import accounts
from tests.making.served import served
from tests.registry.children.walking import Walk, needed_pages

EDGE = "an-edge-between-two-parts"


def noise(side: int) -> bytes:
    """A photo that no compression makes small."""
    image = Image.frombytes("RGB", (side, side), os.urandom(side * side * 3))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, subsampling=2)
    return file.getvalue()


@pytest.fixture
def walk(client: FlaskClient, floors: Floors) -> Walk:
    accounts.guardian(floors)
    accounts.sign_in(client, AMINA)
    return needed_pages(Walk(client))


@pytest.fixture
def port(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> Iterator[int]:
    """A server on a machine where a temporary file is an error, and no error goes unseen."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there is no such folder"))
    with served(app) as port:
        yield port
    assert not [each for each in caplog.get_records("call") if each.name == "waitress"]


def ask(port: int, client: FlaskClient, path: str, body: bytes | None = None) -> tuple[int, bytes]:
    cookie = next(iter((client._cookies or {}).values()))
    headers = {"Cookie": f"{cookie.key}={cookie.value}", "Accept": "text/html"}
    headers["Content-Type"] = f"multipart/form-data; boundary={EDGE}"
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def form(once: str, photo: bytes) -> bytes:
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="once"\r\n\r\n{once}\r\n'
    head += f'--{EDGE}\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
    return head.encode() + photo + f"\r\n--{EDGE}--\r\n".encode()


def once_on(walk: Walk) -> str:
    assert walk.page is not None
    return accounts.once_in(walk.page)


def test_a_large_photo_goes_in_and_out_without_a_temporary_file(
    walk: Walk, client: FlaskClient, port: int
) -> None:
    page = f"/children/{walk.child_id}/photos"
    photo = noise(3150)
    assert 8_000_000 < len(photo) < 10_000_000
    walk.open(page)
    status, answer = ask(port, client, page, form(once_on(walk), photo))
    assert status == 303, answer[:400]
    source = re.search(r'<img src="([^"]+)"', walk.open(page).text)
    assert source is not None
    status, large = ask(port, client, source[1].replace("small", "large"))
    assert status == 200
    assert len(large) > 1024 * 1024  # more than a server keeps in memory unless it is told to
    assert large.startswith(b"\xff\xd8")


def test_a_photo_that_is_too_large_gets_a_sentence_and_no_temporary_file(
    walk: Walk, client: FlaskClient, port: int
) -> None:
    page = f"/children/{walk.child_id}/photos"
    walk.open(page)
    for megabytes in (11, 13, 20):
        body = form(once_on(walk), b"\xff\xd8\xff" + bytes(megabytes * 1024 * 1024))
        status, answer = ask(port, client, page, body)
        assert status in {413, 422}
        assert b"too large" in answer or b"larger than" in answer, answer[-600:]
