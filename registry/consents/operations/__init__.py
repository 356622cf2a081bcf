"""The verbs of consents: see where each yes stands, take back, wipe, undo, prove."""

from registry.consents.operations.certifying import CertificatePage, certify, view_certificate
from registry.consents.operations.growing import (
    record_grown,
    take_over,
    view_invitation,
    view_of_age,
)
from registry.consents.operations.inviting import call_off, followed_by, is_theirs, release
from registry.consents.operations.keeping import (
    Chosen,
    KeptPaper,
    Waiting,
    choose_form,
    chosen_form,
    keep,
    list_waiting,
    view_kept,
)
from registry.consents.operations.receipts import (
    Paper,
    code_of,
    draw_up,
    ledger_since,
    view_paper,
    view_receipt,
)
from registry.consents.operations.renewing import RenewalPage, renew, view_renewal
from registry.consents.operations.saying import say_later
from registry.consents.operations.standing import PurposeLine, view_consents, view_one
from registry.consents.operations.taking_back import take_back_one
from registry.consents.operations.trusting import (
    confirm_contact,
    find_contact,
    may_speak,
    name_contact,
    remove_contact,
    speak,
    view_at_desk,
    view_contact,
    write_down,
)
from registry.consents.operations.wiping import ErasureView, undo, view_erasure, wipe

__all__ = [
    "CertificatePage",
    "Chosen",
    "ErasureView",
    "KeptPaper",
    "Paper",
    "PurposeLine",
    "RenewalPage",
    "Waiting",
    "call_off",
    "certify",
    "choose_form",
    "chosen_form",
    "code_of",
    "confirm_contact",
    "draw_up",
    "find_contact",
    "followed_by",
    "is_theirs",
    "keep",
    "ledger_since",
    "list_waiting",
    "may_speak",
    "name_contact",
    "record_grown",
    "release",
    "remove_contact",
    "renew",
    "say_later",
    "speak",
    "take_back_one",
    "take_over",
    "undo",
    "view_at_desk",
    "view_certificate",
    "view_consents",
    "view_contact",
    "view_erasure",
    "view_invitation",
    "view_kept",
    "view_of_age",
    "view_one",
    "view_paper",
    "view_receipt",
    "view_renewal",
    "wipe",
    "write_down",
]
