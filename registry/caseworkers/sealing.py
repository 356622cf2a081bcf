"""Words about people of the desk: sealed under their own key, read by those who check them."""

from __future__ import annotations

from collections.abc import Mapping

from consent import DataClass
from registry.authority import Permission
from registry.caseworkers.models import Caseworker
from registry.purposes import ACCOUNTABILITY
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Work


def stand_on_record(work: Work, caseworker: Caseworker) -> None:
    """Name the ground for what is said about a person: a wrong decision must be found."""
    subject = caseworker.account_ref
    work.consent.record_basis(subject=subject, kind=ACCOUNTABILITY, people=(work.actor.ref,))
    work.trail.record(Event.BASIS_RECORDED, subject, basis=ACCOUNTABILITY)


def seal_words(
    work: Work, caseworker: Caseworker, owner_ref: str, words: Mapping[str, str]
) -> None:
    """Seal what was said about a person, under the person's own key."""
    work.vault.seal(owner_ref, Compartment.EVIDENCE, words, subject=caseworker.account_ref)


def words_of(work: Work, caseworker: Caseworker, owner_ref: str) -> dict[str, str]:
    """Read them again; for whoever looks after standings."""
    work.require(Permission.CASEWORKER_VERIFY)
    permit = work.permit_on_basis(
        caseworker.account_ref, ACCOUNTABILITY, "view", DataClass.EVIDENCE
    )
    read = work.vault.read(owner_ref, Compartment.EVIDENCE, permit)
    return {name: str(said) for name, said in read.items()}
