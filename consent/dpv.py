"""What stands where: each field of a receipt in the words of three vocabularies.

ISO/IEC TS 27560:2023 names the fields and says which are mandatory (as the guide of the W3C Data
Privacy Vocabularies group gives them), DPV 2 has a term for each, and the Kantara Consent Receipt
1.1 names most. The README holds this table for a reader; a test keeps the two alike.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Field:
    """One field: where it stands here, and what others call it."""

    here: str
    iso: str
    is_mandatory: bool
    dpv: str
    kantara: str


def _must(here: str, iso: str, dpv: str, kantara: str = "-") -> Field:
    return Field(here, iso, True, dpv, kantara)  # noqa: FBT003 - named by the function


def _may(here: str, iso: str, dpv: str, kantara: str = "-") -> Field:
    return Field(here, iso, False, dpv, kantara)  # noqa: FBT003 - named by the function


FIELDS: Final = (
    _may("context", "-", "@context"),
    _must("schema_version", "schema_version", "dct:conformsTo", "version"),
    _must("receipt_id", "receipt_id", "dpv:hasIdentifier", "consentReceiptID"),
    _must("record_id", "record_id", "dpv:hasIdentifier"),
    _may("issued", "-", "dct:issued", "consentTimestamp"),
    _must("pii_principal_id", "pii_principal_id", "dpv:hasDataSubject", "piiPrincipalId"),
    _may("speaker_id", "-", "dpv:isIndicatedBy"),
    _may("capacity", "-", "dpv:hasRelationWithDataSubject"),
    _may("assurance", "-", "-"),
    _must("pii_controllers", "pii_controllers", "dpv:hasDataController", "piiControllers"),
    _must("parties.party_id", "party_id", "dpv:hasIdentifier", "piiController"),
    _must("parties.party_name", "party_name", "dpv:hasName", "piiController"),
    _must("parties.party_address", "party_address", "dpv:hasAddress", "address"),
    _must("parties.party_contact", "party_contact", "dpv:hasContact", "contact"),
    _may("parties.party_role", "party_role", "dpv:DataController", "onBehalf"),
    _must("parties.party_type", "party_type", "dpv:Organisation"),
    _must("jurisdiction", "jurisdiction", "dpv:hasJurisdiction", "jurisdiction"),
    _must("language", "language", "dct:language", "language"),
    _must("storage_locations", "storage_locations", "dpv:StorageLocation"),
    _must("withdrawal_method", "withdrawal_method", "dpv:WithdrawConsent"),
    _must("privacy_notices.ref", "privacy_notice", "dpv:hasNotice", "policyUrl"),
    _must("privacy_notices.language", "language", "dct:language", "language"),
    _may("privacy_notices.digest", "-", "spdx:checksum"),
    _may("privacy_notices.title", "-", "dct:title"),
    _may("privacy_notices.body", "-", "dct:description"),
    _must("purposes.purpose", "purpose", "dpv:hasPurpose", "purpose"),
    _may("purposes.version", "-", "dct:hasVersion"),
    _must("purposes.recipient", "recipient_third_parties", "dpv:hasRecipient", "thirdPartyName"),
    _may("purposes.lawful_basis", "lawful_basis", "dpv:hasLegalBasis"),
    _must("purposes.pii_types", "pii_information, pii_type", "dpv:hasPersonalData", "piiCategory"),
    _must("purposes.notice", "privacy_notice", "dpv:hasNotice", "policyUrl"),
    _must("purposes.storage_until", "retention_period", "dpv:StorageDuration", "termination"),
    _may("purposes.status", "-", "dpv:ConsentStatus"),
    _must("purposes.event_state", "event_state", "dpv:hasConsentStatus"),
    _may("purposes.events.id", "-", "dct:identifier"),
    _may("purposes.events.act", "-", "dpv:hasConsentStatus"),
    _must("purposes.events.event_time", "event_time", "dct:date", "consentTimestamp"),
    _must("purposes.events.event_type", "event_type", "dpv:hasLegalBasis", "consentType"),
    _must("purposes.events.event_state", "event_state", "dpv:hasConsentStatus"),
    _must("purposes.events.entity_id", "entity_id", "dpv:isIndicatedBy"),
    _must("purposes.events.validity_until", "validity_duration", "dct:valid", "termination"),
    _may(
        "purposes.events.expression.method",
        "collection_method",
        "dpv:hasIndicationMethod",
        "collectionMethod",
    ),
    _may(
        "purposes.events.expression.medium",
        "collection_method",
        "dpv:hasIndicationMethod",
        "collectionMethod",
    ),
    _may("purposes.events.expression.language", "language", "dct:language", "language"),
    _may("purposes.events.expression.helper", "-", "dpv:isIndicatedBy"),
    _may("leaves.index", "-", "-"),
    _may("leaves.leaf", "-", "-"),
    _may("leaves.proof", "-", "-"),
    _may("checkpoint", "-", "-", "publicKey"),
)

MANDATORY: Final = frozenset(
    {
        *("schema_version", "receipt_id", "record_id", "pii_principal_id"),
        *("privacy_notice", "language", "purpose", "pii_information", "pii_controllers"),
        *("storage_locations", "retention_period", "jurisdiction", "recipient_third_parties"),
        *("withdrawal_method", "pii_type"),
        *("party_id", "party_name", "party_address", "party_contact", "party_type"),
        *("event_time", "validity_duration", "entity_id", "event_type", "event_state"),
    }
)
"""What 27560 asks of every record, section by section: header, processing, data, party, event."""


def as_table() -> str:
    """Write the table for the README."""
    rows = [
        f"| `{each.here}` | {each.iso} | {'yes' if each.is_mandatory else ''} | {each.dpv} "
        f"| {each.kantara} |"
        for each in FIELDS
    ]
    head = "| here | ISO/IEC TS 27560 | mandatory | DPV | Kantara 1.1 |"
    return "\n".join([head, "| --- | --- | --- | --- | --- |", *rows])
