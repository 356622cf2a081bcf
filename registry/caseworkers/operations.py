"""What happens to the people of the desk, in one place for those who call it."""

from registry.caseworkers.checking import (
    Evidence,
    Finding,
    hand_in_evidence,
    record_checks,
    take_back_vouch,
    vouch,
)
from registry.caseworkers.checklist import Acquaintance, Check, Ending, Result, Source
from registry.caseworkers.inviting import (
    Invitation,
    accept_invitation,
    invite_again,
    invite_staff,
    open_invitation,
)
from registry.caseworkers.own import Given, OwnPage, VouchPage, view_credentials, view_vouches
from registry.caseworkers.people import (
    Granted,
    PersonLine,
    PersonPage,
    find,
    find_grant,
    view_people,
    view_person,
)
from registry.caseworkers.resetting import ask_for_reset, sign_reset
from registry.caseworkers.verifying import (
    agree_role,
    end_standing,
    grant_role,
    verify_caseworker,
)

__all__ = [
    "Acquaintance",
    "Check",
    "Ending",
    "Evidence",
    "Finding",
    "Given",
    "Granted",
    "Invitation",
    "OwnPage",
    "PersonLine",
    "PersonPage",
    "Result",
    "Source",
    "VouchPage",
    "accept_invitation",
    "agree_role",
    "ask_for_reset",
    "end_standing",
    "find",
    "find_grant",
    "grant_role",
    "hand_in_evidence",
    "invite_again",
    "invite_staff",
    "open_invitation",
    "record_checks",
    "sign_reset",
    "take_back_vouch",
    "verify_caseworker",
    "view_credentials",
    "view_people",
    "view_person",
    "view_vouches",
    "vouch",
]
