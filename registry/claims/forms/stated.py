"""What a claimant or an agency states besides the description of the child."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField

from registry.children.forms import stated
from registry.children.forms.described import DAY_HINT, CalendarField, GroupForm
from registry.children.forms.fields import (
    CodeField,
    CodeRadios,
    DayField,
    NameField,
    PassageField,
    ToldField,
    YesNoField,
)
from registry.claims.facts import (
    Apart,
    CareGround,
    Circumstances,
    Claimant,
    Location,
    OwnWords,
    PaperKind,
    Papers,
    Relationship,
)
from registry.description import Code, Relation, RelationCategory
from registry.errors import N_, Invalid
from registry.web.forms import Form


class FactRadios(CodeRadios):
    """One answer of a closed list, as a fact."""

    def __init__(self, label: Any, codes: type[Code], **kwargs: Any) -> None:  # noqa: ANN401
        self.codes = codes
        super().__init__(label, codes.choices(), **kwargs)

    def process_data(self, value: Any) -> None:  # noqa: ANN401 - WTForms
        """Take a fact for showing."""
        self.data = None if value is None else str(value)

    @property
    def fact(self) -> Any:  # noqa: ANN401 - of the list that was handed in
        """The answer."""
        return next((each for each in self.codes if each.value == self.data), None)


class RelationshipForm(GroupForm):
    """What the claimant is to the child."""

    group = Relationship
    title = _("What are you to the child?")
    why = _("It tells us which checks are needed. Every answer is welcome.")
    category = FactRadios(_("How close are you?"), RelationCategory)
    relation = CodeField(_("You are the child's"), Relation)
    since = DayField(_("Since when do you know the child?"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))
    lived_with_before = YesNoField(_("Did the child live with you before?"))


class ClaimantForm(GroupForm):
    """Who the claimant is, and how they may be reached."""

    group = Claimant
    title = _("Who are you, and how can we reach you?")
    why = _("Only caseworkers we have checked see this. It is locked apart from the rest.")
    name = NameField(_("Your name"))
    known_as = NameField(_("The name the child knows you by"))
    reach = PassageField(
        _("How and when may we reach you safely?"),
        description=_("Like: only by message, not in the evening, ask for my sister."),
    )
    others = PassageField(
        _("Who else could confirm what you tell us?"),
        description=_("You can leave this empty. Ask them before you name them."),
    )


class PapersForm(GroupForm):
    """Which paper there is, and whether a court has spoken."""

    group = Papers
    title = _("Papers and court orders")
    why = _("Do not send a paper. Tell us which one you have. You can leave this page out.")
    kind = CodeField(_("A paper that shows who you are"), PaperKind)
    issuer = ToldField(_("Who gave it out?"), description=_("Like: the town, the embassy, UNHCR."))
    last_digits = ToldField(
        _("The last three or four signs of its number"), description=_("Never the whole number.")
    )
    expires = DayField(_("Valid until"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))
    court_order = PassageField(
        _("Is there a court order about the child?"),
        description=_("Which court, which day, and what it says. Leave it empty if there is none."),
    )


class CircumstancesForm(GroupForm):
    """How a child came into an agency's care."""

    group = Circumstances
    title = _("How did the child come to you?")
    why = _("Write what you know. Who brought the child is never shown in a review.")
    ground = FactRadios(_("On which ground does your agency record the child?"), CareGround)
    found_on = DayField(_("When did the child come to you?"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))
    found_at = ToldField(_("In which town or area was the child found?"))
    finder = ToldField(_("Who brought the child?"))
    story = PassageField(_("What happened, as far as you know?"))


class LocationForm(GroupForm):
    """Where the child is now."""

    group = Location
    title = _("Where is the child now?")
    why = _("This is locked apart. It is never part of a review and never told to a claimant.")
    place = ToldField(_("Place of care"))
    carer = ToldField(_("Who cares for the child there?"))


class OwnWordsForm(GroupForm):
    """What the child says, sings and does."""

    group = OwnWords
    title = _("What does the child say?")
    why = _("Write the child's own words. Do not tidy them, and do not suggest an answer.")
    words = PassageField(_("Words, names, songs"))
    asks_for = ToldField(_("Whom does the child ask for?"))
    behaviour = PassageField(
        _("Ways you notice"), description=_("Like: how the child eats, plays, falls asleep.")
    )
    heard_by = ToldField(_("Who heard it, on which day, in which language?"))


class ApartForm(GroupForm):
    """A guardian and a registered child are apart."""

    group = Apart
    title = _("Since when are you and your child apart?")
    why = _("Write what you know. Any line may stay empty.")
    since = DayField(_("Since about when?"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))
    place = ToldField(_("Where were you together last?"))
    story = PassageField(_("What happened?"))


class SafetyForm(stated.SafetyForm):
    """Is there anyone who must not be told?"""

    title = _("Someone who must not be told")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms
        super().__init__(*args, **kwargs)
        self.anyone.label.text = _("Is there anyone who must not be told where the child is?")


class WithheldForm(stated.WithheldForm):
    """The eight fixed prompts, and one question of one's own."""

    title = _("Things only family would know")


class ChildChoiceForm(Form):
    """Which of one's own registered children."""

    child = RadioField(_("Which child are you apart from?"), validate_choice=False)

    def offer(self, lines: Mapping[str, str]) -> None:
        """Offer the guardian's own records."""
        self.offered = dict(lines)
        self.child.choices = list(lines.items())

    def fact(self) -> str:
        """The id of the record."""
        if self.child.data not in self.offered:
            raise Invalid("child", N_("Choose one of your children."))
        return str(self.child.data)


class NoticeForm(Form):
    """One button under the notice; which words were shown comes back with it."""

    shown = HiddenField()


class ReplyForm(Form):
    """An answer to a question of the desk."""

    text = PassageField(_("Your answer"), description=_("Write what you know. A no is an answer."))

    def fact(self) -> str:
        """The answer."""
        if not self.text.fact:
            raise Invalid("text", N_("Write an answer first."))
        return str(self.text.fact)


STATED: Mapping[str, type[GroupForm]] = {
    "relationship": RelationshipForm,
    "claimant": ClaimantForm,
    "papers": PapersForm,
    "circumstances": CircumstancesForm,
    "location": LocationForm,
    "own_words": OwnWordsForm,
    "apart": ApartForm,
}
