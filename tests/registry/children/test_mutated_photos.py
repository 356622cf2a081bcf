"""Ten thousand photos with something wrong in them: refused or redrawn, and nothing is left."""

from __future__ import annotations

import gc
import io
import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from registry.work import Floors
from tests.cast import AMINA
from tests.making import accounts
from tests.registry.children.walking import Walk, needed_pages, wrong_in
from tests.registry.storage.mutated import mutated

FIRST = 15  # once these have been read, everything that is loaded once is loaded


@pytest.mark.parametrize("many", [20, pytest.param(10_000, marks=pytest.mark.full)])
def test_mutated_photos_are_answered_and_leave_nothing_behind(
    client: FlaskClient, floors: Floors, many: int
) -> None:
    accounts.guardian(floors)
    accounts.sign_in(client, AMINA)
    walk = needed_pages(Walk(client))
    page = f"/children/{walk.child_id}/photos"
    for number in range(FIRST):
        send(walk, page, number)
    memory, files, others = resident(), open_files(), children_of_this_process()
    answers = [send(walk, page, FIRST + number) for number in range(many)]
    assert set(answers) <= {303, 422}
    assert answers.count(422) > many // 4
    assert resident() - memory < 16 * 1024 * 1024
    assert open_files() <= files
    assert children_of_this_process() == others


def send(walk: Walk, page: str, number: int) -> int:
    """Post one; what is taken after all is taken away again. No answer but these two is right."""
    walk.open(page)
    form = {"photo": (io.BytesIO(mutated(number)), "a.jpg")}
    answer = walk.post(page, **form)
    assert answer.status_code in {303, 422}, number
    if answer.status_code == 303:
        photo = walk.open(page).text.partition('action="')[2]
        assert photo, number
        removal = next(each for each in walk.text.split('"') if each.endswith("/removal"))
        assert walk.post(removal).status_code == 303
    else:
        assert wrong_in(answer), number
    return answer.status_code


def resident() -> int:
    """Bytes of memory this process holds."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def children_of_this_process() -> set[str]:
    tasks = Path("/proc/self/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}
