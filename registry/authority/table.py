"""The one table: each permission, whom it is for, and why. What is not here is not allowed."""

from __future__ import annotations

from dataclasses import dataclass

from registry.authority.words import Permission, Relation, Role
from registry.errors import N_


@dataclass(frozen=True, slots=True)
class Allowance:
    """A role, in a relation (or in any), and why."""

    role: Role
    relation: Relation | None
    because: str


def _any(role: Role, because: str) -> Allowance:
    return Allowance(role, None, because)


P, R, Q = Permission, Role, Relation
DESK = (R.CASEWORKER, R.COORDINATOR, R.LEAD, R.ADMINISTRATOR, R.AUDITOR)

TABLE: dict[Permission, tuple[Allowance, ...]] = {
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
    P.AGENCY_VIEW: (
        _any(R.ADMINISTRATOR, N_("Administrators verify agencies and people.")),
        _any(R.LEAD, N_("A lead sees the own agency.")),
    ),
    P.AGENCY_VERIFY: (_any(R.ADMINISTRATOR, N_("Administrators verify agencies.")),),
    P.CASEWORKER_VERIFY: (_any(R.ADMINISTRATOR, N_("Administrators verify caseworkers.")),),
    P.STAFF_INVITE: (
        _any(R.ADMINISTRATOR, N_("Administrators invite staff.")),
        _any(R.OPERATOR, N_("The operator invites the first administrators.")),
    ),
    P.ROLE_GRANT: (
        _any(R.ADMINISTRATOR, N_("One administrator grants a role, another one agrees.")),
        _any(R.OPERATOR, N_("The operator keeps the house from having no administrator.")),
    ),
    P.STANDING_END: (_any(R.ADMINISTRATOR, N_("One administrator can stop a person at once.")),),
    P.CREDENTIALS_VIEW: (
        Allowance(R.FAMILY, Q.SELF, N_("Staff see how they stand, even while idle.")),
    ),
    P.TRAIL_VIEW: (_any(R.AUDITOR, N_("An auditor reads the trail; references, no values.")),),
    P.REASON_STATE: (
        _any(R.CASEWORKER, N_("Who opens something of their own accord says why.")),
        _any(R.COORDINATOR, N_("Who opens something of their own accord says why.")),
    ),
    P.BUDGET_VIEW: (
        _any(R.CASEWORKER, N_("One sees how many files one opened today.")),
        _any(R.COORDINATOR, N_("One sees how many files one opened today, and who needs more.")),
        _any(R.LEAD, N_("One sees how many files one opened today.")),
        _any(R.ADMINISTRATOR, N_("Who may sign for more sees a badge and a number, no file.")),
    ),
    P.BUDGET_ASK: (
        _any(R.CASEWORKER, N_("Who opens files may ask two others for more, for 24 hours.")),
        _any(R.COORDINATOR, N_("Who opens files may ask two others for more, for 24 hours.")),
        _any(R.LEAD, N_("Who opens files may ask two others for more, for 24 hours.")),
    ),
    P.BUDGET_RAISE: (
        _any(R.COORDINATOR, N_("One of two, never for oneself: a coordinator knows the work.")),
        _any(
            R.ADMINISTRATOR,
            N_("One of two, never for oneself: an administrator opens no file, so gains nothing."),
        ),
    ),
    P.UNUSUAL_VIEW: (
        _any(R.AUDITOR, N_("An auditor reads what is unusual, but for what is about oneself.")),
    ),
    P.UNUSUAL_ANSWER: (_any(R.AUDITOR, N_("An auditor asks, but never about oneself.")),),
    P.UNUSUAL_WATCH: (_any(R.MACHINE, N_("The worker looks for what is unusual every hour.")),),
    P.CANARY_ASK: (
        _any(R.AUDITOR, N_("Who looks into looks says where a made-up record is wanted.")),
        _any(R.ADMINISTRATOR, N_("Administrators open no record, so none can tempt them.")),
    ),
    P.CANARY_AGREE: tuple(
        _any(role, N_("A second person, so that nobody lays a trap alone."))
        for role in (R.AUDITOR, R.ADMINISTRATOR)
    ),
    P.CANARY_PLANT: (_any(R.MACHINE, N_("The worker makes it up, at an hour nobody knows.")),),
    P.CANARY_LIST: (
        _any(R.OPERATOR, N_("Who holds the keys reads which they are; nobody at the desk does.")),
    ),
    P.FREEZE_PLACE: (
        _any(R.COORDINATOR, N_("One person can stop all disclosure at once.")),
        _any(R.ADMINISTRATOR, N_("One person can stop all disclosure at once.")),
        _any(R.OPERATOR, N_("One person can stop all disclosure at once.")),
    ),
    P.FREEZE_LIFT: (
        _any(R.COORDINATOR, N_("Two different people let it go on, each signed in.")),
        _any(R.ADMINISTRATOR, N_("Two different people let it go on, each signed in.")),
    ),
    P.HOLD_PLACE: (
        _any(R.COORDINATOR, N_("The first of two people asks that a key waits for a court.")),
        _any(R.ADMINISTRATOR, N_("The first of two people asks that a key waits for a court.")),
    ),
    P.HOLD_SIGN: (
        _any(R.COORDINATOR, N_("The second of two people, never the first; nothing opens.")),
        _any(R.ADMINISTRATOR, N_("The second of two people, never the first; nothing opens.")),
    ),
    P.HOLD_LIFT: (
        _any(R.COORDINATOR, N_("One person can end a hold at once.")),
        _any(R.ADMINISTRATOR, N_("One person can end a hold at once.")),
    ),
    P.INCIDENT_VIEW: (
        _any(R.OPERATOR, N_("Who was touched is read from the trail; references, no values.")),
    ),
    P.INCIDENT_PREPARE: (
        _any(R.OPERATOR, N_("The operator prepares letters; none goes before a second yes.")),
    ),
    P.INCIDENT_AGREE: (
        _any(R.COORDINATOR, N_("Whoever is at the desk agrees to letters somebody prepared.")),
        _any(R.ADMINISTRATOR, N_("Whoever is at the desk agrees to letters somebody prepared.")),
    ),
    P.INCIDENT_WRITE: (_any(R.MACHINE, N_("The worker writes where it is safe to write.")),),
    P.FIGURES_VIEW: (
        _any(R.AUDITOR, N_("An auditor reads counts; a small one is hidden.")),
        _any(R.OPERATOR, N_("The operator reads counts; a small one is hidden.")),
    ),
    P.EXCLUSION_STATE: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian says who is to be kept away.")),
    ),
    P.EXCLUSION_READ: (_any(R.COORDINATOR, N_("A coordinator reads it before anybody is asked.")),),
    P.SEALED_OPEN: (_any(R.COORDINATOR, N_("Two coordinators open a sealed record.")),),
    P.CONTACT_NAME: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian names whom the family trusts.")),
    ),
    P.CONTACT_CONFIRM: (
        _any(R.CASEWORKER, N_("A caseworker makes sure that a named person agreed.")),
        _any(R.COORDINATOR, N_("A coordinator writes down what a trusted contact says.")),
    ),
    P.CONTACT_SPEAK: (
        _any(R.VISITOR, N_("Whom the family trusts has the link, and needs no account.")),
        _any(R.FAMILY, N_("Whom the family trusts has the link.")),
    ),
    P.MAJORITY_CLAIM: (
        _any(R.VISITOR, N_("A young person comes by the link in the letter.")),
        _any(R.FAMILY, N_("A young person takes over with an account of their own.")),
    ),
    P.MAJORITY_RECORD: (
        _any(R.CASEWORKER, N_("A caseworker met the young person and saw a paper.")),
        _any(R.COORDINATOR, N_("A coordinator met the young person and saw a paper.")),
    ),
    P.MAJORITY_RELEASE: (
        _any(R.COORDINATOR, N_("A coordinator heard that the wrong person followed the link.")),
    ),
    P.AGE_CORRECT: (
        _any(R.CASEWORKER, N_("A verified caseworker saw a paper on the child's age.")),
        _any(R.COORDINATOR, N_("A coordinator saw a paper on the child's age.")),
    ),
    P.REMINDER_SEND: (_any(R.MACHINE, N_("The worker sends reminders.")),),
    P.SHORTLIST_DRAW: (_any(R.MACHINE, N_("The worker draws shortlists.")),),
    P.ERASURE_RUN: (
        _any(R.MACHINE, N_("The worker finishes erasures.")),
        _any(R.OPERATOR, N_("The operator finishes erasures.")),
    ),
    P.BACKUP_RUN: (
        _any(R.OPERATOR, N_("The operator makes backups, restores and drills; it opens nothing.")),
    ),
    P.OUTBOX_DELIVER: (_any(R.MACHINE, N_("The worker delivers messages.")),),
    P.KEYS_ROTATE: (_any(R.OPERATOR, N_("The operator changes the main key.")),),
    P.CLOCK_CONFIRM: (_any(R.OPERATOR, N_("The operator says what day it is after a pause.")),),
}
