"""What families may do with what is theirs, and the desk with claims, reviews and cases."""

from __future__ import annotations

from typing import Final

from registry.authority.allowance import DESK, Allowance, Lines
from registry.authority.allowance import whoever_is as _any
from registry.authority.words import Permission, Relation, Role
from registry.errors import N_

P, R, Q = Permission, Role, Relation

CASES: Final[Lines] = {
    P.PUBLIC_READ: tuple(_any(role, N_("Public pages are for everybody.")) for role in Role),
    P.ACCOUNT_OPEN: (_any(R.VISITOR, N_("Anybody may open an account.")),),
    P.ACCOUNT_CONFIRM: (
        _any(R.VISITOR, N_("A link in a message confirms the address.")),
        _any(R.FAMILY, N_("A link in a message confirms the address.")),
    ),
    P.SESSION_START: (
        _any(R.VISITOR, N_("Anybody may try to sign in.")),
        _any(R.FAMILY, N_("One may sign in anew.")),
    ),
    P.SESSION_END: (_any(R.FAMILY, N_("Whoever is signed in may sign out.")),),
    P.ACCOUNT_VIEW: (Allowance(R.FAMILY, Q.SELF, N_("One's own account.")),),
    P.ACCOUNT_CHANGE: (Allowance(R.FAMILY, Q.SELF, N_("One's own account.")),),
    P.ACCOUNT_CLOSE: (
        Allowance(R.FAMILY, Q.SELF, N_("One's own account.")),
        _any(R.MACHINE, N_("The worker closes accounts that hold nothing and nobody uses.")),
    ),
    P.MESSAGE_READ: (Allowance(R.FAMILY, Q.ADDRESSEE, N_("Messages sent to oneself.")),),
    P.CHILD_REGISTER: (_any(R.FAMILY, N_("A guardian registers a child.")),),
    P.CHILD_VIEW: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian sees the own record.")),),
    P.CHILD_EDIT: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian changes the own record.")),),
    P.CHILD_WIPE: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian may wipe at any time.")),),
    P.AUTHORITY_RAISE: (
        _any(R.CASEWORKER, N_("A verified caseworker saw the guardian's papers.")),
        _any(R.COORDINATOR, N_("A coordinator saw the guardian's papers.")),
    ),
    P.ASSENT_HEAR: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian hands the child the page, at home.")),
        _any(R.CASEWORKER, N_("A verified caseworker asks the child.")),
        _any(R.COORDINATOR, N_("A coordinator asks the child.")),
    ),
    P.OBJECTION_MAKE: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian may object.")),),
    P.HOLDER_NAME: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian says who else decides.")),),
    P.MATTER_LIST: (
        _any(
            R.CASEWORKER, N_("References and clocks, and the words of a measure one takes part in.")
        ),
        _any(R.COORDINATOR, N_("References and clocks, and what guardians told the desk.")),
    ),
    P.MATTER_ANSWER: (
        _any(R.CASEWORKER, N_("Somebody other than who heard it looks at a child's no.")),
        _any(R.COORDINATOR, N_("Somebody other than who heard it looks at a child's no.")),
    ),
    P.DISPUTE_ANSWER: (_any(R.COORDINATOR, N_("A coordinator answers an objection.")),),
    P.MEASURE_PROPOSE: (
        _any(R.CASEWORKER, N_("The first of two people writes down what and why.")),
        _any(R.COORDINATOR, N_("The first of two people writes down what and why.")),
    ),
    P.MEASURE_SIGN: (
        _any(R.CASEWORKER, N_("The second of two people, never the first.")),
        _any(R.COORDINATOR, N_("The second of two people, never the first.")),
    ),
    P.LOOKS_VIEW: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian sees every look.")),
        Allowance(R.FAMILY, Q.CLAIMANT, N_("A claimant sees looks at the own claim.")),
    ),
    P.LOOK_ASK: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian may ask about each look.")),
        Allowance(R.FAMILY, Q.CLAIMANT, N_("A claimant may ask about each look.")),
    ),
    P.LOOK_ANSWER: (
        _any(R.COORDINATOR, N_("A coordinator who did not look, and works on no case of it.")),
    ),
    P.PHOTO_ADD: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian adds a photo.")),
        Allowance(R.FAMILY, Q.CLAIMANT, N_("A claimant adds a photo to the own claim.")),
        Allowance(R.CASEWORKER, Q.FILER, N_("Who filed a found claim adds its photo.")),
    ),
    P.PHOTO_VIEW: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian sees the own photos.")),
        Allowance(R.FAMILY, Q.CLAIMANT, N_("A claimant sees the photos of an unsent claim.")),
        Allowance(R.CASEWORKER, Q.FILER, N_("Who files a found claim sees its photos.")),
        Allowance(R.LEAD, Q.LEAD_OF_AGENCY, N_("The agency's lead, to countersign.")),
        Allowance(R.CASEWORKER, Q.REVIEWER, N_("An assigned reviewer, in the photo stage.")),
        Allowance(R.CASEWORKER, Q.ARBITER, N_("An assigned arbiter, in the photo stage.")),
    ),
    P.PHOTO_REDRAW: (_any(R.MACHINE, N_("The worker makes small pictures again.")),),
    P.CONSENT_GIVE: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian says yes or no.")),),
    P.CONSENT_WITHDRAW: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian takes a yes back at any time.")),
    ),
    P.RECEIPT_VIEW: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A receipt is the guardian's own.")),),
    P.RECEIPT_KEEP: (_any(R.COORDINATOR, N_("A coordinator keeps a receipt for a guardian.")),),
    P.CLAIM_FILE: (_any(R.FAMILY, N_("Anybody with an account may file a claim.")),),
    P.CLAIM_EDIT: (
        Allowance(R.FAMILY, Q.CLAIMANT, N_("A claimant writes the own claim.")),
        Allowance(R.CASEWORKER, Q.FILER, N_("Who files a found claim writes it.")),
    ),
    P.CLAIM_VIEW_OWN: (Allowance(R.FAMILY, Q.CLAIMANT, N_("One's own claim.")),),
    P.CLAIM_ANSWER: (
        Allowance(R.FAMILY, Q.CLAIMANT, N_("Questions about one's own claim.")),
        Allowance(R.CASEWORKER, Q.FILER, N_("Questions about a found claim one filed.")),
    ),
    P.CLAIM_WITHDRAW: (
        Allowance(R.FAMILY, Q.CLAIMANT, N_("One's own claim.")),
        Allowance(R.CASEWORKER, Q.FILER, N_("A found claim that nobody has countersigned yet.")),
    ),
    P.CLAIM_ASK: (_any(R.COORDINATOR, N_("A coordinator asks a claimant.")),),
    P.CLAIM_CLOSE: (_any(R.COORDINATOR, N_("A coordinator closes a claim, with a reason.")),),
    P.FOUND_CLAIM_LIST: (
        _any(R.CASEWORKER, N_("A caseworker's own found claims.")),
        _any(R.LEAD, N_("The found claims of the lead's agency.")),
    ),
    P.FOUND_CLAIM_FILE: (
        _any(R.CASEWORKER, N_("A verified caseworker records a child in the agency's care.")),
    ),
    P.FOUND_CLAIM_VIEW: (
        Allowance(R.CASEWORKER, Q.FILER, N_("Who filed it sees what was filed, no candidate.")),
        Allowance(R.LEAD, Q.LEAD_OF_AGENCY, N_("The agency's lead, to countersign.")),
    ),
    P.FOUND_CLAIM_COUNTERSIGN: (
        Allowance(R.LEAD, Q.LEAD_OF_AGENCY, N_("The second person of the recorded basis.")),
    ),
    P.DESK_VIEW: tuple(_any(role, N_("One's own tasks at the desk.")) for role in DESK),
    P.BOARD_VIEW: (_any(R.COORDINATOR, N_("A coordinator sees references and states.")),),
    P.CANDIDATE_VIEW: (_any(R.COORDINATOR, N_("A coordinator reads reasons, not photos.")),),
    P.CANDIDATE_SET_ASIDE: (_any(R.COORDINATOR, N_("A coordinator sets a pair aside.")),),
    P.SAFETY_ASSESS: (_any(R.COORDINATOR, N_("Safety is cleared by two coordinators.")),),
    P.REVIEW_OPEN: (_any(R.COORDINATOR, N_("A coordinator opens a review of one pair.")),),
    P.REVIEW_LIST: (_any(R.CASEWORKER, N_("A caseworker sees the reviews asked of them.")),),
    P.REVIEW_WORK: (Allowance(R.CASEWORKER, Q.REVIEWER, N_("The system assigned the review.")),),
    P.REVIEW_ARBITRATE: (
        Allowance(R.CASEWORKER, Q.ARBITER, N_("The system assigned the arbiter.")),
    ),
    P.REVIEW_VIEW: (
        Allowance(R.COORDINATOR, Q.CASE_COORDINATOR, N_("Reasons in words, not photos.")),
    ),
    P.CASE_LIST: (_any(R.COORDINATOR, N_("A coordinator sees the own cases.")),),
    P.CASE_VIEW: (
        Allowance(R.COORDINATOR, Q.CASE_COORDINATOR, N_("The coordinator of the case.")),
    ),
    P.CASE_MOVE: (
        Allowance(R.COORDINATOR, Q.CASE_COORDINATOR, N_("The coordinator of the case.")),
    ),
    P.VERIFICATION_RECORD: (
        Allowance(R.CASEWORKER, Q.VERIFIER, N_("Neither coordinator nor reviewer of the case.")),
    ),
    P.REVEAL_ANSWER: (
        Allowance(R.FAMILY, Q.SPEAKER, N_("Each side says yes or no for itself.")),
        Allowance(R.LEAD, Q.LEAD_OF_AGENCY, N_("The lead speaks for a child in care.")),
    ),
    P.CONTACT_RELAY: (
        Allowance(R.COORDINATOR, Q.CASE_COORDINATOR, N_("Contact goes through the desk.")),
    ),
    P.CONTACT_WRITE: (
        Allowance(R.FAMILY, Q.SPEAKER, N_("Each side may write through the desk.")),
        Allowance(R.LEAD, Q.LEAD_OF_AGENCY, N_("The lead speaks for a child in care.")),
    ),
    P.CASE_CLOSE: (
        Allowance(R.COORDINATOR, Q.CASE_COORDINATOR, N_("The coordinator closes, with a reason.")),
    ),
}
