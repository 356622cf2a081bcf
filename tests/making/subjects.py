"""A subject with a ground and one sealed group: the least a floor's test needs."""

from __future__ import annotations

import uuid

from registry.authority import Actor, Role
from registry.purposes import OWN_ACCOUNT
from registry.storage.vault import Compartment
from registry.trail.events import Event
from registry.work import Floors


def person() -> Actor:
    """Somebody who is signed in and known to nobody."""
    return Actor(f"account:{uuid.uuid4()}", frozenset({Role.FAMILY}))


def sealed_for(floors: Floors, actor: Actor, **words: str) -> None:
    """Give an account its key, its ground and a sealed contact."""
    with floors.begin(actor) as work:
        work.vault.new_subject(actor.ref)
        work.consent.record_basis(subject=actor.ref, kind=OWN_ACCOUNT, people=(actor.ref,))
        work.vault.seal(actor.ref, Compartment.CONTACT, words, subject=actor.ref)
        work.trail.record(Event.ACCOUNT_OPENED, actor.ref)
