"""The groups that describe a child, asked of somebody whose own child it may not be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _

from registry.children.forms import described, listed
from registry.children.forms.described import GroupForm
from registry.children.forms.fields import Label


class Reworded(GroupForm):
    """A group's form with the words of some labels put for any reader."""

    said: ClassVar[Mapping[str, Label]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(*args, **kwargs)
        for name, words in self.said.items():
            self[name].label.text = words


class NamesForm(Reworded, described.NamesForm):
    """What the child is called."""

    title = _("What is the child called?")
    why = _("One name is enough. Write it as the family writes it.")
    said: ClassVar[Mapping[str, Label]] = {
        "answers_to": _("The name the child answers to first"),
        "given_after": _("Was the name given after the child came apart from the family?"),
    }


class PersonForm(Reworded, described.PersonForm):
    """Who the child is."""

    title = _("How old is the child?")
    said: ClassVar[Mapping[str, Label]] = {
        "languages": _("Languages the child speaks or understands"),
        "speaks": _("How the child speaks or signs"),
    }


class PlacesForm(Reworded, described.PlacesForm):
    """Where the child was born, lived and is."""

    title = _("Where has the child lived?")
    said: ClassVar[Mapping[str, Label]] = {
        "location_last": _("Town or area the child calls home"),
    }


class AppearanceForm(Reworded, described.AppearanceForm):
    """What the child looks like."""

    title = _("What does the child look like?")
    said: ClassVar[Mapping[str, Label]] = {
        "glasses": _("Does the child wear glasses?"),
        "hearing_aid": _("Does the child wear a hearing aid?"),
        "braces": _("Does the child wear braces on the teeth?"),
    }


class BelongingsForm(Reworded, described.BelongingsForm):
    """What the child wore and carried."""

    title = _("Clothes and things the child had")
    why = _("What the child wore and carried then, or always has along.")
    said: ClassVar[Mapping[str, Label]] = {
        "with_whom": _("Who carried the child or went along"),
    }


class EventForm(described.EventForm):
    """What was happening, where, and between which days."""

    title = _("Was something happening then?")


class SeparationForm(Reworded, described.SeparationForm):
    """How child and family came apart."""

    title = _("How did child and family come apart?")
    said: ClassVar[Mapping[str, Label]] = {
        "evacuation_agent": _("Who brought the child away, if someone did"),
    }


class MarkForm(listed.MarkForm):
    """One mark on the body."""

    why = _("A birthmark, a scar, a mole. Say where and on which side, as the child would.")


class RelativeForm(Reworded, listed.RelativeForm):
    """One person of the family."""

    said: ClassVar[Mapping[str, Label]] = {
        "relation": _("What they are to the child"),
        "is_caregiver": _("Did they care for the child?"),
    }


DESCRIBED: Mapping[str, type[GroupForm]] = {
    "names": NamesForm,
    "person": PersonForm,
    "places": PlacesForm,
    "separation": SeparationForm,
    "event": EventForm,
    "appearance": AppearanceForm,
    "belongings": BelongingsForm,
}
LISTED: Mapping[str, type[GroupForm]] = {"marks": MarkForm, "family": RelativeForm}
"""Lists that are added to one by one."""
