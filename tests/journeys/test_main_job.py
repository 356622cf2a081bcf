"""The main job through the HTTP client, from the first page to the last key destroyed."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from registry.trail.proving import walk
from registry.work import Floors
from tests.journeys.paper import Paper
from tests.journeys.story import the_main_job


def test_the_main_job_on_paper(app: Flask, floors: Floors) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    app.test_client_class = FlaskClient  # nobody answers for the people of this story
    the_main_job(lambda: Paper(app.test_client()), floors)
    with floors.reading() as session:
        proof = walk(session)
    assert proof.broken_at is None
    assert proof.size > 200
