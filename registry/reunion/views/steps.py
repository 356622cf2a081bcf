"""The short forms of the coordinator of a case."""

from __future__ import annotations

from registry.authority import Permission
from registry.errors import N_
from registry.readings import Reads
from registry.reunion import operations
from registry.reunion.codes import Step
from registry.reunion.forms import ClosingForm, CustodyForm, HearingForm, ReunionForm, VisitForm
from registry.reunion.views.blueprint import blueprint
from registry.reunion.views.pages import StepPage, keep, show
from registry.web.errors import Answer
from registry.web.forms import Form
from registry.web.guards import guard
from registry.work import Work

CUSTODY = StepPage(
    Step.CUSTODY,
    N_("Custody"),
    N_("Has anybody decided who may have the child? An order against it stops the case."),
    N_("Put on record"),
    operations.view_step,
)
HEARING = StepPage(
    Step.HEARD,
    N_("The child’s voice"),
    N_("Before anybody is told, the child is heard alone. The newest record counts."),
    N_("Put on record"),
    operations.view_step,
)
MEETINGS = StepPage(Step.MEETING, N_("The meeting in person"), "", "", operations.view_step)
REUNION = StepPage(
    Step.REUNION,
    N_("The reunion"),
    N_("Put it on record when the child is with the family. It cannot be changed."),
    N_("Put the reunion on record"),
    operations.view_step,
)
VISIT = StepPage(
    Step.FOLLOW_UP,
    N_("Visits afterwards"),
    N_("How is the child? Each visit is a record of its own."),
    N_("Put on record"),
    operations.view_step,
)
CLOSING = StepPage(
    Step.CLOSING,
    N_("Close the case"),
    N_("The families read the same letter for every reason. After a reunion all claims end."),
    N_("Close the case"),
    operations.view_step,
)


@blueprint.get("/desk/cases/<review_id>/custody-checks")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def custody(review_id: str) -> str:
    """What is known of custody, and the form."""
    return show(review_id, CUSTODY, CustodyForm())


@blueprint.post("/desk/cases/<review_id>/custody-checks")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def check_custody(review_id: str) -> Answer:
    """Put a check on record."""
    form = CustodyForm()
    return keep(
        review_id,
        CUSTODY,
        form,
        lambda work: operations.check_custody(work, review_id, *form.facts()),
    )


@blueprint.get("/desk/cases/<review_id>/hearings")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def hearing(review_id: str) -> str:
    """How the child was heard so far, and the form."""
    return show(review_id, HEARING, HearingForm())


@blueprint.post("/desk/cases/<review_id>/hearings")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def hear(review_id: str) -> Answer:
    """Put a hearing on record."""
    form = HearingForm()
    return keep(
        review_id,
        HEARING,
        form,
        lambda work: operations.hear_child(work, review_id, *form.facts()),
    )


@blueprint.get("/desk/cases/<review_id>/meetings")
@guard(Permission.CASE_VIEW, Reads.SIDE_NOTES)
def meetings(review_id: str) -> str:
    """What the verifier saw; the verifier writes it."""
    return show(review_id, MEETINGS, Form())


@blueprint.get("/desk/cases/<review_id>/reunification")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def reunification(review_id: str) -> str:
    """The form for the reunion."""
    return show(review_id, REUNION, ReunionForm())


@blueprint.post("/desk/cases/<review_id>/reunification")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def reunify(review_id: str) -> Answer:
    """Put the reunion on record."""
    form = ReunionForm()
    return keep(
        review_id, REUNION, form, lambda work: operations.reunify(work, review_id, form.facts())
    )


@blueprint.get("/desk/cases/<review_id>/follow-ups")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def visit(review_id: str) -> str:
    """The visits so far, and the form."""
    return show(review_id, VISIT, VisitForm())


@blueprint.post("/desk/cases/<review_id>/follow-ups")
@guard(Permission.CASE_MOVE, Reads.SIDE_NOTES)
def follow_up(review_id: str) -> Answer:
    """Put a visit on record."""
    form = VisitForm()
    return keep(
        review_id, VISIT, form, lambda work: operations.follow_up(work, review_id, form.facts())
    )


@blueprint.get("/desk/cases/<review_id>/closing")
@guard(Permission.CASE_CLOSE, Reads.NOTHING)
def closing(review_id: str) -> str:
    """The form for the end."""
    return show(review_id, CLOSING, ClosingForm())


@blueprint.post("/desk/cases/<review_id>/closing")
@guard(Permission.CASE_CLOSE, Reads.NOTHING)
def close(review_id: str) -> Answer:
    """Close the case."""
    form = ClosingForm()

    def act(work: Work) -> None:
        reason, also = form.facts()
        operations.close_case(work, review_id, reason, also=also)

    return keep(review_id, CLOSING, form, act)
