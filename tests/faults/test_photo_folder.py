"""The folder of photos cannot be written, or a file is not there any more."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from registry.children.models import Child
from registry.children.operations import remove_photo
from registry.oversight.sweeping import SPARED, sweep
from registry.storage.photos import Photo, names_of
from registry.work import Floors
from tests.cast import AMINA
from tests.making import accounts, children
from tests.registry.storage.hostile import corners, saved


@pytest.fixture
def child(client: FlaskClient, floors: Floors) -> Child:
    """A record of Amina's with two photos; she is signed in."""
    amina = accounts.guardian(floors)
    made = children.enrolled(floors, amina, photos=2)
    accounts.sign_in(client, AMINA)
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    return made


@pytest.fixture
def no_folder(floors: Floors, child: Child) -> Iterator[Child]:
    """Nobody can write where the photos lie, not even root: there is no folder."""
    folder = floors.settings.objects_dir
    aside = folder.with_name("aside")
    folder.rename(aside)
    folder.touch()
    yield child
    if folder.is_file():
        put_back(floors)


def put_back(floors: Floors) -> None:
    folder = floors.settings.objects_dir
    folder.unlink()
    folder.with_name("aside").rename(folder)


def photos(floors: Floors) -> list[Photo]:
    with floors.reading() as session:
        return list(session.scalars(select(Photo)))


def test_r2_r6_a_photo_that_cannot_be_kept_leaves_nothing_and_says_not_now(
    floors: Floors, client: FlaskClient, no_folder: Child
) -> None:
    page = f"/children/{no_folder.id}/photos"
    form = {"photo": (io.BytesIO(saved(corners(), "JPEG")), "a.jpg"), "once": "one"}
    answer = client.post(page, data=form)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert str(floors.settings.data_dir) not in answer.text
    assert len(photos(floors)) == 2
    assert client.get(f"/children/{no_folder.id}").status_code == 200
    put_back(floors)
    form["photo"] = (io.BytesIO(saved(corners(), "JPEG")), "a.jpg")
    assert client.post(page, data=form).status_code == 303
    assert len(photos(floors)) == 3


def test_a_photo_whose_file_is_gone_is_absent_and_the_page_and_the_other_stay(
    floors: Floors, client: FlaskClient, child: Child
) -> None:
    lost, kept = photos(floors)
    for name in names_of(lost):
        (floors.settings.objects_dir / name).unlink()
    page = f"/children/{child.id}/photos"
    assert client.get(page).status_code == 200
    for photo, status in ((lost, 404), (kept, 200)):
        assert client.get(f"{page}/{photo.id}/small").status_code == status
    floors.objects.delete(lost.large)  # what is not there is deleted already


def test_a_photo_taken_off_while_its_file_cannot_be_deleted_is_off_and_swept_later(
    floors: Floors, no_folder: Child
) -> None:
    gone = photos(floors)[0]
    with floors.begin(accounts.acting(floors, AMINA)) as work:
        remove_photo(work, str(no_folder.id), str(gone.id))
    assert gone.id not in {photo.id for photo in photos(floors)}
    put_back(floors)
    file = floors.settings.objects_dir / gone.large
    long_ago = (floors.clock() - 2 * SPARED).timestamp()
    os.utime(file, (long_ago, long_ago))
    sweep(floors)
    assert not file.exists()
