"""A photo is supported, never required; without a yes it is gone, row and file."""

from __future__ import annotations

import pytest

from consent import DataClass, Status
from registry.authority import Actor, Role
from registry.children import operations
from registry.children.models import Child
from registry.claims.sides import permit_for
from registry.errors import Absent, Invalid
from registry.purposes import STORE_PHOTO
from registry.storage.photos import STEP_BYTES
from registry.work import Floors
from tests.cast import MARA, NOOR, YUSUF
from tests.conftest import Clock
from tests.making import accounts, caseworkers, children


@pytest.fixture
def amina(floors: Floors) -> Actor:
    return accounts.guardian(floors)


def files_of(floors: Floors) -> list[str]:
    return sorted(floors.objects.names())


def photos_of(floors: Floors, amina: Actor, child: Child) -> int:
    with floors.begin(amina) as work:
        return len(work.photos.of(child.ref))


def test_a_draft_photo_can_be_looked_at_by_its_guardian_alone(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    photo = children.add_photo(floors, amina, child)
    with floors.begin(amina) as work:
        assert operations.open_photo(work, str(child.id), str(photo.id), "small") == children.jpeg(
            32
        )
        assert operations.open_photo(work, str(child.id), str(photo.id), "large") == children.jpeg(
            64
        )
    yusuf = accounts.guardian(floors, YUSUF)
    with pytest.raises(Absent), floors.begin(yusuf) as work:
        operations.open_photo(work, str(child.id), str(photo.id), "small")
    sealed = floors.objects.get(files_of(floors)[0])
    assert b"JFIF" not in sealed
    # Whole steps, beside the envelope's own 31 bytes: the size does not tell which picture it is.
    assert {len(floors.objects.get(name)) % STEP_BYTES for name in files_of(floors)} == {31}


def test_a_refused_photo_is_deleted(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.tell(floors, amina, child)
    children.add_photo(floors, amina, child)
    assert len(files_of(floors)) == 2
    children.answer_all(floors, amina, child, {STORE_PHOTO: False})
    assert photos_of(floors, amina, child) == 0
    assert files_of(floors) == []
    with floors.begin(amina) as work:
        # The rest goes on, and the question is not asked again without a photo.
        operations.register_child(work, str(child.id))


def test_a_registered_record_takes_a_photo_only_after_a_yes(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina)
    with pytest.raises(Absent):
        children.add_photo(floors, amina, child)
    assert files_of(floors) == []
    children.agreed(floors, amina, child, STORE_PHOTO)
    photo = children.add_photo(floors, amina, child)
    assert photo.is_draft is False
    with floors.begin(amina) as work:
        page = operations.own_photo_page(work, str(child.id))
    assert page.is_agreed
    assert [shot.taken_about for shot in page.shots] == ["2025-06"]


def test_a_yes_taken_back_by_a_no_wipes_every_photo(floors: Floors, amina: Actor) -> None:
    child = children.enrolled(floors, amina, photos=2)
    assert len(files_of(floors)) == 4
    children.agreed(floors, amina, child, STORE_PHOTO, yes=False)
    assert photos_of(floors, amina, child) == 0
    assert files_of(floors) == []
    with floors.begin(amina) as work:
        assert work.consent.standing(child.ref).status(STORE_PHOTO) is Status.WITHDRAWN


def test_six_photos_are_the_most(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    for shade in range(6):
        children.add_photo(floors, amina, child, shade)
    with pytest.raises(Invalid, match="6 photos"):
        children.add_photo(floors, amina, child)
    assert len(files_of(floors)) == 12


def test_a_wiped_photo_leaves_no_file(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    photo = children.add_photo(floors, amina, child)
    with floors.begin(amina) as work:
        operations.remove_photo(work, str(child.id), str(photo.id))
    assert files_of(floors) == []
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.remove_photo(work, str(child.id), str(photo.id))


def test_a_photo_of_another_child_of_ones_own_is_absent_here(floors: Floors, amina: Actor) -> None:
    one, other = (children.begun(floors, amina) for _ in range(2))
    photo = children.add_photo(floors, amina, one)
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.remove_photo(work, str(other.id), str(photo.id))
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.open_photo(work, str(other.id), str(photo.id), "small")


def test_without_papers_a_photo_is_hidden_after_thirty_days_and_comes_back_with_them(
    floors: Floors, amina: Actor, clock: Clock
) -> None:
    child = children.enrolled(floors, amina, photos=1)
    admins = caseworkers.administrators(floors)
    mara = caseworkers.staff(floors, admins, MARA, Role.COORDINATOR)
    clock.move(days=30)
    with floors.begin(mara) as work:
        assert len(operations.photos_shown(work, child.ref)) == 1
    clock.move(days=1)
    with floors.begin(mara) as work:
        assert operations.photos_shown(work, child.ref) == []
    with floors.begin(amina) as work:
        page = operations.own_photo_page(work, str(child.id))
        assert page.is_hidden
        assert page.shots == ()
        photo = work.photos.of(child.ref)[0]
    for actor in (amina, mara):
        with pytest.raises(Absent), floors.begin(actor) as work:
            operations.open_photo(work, str(child.id), str(photo.id), "small")
        with pytest.raises(Absent), floors.begin(actor) as work:
            permit_for(work, child.ref, DataClass.PHOTO)
    with pytest.raises(Absent), floors.begin(amina) as work:
        operations.check_may_add(work, str(child.id))
    children.papers_seen(floors, mara, child)
    with floors.begin(mara) as work:
        assert len(operations.photos_shown(work, child.ref)) == 1
    with floors.begin(amina) as work:
        # Hidden, not erased.
        assert operations.open_photo(work, str(child.id), str(photo.id), "small")


def test_a_draft_photo_is_never_shown_at_the_desk(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)
    children.add_photo(floors, amina, child)
    admins = caseworkers.administrators(floors)
    agency = caseworkers.agency(floors, admins, "Harbour Aid")
    noor = caseworkers.staff(floors, admins, NOOR, Role.CASEWORKER, agency=agency)
    with floors.begin(noor) as work:
        assert operations.photos_shown(work, child.ref) == []
        with pytest.raises(Absent):
            work.permit(child.ref, STORE_PHOTO, "show", DataClass.PHOTO)


def test_an_undone_act_leaves_no_file(floors: Floors, amina: Actor) -> None:
    child = children.begun(floors, amina)

    def interrupted() -> None:
        with floors.begin(amina) as work:
            operations.add_photo(work, str(child.id), children.pictures(), None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert files_of(floors) == []
    assert photos_of(floors, amina, child) == 0
