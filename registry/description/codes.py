"""The closed lists of codes, each with an English label that is translated where it is shown.

They follow the inter-agency child-protection forms, so that records can travel between systems.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self, TypeVar

from registry.errors import N_, Invalid


class Code(StrEnum):
    """One entry of a closed list: its value is stored, its `label` is shown."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Make an entry from its stored value and its English label."""
        entry = str.__new__(cls, value)
        entry._value_ = value
        entry.label = label
        return entry

    @classmethod
    def choices(cls) -> tuple[tuple[str, str], ...]:
        """Give every value with its label, in the order people read them."""
        return tuple((entry.value, entry.label) for entry in cls)


CodeT = TypeVar("CodeT", bound=Code)


def read_code(codes: type[CodeT], value: object, field: str = "code") -> CodeT:
    """Read a stored or posted value, or refuse one that is not on the list."""
    for entry in codes:
        if entry.value == value:
            return entry
    raise Invalid(field, N_("Choose one of the answers on the list."))


def label(codes: type[Code], value: str) -> str:
    """Give the English label of a stored value, or refuse one that is not on the list."""
    return read_code(codes, value).label


class Sex(Code):
    """Sex, as the family says it."""

    FEMALE = "female", N_("Female")
    MALE = "male", N_("Male")
    OTHER = "other", N_("Another answer")


class Relation(Code):
    """How a person is related to the child."""

    MOTHER = "mother", N_("Mother")
    FATHER = "father", N_("Father")
    AUNT = "aunt", N_("Aunt")
    UNCLE = "uncle", N_("Uncle")
    GRANDMOTHER = "grandmother", N_("Grandmother")
    GRANDFATHER = "grandfather", N_("Grandfather")
    SISTER = "sister", N_("Sister")
    BROTHER = "brother", N_("Brother")
    WIFE = "wife", N_("Wife")
    HUSBAND = "husband", N_("Husband")
    PARTNER = "partner", N_("Partner")
    OTHER_FAMILY = "other_family", N_("Other family")
    OTHER_NON_FAMILY = "other_non_family", N_("Someone who is not family")


class RelationCategory(Code):
    """How close a claimant stands to the child; it decides which checks are needed."""

    PARENT = "parent", N_("Parent or legal guardian")
    CAREGIVER = "caregiver", N_("Close relative who cared for the child")
    RELATIVE = "relative", N_("Close relative who did not care for the child")
    DISTANT = "distant", N_("Distant relative, or not family")


class SeparationCause(Code):
    """Why a child and a family came apart."""

    CONFLICT = "conflict", N_("Conflict")
    DEATH = "death", N_("Death")
    FAMILY_VIOLENCE = "family_violence", N_("Violence or exploitation in the family")
    LACK_OF_SERVICES = "lack_of_services", N_("Lack of services")
    ARMED_GROUPS = "armed_groups", N_("Armed forces or groups")
    SICKNESS = "sickness", N_("Sickness")
    ENTRUSTED = "entrusted", N_("Entrusted into someone's care")
    ARREST = "arrest", N_("Arrest or detention")
    ABANDONMENT = "abandonment", N_("Abandonment")
    REPATRIATION = "repatriation", N_("Repatriation")
    POPULATION_MOVEMENT = "population_movement", N_("Many people moved at once")
    MIGRATION = "migration", N_("Migration")
    POVERTY = "poverty", N_("Poverty")
    NATURAL_DISASTER = "natural_disaster", N_("Natural disaster")
    DIVORCE = "divorce", N_("Divorce or remarriage")
    OTHER = "other", N_("Something else")


class CareArrangement(Code):
    """Who a child lives with."""

    PARENTS = "parents", N_("Parents")
    STEP_PARENT = "step_parent", N_("Step-parent")
    CUSTOMARY = "customary", N_("Customary caregiver")
    ADULT_SIBLING = "adult_sibling", N_("Adult brother or sister")
    KINSHIP = "kinship", N_("Other relatives")
    FOSTER = "foster", N_("Foster family")
    RESIDENTIAL = "residential", N_("Children's home")
    KAFALA = "kafala", N_("Kafala")
    INDEPENDENT = "independent", N_("Lives alone")
    CHILD_HEADED = "child_headed", N_("Household headed by a child")
    UNRELATED_ADULT = "unrelated_adult", N_("Adult who is not related")
    NONE = "none", N_("Nobody")
    OTHER = "other", N_("Something else")


class ClosureReason(Code):
    """Why a case was closed; a closed case can be opened again."""

    REUNIFIED = "reunified", N_("Reunified")
    NOT_THIS_CHILD = "not_this_child", N_("Not this child")
    NOT_ENOUGH = "not_enough", N_("Not enough information")
    CLAIM_WITHDRAWN = "claim_withdrawn", N_("Claim withdrawn")
    CONSENT_WITHDRAWN = "consent_withdrawn", N_("Consent withdrawn")
    SAFETY = "safety", N_("Stopped for safety")
    TRANSFERRED = "transferred", N_("Transferred")
    AGED_OUT = "aged_out", N_("The child has come of age")
    ALTERNATIVE_CARE = "alternative_care", N_("Alternative care")
    DEATH = "death", N_("Death of the child")
    OTHER = "other", N_("Something else")


class EventKind(Code):
    """What was happening when child and family came apart."""

    CONFLICT = "conflict", N_("Fighting")
    FLOOD = "flood", N_("Flood")
    EARTHQUAKE = "earthquake", N_("Earthquake")
    STORM = "storm", N_("Storm")
    FIRE = "fire", N_("Fire")
    EVACUATION = "evacuation", N_("Evacuation")
    CONVOY = "convoy", N_("Convoy")
    CROSSING = "crossing", N_("Crossing a border or the sea")
    CAMP = "camp", N_("In a camp or shelter")
    STATION = "station", N_("Station, port or checkpoint")
    OTHER = "other", N_("Something else")


class Hair(Code):
    """Colour of the hair."""

    BLACK = "black", N_("Black")
    DARK_BROWN = "dark_brown", N_("Dark brown")
    LIGHT_BROWN = "light_brown", N_("Light brown")
    RED = "red", N_("Red")
    FAIR = "fair", N_("Fair")
    WHITE = "white", N_("White or grey")
    NONE = "none", N_("No hair")
    OTHER = "other", N_("Another colour")


class Eyes(Code):
    """Colour of the eyes."""

    BLACK = "black", N_("Black")
    BROWN = "brown", N_("Brown")
    HAZEL = "hazel", N_("Hazel")
    GREEN = "green", N_("Green")
    BLUE = "blue", N_("Blue")
    GREY = "grey", N_("Grey")
    DIFFERENT = "different", N_("Two different colours")
    OTHER = "other", N_("Another colour")


class Build(Code):
    """Build of the body."""

    THIN = "thin", N_("Thin")
    MEDIUM = "medium", N_("Medium")
    STURDY = "sturdy", N_("Sturdy")
    LARGE = "large", N_("Large")


class MarkKind(Code):
    """What a mark on the body is."""

    BIRTHMARK = "birthmark", N_("Birthmark")
    MOLE = "mole", N_("Mole")
    SCAR = "scar", N_("Scar")
    BURN = "burn", N_("Burn")
    FRECKLES = "freckles", N_("Freckles")
    DIMPLE = "dimple", N_("Dimple")
    PIERCING = "piercing", N_("Piercing")
    TATTOO = "tattoo", N_("Tattoo, henna or traditional mark")
    LIMB = "limb", N_("Different hand, foot, arm or leg")
    OTHER = "other", N_("Another mark")


class BodyPlace(Code):
    """Where on the body a mark is."""

    HEAD = "head", N_("Head")
    FOREHEAD = "forehead", N_("Forehead")
    EYE = "eye", N_("Eye or brow")
    NOSE = "nose", N_("Nose")
    CHEEK = "cheek", N_("Cheek")
    MOUTH = "mouth", N_("Mouth or chin")
    EAR = "ear", N_("Ear")
    NECK = "neck", N_("Neck")
    SHOULDER = "shoulder", N_("Shoulder")
    ARM = "arm", N_("Arm")
    HAND = "hand", N_("Hand")
    CHEST = "chest", N_("Chest")
    BELLY = "belly", N_("Belly")
    BACK = "back", N_("Back")
    HIP = "hip", N_("Hip")
    LEG = "leg", N_("Leg")
    KNEE = "knee", N_("Knee")
    FOOT = "foot", N_("Foot")


class Side(Code):
    """Which side of the body, as the child would say it."""

    LEFT = "left", N_("Left")
    RIGHT = "right", N_("Right")
    MIDDLE = "middle", N_("Middle")
    BOTH = "both", N_("Both sides")
