"""What search keeps of a claim: sealed when the claim may be searched, gone when it is closed."""

from __future__ import annotations

from consent import DataClass
from registry.claims.models import Claim
from registry.claims.operations.finding import closing_of, permit_for_own
from registry.description import Description
from registry.search.traits import traits_of
from registry.storage.vault import Compartment
from registry.work import Work

DESCRIBED = (Compartment.IDENTITY, Compartment.NARRATIVE)


def refresh_traits(work: Work, claim: Claim) -> None:
    """Seal the traits of a claim anew; a separated one speaks through its child's record."""
    if closing_of(work.session, claim.ref) is not None:
        return
    if claim.child_ref is not None:
        work.search.redraw(claim.child_ref)
        return
    permit = permit_for_own(work, claim, "keep", DataClass.DETAILS)
    told: dict[str, object] = {}
    for compartment in DESCRIBED:
        told |= work.vault.read(claim.ref, compartment, permit)
    description = Description.from_dict(told)
    work.search.seal_traits(claim.ref, traits_of(description, today=work.now().date()))
