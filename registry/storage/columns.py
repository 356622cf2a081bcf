"""What each column of the databases is. A closed table: what stands nowhere here may not exist.

Personal text is sealed, so there is no class for it. A name of a column that says the same in every
table stands once; a column that holds words stands with its table, so that none slips in by its
name. The tests compare this with the tables, and each class with what is written under it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType
from typing import Final


class Kind(Enum):
    """What a column may hold."""

    REFERENCE = "a random id, a `kind:id`, or the public reference of a record"
    CODE = "a word of a closed list, or a number given by the house"
    MOMENT = "an instant or a day of the house's own doing"
    PARTIAL_DATE = "a day, a month or a year, as far as somebody knows it"
    COUNT = "a number of something, or a place in an order"
    YES_OR_NO = "a yes or a no"
    DIGEST = "a one-way digest, or random bytes in writing"
    BLIND_INDEX = "the keyed digest of an address, to sign in by; emptied at erasure"
    KEY_MATERIAL = "a wrapped key or a salt: worth nothing without the root key"
    SEALED = "an envelope that only the vault opens"
    PUBLIC_TEXT = "words that an office tells of itself"
    HOUSEKEEPING = "what the house notes for itself; nothing personal"
    LEDGER = "facts, leaves and entries: references, codes and moments (invariant 15)"


EVERYWHERE: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        name: kind
        for kind, names in {
            Kind.REFERENCE: "id",
            Kind.MOMENT: """
                accepted_at added_at added_on agreed_at answer_by answered_at asked_at assigned_at
                at claimed_at closed_at closed_on confirmed_at confirmed_on day done_at drawn_at
                due_at ended_at ends_at ends_on filed_at invited_at left_at looked_on made_at
                made_on met_on named_at needed_by next_try_at on opened_at opened_on proved_at
                queued_at recorded_at registered_on retired_at reunited_on seen_at seen_on sent_at
                sent_on signed_at started_at started_on starts_at stated_at stated_on told_at
                told_on until used_at used_on visited_on
                whereabouts_on withdrawn_on
            """,
            Kind.COUNT: """
                days_before epoch level position round root_version seq stage taken tries version
            """,
            Kind.YES_OR_NO: """
                child_was_seen has_factor in_care is_draft is_quiet is_shared is_signed is_staff
                is_told is_yes knows_someone recommends_closing with_verified_adult
            """,
        }.items()
        for name in names.split()
    }
)
"""Names that say the same in every table; none of them may hold words. So does `…_ref`."""

IN_A_TABLE: Final[Mapping[Kind, Mapping[str, str]]] = MappingProxyType(
    {
        Kind.REFERENCE: {
            "children": "reference",
            "claims": "reference",
            "consent_epochs": "subject",
            "consent_facts": "subject speaker",
            "consent_standings": "subject recipient act",
            "data_keys": "subject",
            "jobs": "ref",
            "photos": "large small",
            "receipt_choices": "reference",
        },
        Kind.MOMENT: {"consent_standings": "since", "incident_letters": "since"},
        Kind.CODE: {
            "accounts": "language",
            "agencies": "country",
            "agency_verifications": "role",
            "assignments": "seat order",
            "attempts": "channel",
            "budget_raises": "why",
            "case_closings": "reason",
            "caseworkers": "badge",
            "claims": "claim_kind relation_category",
            "closings": "reason",
            "contact_words": "said",
            "duty_turns": "channel",
            "exclusions": "concerns",
            "finding_answers": "outcome",
            "findings": "rule",
            "freezes": "why",
            "entry_links": "purpose",
            "holds": "why",
            "left_to_end": "purpose",
            "link_requests": "purpose",
            "reminders": "topic",
            "unsealings": "why",
            "consent_facts": "kind",
            "checkpoints": "origin",
            "consent_standings": "purpose status data_classes notice hurdles marks beside",
            "custody_checks": "finding",
            "decisions": "outcome",
            "determinations": "recommendation",
            "follow_ups": "type",
            "guardianships": "capacity with_others",
            "hand_over_ends": "outcome",
            "hearings": "how wish",
            "in_person_verifications": "recommendation paper_seeking paper_holding assent",
            "judgements": "item answer",
            "matter_answers": "outcome",
            "matters": "concern purpose",
            "measures": "what why capacity with_others codes paper how",
            "messages": "name language",
            "opinions": "outcome",
            "other_holders": "why",
            "papers_seen": "paper how",
            "prompt_reveals": "prompt",
            "purpose_keys": "name",
            "receipt_choices": "form",
            "reunifications": "type relation comfort",
            "role_grants": "role",
            "safety_clearances": "finding",
            "sealed_values": "compartment",
            "standing_checks": "what source result",
            "standing_ends": "how",
            "vouches": "how",
            "set_asides": "why",
            "trail_entries": "event",
            "web_sessions": "device",
        },
        Kind.COUNT: {
            "canary_marks": "place",
            "checkpoints": "size",
            "consent_standings": "assurance",
            "custody_checks": "place",
            "determinations": "place",
            "findings": "entries",
            "duty_turns": "place",
            "follow_ups": "place",
            "guardianships": "place",
            "hearings": "place",
            "in_person_verifications": "place",
            "recovery_codes": "place",
            "reveal_questions": "place",
            "totp_factors": "last_step",
            "verification_tasks": "place",
        },
        Kind.PARTIAL_DATE: {"partings": "since", "photos": "taken_about"},
        Kind.DIGEST: {
            "accounts": "password_hash",
            "address_links": "digest",
            "canary_marks": "mark",
            "comings_of_age": "digest",
            "entry_links": "digest",
            "trusted_contacts": "digest",
            "consent_facts": "act_key",
            "consent_leaves": "leaf_hash",
            "consent_nodes": "digest",
            "consent_standings": "digest",
            "limits": "key",
            "recovery_codes": "hash",
            "staff_invitations": "digest",
            "checkpoints": "root",
            "trail_entries": "previous digest leaf",
            "trail_nodes": "digest",
            "web_sessions": "digest",
        },
        Kind.BLIND_INDEX: {
            "accounts": "email_index",
            "address_links": "email_index",
            "link_requests": "email_index",
        },
        Kind.KEY_MATERIAL: {
            "consent_facts": "salt",
            "data_keys": "wrapped",
            "purpose_keys": "wrapped",
            "root_checks": "check",
        },
        Kind.SEALED: {"sealed_values": "envelope"},
        Kind.PUBLIC_TEXT: {
            "agencies": "name contact",
            "agency_verifications": "register safeguarding agreement",
        },
        Kind.HOUSEKEEPING: {"posts": "key place", "web_sessions": "content"},
        Kind.LEDGER: {
            "checkpoints": "note",
            "consent_facts": "detail",
            "consent_leaves": "body",
            "trail_entries": "about detail",
        },
    }
)
"""Columns that are what they are in one table only."""


def kind_of(table: str, column: str) -> Kind | None:
    """What a column is; None for one that nobody has classified."""
    for kind, tables in IN_A_TABLE.items():
        if column in tables.get(table, "").split():
            return kind
    return Kind.REFERENCE if column.endswith("_ref") else EVERYWHERE.get(column)
