"""Limits on how often something may be tried, counted in a table so that every process agrees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from registry.errors import N_, TooOften
from registry.storage.database import Base, transaction
from registry.storage.keys import look_up
from registry.work import Floors


class Count(Base):
    """How often one thing was tried by or on one somebody, until when it counts."""

    __tablename__ = "limits"

    key: Mapped[str] = mapped_column(primary_key=True)
    """A keyed digest: the table tells neither accounts nor addresses."""
    taken: Mapped[int]
    until: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so long."""

    name: str
    most: int
    window: timedelta


SIGN_INS_OF_ACCOUNT: Final = Limit("sign-ins of an account", 10, timedelta(minutes=15))
SIGN_INS_FROM_PLACE: Final = Limit("sign-ins from a place", 100, timedelta(minutes=15))
"""Generous: a whole shelter may share one connection."""
OPENINGS_OF_ADDRESS: Final = Limit("openings for an address", 5, timedelta(hours=24))
OPENINGS_FROM_PLACE: Final = Limit("openings from a place", 50, timedelta(hours=1))
CODES_FROM_PLACE: Final = Limit("codes for an account from a place", 5, timedelta(minutes=15))
CODES_OF_ACCOUNT: Final = Limit("codes for an account", 40, timedelta(hours=24))
"""Past it the app is closed to everybody for a day; the printed codes, counted apart, are not."""
RECOVERIES_OF_ACCOUNT: Final = Limit("recovery codes for an account", 20, timedelta(hours=24))
"""Each is one of 2^59: so many tries a day find none."""
LETTERS_ABOUT_CODES: Final = Limit("letters about tried codes", 1, timedelta(hours=24))
ENTRY_LINKS_FROM_PLACE: Final = Limit("entry links from a place", 30, timedelta(hours=1))
ENTRY_LINKS_OF_ADDRESS: Final = Limit("entry links for an address", 3, timedelta(hours=1))
HAND_OVERS_FROM_PLACE: Final = Limit("reports of a child from a place", 60, timedelta(hours=1))
RINGS_FROM_PLACE: Final = Limit("rings of duty from a place", 3, timedelta(hours=1))
"""Past these a report is kept and waits at the desk: none is lost, and nobody is worn out."""
BADGES_FROM_PLACE: Final = Limit("badges checked from a place", 30, timedelta(minutes=15))
LINKS_OF_ACCOUNT: Final = Limit("links for an account", 5, timedelta(hours=24))

IPV4_PREFIX: Final = 24
IPV6_PREFIX: Final = 56


def take(floors: Floors, limit: Limit, whom: str) -> None:
    """Count one more try, kept at once whatever comes after; `TooOften` past the limit."""
    now = floors.clock()
    with transaction(floors.engine) as session:
        session.execute(delete(Count).where(Count.until <= now))
        taken = _one_more(session, _key(floors, limit, whom), now + limit.window)
    if taken > limit.most:
        raise TooOften(N_("There were many tries in a short time. Please wait and try again."))


def forgive(floors: Floors, limit: Limit, whom: str) -> None:
    """Start the count anew: the right person has come."""
    with transaction(floors.engine) as session:
        session.execute(delete(Count).where(Count.key == _key(floors, limit, whom)))


def place_of(address: str | None) -> str:
    """The neighbourhood of an internet address; one person often holds a whole one."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    prefix = IPV4_PREFIX if found.version == 4 else IPV6_PREFIX  # noqa: PLR2004 - the protocol's name
    return str(ip_network((found, prefix), strict=False))


def _key(floors: Floors, limit: Limit, whom: str) -> str:
    return look_up(floors.keyring.purpose("limits"), f"{limit.name}/{whom}")


def _one_more(session: Session, key: str, until: datetime) -> int:
    count = session.get(Count, key)
    if count is None:
        count = Count(key=key, taken=0, until=until)
        session.add(count)
    count.taken += 1
    return count.taken
