"""What a guardian states: the tie to the child, safety, whereabouts, what only family knows."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField

from consent import Capacity, WithOthers
from registry.children.forms.described import DAY_HINT, CalendarField
from registry.children.forms.fields import (
    CodeRadios,
    DayField,
    PassageField,
    ToldField,
    one_of,
)
from registry.children.rules import (
    Anyone,
    Heard,
    Paper,
    Papers,
    Relationship,
    Reply,
    Safety,
    Said,
    Seen,
    Whereabouts,
)
from registry.description import Prompt, Withheld, parse_reference, read_code
from registry.errors import N_, Invalid
from registry.web.forms import Form

CAPACITIES = (
    (Capacity.PARENT_BY_BIRTH.value, N_("Mother or father by birth")),
    (Capacity.PARENT_BY_ADOPTION.value, N_("Mother or father by adoption")),
    (Capacity.COURT_GUARDIAN.value, N_("Guardian named by a court")),
    (Capacity.KINSHIP_CARER.value, N_("Relative who brings up the child")),
)
OTHERS = (
    (WithOthers.SOLE.value, N_("No, I decide alone")),
    (WithOthers.ANY.value, N_("Yes, and each of us may decide alone")),
    (WithOthers.ALL.value, N_("Yes, and we decide together")),
)
BOTH_WAYS = (("together", N_("We are together")), ("apart", N_("We are apart")))


PRESS_ONE = N_("Press yes, no, or I do not know.")


class RelationshipForm(Form):
    """What the guardian is to the child, and whether somebody else decides too."""

    capacity = CodeRadios(_("What are you to the child?"), CAPACITIES)
    with_others = CodeRadios(
        _("Does anybody else decide with you?"),
        OTHERS,
        description=_("Like the other parent. Some questions need a yes from each of you."),
    )

    def facts(self) -> Relationship:
        """The tie, as stated."""
        return Relationship(Capacity(self.capacity.data), WithOthers(self.with_others.data))


class SafetyForm(Form):
    """Is there anyone who must not be told?"""

    anyone = CodeRadios(
        _("Is there anyone who must not be told where your child is?"), Anyone.choices()
    )
    words = PassageField(
        _("If there is, who, and what should we know?"),
        description=_("You can leave this empty and tell a person instead."),
    )

    def facts(self) -> Safety:
        """The answer; the words count only beside a yes."""
        anyone = next(each for each in Anyone if each.value == self.anyone.data)
        return Safety(anyone, self.words.fact if anyone is Anyone.YES else None)


class WhereaboutsForm(Form):
    """Together, or apart since about when."""

    apart = CodeRadios(_("Are you and your child together now?"), BOTH_WAYS)
    since = DayField(_("If you are apart: since about when?"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))

    @classmethod
    def filled(cls, stated: Whereabouts | None) -> WhereaboutsForm:
        """The form with what was said before; nothing is chosen where nothing was said."""
        if stated is None:
            return cls()
        return cls(data={"apart": "apart" if stated.apart else "together", "since": stated.since})

    def facts(self) -> Whereabouts:
        """The statement; the day counts only when apart."""
        apart = self.apart.data == "apart"
        return Whereabouts(apart, self.since.fact if apart else None)


class HealthForm(Form):
    """Health, or help needed, in a few sentences."""

    title = _("Does your child need medicine or help?")
    why = _("You need not tell us. It is locked apart and never shown when people compare.")
    words = PassageField(
        _("What people who look after your child should know"),
        description=_("Like medicine, an allergy, an aid, someone who signs."),
    )

    def facts(self) -> dict[str, str]:
        """The sentences; none when nothing is to be kept."""
        return {"words": self.words.fact} if self.words.fact else {}


class WithheldForm(Form):
    """The eight fixed prompts, and one question of the family's own."""

    home_name = ToldField(_(Prompt.HOME_NAME.label))
    song = ToldField(_(Prompt.SONG.label))
    sleeps_with = ToldField(_(Prompt.SLEEPS_WITH.label))
    cares = ToldField(_(Prompt.CARES.label))
    refused_food = ToldField(_(Prompt.REFUSED_FOOD.label))
    pet_or_neighbour = ToldField(_(Prompt.PET_OR_NEIGHBOUR.label))
    near_home = ToldField(_(Prompt.NEAR_HOME.label))
    habit = ToldField(_(Prompt.HABIT.label))
    own_question = ToldField(_("A question of your own"))
    own_answer = ToldField(_("Its answer"))

    def facts(self) -> Withheld:
        """The answers given."""
        told = {prompt: self[prompt.value].fact for prompt in Prompt}
        answers = {prompt: answer for prompt, answer in told.items() if answer}
        return Withheld(answers, self.own_question.fact, self.own_answer.fact)

    @classmethod
    def filled(cls, told: Withheld) -> WithheldForm:
        """The form with what is known already."""
        answers: dict[str, Any] = {each.value: text for each, text in told.answers.items()}
        answers |= {"own_question": told.own_question, "own_answer": told.own_answer}
        return cls(data=answers)


class PhotoForm(Form):
    """One photo, and about when it was taken."""

    photo = FileField(_("Choose a photo"), render_kw={"accept": "image/*", "data-shrink": ""})
    taken_about = DayField(_("About when was it taken?"), description=DAY_HINT)

    def picture(self) -> bytes:
        """The bytes of the file as they came."""
        if not self.photo.data:
            raise Invalid("photo", N_("Choose a photo first, or carry on without one."))
        octets: bytes = self.photo.data.read()
        return octets


class AnswerForm(Form):
    """Yes or no to one notice; which words were shown comes back with the answer."""

    shown = HiddenField()
    answer = StringField(
        validators=[one_of({"yes", "no"}, N_("Press yes or no."))],
    )

    def facts(self, language: str) -> Reply:
        """The answer, in the language of the page."""
        return Reply(self.answer.data == "yes", self.shown.data or "", language)


class VoiceForm(Form):
    """A child's yes, no or “I do not know” to one notice, and whether it was read aloud."""

    shown = HiddenField()
    answer = StringField(validators=[one_of({each.value for each in Said}, PRESS_ONE)])
    aloud = BooleanField(_("Somebody read this to me"))

    def facts(self, language: str) -> Heard:
        """What was heard, in the language of the page."""
        said = read_code(Said, self.answer.data, "answer")
        return Heard(said, self.shown.data or "", language, is_aloud=bool(self.aloud.data))


class PapersForm(Form):
    """Which paper a worker saw, and how."""

    reference = ToldField(_("Reference of the record"), description=_("Like KQ7-4MD-2RT."))
    paper = CodeRadios(_("Which paper did you see?"), Paper.choices())
    how = CodeRadios(_("How did you see it?"), Seen.choices())

    def facts(self) -> tuple[str, Papers]:
        """The reference in its one form, and what was seen."""
        reference = parse_reference(self.reference.fact or "")
        paper = next(each for each in Paper if each.value == self.paper.data)
        how = next(each for each in Seen if each.value == self.how.data)
        return reference, Papers(paper, how)
