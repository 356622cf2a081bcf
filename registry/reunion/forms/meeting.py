"""What the one who met both sides writes down."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _

from registry.children.forms.fields import ToldField
from registry.children.rules import Paper, Seen
from registry.description import read_code
from registry.errors import N_
from registry.reunion.codes import (
    Assent,
    Observed,
    Recommendation,
)
from registry.reunion.forms.fields import Answers, Chosen, WholeDayField, WordsField, needed
from registry.reunion.operations import Meeting
from registry.web.forms import Form

NO_PAPER = ("", N_("No paper was seen"))


class MeetingForm(Form):
    """What a verifier saw when both sides were met."""

    met_on = WholeDayField(_("When did you meet them last?"), validators=[needed])
    paper_seeking = Chosen(
        _("The side that seeks: which paper did you see?"), (*Paper.choices(), NO_PAPER)
    )
    paper_holding = Chosen(
        _("The side that holds: which paper did you see?"), (*Paper.choices(), NO_PAPER)
    )
    how = Answers(_("How did you see them?"), Seen)
    known_to_child = Answers(_("Does the child know the adult?"), Observed)
    information_agrees = Answers(_("Does what they say agree with what is on file?"), Observed)
    wants_to_care = Answers(_("Does the adult want to care for the child?"), Observed)
    able_to_care = Answers(_("Is the adult able to?"), Observed)
    child_wishes_with = ToldField(_("With whom does the child want to be?"))
    assent = Answers(_("May the other side be told? The child’s own answer"), Assent)
    recommendation = Answers(_("What do you recommend?"), Recommendation)
    words = WordsField(_("What did you see and hear?"))

    def facts(self) -> Meeting:
        """The meeting."""
        return Meeting(
            met_on=self.met_on.day or date.min,
            known_to_child=self.known_to_child.code(Observed),
            information_agrees=self.information_agrees.code(Observed),
            wants_to_care=self.wants_to_care.code(Observed),
            able_to_care=self.able_to_care.code(Observed),
            child_wishes_with=self.child_wishes_with.fact or "",
            recommendation=self.recommendation.code(Recommendation),
            comments=self.words.said,
            paper_seeking=_paper(self.paper_seeking.data),
            paper_holding=_paper(self.paper_holding.data),
            how=self.how.code(Seen),
            assent=self.assent.code(Assent),
        )


def _paper(code: str) -> Paper | None:
    return read_code(Paper, code) if code else None
