"""What is done with agencies, people and the house itself, by people and by machines."""

from __future__ import annotations

from typing import Final

from registry.authority.allowance import DESK, Allowance, Lines
from registry.authority.allowance import whoever_is as _any
from registry.authority.words import Permission, Relation, Role
from registry.errors import N_

P, R, Q = Permission, Role, Relation

HOUSE: Final[Lines] = {
    P.AGENCY_VIEW: (
        _any(R.ADMINISTRATOR, N_("Administrators verify agencies and people.")),
        _any(R.LEAD, N_("A lead sees the own agency.")),
    ),
    P.AGENCY_VERIFY: (_any(R.ADMINISTRATOR, N_("Administrators verify agencies.")),),
    P.CASEWORKER_VERIFY: (_any(R.ADMINISTRATOR, N_("Administrators verify caseworkers.")),),
    P.EVIDENCE_HAND_IN: (
        Allowance(R.FAMILY, Q.SELF, N_("Somebody invited says who employs and licensed them.")),
    ),
    P.VOUCH_GIVE: tuple(
        _any(role, N_("Whoever is verified may vouch for somebody they know.")) for role in DESK
    ),
    P.LOAN_KEEP: (_any(R.LEAD, N_("Two leads lend and borrow reviewers of their agencies.")),),
    P.HAND_OVER_TELL: tuple(
        _any(role, N_("Whoever is with a child says so, with or without an account."))
        for role in (R.VISITOR, R.FAMILY)
    ),
    P.HAND_OVER_LIST: (
        _any(R.COORDINATOR, N_("A coordinator sees every report, and reads those taken over.")),
        _any(R.CASEWORKER, N_("A caseworker sees the reports for which they were rung.")),
    ),
    P.HAND_OVER_TAKE: (
        _any(R.COORDINATOR, N_("A coordinator takes over what nobody else has.")),
        Allowance(R.CASEWORKER, Q.RUNG, N_("Whoever was rung takes it over.")),
    ),
    P.ROTA_KEEP: (_any(R.COORDINATOR, N_("A coordinator says who is on duty.")),),
    P.DUTY_RING: (_any(R.MACHINE, N_("The worker rings the next one.")),),
    P.STAFF_INVITE: (
        _any(R.ADMINISTRATOR, N_("Administrators invite staff.")),
        _any(R.OPERATOR, N_("The operator invites the first administrators.")),
    ),
    P.ROLE_GRANT: (
        _any(R.ADMINISTRATOR, N_("One administrator grants a role, another one agrees.")),
        _any(R.OPERATOR, N_("The operator keeps the house from having no administrator.")),
    ),
    P.STANDING_END: (_any(R.ADMINISTRATOR, N_("One administrator can stop a person at once.")),),
    P.FACTORS_RESET: (
        _any(R.ADMINISTRATOR, N_("One administrator asks for a reset, another one signs.")),
    ),
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
    P.LINK_SEND: (_any(R.MACHINE, N_("The worker sends the links that were asked for.")),),
    P.OUTBOX_DELIVER: (_any(R.MACHINE, N_("The worker delivers messages.")),),
    P.KEYS_ROTATE: (_any(R.OPERATOR, N_("The operator changes the main key.")),),
    P.CLOCK_CONFIRM: (_any(R.OPERATOR, N_("The operator says what day it is after a pause.")),),
}
