"""People of the desk who say why when they are asked, as they would on the page."""

from __future__ import annotations

import re
from typing import Any, Final

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.authority import Actor, Permission
from registry.openings import operations
from registry.reasons import Stated
from registry.work import Floors

HIDDEN: Final = re.compile(r'<input[^>]*name="(\w+)"[^>]*type="hidden"[^>]*value="([^"]*)"')
ALSO_HIDDEN: Final = re.compile(r'<input[^>]*type="hidden"[^>]*name="(\w+)"[^>]*value="([^"]*)"')
ASKS: Final = 'name="slip"'


def said_why(
    floors: Floors, who: Actor, about: str, door: Permission, why: Stated = Stated.NEXT_STEP
) -> None:
    """Somebody says why they open a record or a pair through this door."""
    with floors.begin(who) as work:
        operations.state_reason(work, about, door.value.replace(":", "-"), why)


def answers(page: str, why: Stated = Stated.NEXT_STEP) -> dict[str, str]:
    """What the form of a question sends back."""
    return dict(HIDDEN.findall(page) + ALSO_HIDDEN.findall(page)) | {"why": why.value}


class SaysWhy(FlaskClient):
    """A browser whose person answers at once, and goes on."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 - Flask's own
        """Send; where the house asks why first, say it and send again."""
        answer = super().open(*args, **kwargs)
        if answer.status_code != 403 or ASKS not in answer.text:
            return answer
        super().open("/desk/reasons", method="POST", data=answers(answer.text))
        return super().open(*args, **kwargs)
