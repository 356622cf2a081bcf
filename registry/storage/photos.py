"""Photos: pixels only, sealed under the subject's key, kept as files no row's name gives away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from consent import DataClass, Permit
from registry.errors import Absent
from registry.storage.database import Base, Referenced, uuid_of
from registry.storage.envelope import PICTURE_FORM, decrypt, encrypt
from registry.storage.objects import Objects
from registry.storage.picture import Pictures
from registry.storage.roots import NONCE_BYTES
from registry.storage.vault import Vault

NAME_BYTES = 16
STEP_BYTES = 16 * 1024
_LENGTH_BYTES = 4


class Photo(Referenced, Base):
    """One photo of a child, on a record or on a claim; both sizes lie sealed in files."""

    __tablename__ = "photos"
    kind = "photo"

    subject_ref: Mapped[str] = mapped_column(index=True)
    """The child or the claim whose key seals it."""
    large: Mapped[str]
    """The file of the picture at 1600 px."""
    small: Mapped[str | None]
    """The file of the picture at 320 px; None where it went with a yes that was taken back."""
    added_on: Mapped[date]
    taken_about: Mapped[str | None]
    """When it was taken, as a partial date; None when nobody knows."""
    is_draft: Mapped[bool] = mapped_column(default=True)
    """Not yet agreed to: a no deletes it."""

    def recorded_as(self) -> str:
        """A photo changes with its subject."""
        return self.subject_ref


Later = Callable[[Callable[[], None]], None]
"""Where to leave what may only happen once the act is kept, or undone."""


class Photos:
    """Keeps, opens and removes the photos of one `Work`."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        objects: Objects,
        *,
        random: Callable[[int], bytes],
        after_commit: Later,
        after_rollback: Later,
    ) -> None:
        self._session = session
        self._vault = vault
        self._objects = objects
        self._random = random
        self._after_commit = after_commit
        self._after_rollback = after_rollback

    def keep(
        self, subject: str, pictures: Pictures, *, added_on: date, taken_about: str | None
    ) -> Photo:
        """Seal both sizes into files, then name them in a row."""
        photo = Photo(
            subject_ref=subject, added_on=added_on, taken_about=taken_about, is_draft=True
        )
        photo.large = self._store(photo, "large", pictures.large)
        self.keep_small(photo, pictures.small)
        self._session.add(photo)
        return photo

    def keep_small(self, photo: Photo, picture: bytes) -> None:
        """Seal the small picture of a photo, made with it or made again."""
        photo.small = self._store(photo, "small", picture)

    def _store(self, photo: Photo, size: str, picture: bytes) -> str:
        name = self._random(NAME_BYTES).hex()
        key = self._vault.photo_key(photo.subject_ref, photo.ref)
        place = place_of(photo, size)
        nonce = self._random(NONCE_BYTES)
        self._objects.put(name, encrypt(key, lengthened(picture), place, nonce, PICTURE_FORM))
        self._after_rollback(lambda: self._drop(name))
        return name

    def of(self, subject: str) -> list[Photo]:
        """The photos of one subject, oldest first."""
        query = select(Photo).where(Photo.subject_ref == subject)
        return list(self._session.scalars(query.order_by(Photo.added_on, Photo.id)))

    def find(self, photo_id: str) -> Photo:
        """One photo by its id."""
        key = uuid_of(f"photo:{photo_id}", "photo")
        photo = None if key is None else self._session.get(Photo, key)
        if photo is None:
            raise Absent
        return photo

    def open(self, photo: Photo, size: str, *permits: Permit) -> bytes:
        """The JPEG bytes, if a live permit covers photos of its subject.

        Until a small picture is made again, the large one stands in for it.
        """
        self._vault.admit(photo.subject_ref, DataClass.PHOTO, permits)
        size = size if photo.small else "large"
        name = photo.small if photo.small and size == "small" else photo.large
        key = self._vault.photo_key(photo.subject_ref, photo.ref)
        sealed = self._objects.get(name)
        picture = decrypt(key, sealed, place_of(photo, size))
        # Pictures of form 1 were kept at their own length; which form it is, the tag vouches for.
        return shortened(picture) if sealed[0] == PICTURE_FORM else picture

    def remove(self, photo: Photo) -> None:
        """Drop the row, and the files once that is kept."""
        self._session.delete(photo)
        for name in names_of(photo):
            self._delete_later(name)

    def remove_small(self, subject: str) -> None:
        """Drop the small pictures of one subject: they can be made again from the large ones."""
        for photo in self.of(subject):
            if photo.small is not None:
                self._delete_later(photo.small)
                photo.small = None

    def _delete_later(self, name: str) -> None:
        self._after_commit(lambda: self._drop(name))

    def _drop(self, name: str) -> None:
        # The act is over either way, and no row names the file: what stays here, the sweep finds.
        with suppress(OSError):
            self._objects.delete(name)


def names_of(photo: Photo) -> tuple[str, ...]:
    """The files of a photo that are there."""
    return tuple(name for name in (photo.large, photo.small) if name is not None)


def lengthened(picture: bytes) -> bytes:
    """A picture with its length before it, up to a full step.

    Who has the very same picture must not know it again by the size of the file.
    """
    told = len(picture).to_bytes(_LENGTH_BYTES) + picture
    return told.ljust(-(-len(told) // STEP_BYTES) * STEP_BYTES, b"\0")


def shortened(told: bytes) -> bytes:
    """The picture alone."""
    return told[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(told[:_LENGTH_BYTES])]


def place_of(photo: Photo, size: str) -> bytes:
    """What one file of a photo is bound to."""
    return f"kinfold/photos/{photo.subject_ref}/{photo.ref}/{size}".encode()
