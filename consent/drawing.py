"""Drawing up a receipt: from what one speaker said about one subject to a signed copy."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from consent import ledger
from consent.errors import NothingShown
from consent.facts import Act, ActKind, Capacity
from consent.journal import Journal
from consent.ledger import Entry, Signer
from consent.lines import Line, Status
from consent.parties import Issuer
from consent.purposes import Catalogue, DataClass
from consent.receipts import (
    CONTEXT,
    SCHEMA,
    Event,
    NoticeCopy,
    ProvenLeaf,
    PurposeState,
    Receipt,
    sign,
)
from consent.standing import Standing
from consent.tree import Tree

LAWFUL_BASIS: Final = "dpv:Consent"
CONSENT_TYPE: Final = "dpv:ExplicitlyExpressedConsent"

_DPV: Final[Mapping[Status, str]] = {
    Status.REQUESTED: "dpv:ConsentRequested",
    Status.DEFERRED: "dpv:ConsentRequestDeferred",
    Status.PENDING: "dpv:ConsentRequested",
    Status.ACTIVE: "dpv:ConsentGiven",
    Status.REFUSED: "dpv:ConsentRefused",
    Status.WITHDRAWN: "dpv:ConsentWithdrawn",
    Status.EXPIRED: "dpv:ConsentExpired",
    Status.LAPSED: "dpv:ConsentExpired",
    Status.INVALID: "dpv:ConsentInvalidated",
}
_SAID: Final[Mapping[ActKind, str]] = {
    ActKind.GIVE: "dpv:ConsentGiven",
    ActKind.RENEW: "dpv:RenewedConsentGiven",
    ActKind.REFUSE: "dpv:ConsentRefused",
    ActKind.DEFER: "dpv:ConsentRequestDeferred",
    ActKind.WITHDRAW: "dpv:ConsentWithdrawn",
    ActKind.INVALIDATE: "dpv:ConsentInvalidated",
}
_UNKNOWN: Final = "dpv:ConsentUnknown"


@dataclass(frozen=True)
class About:
    """Whose receipt it is, about whom, from whom, and out of which ledger."""

    subject: str
    speaker: str
    issuer: Issuer
    origin: str


def draw_up(journal: Journal, about: About, signer: Signer) -> str:
    """Draw up and sign a receipt over all this speaker said about this subject."""
    issued, issuer = journal.stamp(), about.issuer
    entries = [e for e in journal.entries(about.subject) if e.fact.speaker == about.speaker]
    spoken = [(entry, entry.fact) for entry in entries if isinstance(entry.fact, Act)]
    if not spoken:
        raise NothingShown(about.subject)
    standing = journal.standing(about.subject, issued)
    authority = standing.authorities.get(about.speaker)
    tree = journal.tree()
    said = [act for _, act in spoken]
    alias = _Alias(entries[0].salt, issuer.controller.party_id)
    receipt = Receipt(
        context=CONTEXT,
        schema_version=SCHEMA,
        receipt_id=journal.new_id(),
        record_id=alias.of(f"{about.subject}\n{about.speaker}"),
        issued=issued,
        pii_principal_id=alias.of(about.subject),
        speaker_id=alias.of(about.speaker),
        capacity=Capacity.NONE_DETERMINED if authority is None else authority.capacity,
        assurance=standing.assurance(about.speaker),
        pii_controllers=(issuer.controller.party_id,),
        parties=issuer.parties(frozenset(act.recipient for act in said)),
        jurisdiction=issuer.jurisdiction,
        language=said[-1].expression.language,
        storage_locations=issuer.storage_locations,
        withdrawal_method=issuer.withdrawal_method,
        privacy_notices=_notices(said, journal.catalogue),
        purposes=_purposes(said, standing, alias, journal.catalogue),
        leaves=tuple(_proven(tree, entry) for entry, _ in spoken),
        checkpoint=ledger.sign(journal.checkpoint(about.origin), signer),
    )
    return sign(receipt, signer)


@dataclass(frozen=True)
class _Alias:
    """Names people to this speaker only: keyed by a salt that is shredded with their facts."""

    salt: bytes
    issuer: str

    def of(self, ref: str) -> str:
        """Give the pairwise pseudonym of a reference."""
        name = f"{self.issuer}\n{ref}".encode()
        return hmac.new(self.salt, name, hashlib.sha256).hexdigest()[:32]


def _notices(acts: list[Act], catalogue: Catalogue) -> tuple[NoticeCopy, ...]:
    shown = {act.shown.notice: act.shown.digest for act in acts if act.shown is not None}
    copies = []
    for ref, digest in shown.items():
        notice = catalogue.find_notice(ref)
        kept = notice is not None and notice.digest == digest
        copies.append(
            NoticeCopy(
                ref=ref,
                language=ref.rpartition("/")[2],
                digest=digest,
                title=notice.title if notice and kept else "",
                body=notice.body if notice and kept else (),
            )
        )
    return tuple(copies)


def _purposes(
    acts: list[Act], standing: Standing, alias: _Alias, catalogue: Catalogue
) -> tuple[PurposeState, ...]:
    keys = dict.fromkeys((act.purpose, act.recipient) for act in acts)
    return tuple(
        _state(
            standing.line(*key),
            standing.status(*key),
            tuple(_event(act, alias) for act in acts if (act.purpose, act.recipient) == key),
            [act for act in acts if (act.purpose, act.recipient) == key],
            catalogue,
        )
        for key in keys
    )


def _state(
    line: Line,
    status: Status,
    events: tuple[Event, ...],
    acts: list[Act],
    catalogue: Catalogue,
) -> PurposeState:
    newest = acts[-1]
    return PurposeState(
        purpose=line.purpose,
        version=newest.purpose_version,
        recipient=line.recipient,
        lawful_basis=LAWFUL_BASIS,
        pii_types=_covered(acts, catalogue),
        notice=next((act.shown.notice for act in reversed(acts) if act.shown), None),
        storage_until=line.until,
        status=status,
        event_state=_DPV.get(status, _UNKNOWN),
        events=events,
    )


def _covered(acts: list[Act], catalogue: Catalogue) -> frozenset[DataClass]:
    """Give what was agreed to; where all was a no, what was asked for."""
    agreed = next((act.data_classes for act in reversed(acts) if act.data_classes), None)
    if agreed is not None:
        return agreed
    asked = next((each for each in catalogue.purposes if each.code == acts[-1].purpose), None)
    return frozenset() if asked is None else asked.data_classes


def _event(act: Act, alias: _Alias) -> Event:
    helper = act.expression.helper
    return Event(
        id=act.id,
        act=act.kind,
        event_time=act.recorded_at,
        event_type=CONSENT_TYPE,
        event_state=_SAID.get(act.kind, _UNKNOWN),
        entity_id=alias.of(act.speaker),
        validity_until=act.until,
        expression=replace(act.expression, helper=None if helper is None else alias.of(helper)),
    )


def _proven(tree: Tree, entry: Entry) -> ProvenLeaf:
    proof = tree.inclusion_proof(entry.seq)
    return ProvenLeaf(entry.seq, ledger.leaf_of(entry), tuple(each.hex() for each in proof))
