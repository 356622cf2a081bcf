"""One form for each group of a description; claims ask the same groups with the same forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField

from registry.children.forms.fields import (
    AgeField,
    CodeField,
    CountriesField,
    DayField,
    Label,
    LanguagesField,
    NameField,
    NamesField,
    PassageField,
    ToldField,
    WholeField,
    YesNoField,
)
from registry.description import (
    Appearance,
    Belongings,
    Build,
    Calendar,
    Care,
    CareArrangement,
    Event,
    EventKind,
    Eyes,
    Group,
    Hair,
    Names,
    PartialDate,
    Person,
    PersonName,
    Places,
    Sensitive,
    Separation,
    SeparationCause,
    Sex,
)
from registry.web.forms import Form, choices

DAY_HINT = _("A year like 2019, or a day like 2019-03-09. Part of it is fine.")


class GroupForm(Form):
    """The fields of one group; each field bears the name of its fact."""

    group: ClassVar[type[Group]]
    title: ClassVar[Label]
    why: ClassVar[Label]

    def facts(self) -> Any:  # noqa: ANN401 - of the group named above
        """The group, as far as it is known."""
        names = [place.name for place in fields(self.group) if place.name in self]
        told = {name: self[name].fact for name in names}
        return self.group(**{name: fact for name, fact in told.items() if fact is not None})

    @classmethod
    def filled(cls, told: Group | None) -> GroupForm:
        """The form with what is known already."""
        return cls(data={} if told is None else cls.shown(told))

    @classmethod
    def shown(cls, told: Any) -> dict[str, object]:  # noqa: ANN401 - of the group named above
        """What each field holds at first; days are shown in the calendar they were told in."""
        known = {place.name: getattr(told, place.name) for place in fields(told)}
        days = [fact for fact in known.values() if isinstance(fact, PartialDate)]
        return known | ({"calendar": days[0].calendar.value} if days else {})


class CalendarField(SelectField):
    """In which calendar the days on this page are told."""

    def __init__(self, label: Label = None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(
            label or _("Calendar"),
            choices=lambda: choices((each.value, each.label) for each in Calendar),
            default=Calendar.GREGORIAN.value,
            **kwargs,
        )


class NamesForm(GroupForm):
    """What the child is called."""

    group = Names
    title = _("What is your child called?")
    why = _("One name is enough. Write it as your family writes it.")
    name = NameField(_("Name"))
    name_latin = StringField(
        _("The same name in Latin letters"), description=_("If you know it. As on a paper or card.")
    )
    nickname = NameField(_("Name used at home"))
    other = NamesField(_("Other names"), description=_("With a comma between them."))
    answers_to = NameField(_("The name your child answers to first"))
    given_after = YesNoField(_("Was the name given after you came apart?"))

    def facts(self) -> Names:
        """The names; the first one may come with its Latin letters."""
        told: Names = super().facts()
        name = PersonName.parse(self.name.data.full if self.name.data else "", self._latin())
        return replace(told, name=name)

    def _latin(self) -> str:
        return self.name_latin.data or ""

    @classmethod
    def shown(cls, told: Names) -> dict[str, object]:
        """The name, and its Latin letters beside it."""
        latin = told.name.latin if told.name else None
        return {**super().shown(told), "name_latin": latin or ""}


class PersonForm(GroupForm):
    """Who the child is."""

    group = Person
    title = _("How old is your child?")
    why = _("An age, a year or a day will do. A guess is fine.")
    age = AgeField(_("Age in years"), description=_("Like 6, or 5-7."))
    date_of_birth = DayField(_("Date of birth"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))
    estimated = YesNoField(_("Is the age or the date a guess?"))
    sex = CodeField(_("Sex"), Sex)
    languages = LanguagesField(
        _("Languages your child speaks or understands"),
        description=_("With a comma between them."),
    )
    speaks = ToldField(
        _("How your child speaks or signs"),
        description=_("Like: few words, signs, speaks softly, stammers."),
    )


class PlacesForm(GroupForm):
    """Where the child was born, lived and is."""

    group = Places
    title = _("Where has your child lived?")
    why = _("A town or an area helps. You can leave any line empty.")
    location_birth = ToldField(_("Place of birth"))
    location_last = ToldField(_("Town or area you call home"))
    address_last = ToldField(_("Address there"))
    telephone_last = ToldField(_("Telephone there"))
    school = ToldField(_("School or nursery"))
    school_level = ToldField(_("Class or level"))
    location_current = ToldField(_("Town or area now, if you know it"))
    address_current = ToldField(_("Address now, if you know it"))


class AppearanceForm(GroupForm):
    """What the child looks like."""

    group = Appearance
    title = _("What does your child look like?")
    why = _("People read this. No machine compares faces.")
    hair = CodeField(_("Colour of the hair"), Hair)
    eyes = CodeField(_("Colour of the eyes"), Eyes)
    height_cm = WholeField(_("Height in centimetres"), description=_("About. Like 120."))
    build = CodeField(_("Build"), Build)
    glasses = YesNoField(_("Does your child wear glasses?"))
    hearing_aid = YesNoField(_("Does your child wear a hearing aid?"))
    braces = YesNoField(_("Does your child wear braces on the teeth?"))
    ears = ToldField(_("Ears"), description=_("Like: pierced, one stands out."))
    teeth = ToldField(_("Teeth"), description=_("Like: a gap in front, a chipped tooth."))
    words = ToldField(_("In your own words"))


class BelongingsForm(GroupForm):
    """What the child wore and carried."""

    group = Belongings
    title = _("Clothes and things your child had")
    why = _("What your child wore and carried when you came apart, or always has along.")
    clothing = ToldField(_("Clothes"))
    carried = ToldField(_("Things carried"), description=_("Like: a red bag, a toy, a bracelet."))
    papers = ToldField(_("Papers carried"))
    with_whom = ToldField(_("Who carried your child or went along"))


class EventForm(GroupForm):
    """What was happening, where, and between which days."""

    group = Event
    title = _("Was something happening around you?")
    why = _("Like a flood, a journey or a camp. It helps to know where families were.")
    kind = CodeField(_("What was happening"), EventKind)
    name = ToldField(_("What people call it"))
    place = ToldField(_("Where"))
    since = DayField(_("From"), description=DAY_HINT)
    until = DayField(_("Until"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of these dates"))


class SeparationForm(GroupForm):
    """How child and family came apart."""

    group = Separation
    title = _("How did you and your child come apart?")
    why = _("Write what you know and wish to tell. Any line may stay empty.")
    date = DayField(_("About when"), description=DAY_HINT)
    location = ToldField(_("Where"))
    cause = CodeField(_("Why"), SeparationCause)
    details = PassageField(_("What happened"))
    evacuation_agent = ToldField(_("Who brought your child away, if someone did"))
    evacuation_from = ToldField(_("Brought away from"))
    evacuation_to = ToldField(_("Brought away to"))
    evacuation_date = DayField(_("Brought away on"), description=DAY_HINT)
    movements = PassageField(_("Moves after that, as far as you know"))
    calendar = CalendarField(_("Calendar of these dates"))


class CareForm(GroupForm):
    """Who the child lived with, and lives with."""

    group = Care
    title = _("Who does your child live with?")
    why = _("It helps us to know whom to ask about your child.")
    before = CodeField(_("Most of the time until now"), CareArrangement)
    now = CodeField(_("At the moment, if you know"), CareArrangement)


class SensitiveForm(GroupForm):
    """What can cost a life in the wrong hands."""

    group = Sensitive
    title = _("Nationality, ethnic group and faith")
    why = _("You need not tell us. It is locked apart, never compared and never sent on.")
    nationality = CountriesField(_("Nationality"), description=_("With a comma between them."))
    ethnicity = ToldField(_("Ethnic group"))
    religion = ToldField(_("Faith"))


FORMS: Mapping[str, type[GroupForm]] = {
    "names": NamesForm,
    "person": PersonForm,
    "places": PlacesForm,
    "appearance": AppearanceForm,
    "belongings": BelongingsForm,
    "event": EventForm,
    "separation": SeparationForm,
    "care": CareForm,
}
"""The form of each group that is one page of fields."""
