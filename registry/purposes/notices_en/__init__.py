"""The English notices. A change of one letter is a new text: raise its version with it."""

from __future__ import annotations

from typing import Final

from consent import Notice
from registry.purposes.notices_en.adults import ADULTS
from registry.purposes.notices_en.ages_6_11 import AGES_6_11
from registry.purposes.notices_en.ages_12_15 import AGES_12_15
from registry.purposes.notices_en.others import OTHERS

NOTICES: Final[tuple[Notice, ...]] = (*ADULTS, *AGES_6_11, *AGES_12_15)
"""What is shown before a yes or a no."""

OTHER_NOTICES: Final[tuple[Notice, ...]] = OTHERS
"""What is shown to people whose facts are kept on another ground than their yes."""
