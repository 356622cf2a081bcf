"""What has no page yet, lived through by its operations: a share with an agency, an emergency."""

from __future__ import annotations

from functools import partial
from typing import Final

import pytest
from sqlalchemy import select

from consent import DataClass, NotAReference, Status
from registry.agencies.models import Agency
from registry.children.operations.speaking import notice_for, on_screen
from registry.purposes import SHARE_PARTNER
from registry.trail.events import Event
from registry.work import Floors
from tests.cast import AMINA, MARA, NOOR
from tests.crawl.writers import Writers
from tests.making import accounts

PARTNER: Final = "Lantern Trust"
OPENED: Final = frozenset({DataClass.DETAILS, DataClass.CONTACT})


class Beyond(Writers):
    """A guardian who lets an agency have a record, and two people in an emergency."""

    def _share(self, child: str) -> None:
        amina, agency = accounts.acting(self._floors, AMINA), partner(self._floors)
        with self._floors.begin(amina) as work:
            shown = work.consent.present(
                subject=f"child:{child}",
                speaker=amina.ref,
                notices=[notice_for(SHARE_PARTNER, "en")],
                expression=on_screen("en"),
                recipients=[agency],
            )
            work.consent.give(shown, SHARE_PARTNER, recipient=agency)
            work.trail.record(Event.CONSENT_GIVEN, f"child:{child}", purpose=SHARE_PARTNER)

    def _emergency(self, child: str) -> None:
        """Emergency access that stands all through the crawl; its reason is a code and no words."""
        noor, mara = (accounts.acting(self._floors, email) for email in (NOOR, MARA))
        with self._floors.begin(noor) as work:
            override = partial(
                work.consent.override,
                subject=f"child:{child}",
                classes=OPENED,
                people=(noor.ref, mara.ref),
                hours=72,
            )
            words = f"{self._seeds.word('emergency', 'reason')} is in danger"
            with pytest.raises(NotAReference):
                override(reason=words)
            override(reason="danger")
            work.trail.record(Event.CHILD_CHANGED, f"child:{child}", groups=["care"])


def partner(floors: Floors) -> str:
    """The agency that a record is shared with."""
    with floors.reading() as session:
        query = select(Agency).where(Agency.name == PARTNER)
        return session.scalars(query).one().ref


def stop_sharing(floors: Floors, child: str) -> None:
    """Take the yes to share back, as its guardian."""
    amina, agency = accounts.acting(floors, AMINA), partner(floors)
    subject = f"child:{child}"
    with floors.begin(amina) as work:
        assert work.consent.standing(subject).status(SHARE_PARTNER, agency) is Status.ACTIVE
        work.consent.withdraw(
            subject=subject,
            speaker=amina.ref,
            purpose=SHARE_PARTNER,
            recipient=agency,
            expression=on_screen("en"),
        )
        work.trail.record(Event.CONSENT_WITHDRAWN, subject, purpose=SHARE_PARTNER)
