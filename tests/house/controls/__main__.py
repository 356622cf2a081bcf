"""Print the page."""

from __future__ import annotations

import sys

from tests.house.controls.page import page

sys.stdout.write(page())
