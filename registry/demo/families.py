"""The demo's children: fictional, enrolled through the very operations the pages call."""

from __future__ import annotations

from dataclasses import dataclass

from consent import Capacity, WithOthers
from registry.authority import Actor, Permission
from registry.children import operations as children
from registry.children.models import Child
from registry.children.rules import Anyone, Paper, Papers, Relationship, Reply, Safety, Seen
from registry.children.rules import Whereabouts as Apart
from registry.demo.portraits import portrait
from registry.description import (
    Appearance,
    Belongings,
    BodyPlace,
    Description,
    Family,
    Mark,
    MarkKind,
    Marks,
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    Prompt,
    Relation,
    Relative,
    Separation,
    SeparationCause,
    Sex,
    Side,
    Withheld,
)
from registry.purposes import ADULT, CATALOGUE
from registry.storage.picture import rebuild
from registry.work import Floors

IDRIS = Description(
    names=Names(name=PersonName("إدريس حسن", "Idris Hassan"), nickname=PersonName("Duri")),
    person=Person(
        sex=Sex.MALE, date_of_birth=PartialDate.parse("2018-03-09"), languages=("ar", "am")
    ),
    places=Places(location_birth="Wadi Sahel", location_last="Wadi Sahel", school="Al Nour"),
    appearance=Appearance(height_cm=118),
    marks=Marks((Mark(MarkKind.SCAR, BodyPlace.FOREHEAD, Side.LEFT, "as long as a thumb nail"),)),
    belongings=Belongings(clothing="Green shirt with a fish", carried="A red tin cup"),
    family=Family(
        (
            Relative(Relation.MOTHER, PersonName("Amina Hassan"), is_caregiver=True),
            Relative(Relation.UNCLE, PersonName("Yusuf Hassan")),
        )
    ),
    separation=Separation(
        date=PartialDate.parse("2025-11"),
        cause=SeparationCause.NATURAL_DISASTER,
        location="Bridge at Wadi Sahel",
    ),
)
IDRIS_WITHHELD = Withheld(
    {
        Prompt.HOME_NAME: "Duri",
        Prompt.SONG: "The boat song of his grandmother",
        Prompt.SLEEPS_WITH: "A knitted camel with one ear",
        Prompt.REFUSED_FOOD: "Okra",
    }
)
DARYNA = Description(
    names=Names(name=PersonName("Дарина Коваль", "Daryna Koval")),
    person=Person(sex=Sex.FEMALE, date_of_birth=PartialDate.parse("2016"), languages=("uk",)),
    places=Places(location_last="Berezove"),
    family=Family((Relative(Relation.MOTHER, PersonName("Olena Koval"), is_caregiver=True),)),
)
DARYNA_WITHHELD = Withheld(
    {
        Prompt.HOME_NAME: "Sparrow",
        Prompt.PET_OR_NEIGHBOUR: "A cat called Borsch",
        Prompt.NEAR_HOME: "A blue water tower",
    }
)
FOUND_BOY = Description(
    names=Names(answers_to=PersonName("Dury")),
    person=Person(
        sex=Sex.MALE,
        date_of_birth=PartialDate.parse("2018"),
        estimated=True,
        languages=("ar",),
    ),
    places=Places(location_last="Wadi Sahel"),
    marks=Marks((Mark(MarkKind.SCAR, BodyPlace.FOREHEAD, Side.LEFT, "small"),)),
    belongings=Belongings(clothing="Green shirt with a fish", carried="Tin cup, red"),
    family=Family((Relative(Relation.MOTHER, PersonName("Amina"), is_caregiver=True),)),
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What one guardian tells of one child."""

    told: Description
    withheld: Withheld
    is_apart: bool
    look: int | None


def enrol(floors: Floors, guardian: Actor, enrolment: Enrolment) -> Child:
    """Enrol a child page by page, with a yes to everything that is asked."""
    child_id = draft(floors, guardian, enrolment)
    with floors.begin(guardian) as work:
        return children.register_child(work, child_id)


def draft(floors: Floors, guardian: Actor, enrolment: Enrolment) -> str:
    """Everything told and answered; only the last button is not pressed. Gives the id."""
    photo = None if enrolment.look is None else rebuild(portrait(enrolment.look, mark=True))
    with floors.begin(guardian) as work:
        child = children.start_draft(work, Relationship(Capacity.PARENT_BY_BIRTH, WithOthers.SOLE))
    child_id = str(child.id)
    since = PartialDate.parse("2025-11") if enrolment.is_apart else None
    with floors.begin(guardian) as work:
        children.state_whereabouts(work, child_id, Apart(enrolment.is_apart, since))
        for name, group in enrolment.told.groups().items():
            if group:
                children.save_group(work, child_id, name, group)
        children.save_withheld(work, child_id, enrolment.withheld)
        children.save_safety(work, child_id, Safety(Anyone.NO))
        if photo is not None:
            children.add_photo(work, child_id, photo, PartialDate.parse("2025-06"))
    _agree(floors, guardian, child_id)
    return child_id


def _agree(floors: Floors, guardian: Actor, child_id: str) -> None:
    while True:
        with floors.begin(guardian) as work:
            child = children.own(work, child_id, Permission.CONSENT_GIVE)
            purpose = children.next_question(work, child)
            if purpose is None:
                return
            notice = CATALOGUE.notice(purpose, ADULT, "en")
            children.answer_in_draft(work, child_id, purpose, Reply(yes=True, shown=notice.digest))


def see_papers(floors: Floors, worker: Actor, child: Child) -> None:
    """A worker sees the guardian's papers by video: AL2."""
    with floors.begin(worker) as work:
        found = children.find(work.session, str(child.id))
        children.raise_assurance(work, found, Papers(Paper.BIRTH, Seen.VIDEO))
