"""The one table: each permission, whom it is for, and why. What is not here is not allowed."""

from __future__ import annotations

from typing import Final

from registry.authority.allowance import Allowance, Lines
from registry.authority.cases import CASES
from registry.authority.house import HOUSE

__all__ = ["TABLE", "Allowance"]

TABLE: Final[Lines] = CASES | HOUSE
