"""A browser in one coarse word: enough to know one's own telephone again, too little to follow it.

Nothing else of what a browser says of itself is kept, and no address.
"""

from __future__ import annotations

from typing import Final

from registry.description.codes import Code
from registry.errors import N_


class Device(Code):
    """What somebody may have in the hand."""

    ANDROID = "android", N_("An Android telephone or tablet")
    APPLE = "apple", N_("An iPhone or iPad")
    WINDOWS = "windows", N_("A computer with Windows")
    MAC = "mac", N_("A Mac")
    LINUX = "linux", N_("A computer with Linux")
    OTHER = "other", N_("Another device")


_SIGNS: Final = (
    ("Android", Device.ANDROID),
    ("iPhone", Device.APPLE),
    ("iPad", Device.APPLE),
    ("Windows", Device.WINDOWS),
    ("Macintosh", Device.MAC),
    ("Linux", Device.LINUX),
)


def device_of(agent: str) -> Device:
    """The device that a browser names."""
    return next((device for sign, device in _SIGNS if sign in agent), Device.OTHER)
