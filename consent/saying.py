"""What the verifier says, in lines for a person and in JSON for a program."""

import json
from collections.abc import Mapping
from typing import Final

from consent import canonical, certificates, compact, shape
from consent.canonical import Json
from consent.certificates import Certificate
from consent.compact import Compact, Row
from consent.proof import Outcome, Verdict
from consent.receipts import Receipt

LIMITS: Final = "It proves what was agreed at that moment. It cannot show a later withdrawal."

SENTENCES: Final[Mapping[Outcome, str]] = {
    Outcome.VALID: "Genuine and in date.",
    Outcome.EXPIRED: "Genuine; something agreed in it has since run out.",
    Outcome.SUPERSEDED: "Genuine; the other receipt is newer and something was taken back.",
    Outcome.BAD_SIGNATURE: "Not genuine: the signature does not hold.",
    Outcome.NOTICE_DIFFERS: "The words in it are not the words that were shown.",
    Outcome.PROOF_BAD: "It cannot be shown to be in the ledger.",
    Outcome.KEY_UNKNOWN: "The key is unknown or retired, or one that anybody could use.",
    Outcome.MALFORMED: "This is not a receipt.",
    Outcome.FORK: "Two signed papers prove two different ledgers.",
}


def as_lines(verdict: Verdict, names: Mapping[bytes, str]) -> str:
    """Say what was found. `names` gives the purposes that stand behind the tags of a code."""
    lines = [SENTENCES[verdict.outcome]]
    if verdict.receipt is not None:
        lines += _whole(verdict.receipt)
    elif verdict.compact is not None:
        lines += _cut(verdict.compact, names)
    if verdict.compact is not None:
        lines.append(f"The ledger held {verdict.compact.size} leaves.")
    return "\n".join([*lines, LIMITS])


def as_json(verdict: Verdict, names: Mapping[bytes, str]) -> str:
    """Say the same to a program."""
    said = verdict.compact
    document = {
        "outcome": verdict.outcome.name.lower(),
        "exit": verdict.outcome.value,
        "says": SENTENCES[verdict.outcome],
        "limits": LIMITS,
        "receipt": None if verdict.receipt is None else shape.plain(verdict.receipt),
        "compact": None if said is None else _plain(said, names),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def of_certificate(outcome: Outcome, found: Certificate | None, *, is_json: bool) -> str:
    """Say what was found in a certificate of erasure, for a person or for a program."""
    says = "Genuine." if outcome is Outcome.VALID else SENTENCES[outcome]
    if not is_json:
        said = [] if found is None else _erased(found)
        return "\n".join([says, *said, certificates.LIMITS])
    document = {
        "outcome": outcome.name.lower(),
        "exit": outcome.value,
        "says": says,
        "limits": certificates.LIMITS,
        "certificate": None if found is None else shape.plain(found),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _erased(found: Certificate) -> list[str]:
    return [
        f"Issued {canonical.instant(found.issued)} by {found.issuer.party_name}.",
        f"  Record {found.reference}: {', '.join(sorted(found.pii_types))}",
        f"  shut {canonical.instant(found.shut_at)}",
        f"  erased by {canonical.instant(found.erased_by)}",
        f"  no backup opens it after {found.backups_until}",
        f"  nor, under an order of a court, after {found.orders_until}",
    ]


def _whole(receipt: Receipt) -> list[str]:
    house = receipt.parties[0].party_name if receipt.parties else "-"
    lines = [f"Issued {canonical.instant(receipt.issued)} by {house}."]
    for each in receipt.purposes:
        end = canonical.instant(each.storage_until) if each.storage_until else "-"
        lines.append(f"  {each.purpose} for {each.recipient}: {each.status}, until {end}")
    return lines


def _cut(said: Compact, names: Mapping[bytes, str]) -> list[str]:
    lines = [f"Issued {canonical.instant(said.issued)}."]
    for row in said.rows:
        whom = "the house" if row.recipient is None else row.recipient.hex()
        end = canonical.instant(row.until) if row.until else "-"
        lines.append(f"  {_name(row, names)} for {whom}: {row.status}, until {end}")
    return lines


def _name(row: Row, names: Mapping[bytes, str]) -> str:
    return names.get(row.purpose, f"purpose {row.purpose.hex()}")


def _plain(said: Compact, names: Mapping[bytes, str]) -> Json:
    rows = [
        {
            "purpose": _name(row, names),
            "version": row.version,
            "recipient": None if row.recipient is None else row.recipient.hex(),
            "status": row.status.value,
            "data_classes": [each.value for each in compact.CLASSES if each in row.data_classes],
            "method": row.method.value,
            "medium": row.medium.value,
            "said_at": canonical.instant(row.said_at),
            "until": None if row.until is None else canonical.instant(row.until),
            "notice": None if row.notice is None else row.notice.hex(),
        }
        for row in said.rows
    ]
    return {
        "receipt": said.receipt.hex(),
        "subject": said.subject.hex(),
        "speaker": said.speaker.hex(),
        "capacity": said.capacity.value,
        "assurance": said.assurance.value,
        "issued": canonical.instant(said.issued),
        "origin": said.origin.hex(),
        "size": said.size,
        "root": said.root.hex(),
        "rows": rows,
    }
