"""Making up a family: names, an age and a few facts by chance, and nothing of a real person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from registry.description import (
    AgeRange,
    Belongings,
    Description,
    Family,
    Names,
    Person,
    PersonName,
    Places,
    Prompt,
    Relation,
    Relative,
    Sex,
    Withheld,
)

T = TypeVar("T")
YOUNGEST, OLDEST = 4, 9


@dataclass(frozen=True, slots=True, repr=False)
class Tongue:
    """What names and places sound like in one language; the words are common ones."""

    code: str
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    mothers: tuple[str, ...]
    families: tuple[str, ...]
    places: tuple[str, ...]


TONGUES: Final = (
    Tongue(
        "ar",
        ("Salma", "Rima", "Huda", "Nada"),
        ("Karim", "Sami", "Tarek", "Bilal"),
        ("Fatima", "Layla", "Mariam", "Samira"),
        ("Nassar", "Khoury", "Mansour", "Saleh", "Darwish"),
        ("Old harbour", "Tell Amra", "Ain Zahra"),
    ),
    Tongue(
        "uk",
        ("Oksana", "Sofiia", "Polina", "Zlata"),
        ("Maksym", "Danylo", "Artem", "Bohdan"),
        ("Iryna", "Nataliia", "Halyna", "Svitlana"),
        ("Bondarenko", "Tkachenko", "Marchenko", "Lysenko", "Savchenko"),
        ("Zelenyi Hai", "Stara Mlynivka", "Berehove"),
    ),
    Tongue(
        "es",
        ("Lucía", "Camila", "Valeria", "Daniela"),
        ("Mateo", "Diego", "Andrés", "Tomás"),
        ("Carmen", "Rosa", "Elena", "Gloria"),
        ("Rojas", "Mendoza", "Vargas", "Castillo", "Herrera"),
        ("La Ceiba", "San Isidro", "Río Seco"),
    ),
    Tongue(
        "fr",
        ("Awa", "Mariam", "Aline", "Grâce"),
        ("Moussa", "Patrice", "Issa", "Emmanuel"),
        ("Chantal", "Fatou", "Solange", "Odette"),
        ("Traoré", "Ilunga", "Coulibaly", "Mbemba", "Keita"),
        ("Kasenga", "Marché central", "Pont Neuf"),
    ),
)
CLOTHES: Final = ("Red jumper", "Grey coat", "Blue trousers", "Yellow dress", "Striped shirt")
CARRIED: Final = ("A small bag", "A toy car", "A blanket", "A school book", "A scarf")
FOODS: Final = ("Beans", "Onions", "Fish", "Eggs", "Milk")
SLEEPS_WITH: Final = ("A cloth rabbit", "An old pillow", "A brown bear", "A shawl")


@dataclass(frozen=True, slots=True, repr=False)
class Invented:
    """A guardian and a child who are nobody."""

    guardian: str
    email: str
    told: Description
    withheld: Withheld


def invent(random: Callable[[int], bytes], today: date) -> Invented:
    """Make a family up; its address is at a domain that can belong to nobody."""

    def one(of: Sequence[T]) -> T:
        return of[int.from_bytes(random(4)) % len(of)]

    tongue, is_girl = one(TONGUES), one((True, False))
    family = one(tongue.families)
    child, mother = one(tongue.girls if is_girl else tongue.boys), one(tongue.mothers)
    age = one(range(YOUNGEST, OLDEST + 1))
    told = Description(
        names=Names(name=PersonName(f"{child} {family}")),
        person=Person(
            sex=Sex.FEMALE if is_girl else Sex.MALE,
            age=AgeRange(age, age, today),
            languages=(tongue.code,),
        ),
        places=Places(location_birth=one(tongue.places), location_last=one(tongue.places)),
        belongings=Belongings(clothing=one(CLOTHES), carried=one(CARRIED)),
        family=Family(
            (Relative(Relation.MOTHER, PersonName(f"{mother} {family}"), is_caregiver=True),)
        ),
    )
    withheld = Withheld(
        {
            Prompt.HOME_NAME: child[:3],
            Prompt.SLEEPS_WITH: one(SLEEPS_WITH),
            Prompt.REFUSED_FOOD: one(FOODS),
        }
    )
    return Invented(f"{mother} {family}", f"{random(6).hex()}@post.example", told, withheld)
