"""Who may do what: one table, closed by default, to be read aloud by a protection officer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from registry.errors import N_, Absent


class Role(StrEnum):
    """What a person is to the house; a person may hold several."""

    VISITOR = "visitor"
    FAMILY = "family"
    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    MACHINE = "machine"
    OPERATOR = "operator"


class Relation(StrEnum):
    """What a person is to the one record in hand; features work it out from rows."""

    SELF = "self"
    GUARDIAN = "guardian"
    CLAIMANT = "claimant"
    FILER = "filer"
    LEAD_OF_AGENCY = "lead of the agency that holds the child"
    CASE_COORDINATOR = "coordinator of the case"
    REVIEWER = "assigned reviewer"
    ARBITER = "assigned arbiter"
    VERIFIER = "asked to verify in person"
    SPEAKER = "speaker for one side of the case"
    ADDRESSEE = "the one it was sent to"


class Permission(StrEnum):
    """Everything that can be done here, `noun:verb`."""

    PUBLIC_READ = "public:read"
    ACCOUNT_OPEN = "account:open"
    ACCOUNT_CONFIRM = "account:confirm"
    SESSION_START = "session:start"
    SESSION_END = "session:end"
    ACCOUNT_VIEW = "account:view"
    ACCOUNT_CHANGE = "account:change"
    MESSAGE_READ = "message:read"
    CHILD_REGISTER = "child:register"
    CHILD_VIEW = "child:view"
    CHILD_EDIT = "child:edit"
    CHILD_WIPE = "child:wipe"
    AUTHORITY_RAISE = "authority:raise"
    LOOKS_VIEW = "looks:view"
    PHOTO_ADD = "photo:add"
    PHOTO_VIEW = "photo:view"
    CONSENT_GIVE = "consent:give"
    CONSENT_WITHDRAW = "consent:withdraw"
    RECEIPT_VIEW = "receipt:view"
    CLAIM_FILE = "claim:file"
    CLAIM_EDIT = "claim:edit"
    CLAIM_VIEW_OWN = "claim:view-own"
    CLAIM_ANSWER = "claim:answer"
    CLAIM_WITHDRAW = "claim:withdraw"
    CLAIM_ASK = "claim:ask"
    CLAIM_CLOSE = "claim:close"
    FOUND_CLAIM_LIST = "found-claim:list"
    FOUND_CLAIM_FILE = "found-claim:file"
    FOUND_CLAIM_VIEW = "found-claim:view"
    FOUND_CLAIM_COUNTERSIGN = "found-claim:countersign"
    DESK_VIEW = "desk:view"
    BOARD_VIEW = "board:view"
    CANDIDATE_VIEW = "candidate:view"
    CANDIDATE_SET_ASIDE = "candidate:set-aside"
    SAFETY_ASSESS = "safety:assess"
    REVIEW_OPEN = "review:open"
    REVIEW_LIST = "review:list"
    REVIEW_WORK = "review:work"
    REVIEW_ARBITRATE = "review:arbitrate"
    REVIEW_VIEW = "review:view"
    CASE_LIST = "case:list"
    CASE_VIEW = "case:view"
    CASE_MOVE = "case:move"
    VERIFICATION_RECORD = "verification:record"
    REVEAL_ANSWER = "reveal:answer"
    CONTACT_RELAY = "contact:relay"
    CONTACT_WRITE = "contact:write"
    CASE_CLOSE = "case:close"
    AGENCY_VIEW = "agency:view"
    AGENCY_VERIFY = "agency:verify"
    CASEWORKER_VERIFY = "caseworker:verify"
    STAFF_INVITE = "staff:invite"
    ROLE_GRANT = "role:grant"
    STANDING_END = "standing:end"
    CREDENTIALS_VIEW = "credentials:view"
    TRAIL_VIEW = "trail:view"
    SHORTLIST_DRAW = "shortlist:draw"
    ERASURE_RUN = "erasure:run"
    OUTBOX_DELIVER = "outbox:deliver"


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
    P.MESSAGE_READ: (Allowance(R.FAMILY, Q.ADDRESSEE, N_("Messages sent to oneself.")),),
    P.CHILD_REGISTER: (_any(R.FAMILY, N_("A guardian registers a child.")),),
    P.CHILD_VIEW: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian sees the own record.")),),
    P.CHILD_EDIT: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian changes the own record.")),),
    P.CHILD_WIPE: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian may wipe at any time.")),),
    P.AUTHORITY_RAISE: (
        _any(R.CASEWORKER, N_("A verified caseworker saw the guardian's papers.")),
        _any(R.COORDINATOR, N_("A coordinator saw the guardian's papers.")),
    ),
    P.LOOKS_VIEW: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian sees every look.")),),
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
    P.CONSENT_GIVE: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian says yes or no.")),),
    P.CONSENT_WITHDRAW: (
        Allowance(R.FAMILY, Q.GUARDIAN, N_("A guardian takes a yes back at any time.")),
    ),
    P.RECEIPT_VIEW: (Allowance(R.FAMILY, Q.GUARDIAN, N_("A receipt is the guardian's own.")),),
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
    P.SHORTLIST_DRAW: (_any(R.MACHINE, N_("The worker draws shortlists.")),),
    P.ERASURE_RUN: (
        _any(R.MACHINE, N_("The worker finishes erasures.")),
        _any(R.OPERATOR, N_("The operator finishes erasures.")),
    ),
    P.OUTBOX_DELIVER: (_any(R.MACHINE, N_("The worker delivers messages.")),),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a reference, the roles that stand today, the agency, and the session."""

    ref: str
    roles: frozenset[Role]
    agency_ref: str | None = None
    caseworker_ref: str | None = None
    confirmed: bool = False
    label: str = ""

    @property
    def is_staff(self) -> bool:
        """Does this person work at the desk?"""
        return bool(self.roles - {Role.VISITOR, Role.FAMILY, Role.MACHINE, Role.OPERATOR})

    @property
    def is_person(self) -> bool:
        """A person's look is recorded one by one, a machine's search with counts."""
        return not self.roles & {Role.MACHINE}


VISITOR = Actor("visitor:", frozenset({Role.VISITOR}))
MACHINE = Actor("machine:worker", frozenset({Role.MACHINE}))
OPERATOR = Actor("operator:console", frozenset({Role.OPERATOR}))


def is_allowed(actor: Actor, permission: Permission, relations: Collection[Relation]) -> bool:
    """Does one line of the table let this person do this?"""
    return any(
        line.role in actor.roles and (line.relation is None or line.relation in relations)
        for line in TABLE.get(permission, ())
    )


def require(actor: Actor, permission: Permission, relations: Collection[Relation]) -> None:
    """Raise `Absent` unless the table allows it: a refusal looks like an absence."""
    if not is_allowed(actor, permission, relations):
        raise Absent
