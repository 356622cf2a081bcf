"""Who keeps what was agreed to, for whom, where, and how it is taken back: the host says it once.

These are offices, never persons; what ISO/IEC TS 27560 asks of a party is here.
"""

from dataclasses import dataclass
from typing import Final

CONTROLLER: Final = "dpv:DataController"
RECIPIENT: Final = "dpv:ThirdParty"
ORGANISATION: Final = "dpv:Organisation"


@dataclass(frozen=True)
class Party:
    """One office: its reference or address, its name, and how it is reached."""

    party_id: str
    party_name: str
    party_address: str
    party_contact: str
    party_role: str = RECIPIENT
    party_type: str = ORGANISATION


@dataclass(frozen=True)
class Issuer:
    """Who issues receipts, under which law, where data lies, and how a yes is taken back."""

    controller: Party
    jurisdiction: str
    storage_locations: tuple[str, ...]
    withdrawal_method: str
    recipients: tuple[Party, ...] = ()

    def parties(self, named: frozenset[str]) -> tuple[Party, ...]:
        """Give the controller, and of the recipients those that are named."""
        known = tuple(each for each in self.recipients if each.party_id in named)
        return (self.controller, *known)
