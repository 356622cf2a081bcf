"""The closed lists of a case after "move", in the words of the field's own forms."""

from __future__ import annotations

from registry.description import Code
from registry.errors import N_


class Finding(Code):
    """Is it safe for a side that the other one is told?"""

    CLEAR = "clear", N_("Yes, nothing speaks against it")
    NOT_CLEAR = "not_clear", N_("No. The case stops here")


class Custody(Code):
    """Has a court or an authority decided about the child?"""

    NO_ORDER = "no_order", N_("There is no order")
    ALLOWS = "order_allows", N_("There is an order, and it allows this")
    FORBIDS = "order_forbids", N_("There is an order against it. The case stops here")


class How(Code):
    """How a child was heard."""

    ALONE = "alone", N_("Alone, with somebody the child trusts to listen")
    WITH_SUPPORT = "with_support", N_("With support, because the child asked for it")
    TOO_YOUNG = "too_young", N_("Too young to be asked")
    NOT_YET = "not_yet_possible", N_("Not yet possible")


class Wish(Code):
    """What a child says to coming together."""

    NOW = "now", N_("Wants it now")
    LATER = "later", N_("Wants it later")
    UNSURE = "unsure", N_("Is not sure")
    NO = "no", N_("Does not want it")
    TOO_YOUNG = "too_young", N_("Too young to say")
    NOT_SAID = "not_said", N_("Not asked yet")


class Observed(Code):
    """What a verifier saw, one line of it."""

    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    UNSURE = "unsure", N_("Could not tell")


class Recommendation(Code):
    """What a meeting or a panel recommends."""

    YES = "yes", N_("Yes, go on")
    REUNIFICATION = "reunification", N_("Reunification")
    WITH_SUPPORT = "reunification_with_support", N_("Reunification, with support")
    FURTHER_TRACING = "further_tracing", N_("Look further first")
    ALTERNATIVE_CARE = "alternative_care", N_("Long-term care elsewhere")
    NO = "no", N_("No")


class Assent(Code):
    """The child's own answer to being told of."""

    YES = "yes", N_("The child says yes")
    NO = "no", N_("The child says no")
    NOT_YET = "not_yet", N_("The child was not asked yet")
    TOO_YOUNG = "too_young", N_("The child is younger than six")


class ReunionType(Code):
    """How a family came together again."""

    CASE_BY_CASE = "case_by_case", N_("Case by case")
    INFORMAL = "informal", N_("By themselves")
    MASS_TRACING = "mass_tracing", N_("Tracing of many at once")
    MEDIATION = "mediation", N_("Mediation")
    PHOTO_TRACING = "photo_tracing", N_("Tracing by photo")
    OTHER = "other", N_("Another way")


class Comfort(Code):
    """What the child answered: "Are you comfortable leaving with this person?"."""

    YES = "yes", N_("The child said yes")
    NO = "no", N_("The child said no, or did not answer")
    TOO_YOUNG = "too_young", N_("Too young to say; calm with this person")


class VisitKind(Code):
    """What kind of look after a reunion it is."""

    HOME = "home", N_("Visit at home")
    SCHOOL = "school", N_("Visit at school or in the community")
    OFFICE = "office", N_("Meeting at an office")
    CALL = "call", N_("Call by phone or video")


class Days(Code):
    """How long a yes to being told of lasts."""

    SHORT = "30", N_("30 days")
    LONG = "60", N_("60 days")


class Step(Code):
    """The steps of a case, in the order of the checklist."""

    SAFETY = "safety", N_("Safety cleared by two, on both sides")
    CUSTODY = "custody", N_("Custody checked")
    HEARD = "heard", N_("The child heard")
    VERIFIER = "verifier", N_("Somebody asked to meet both sides")
    MEETING = "meeting", N_("Both sides met in person")
    PANEL = "panel", N_("Best for the child, found by two")
    ASK = "ask", N_("Both sides asked")
    ANSWERS = "answers", N_("Both sides answered")
    CONTACT = "contact", N_("Letters through the desk")
    REUNION = "reunion", N_("The reunion")
    FOLLOW_UP = "follow_up", N_("Visits afterwards")
    CLOSING = "closing", N_("The case closed")


class State(Code):
    """How a step stands."""

    DONE = "done", N_("Done")
    NEXT = "next", N_("Next")
    WAITS = "waits", N_("Waits")
    STOPPED = "stopped", N_("Stopped")
