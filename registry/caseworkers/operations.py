"""What happens to the people of the desk, in one place for those who call it."""

from registry.caseworkers.inviting import (
    Invitation,
    accept_invitation,
    invite_again,
    invite_staff,
    open_invitation,
)
from registry.caseworkers.people import (
    Granted,
    PersonLine,
    PersonPage,
    Vouched,
    find,
    find_grant,
    view_credentials,
    view_people,
    view_person,
)
from registry.caseworkers.resetting import ask_for_reset, sign_reset
from registry.caseworkers.rules import Identity, Licence, Seen
from registry.caseworkers.verifying import (
    Evidence,
    agree_role,
    end_standing,
    grant_role,
    verify_caseworker,
    words_of,
)

__all__ = [
    "Evidence",
    "Granted",
    "Identity",
    "Invitation",
    "Licence",
    "PersonLine",
    "PersonPage",
    "Seen",
    "Vouched",
    "accept_invitation",
    "agree_role",
    "ask_for_reset",
    "end_standing",
    "find",
    "find_grant",
    "grant_role",
    "invite_again",
    "invite_staff",
    "open_invitation",
    "sign_reset",
    "verify_caseworker",
    "view_credentials",
    "view_people",
    "view_person",
    "words_of",
]
