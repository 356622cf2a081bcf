"""The certificate that a record was wiped: drawn up from days alone, and so the same for everyone.

It stands beside the receipts, as the last of them: anyone can check it without us.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from consent import DataClass
from consent.certificates import SCHEMA, STATE, Certificate, sign
from registry.consents import rules
from registry.consents.operations.receipts import issuer
from registry.consents.operations.wiping import taken_back
from registry.errors import Absent
from registry.storage.signing import signer
from registry.trail.events import Event
from registry.work import Work

OF_A_RECORD: Final = frozenset(
    {
        *(DataClass.DETAILS, DataClass.PHOTO, DataClass.CONTACT, DataClass.HEALTH),
        *(DataClass.SENSITIVE, DataClass.WITHHELD, DataClass.TRAITS, DataClass.NOTES),
    }
)
"""What a record may hold. All of it is named, so that the paper tells nobody what there was."""


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """The certificate as it is printed."""

    child_id: str
    reference: str
    house: str
    key_id: str
    at: datetime
    shut_at: datetime
    erased_by: datetime
    last_backup_day: date
    last_day_of_all: date


def view_certificate(work: Work, child_id: str) -> CertificatePage:
    """What the certificate says, once the wiping is told as done; before that there is none."""
    child, erasure = taken_back(work, child_id)
    erased_by = rules.told_as_wiped_at(erasure.due_at)
    if child.registered_on is None or work.now() < erased_by:
        raise Absent
    return CertificatePage(
        child_id=str(child.id),
        reference=child.reference,
        house=work.settings.house_name,
        key_id=signer(work.keyring).key_id,
        at=work.now(),
        shut_at=erasure.asked_at,
        erased_by=erased_by,
        last_backup_day=rules.last_backup_day(erasure.due_at),
        last_day_of_all=rules.last_day_of_all(erasure.due_at),
    )


def certify(work: Work, child_id: str) -> str:
    """The same, signed: a compact JWS that the offline verifier reads."""
    page = view_certificate(work, child_id)
    house = issuer(work)
    work.trail.record(Event.CERTIFICATE_DRAWN, f"child:{page.child_id}")
    return sign(
        Certificate(
            schema_version=SCHEMA,
            event_state=STATE,
            issued=page.at,
            issuer=house.controller,
            jurisdiction=house.jurisdiction,
            reference=page.reference,
            pii_types=OF_A_RECORD,
            shut_at=page.shut_at,
            erased_by=page.erased_by,
            backups_until=page.last_backup_day.isoformat(),
            orders_until=page.last_day_of_all.isoformat(),
        ),
        signer(work.keyring),
    )
