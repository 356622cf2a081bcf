"""`kinfold bench web`: how long a family and a caseworker wait, with many records in the house."""

from __future__ import annotations

import re
import resource
from io import BytesIO

import click
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from registry.app import make_app
from registry.authority import MACHINE, Actor
from registry.cli.bench.made_up import made_up_house
from registry.cli.bench.timing import p95, tell, timed
from registry.demo.families import DARYNA, DARYNA_WITHHELD, Enrolment, draft, enrol
from registry.demo.people import PASSWORD, acting, open_accounts, staff_the_desk
from registry.demo.telephones import next_code
from registry.readings import Reads, reads
from registry.storage.picture import rebuild
from registry.work import Floors

TWELVE_MEGAPIXELS = (4000, 3000)
ENROLMENT = Enrolment(DARYNA, DARYNA_WITHHELD, is_apart=False, look=None)
GUARDIAN = "olena@example.org"
COORDINATOR = "mara@kinfold.example"


@click.command()
@click.option("--records", default=10_000, show_default=True, help="Child records in the house.")
@click.option("--rounds", default=40, show_default=True, help="Requests measured of each kind.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@reads(Reads.EVERYTHING)
def web(records: int, rounds: int, *, as_json: bool) -> None:
    """Measure enrolment, a child's page, the queue, and the rebuilding of a photo."""
    with made_up_house() as floors:
        open_accounts(floors)
        staff_the_desk(floors)
        guardian = acting(floors, GUARDIAN)
        _fill(floors, guardian, records)
        figures = _measure(floors, guardian, rounds)
    figures["records"] = records
    tell(figures, as_json=as_json)


def _fill(floors: Floors, guardian: Actor, records: int) -> None:
    with click.progressbar(range(records), label="enrolling through the real path") as bar:
        for _ in bar:
            enrol(floors, guardian, ENROLMENT)


def _measure(floors: Floors, guardian: Actor, rounds: int) -> dict[str, float | int]:
    family, desk = _signed_in(floors, GUARDIAN), _signed_in(floors, COORDINATOR)
    ids = [draft(floors, guardian, ENROLMENT) for _ in range(5)]
    posts, pages, queues = [], [], []
    for turn in range(rounds):
        child_id = ids[turn] if turn < len(ids) else draft(floors, guardian, ENROLMENT)
        path = f"/children/{child_id}/registration"
        token = re.search(r'name="csrf_token" value="([^"]+)"', family.get(path).text)
        told = {"csrf_token": token.group(1) if token else ""}
        posts.append(timed(lambda path=path, told=told: family.post(path, data=told)))  # type: ignore[misc]
        pages.append(timed(lambda child_id=child_id: family.get(f"/children/{child_id}")))  # type: ignore[misc]
        queues.append(timed(lambda: desk.get("/desk/board")))
    photo = _photo()
    return {
        "enrolment_post_p95_ms": p95(posts),
        "child_page_p95_ms": p95(pages),
        "queue_page_p95_ms": p95(queues),
        "photo_12_megapixels_ms": round(min(timed(lambda: rebuild(photo)) for _ in range(3))),
        "memory_of_this_process_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _signed_in(floors: Floors, email: str) -> FlaskClient:
    client = make_app(floors).test_client()
    answer = _sent(client, "/sign-in", email=email, password=PASSWORD)
    if answer.location == "/sign-in/factor":
        with floors.begin(MACHINE) as work:
            code = next_code(work, email)
        _sent(client, answer.location, code=code or "")
    return client


def _sent(client: FlaskClient, path: str, **told: str) -> TestResponse:
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', client.get(path).text)
    told["csrf_token"] = token.group(1) if token else ""
    return client.post(path, data=told)


def _photo() -> bytes:
    saved = BytesIO()
    Image.effect_noise(TWELVE_MEGAPIXELS, 40).convert("RGB").save(saved, "JPEG", quality=85)
    return saved.getvalue()
