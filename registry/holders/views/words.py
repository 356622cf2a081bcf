"""People, measures and clocks in plain words: letters for guardians, never names."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from consent import Brake
from registry.children.forms.stated import CAPACITIES
from registry.children.operations.assenting import ABOUT_THE_CHILD
from registry.children.operations.speaking import notice_for
from registry.children.rules import Concern, Seen
from registry.children.views.words import rows
from registry.description import Code, read_code
from registry.errors import N_
from registry.holders.operations.desk import (
    HolderLine,
    MeasureLine,
    OtherHolderLine,
    RecordPeople,
)
from registry.holders.rules import AgePaper, Channel, Decider, What, WhyAbsent, WhyAlone

OTHER_CAPACITIES = {
    "self_competent_minor": N_("A young person who decides alone"),
    "care_authority": N_("A care authority"),
    "appointed_advocate": N_("An advocate"),
}
ASSURANCES = {
    "AL0": N_("Stated only"),
    "AL1": N_("Contact confirmed"),
    "AL2": N_("Papers seen"),
    "AL3": N_("Court or register"),
}
BRAKES = {
    Brake.DISPUTE: N_("A dispute"),
    Brake.COURT_ORDER: N_("A court order"),
    Brake.SAFETY: N_("A hold for safety"),
    Brake.LEGAL_HOLD: N_("A legal hold"),
    Brake.MAJORITY: N_("The child is grown up"),
    Brake.BEREAVEMENT: N_("A guardian has died"),
}
REASONS: dict[What, type[Code]] = {
    What.HOLDER_ABSENT: WhyAbsent,
    What.SET_ASIDE: Decider,
    What.UPHOLD: Decider,
    What.ALONE: WhyAlone,
}
EXPLAINED = {
    What.SECOND_GUARDIAN: N_(
        "A review let their claim go on, and you saw their papers. From then on they see the "
        "record, and each joint question needs their yes too."
    ),
    What.HOLDER_ABSENT: N_(
        "The other guardian's yes is not waited for. Out of reach means three attempts, and 14 "
        "days since the first; 72 hours where the child is in care."
    ),
    What.SET_ASIDE: N_("The no no longer stops anything. A guardian has to say yes again."),
    What.UPHOLD: N_("The no goes on standing. What it stopped stays stopped."),
    What.COURT_AUTHORITY: N_("You both read the order. It stands above every paper."),
    What.COURT_RESTRICTION: N_("You both read the order. What it names stops at once."),
    What.LIFT: N_(
        "What was stopped does not start by itself. A guardian has to say yes again. Lift a death "
        "only where it was a mistake: another guardian goes on without that."
    ),
    What.BEREAVEMENT: N_(
        "Everything stops. Another guardian has 90 days to come forward. Telephones that are "
        "still signed in are signed out."
    ),
    What.STILL_MISSING: N_(
        "They are 18, apart from their family, and nobody can ask them. The file is kept and "
        "compared for 6 months. Nothing is shared. Look at it again before that ends."
    ),
    What.AGE: N_(
        "A paper shows another age. It is seen, and nothing of it is kept. What the child has a "
        "say in goes by this age. Where it protects the child less, or makes them 18 sooner, a "
        "second person signs. Until then the age on record counts."
    ),
    What.RELEASE: N_(
        "An account followed the link that is not the young person’s. It loses the link. A new "
        "one is sent to whoever was to hand it on, and the days to answer begin anew. Write down "
        "how you know."
    ),
    What.ALONE: N_(
        "You spoke with the young person alone, and they understand what they agree to. Write "
        "down how you know."
    ),
}


def capacity(code: str) -> str:
    """What somebody is to a child."""
    return str(_({**dict(CAPACITIES), **OTHER_CAPACITIES}.get(code, code)))


def assurance(code: str) -> str:
    """How sure we are."""
    return str(_(ASSURANCES[code]))


def brake(code: Brake) -> str:
    """Why something is stopped."""
    return str(_(BRAKES[code]))


def concern(code: str) -> str:
    """Why the desk has to look."""
    return str(_(read_code(Concern, code).label))


def what(code: str) -> str:
    """What a measure does."""
    return str(_(read_code(What, code).label))


def explained(code: str) -> str:
    """What follows from a measure."""
    return str(_(EXPLAINED[read_code(What, code)]))


def why(code: str | None, kind: str) -> str:
    """The reason that was chosen for a measure of this kind."""
    chosen = REASONS.get(read_code(What, kind))
    return "" if code is None or chosen is None else str(_(read_code(chosen, code).label))


def born(line: MeasureLine) -> list[dict[str, str]]:
    """The birth that a paper shows, line by line."""
    if line.born is None:
        return []
    paper, how = read_code(AgePaper, line.paper).label, read_code(Seen, line.how).label
    seen = {_("Which paper was seen"): _(paper), _("How it was seen"): _(how)}
    return [*rows(line.born), *({"label": each, "value": seen[each]} for each in seen)]


def written(*, is_signed: bool) -> str:
    """What is said to whoever wrote a measure down."""
    if is_signed:
        return str(_("Recorded. It counts from this moment."))
    return str(_("Written down. It counts once somebody else has signed it."))


def channel(code: str) -> str:
    """How somebody was tried to be reached."""
    return str(_(read_code(Channel, code).label))


def guardian(line: HolderLine) -> str:
    """A guardian by letter."""
    if line.is_the_child:
        return str(_("The young person"))
    return str(_("Guardian %(letter)s", letter=line.letter))


def other(line: OtherHolderLine) -> str:
    """One whom a guardian told of, and how often they were tried."""
    times = len(line.attempts)
    tried = ngettext("%(num)s attempt", "%(num)s attempts", times)
    reason = _(read_code(WhyAbsent, line.why).label)
    return f"{reason} · {tried}"


def about(people: RecordPeople, ref: str, kind: str) -> str:
    """What a measure is about."""
    if kind == "holder":
        line = next(each for each in people.holders if each.ref == ref)
        return f"{guardian(line)}: {capacity(line.capacity)}"
    if kind == "other":
        told = next(each for each in people.others if each.ref == ref)
        return str(_("One we were told of: %(words)s", words=other(told)))
    if kind == "dispute":
        no = next(each for each in people.disputes if each.ref == ref)
        return str(_("Guardian %(letter)s: no to “%(title)s”", letter=no.letter, title=no.title))
    stop = next(each for each in people.restrictions if each.ref == ref)
    return f"{brake(stop.brake)}, {moment(stop.recorded_at)}"


def measured(people: RecordPeople, line: MeasureLine) -> str:
    """What a measure that waits is about, where it is about something on the record."""
    kinds = {
        **{each.ref: "holder" for each in people.holders},
        **{each.ref: "other" for each in people.others},
        **{each.ref: "dispute" for each in people.disputes},
        **{each.ref: "restriction" for each in people.restrictions},
    }
    kind = kinds.get(line.about or "")
    return "" if kind is None or line.about is None else about(people, line.about, kind)


def purposes(language: str) -> list[tuple[str, str]]:
    """Every purpose about a child, with its question."""
    return [(code, notice_for(code, language).title) for code in ABOUT_THE_CHILD]


def moment(at: datetime) -> str:
    """A moment on the clock all share."""
    return f"{format_datetime(at, 'd MMM y, HH:mm', rebase=False)} UTC"
