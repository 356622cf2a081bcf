"""The clocks of the desk: who may work here, who let them in, and until when."""

from __future__ import annotations

from typing import Final

from registry.errors import N_
from registry.retention.clock import ACCOUNTABILITY, OWN_ACCOUNT, Clock

_AS_LONG_AS_THE_PERSON: Final = N_("As long as the entry of the person.")

DESK: Final = (
    Clock(
        table="agencies",
        what=N_("Agencies whose people may work here"),
        keep=None,
        until=N_("As long as we keep a case in which the agency took part."),
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="agency_verifications",
        what=N_("Who looked at an agency, and until when it is trusted"),
        keep=None,
        until=N_("As long as the entry of the agency."),
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="caseworkers",
        what=N_("The people who work here, by badge number"),
        keep=None,
        until=N_("As long as we keep a case in which the person took part."),
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="staff_invitations",
        what=N_("Invitations to work here"),
        keep=None,
        until=N_("As long as the entry of the person. Each link works for 7 days only."),
        ground=OWN_ACCOUNT,
    ),
    Clock(
        table="caseworker_verifications",
        what=N_("Who saw a worker’s papers, and until when that counts"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="role_grants",
        what=N_("Who gave which role to a worker"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
    ),
    Clock(
        table="standing_ends",
        what=N_("Who stopped a worker, and when"),
        keep=None,
        until=_AS_LONG_AS_THE_PERSON,
        ground=ACCOUNTABILITY,
    ),
)
