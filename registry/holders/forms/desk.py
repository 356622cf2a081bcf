"""The desk's forms: find a record, note an attempt, answer a matter, write a measure down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField

from consent import Capacity, WithOthers
from registry.children.forms.described import DAY_HINT, CalendarField
from registry.children.forms.fields import (
    AgeField,
    CodeRadios,
    DayField,
    PassageField,
    ToldField,
    YesNoField,
)
from registry.children.forms.stated import CAPACITIES
from registry.children.rules import LEFT_AT, Outcome, Paper, Seen
from registry.description import Code, PartialDate, Person, parse_reference, read_code
from registry.errors import N_, Invalid
from registry.holders.rules import (
    OWN_LETTER,
    AgePaper,
    Channel,
    Decider,
    Proposal,
    Tell,
    What,
    WhyAbsent,
    WhyAlone,
)
from registry.web.forms import Form, choices

TOGETHER = (
    (WithOthers.ALL.value, N_("They decide together")),
    (WithOthers.ANY.value, N_("Each of them may decide alone")),
)
COURT_SAYS = (*TOGETHER, (WithOthers.SOLE.value, N_("This guardian decides alone")))
ANSWERS = (
    (Outcome.STANDS.value, N_("It stands. Nothing changes")),
    (Outcome.SET_ASIDE.value, N_("It is set aside. A guardian has to say yes again")),
)
LEFT = ((Outcome.LEFT.value, N_("Nothing more is to be done")),)
WHOLE_DAY = N_("Write the whole day, like 2026-05-03.")

FIELDS: Final = {
    What.SECOND_GUARDIAN: ("reference", "capacity", "with_others", "paper", "how"),
    What.HOLDER_ABSENT: ("about", "why", "in_care"),
    What.SET_ASIDE: ("about", "why"),
    What.UPHOLD: ("about", "why"),
    What.COURT_AUTHORITY: ("about", "with_others"),
    What.COURT_RESTRICTION: ("purpose", "until"),
    What.LIFT: ("about",),
    What.BEREAVEMENT: ("about",),
    What.ALONE: ("why", "email"),
    What.STILL_MISSING: (),
    What.AGE: ("date_of_birth", "calendar", "age", "estimated", "age_paper", "how"),
    What.RELEASE: (),
}
"""Which questions belong to which measure; words and who may be told belong to each."""
WHY: Final[dict[What, type[Code]]] = {
    What.HOLDER_ABSENT: WhyAbsent,
    What.SET_ASIDE: Decider,
    What.UPHOLD: Decider,
    What.ALONE: WhyAlone,
}


class RecordForm(Form):
    """Which record."""

    reference = ToldField(_("Reference of the record"), description=_("Like KQ7-4MD-2RT."))

    def fact(self) -> str:
        """The reference in its one form."""
        return parse_reference(self.reference.fact or "")


class AttemptForm(Form):
    """An attempt to reach a guardian."""

    on = DayField(_("On which day?"), description=_("Like 2026-05-03."))
    channel = CodeRadios(_("How did you try?"), Channel.choices())

    def facts(self) -> tuple[date, Channel]:
        """The day, and the way."""
        return whole_day(self.on.fact, "on"), read_code(Channel, self.channel.data, "channel")


class AnswerMatterForm(Form):
    """What came of looking, and why."""

    outcome = CodeRadios(_("What did you find?"), (*ANSWERS, *LEFT))
    words = PassageField(
        _("Why"), description=_("Whom did you talk to, and what did you hear? It is locked.")
    )

    def offer(self, concern: str) -> None:
        """Offer what may come of looking at a matter of this kind."""
        is_left = concern in {each.value for each in LEFT_AT}
        pairs = LEFT if is_left else ANSWERS
        self.outcome.choices = choices(pairs)

    def facts(self) -> tuple[Outcome, str]:
        """The outcome, and the reason for it."""
        return read_code(Outcome, self.outcome.data, "outcome"), said(self.words)


class MeasureForm(Form):
    """What the first of two people writes down. Only the fields of one measure are left in it."""

    reference = ToldField(_("Reference of their claim"), description=_("Like KQ7-4MD-2RT."))
    about = RadioField(_("What is it about?"), choices=[], validate_choice=False)
    why = RadioField(_("Why?"), choices=[], validate_choice=False)
    capacity = CodeRadios(_("What are they to the child?"), CAPACITIES)
    with_others = RadioField(_("How do the guardians decide?"), choices=[], validate_choice=False)
    paper = CodeRadios(_("Which paper did you see?"), Paper.choices())
    date_of_birth = DayField(_("Date of birth on the paper"), description=DAY_HINT)
    calendar = CalendarField(_("Calendar of this date"))
    age = AgeField(
        _("Age today, where the paper has no date"), description=_("In years. Like 6, or 5-7.")
    )
    estimated = YesNoField(_("Is the age or the date a guess?"))
    age_paper = CodeRadios(_("Which paper did you see?"), AgePaper.choices())
    how = CodeRadios(_("How did you see it?"), Seen.choices())
    purpose = RadioField(_("What does the order stop?"), choices=[], validate_choice=False)
    until = DayField(
        _("Until when, if the order says so?"), description=_("Like 2026-05-03. It may be empty.")
    )
    email = ToldField(
        _("E-mail address of the young person’s own account"),
        description=_("Leave it empty where they have none. Then a worker asks each time."),
    )
    in_care = BooleanField(_("The child is in care now"))
    tell = CodeRadios(_("Who may hear that something changed?"), Tell.choices())
    words = PassageField(
        _("What you know, and from where"),
        description=_("The second person decides by this. It is locked."),
    )

    what: What

    @classmethod
    def of(cls, what: What, about: Iterable[tuple[str, str]]) -> MeasureForm:
        """The form of one measure, offering what stands on the record in hand."""
        form = cls()
        form.what = what
        asked = set(FIELDS[what]) if what in OWN_LETTER else {*FIELDS[what], "tell"}
        for name in {"tell"}.union(*FIELDS.values()) - asked:
            del form[name]
        offered = list(about)
        for name, pairs in (
            ("about", offered),
            ("purpose", [("", N_("Everything")), *offered]),
            ("why", WHY[what].choices() if what in WHY else ()),
            ("with_others", TOGETHER if what is What.SECOND_GUARDIAN else COURT_SAYS),
        ):
            if name in form:
                form[name].choices = choices(pairs)
        return form

    def facts(self) -> Proposal:
        """The proposal; what is not asked for this measure is not said."""
        reference = self._chosen("reference")
        until = self._chosen("until")
        purpose = self._choice("purpose", may_be_empty=True)
        return Proposal(
            what=self.what,
            words=said(self.words),
            about=self._choice("about"),
            why=self._choice("why"),
            capacity=self._capacity(),
            with_others=self._choice("with_others"),
            codes=(purpose,) if purpose else (),
            until=None if until is None else whole_day(until, "until"),
            paper=self._chosen("paper") or self._chosen("age_paper"),
            how=self._chosen("how"),
            reference=None if "reference" not in self else parse_reference(reference or ""),
            email=self._chosen("email"),
            in_care=bool(self._chosen("in_care")),
            is_told=self._chosen("tell") == Tell.GUARDIANS.value,
            born=self._born(),
        )

    def _born(self) -> Person | None:
        """The birth as the paper shows it."""
        if "age_paper" not in self:
            return None
        return Person(
            date_of_birth=self.date_of_birth.fact,
            age=self.age.fact,
            estimated=self.estimated.fact,
        )

    def _chosen(self, name: str) -> Any:  # noqa: ANN401 - each field knows its own fact
        return self[name].data if name in self else None

    def _capacity(self) -> str | None:
        told = self._chosen("capacity")
        return None if told is None else Capacity(told).value

    def _choice(self, name: str, *, may_be_empty: bool = False) -> str | None:
        """One of the answers on the list; WTForms is not asked, so that the sentence is ours."""
        if name not in self:
            return None
        offered = {str(choice.value) for choice in self[name].choices or ()}
        told = self[name].data
        if told is None and may_be_empty:
            return None
        if told not in offered:
            raise Invalid(name, N_("Choose one of the answers."))
        return str(told)


def said(field: PassageField) -> str:
    """A reason in words; without one nobody can find out later why."""
    if not field.fact:
        raise Invalid(field.short_name, N_("Write down why, in a few words."))
    return str(field.fact)


def whole_day(told: PartialDate | None, field: str) -> date:
    """One day, and not a month or a year."""
    if told is None or told.earliest != told.latest:
        raise Invalid(field, WHOLE_DAY)
    return told.earliest
