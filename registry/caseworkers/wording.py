"""How roles, states and needs are said to the people of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from registry.authority import Role
from registry.caseworkers.checklist import Check, State
from registry.caseworkers.standing import Need
from registry.errors import N_

ROLES: Final[Mapping[Role, str]] = {
    Role.CASEWORKER: N_("Caseworker"),
    Role.LEAD: N_("Lead of an agency"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
}

TASKS: Final[Mapping[Role, str]] = {
    Role.CASEWORKER: N_("Caseworker: compares two sides, records found children"),
    Role.LEAD: N_("Lead of an agency: countersigns, speaks for a child in care"),
    Role.COORDINATOR: N_("Coordinator: opens reviews, keeps cases moving"),
    Role.ADMINISTRATOR: N_("Administrator: verifies agencies and people, opens no record"),
    Role.AUDITOR: N_("Auditor: reads who did what, opens no record"),
}

NEEDS: Final[Mapping[Need, str]] = {
    Need.PASSWORD: N_("The invitation is not accepted yet."),
    Need.AGENCY: N_("The agency is not verified now."),
    Need.ANNOUNCEMENT: N_("The agency is new. Families hear of it for 14 days first."),
    Need.VERIFICATION: N_("The checks have to be made, and two administrators have to approve."),
    Need.NEW_VERIFICATION: N_("The approval of two has ended. The checks are made anew."),
    Need.CHECK: N_("A check came out badly. It has to be made anew."),
    Need.AGREEMENT: N_("A second administrator has to agree to the role."),
    Need.ROLE: N_("There is no role that stands now."),
}

STATES: Final[Mapping[State, str]] = {
    State.INVITED: N_("Invited"),
    State.EVIDENCE_IN: N_("Evidence is in"),
    State.CHECKS: N_("Checks are being made"),
    State.APPROVALS: N_("Waits for two to approve"),
    State.ACTIVE: N_("Active"),
    State.DUE_SOON: N_("Active, due soon"),
    State.EXPIRED: N_("Expired"),
    State.SUSPENDED: N_("Suspended"),
    State.LEFT: N_("Left"),
}

ASKED: Final[Mapping[Check, str]] = {
    Check.IDENTITY: N_("See a paper with a photo while the person is there. Keep no copy."),
    Check.LICENCE: N_("Ask whoever issued the licence. A paper alone is not enough."),
    Check.EMPLOYMENT: N_(
        "Ring the employer on a number that you found yourself, not on one you were given."
    ),
    Check.BACKGROUND: N_("Write down the reference and the day, not what stands in it."),
    Check.TRAINING: N_("Make sure that the course is finished."),
}
"""What whoever looks has to do."""
