"""The search floor of one `Work`: traits sealed beside the record, and shortlists asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consent import Permit
from registry.search.jobs import Job
from registry.search.traits import Traits
from registry.storage.vault import Compartment, Sealed, Vault


class Search:
    """Keeps the traits of each side and the list of sides to be looked at again."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        *,
        now: Callable[[], datetime],
        record: Callable[[str], object],
    ) -> None:
        self._session = session
        self._vault = vault
        self._record = record
        self._now = now

    def seal_traits(self, ref: str, traits: Traits) -> None:
        """Keep what the shortlist reads of a side, under the side's own key; ask for a redraw."""
        self._vault.seal(ref, Compartment.TRAITS, traits.to_dict(), subject=ref)
        self._record(ref)
        self.redraw(ref)

    def traits_of(self, ref: str, permit: Permit) -> Traits:
        """The traits of one side."""
        return Traits.from_dict(self._vault.read(ref, Compartment.TRAITS, permit))

    def traits_of_many(self, permits: Mapping[str, Permit]) -> dict[str, Traits]:
        """The traits of many sides, each on its own permit; what may not be read is left out."""
        told = self._vault.read_own(Compartment.TRAITS, permits)
        return {ref: Traits.from_dict(each) for ref, each in told.items()}

    def forget(self, ref: str) -> None:
        """Drop a side: from now on it is on no shortlist."""
        self._vault.remove(ref, Compartment.TRAITS)
        self._session.execute(delete(Job).where(Job.ref == ref))

    def redraw(self, ref: str) -> None:
        """Ask the worker for a new shortlist of this side."""
        self._session.merge(Job(ref=ref, asked_at=self._now()))

    def done(self, ref: str) -> None:
        """The shortlist of this side is drawn."""
        self._session.execute(delete(Job).where(Job.ref == ref))

    def refs(self) -> list[str]:
        """Every side that has traits."""
        query = select(Sealed.owner_ref).where(Sealed.compartment == Compartment.TRAITS.value)
        return list(self._session.scalars(query))


def waiting(session: Session, most: int) -> list[str]:
    """The sides that have waited longest for a shortlist."""
    return list(session.scalars(select(Job.ref).order_by(Job.asked_at).limit(most)))
