"""What coordinators put on record before either side is asked."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from registry.reunion.codes import (
    Custody,
    Finding,
    How,
    Recommendation,
    Wish,
)
from registry.reunion.forms.fields import Answers, WordsField
from registry.reunion.rules import Hearing
from registry.web.forms import Form


class ClearanceForm(Form):
    """Is it safe for one side that the other is told?"""

    finding = Answers(_("Is it safe for this side that the other side is told?"), Finding)
    words = WordsField(_("Why do you say so?"))

    def facts(self) -> tuple[Finding, str]:
        """The finding."""
        return self.finding.code(Finding), self.words.said


class CustodyForm(Form):
    """Has a court or an authority decided about the child?"""

    finding = Answers(_("Has a court or an authority decided about the child?"), Custody)
    words = WordsField(_("Whom did you ask, and what did they say?"))

    def facts(self) -> tuple[Custody, str]:
        """The finding."""
        return self.finding.code(Custody), self.words.said


class HearingForm(Form):
    """How the child was heard, and what they wish."""

    how = Answers(_("How was the child heard?"), How)
    wish = Answers(_("What does the child say to coming together?"), Wish)
    words = WordsField(_("The child’s own words; or why the child could not be heard"))

    def facts(self) -> tuple[Hearing, str]:
        """The hearing."""
        return Hearing(self.how.code(How), self.wish.code(Wish)), self.words.said


class PanelForm(Form):
    """What is best for this child."""

    recommendation = Answers(_("What is best for this child?"), Recommendation)
    words = WordsField(_("On which grounds?"))

    def facts(self) -> tuple[Recommendation, str]:
        """What one of the panel found."""
        return self.recommendation.code(Recommendation), self.words.said
