"""The people of every test and of the demo. None of them is real."""

from __future__ import annotations

from typing import Final

AMINA: Final = "amina@example.org"
"""Guardian of Idris."""
YUSUF: Final = "yusuf@example.org"
"""An uncle who looks for Idris."""
NOOR: Final = "noor@harbour.example"
TOMAS: Final = "tomas@lantern.example"
EWA: Final = "ewa@lantern.example"
LUIS: Final = "luis@harbour.example"
"""Caseworkers of two agencies."""
HANA: Final = "hana@willow.example"
"""Caseworker of the agency that holds a found child."""
OMAR: Final = "omar@willow.example"
"""Lead of that agency, who countersigns."""
MARA: Final = "mara@kinfold.example"
INES: Final = "ines@kinfold.example"
"""Coordinators."""
ADA: Final = "ada@kinfold.example"
BO: Final = "bo@kinfold.example"
"""Administrators."""
PASSWORD: Final = "lantern-river-walnut-seven"
