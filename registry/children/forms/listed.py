"""Lists that are added to one by one: marks on the body, and people of the family."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import IntegerField

from registry.children.forms.described import GroupForm
from registry.children.forms.fields import (
    AgeField,
    CodeField,
    LanguagesField,
    NameField,
    ToldField,
    YesNoField,
)
from registry.description import BodyPlace, Mark, MarkKind, Relation, Relative, Side
from registry.errors import N_, Absent, Invalid
from registry.web.forms import Form


class MarkForm(GroupForm):
    """One mark on the body."""

    group = Mark
    title = _("Marks on the body")
    why = _("A birthmark, a scar, a mole. Say where and on which side, as your child would.")
    kind = CodeField(_("What it is"), MarkKind)
    place = CodeField(_("Where on the body"), BodyPlace)
    side = CodeField(_("Which side"), Side)
    size = ToldField(_("How big"), description=_("Like: a coin, a fingertip, a hand."))
    since = ToldField(_("Since when"))
    words = ToldField(_("In your own words"))

    def facts(self) -> Mark:
        """The mark; an empty one is no mark."""
        mark: Mark = super().facts()
        if not mark:
            raise Invalid("kind", N_("Say what the mark is, or carry on without one."))
        return mark


class RelativeForm(GroupForm):
    """One person of the family."""

    group = Relative
    title = _("People of the family")
    why = _("Only what helps. They have rights of their own: tell them that you told us.")
    relation = CodeField(_("What they are to your child"), Relation)
    name = NameField(_("Name"))
    nickname = NameField(_("Name used at home"))
    is_caregiver = YesNoField(_("Did they care for your child?"))
    is_alive = YesNoField(_("Are they alive?"))
    age = AgeField(_("Age in years"), description=_("Like 34, or 30-40."))
    languages = LanguagesField(_("Languages"), description=_("With a comma between them."))
    other_family = ToldField(_("How they belong to others you told us about"))
    location_current = ToldField(_("Town or area now"))
    telephone = ToldField(_("Telephone"))

    def facts(self) -> Relative:
        """The person; one of whom nothing is told is nobody."""
        person: Relative = super().facts()
        if person.relation is None and person.name is None:
            raise Invalid("relation", N_("Say what they are to your child, or their name."))
        return person


class RemovalForm(Form):
    """Take one entry off a list that was this long when the page was shown."""

    place = IntegerField()
    length = IntegerField()

    def facts(self) -> tuple[int, int]:
        """Which entry, of how many."""
        if not self.validate_on_submit() or self.place.data is None or self.length.data is None:
            raise Absent
        return self.place.data, self.length.data
