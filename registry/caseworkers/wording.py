"""How roles, states and needs are said to the people of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from registry.authority import Role
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
    Need.VERIFICATION: N_("An administrator has to see papers and ring the employer."),
    Need.NEW_VERIFICATION: N_("The verification has ended. Papers have to be seen again."),
    Need.AGREEMENT: N_("A second administrator has to agree to the role."),
    Need.ROLE: N_("There is no role that stands now."),
}
