"""Every kind of entry, and the fields each must carry: no more and no fewer."""

from __future__ import annotations

from enum import StrEnum


class Event(StrEnum):
    """What can happen here, `noun:verb`."""

    RECORD_OPENED = "record:opened"
    RECORDS_READ = "records:read"
    REASON_STATED = "reason:stated"
    BUDGET_REACHED = "budget:reached"
    BUDGET_ASKED = "budget:asked"
    BUDGET_SIGNED = "budget:signed"
    BUDGET_RAISED = "budget:raised"
    SEARCH_RUN = "search:run"
    ACCOUNT_OPENED = "account:opened"
    ACCOUNT_CONFIRMED = "account:confirmed"
    ACCOUNT_CHANGED = "account:changed"
    ACCOUNT_CLOSED = "account:closed"
    ACCOUNT_TOLD = "account:told"
    ACCOUNT_KEPT = "account:kept"
    LINK_SENT = "link:sent"
    LINK_CLOSED = "link:closed"
    FACTOR_BEGUN = "factor:begun"
    FACTOR_ADDED = "factor:added"
    FACTOR_ANSWERED = "factor:answered"
    FACTOR_REMOVED = "factor:removed"
    RECOVERY_CODES_MADE = "recovery-codes:made"
    RECOVERY_CODE_USED = "recovery-code:used"
    FACTORS_RESET_ASKED = "factors:reset-asked"
    FACTORS_RESET = "factors:reset"
    SESSION_STARTED = "session:started"
    SESSION_ENDED = "session:ended"
    MESSAGE_QUEUED = "message:queued"
    MESSAGE_DELIVERED = "message:delivered"
    MESSAGE_DROPPED = "message:dropped"
    CHILD_DRAFTED = "child:drafted"
    CHILD_CHANGED = "child:changed"
    CHILD_REGISTERED = "child:registered"
    CHILD_ERASURE_ASKED = "child:erasure-asked"
    CHILD_ERASURE_UNDONE = "child:erasure-undone"
    ERASURE_CLOSED = "erasure:closed"
    SUBJECT_ERASED = "subject:erased"
    ERASURE_PUT_BACK = "erasure:put-back"
    NO_PUT_BACK = "no:put-back"
    BACKUP_MADE = "backup:made"
    BACKUP_RESTORED = "backup:restored"
    BACKUP_DRILLED = "backup:drilled"
    AUTHORITY_STATED = "authority:stated"
    BASIS_RECORDED = "basis:recorded"
    BASIS_ENDED = "basis:ended"
    NOTICE_PRESENTED = "notice:presented"
    CONSENT_GIVEN = "consent:given"
    CONSENT_REFUSED = "consent:refused"
    CONSENT_WITHDRAWN = "consent:withdrawn"
    CONSENT_OBJECTED = "consent:objected"
    DISPUTE_SET_ASIDE = "dispute:set-aside"
    ABSENCE_RECORDED = "absence:recorded"
    RESTRICTION_PLACED = "restriction:placed"
    RESTRICTION_LIFTED = "restriction:lifted"
    ASSENT_RECORDED = "assent:recorded"
    MATTER_RAISED = "matter:raised"
    MATTER_ANSWERED = "matter:answered"
    MEASURE_PROPOSED = "measure:proposed"
    MEASURE_SIGNED = "measure:signed"
    MEASURE_TURNED_DOWN = "measure:turned-down"
    AGE_CORRECTED = "age:corrected"
    ATTEMPT_RECORDED = "attempt:recorded"
    HOLDER_NAMED = "holder:named"
    HOLDER_LEFT = "holder:left"
    HOLDERS_DROPPED = "holders:dropped"
    REMINDER_SENT = "reminder:sent"
    CONSENT_LEFT_TO_END = "consent:left-to-end"
    CHILD_CLOSED = "child:closed"
    CHILD_SEALED = "child:sealed"
    CHILD_UNSEALED = "child:unsealed"
    UNSEALING_ASKED = "unsealing:asked"
    UNSEALING_AGREED = "unsealing:agreed"
    EXCLUSION_STATED = "exclusion:stated"
    EXCLUSION_ENDED = "exclusion:ended"
    CONTACT_NAMED = "contact:named"
    CONTACT_REMOVED = "contact:removed"
    CONTACT_CONFIRMED = "contact:confirmed"
    CONTACT_SPOKE = "contact:spoke"
    MAJORITY_REACHED = "majority:reached"
    MAJORITY_CLAIMED = "majority:claimed"
    MAJORITY_RECORDED = "majority:recorded"
    MAJORITY_RELEASED = "majority:released"
    MAJORITY_CALLED_OFF = "majority:called-off"
    RECEIPT_ISSUED = "receipt:issued"
    RECEIPT_FORM_CHOSEN = "receipt:form-chosen"
    RECEIPT_KEPT = "receipt:kept"
    CERTIFICATE_DRAWN = "certificate:drawn"
    STATEMENT_DRAWN = "statement:drawn"
    PHOTO_ADDED = "photo:added"
    PHOTO_AGREED = "photo:agreed"
    PHOTO_REMOVED = "photo:removed"
    PHOTO_REDRAWN = "photo:redrawn"
    AGENCY_ADDED = "agency:added"
    AGENCY_VERIFIED = "agency:verified"
    AGENCY_AGREED = "agency:agreed"
    AGENCY_ANNOUNCED = "agency:announced"
    AGENCY_TOLD_OF = "agency:told-of"
    STAFF_INVITED = "staff:invited"
    INVITATION_ACCEPTED = "invitation:accepted"
    EVIDENCE_HANDED_IN = "evidence:handed-in"
    CHECK_RECORDED = "check:recorded"
    LOAN_OFFERED = "loan:offered"
    LOAN_AGREED = "loan:agreed"
    LOAN_ENDED = "loan:ended"
    VOUCH_GIVEN = "vouch:given"
    VOUCH_TAKEN_BACK = "vouch:taken-back"
    CASEWORKER_VERIFIED = "caseworker:verified"
    ROLE_GRANTED = "role:granted"
    ROLE_AGREED = "role:agreed"
    STANDING_ENDED = "standing:ended"
    STANDING_WARNED = "standing:warned"
    DUTY_TURN_SET = "duty-turn:set"
    DUTY_TURN_ENDED = "duty-turn:ended"
    DUTY_RUNG = "duty:rung"
    HAND_OVER_TOLD = "hand-over:told"
    HAND_OVER_TAKEN = "hand-over:taken"
    HAND_OVER_ENDED = "hand-over:ended"
    CLAIM_DRAFTED = "claim:drafted"
    CLAIM_FILED = "claim:filed"
    CLAIM_CHANGED = "claim:changed"
    CLAIM_COUNTERSIGNED = "claim:countersigned"
    CLAIM_ASKED = "claim:asked"
    CLAIM_ANSWERED = "claim:answered"
    CLAIM_CLOSED = "claim:closed"
    CLAIM_TAKEN_BACK = "claim:taken-back"
    TRAITS_SEALED = "traits:sealed"
    SHORTLIST_DRAWN = "shortlist:drawn"
    CANDIDATE_KEPT = "candidate:kept"
    CANDIDATE_SET_ASIDE = "candidate:set-aside"
    CANDIDATE_DROPPED = "candidate:dropped"
    SAFETY_STATED = "safety:stated"
    SAFETY_CLEARED = "safety:cleared"
    REVIEW_OPENED = "review:opened"
    REVIEWER_ASSIGNED = "reviewer:assigned"
    REVIEW_WAITING = "review:waiting"
    CONFLICT_DECLARED = "conflict:declared"
    REVIEWER_KEPT_AWAY = "reviewer:kept-away"
    REVIEWER_STOPPED = "reviewer:stopped"
    REVIEWER_RECUSED = "reviewer:recused"
    STAGE_OPENED = "stage:opened"
    STAGE_CLOSED = "stage:closed"
    PROMPT_REVEALED = "prompt:revealed"
    JUDGEMENT_SAVED = "judgement:saved"
    OPINION_SIGNED = "opinion:signed"
    OPINION_AMENDED = "opinion:amended"
    ARBITER_ASKED = "arbiter:asked"
    RULING_SIGNED = "ruling:signed"
    DECISION_MADE = "decision:made"
    CUSTODY_CHECKED = "custody:checked"
    CHILD_HEARD = "child:heard"
    VERIFICATION_ASSIGNED = "verification:assigned"
    VERIFICATION_RECORDED = "verification:recorded"
    DETERMINATION_RECORDED = "determination:recorded"
    REVEAL_ASKED = "reveal:asked"
    REVEAL_ANSWERED = "reveal:answered"
    CONTACT_WRITTEN = "contact:written"
    CONTACT_RELAYED = "contact:relayed"
    REUNIFICATION_RECORDED = "reunification:recorded"
    FOLLOW_UP_RECORDED = "follow-up:recorded"
    CASE_CLOSED = "case:closed"
    ROOT_KEY_MADE = "root-key:made"
    ROOT_KEY_RETIRED = "root-key:retired"
    KEYS_ROTATED = "keys:rotated"
    LEFTOVERS_SWEPT = "leftovers:swept"
    CHECKPOINT_SIGNED = "checkpoint:signed"
    CHECKPOINT_ANCHORED = "checkpoint:anchored"
    ANCHOR_REFUSED = "anchor:refused"
    LOG_WENT_BACK = "log:went-back"
    TRAIL_PROVED = "trail:proved"
    ROWS_CLEARED = "rows:cleared"
    CLOCK_CONFIRMED = "clock:confirmed"
    FREEZE_PLACED = "freeze:placed"
    FREEZE_LIFT_SIGNED = "freeze:lift-signed"
    FREEZE_LIFTED = "freeze:lifted"
    HOLD_PROPOSED = "hold:proposed"
    HOLD_SIGNED = "hold:signed"
    HOLD_TURNED_DOWN = "hold:turned-down"
    HOLD_LIFTED = "hold:lifted"
    HOLD_PUT_BACK = "hold:put-back"
    INCIDENT_LETTERS_ASKED = "incident:letters-asked"
    INCIDENT_LETTERS_AGREED = "incident:letters-agreed"
    INCIDENT_LETTERS_WRITTEN = "incident:letters-written"
    TRAIL_WATCHED = "trail:watched"
    FINDING_WRITTEN = "finding:written"
    FINDING_ANSWERED = "finding:answered"
    CANARY_ASKED = "canary:asked"
    CANARY_AGREED = "canary:agreed"


FIELDS: dict[Event, frozenset[str]] = {
    Event.RECORD_OPENED: frozenset({"classes", "purpose", "ground", "operation", "case", "reason"}),
    Event.RECORDS_READ: frozenset({"classes", "purposes", "records"}),
    Event.REASON_STATED: frozenset({"reason", "door"}),
    Event.BUDGET_REACHED: frozenset({"level"}),
    Event.BUDGET_ASKED: frozenset({"raising"}),
    Event.BUDGET_RAISED: frozenset({"raising"}),
    Event.SEARCH_RUN: frozenset({"asked", "kept"}),
    Event.ACCOUNT_CHANGED: frozenset({"groups"}),
    Event.FACTOR_ADDED: frozenset({"factor"}),
    Event.FACTOR_REMOVED: frozenset({"factor"}),
    Event.FACTOR_ANSWERED: frozenset({"factor"}),
    Event.MESSAGE_QUEUED: frozenset({"message"}),
    Event.CHILD_CHANGED: frozenset({"groups"}),
    Event.AUTHORITY_STATED: frozenset({"assurance", "capacity"}),
    Event.BASIS_RECORDED: frozenset({"basis"}),
    Event.BASIS_ENDED: frozenset({"basis"}),
    Event.NOTICE_PRESENTED: frozenset({"notices"}),
    Event.CONSENT_GIVEN: frozenset({"purpose"}),
    Event.CONSENT_REFUSED: frozenset({"purpose"}),
    Event.CONSENT_WITHDRAWN: frozenset({"purpose"}),
    Event.RECEIPT_FORM_CHOSEN: frozenset({"form"}),
    Event.CONSENT_OBJECTED: frozenset({"purpose"}),
    Event.ABSENCE_RECORDED: frozenset({"why"}),
    Event.RESTRICTION_PLACED: frozenset({"brake"}),
    Event.REMINDER_SENT: frozenset({"topic", "step"}),
    Event.CONSENT_LEFT_TO_END: frozenset({"purpose"}),
    Event.UNSEALING_ASKED: frozenset({"why"}),
    Event.CONTACT_SPOKE: frozenset({"said"}),
    Event.ASSENT_RECORDED: frozenset({"purpose", "answer"}),
    Event.MATTER_RAISED: frozenset({"concern"}),
    Event.MATTER_ANSWERED: frozenset({"outcome"}),
    Event.MEASURE_PROPOSED: frozenset({"measure"}),
    Event.MEASURE_SIGNED: frozenset({"measure"}),
    Event.MEASURE_TURNED_DOWN: frozenset({"measure"}),
    Event.AGE_CORRECTED: frozenset({"paper", "how"}),
    Event.ATTEMPT_RECORDED: frozenset({"channel"}),
    Event.ROLE_GRANTED: frozenset({"role"}),
    Event.ROLE_AGREED: frozenset({"role"}),
    Event.HAND_OVER_ENDED: frozenset({"outcome"}),
    Event.AGENCY_TOLD_OF: frozenset({"sent"}),
    Event.CHECK_RECORDED: frozenset({"check", "result"}),
    Event.STANDING_ENDED: frozenset({"how"}),
    Event.STANDING_WARNED: frozenset({"step"}),
    Event.CLAIM_FILED: frozenset({"claim_kind"}),
    Event.CLAIM_CHANGED: frozenset({"groups"}),
    Event.CLAIM_CLOSED: frozenset({"reason"}),
    Event.SAFETY_CLEARED: frozenset({"finding"}),
    Event.REVIEWER_ASSIGNED: frozenset({"order"}),
    Event.REVIEW_WAITING: frozenset({"needed"}),
    Event.STAGE_OPENED: frozenset({"stage"}),
    Event.STAGE_CLOSED: frozenset({"stage"}),
    Event.PROMPT_REVEALED: frozenset({"prompt"}),
    Event.JUDGEMENT_SAVED: frozenset({"stage"}),
    Event.OPINION_SIGNED: frozenset({"outcome"}),
    Event.OPINION_AMENDED: frozenset({"outcome"}),
    Event.RULING_SIGNED: frozenset({"outcome"}),
    Event.DECISION_MADE: frozenset({"outcome"}),
    Event.REVEAL_ANSWERED: frozenset({"answer"}),
    Event.BACKUP_MADE: frozenset({"entries"}),
    Event.BACKUP_RESTORED: frozenset({"entries"}),
    Event.BACKUP_DRILLED: frozenset({"rpo", "rto", "misses"}),
    Event.CASE_CLOSED: frozenset({"reason"}),
    Event.ROOT_KEY_MADE: frozenset({"version"}),
    Event.ROOT_KEY_RETIRED: frozenset({"version"}),
    Event.KEYS_ROTATED: frozenset({"version", "moved"}),
    Event.LEFTOVERS_SWEPT: frozenset({"keys", "files"}),
    Event.CHECKPOINT_SIGNED: frozenset({"size"}),
    Event.CHECKPOINT_ANCHORED: frozenset({"size", "place"}),
    Event.ANCHOR_REFUSED: frozenset({"place"}),
    Event.LOG_WENT_BACK: frozenset({"size", "kept"}),
    Event.TRAIL_PROVED: frozenset({"size", "finding"}),
    Event.FREEZE_PLACED: frozenset({"why"}),
    Event.HOLD_PROPOSED: frozenset({"why"}),
    Event.INCIDENT_LETTERS_WRITTEN: frozenset({"sent", "by_telephone"}),
    Event.ROWS_CLEARED: frozenset({"table"}),
    Event.TRAIL_WATCHED: frozenset({"entries", "found"}),
    Event.FINDING_WRITTEN: frozenset({"rule"}),
    Event.FINDING_ANSWERED: frozenset({"outcome"}),
    Event.CLOCK_CONFIRMED: frozenset({"days"}),
}
"""Events not named here carry no fields at all."""
