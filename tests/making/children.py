"""Child records of the cast, made through operations as a guardian would make them."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image

from consent import Capacity, WithOthers
from registry.authority import Actor
from registry.children import operations
from registry.children.models import Child
from registry.children.rules import (
    Anyone,
    Paper,
    Papers,
    Relationship,
    Reply,
    Safety,
    Seen,
    Whereabouts,
)
from registry.description import (
    AgeRange,
    Description,
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    Prompt,
    Sex,
    Withheld,
)
from registry.purposes import SEARCH_RELATIVE
from registry.storage.photos import Photo
from registry.storage.picture import Pictures
from registry.work import Floors, Work

ALONE = Relationship(Capacity.PARENT_BY_BIRTH, WithOthers.SOLE)
TOGETHER = Relationship(Capacity.PARENT_BY_BIRTH, WithOthers.ALL)
FACTS = Withheld(
    {
        Prompt.HOME_NAME: "Dudi",
        Prompt.SLEEPS_WITH: "a green blanket with one corner gone",
        Prompt.REFUSED_FOOD: "okra",
    },
    own_question="Who taught you to whistle?",
    own_answer="Grandfather, on the roof",
)
SAID = Safety(Anyone.NO)


def idris(floors: Floors) -> Description:
    """What Amina tells about Idris."""
    today = floors.clock().date()
    return Description(
        names=Names(name=PersonName("Idris Haddad"), nickname=PersonName("Dudi")),
        person=Person(sex=Sex.MALE, age=AgeRange(6, 6, today), languages=("ar",)),
        places=Places(location_birth="Homs", location_last="Tripoli, harbour quarter"),
    )


def begun(floors: Floors, guardian: Actor, stated: Relationship = ALONE) -> Child:
    """A draft with nothing in it but what the guardian is to the child."""
    with floors.begin(guardian) as work:
        return operations.start_draft(work, stated)


def tell(
    floors: Floors,
    guardian: Actor,
    child: Child,
    description: Description | None = None,
    *,
    withheld: Withheld = FACTS,
    safety: Safety = SAID,
    apart: bool = False,
) -> None:
    """Answer every page that is needed, and those for which there is something to tell."""
    told = description or idris(floors)
    child_id = str(child.id)
    with floors.begin(guardian) as work:
        operations.save_safety(work, child_id, safety)
        for name, group in told.groups().items():
            if group and name in ("marks", "family"):
                _tell_list(work, child_id, name, told)
            elif group:
                operations.save_group(work, child_id, name, group)
        since = PartialDate(2026, 1) if apart else None
        operations.state_whereabouts(work, child_id, Whereabouts(apart, since))
        operations.save_withheld(work, child_id, withheld)


def _tell_list(work: Work, child_id: str, name: str, told: Description) -> None:
    if name == "marks":
        for mark in told.marks:
            operations.add_mark(work, child_id, mark)
    else:
        for person in told.family:
            operations.add_relative(work, child_id, person)


def reply(purpose: str, *, yes: bool = True) -> Reply:
    """An answer to the words as they are shown."""
    return Reply(yes=yes, shown=operations.notice_for(purpose, "en").digest)


def answer_all(
    floors: Floors, guardian: Actor, child: Child, answers: Mapping[str, bool] | None = None
) -> None:
    """Answer each question of the enrolment: yes, but where `answers` says otherwise."""
    said = answers or {}
    while True:
        with floors.begin(guardian) as work:
            purpose = operations.next_question(work, operations.find(work.session, str(child.id)))
            if purpose is None:
                return
            yes = said.get(purpose, True)
            operations.answer_in_draft(work, str(child.id), purpose, reply(purpose, yes=yes))


def enrolled(
    floors: Floors,
    guardian: Actor,
    description: Description | None = None,
    *,
    answers: Mapping[str, bool] | None = None,
    withheld: Withheld = FACTS,
    safety: Safety = SAID,
    stated: Relationship = ALONE,
    apart: bool = False,
    photos: int = 0,
) -> Child:
    """A registered child of a guardian whose address is confirmed."""
    child = begun(floors, guardian, stated)
    tell(floors, guardian, child, description, withheld=withheld, safety=safety, apart=apart)
    for shade in range(photos):
        add_photo(floors, guardian, child, shade)
    answer_all(floors, guardian, child, answers)
    with floors.begin(guardian) as work:
        return operations.register_child(work, str(child.id))


def agreed(
    floors: Floors, guardian: Actor, child: Child, purpose: str, *, yes: bool = True
) -> None:
    """A yes or no said later, to a record that stands."""
    with floors.begin(guardian) as work:
        operations.answer(work, str(child.id), purpose, reply(purpose, yes=yes))


def papers_seen(floors: Floors, worker: Actor, child: Child) -> None:
    """A caseworker or coordinator saw the guardian's papers: the record stands at AL2."""
    with floors.begin(worker) as work:
        found = operations.find(work.session, str(child.id))
        operations.raise_assurance(work, found, Papers(Paper.BIRTH, Seen.LIVE))


def marked_apart(floors: Floors, guardian: Actor, child: Child) -> None:
    """The guardian says that they are apart, and may be asked about family who looks."""
    with floors.begin(guardian) as work:
        operations.state_whereabouts(work, str(child.id), Whereabouts(apart=True))
    agreed(floors, guardian, child, SEARCH_RELATIVE)


def pictures(shade: int = 0) -> Pictures:
    """A plain square as two JPEGs: it shows nobody."""
    return Pictures(jpeg(64, shade), jpeg(32, shade), 64, 64)


def jpeg(side: int = 64, shade: int = 0) -> bytes:
    """A plain square, as a camera would send it."""
    file = io.BytesIO()
    Image.new("RGB", (side, side), (40 + shade * 20, 90, 99)).save(file, "JPEG")
    return file.getvalue()


def add_photo(floors: Floors, guardian: Actor, child: Child, shade: int = 0) -> Photo:
    """One more photo of the child."""
    with floors.begin(guardian) as work:
        return operations.add_photo(work, str(child.id), pictures(shade), PartialDate(2025, 6))
