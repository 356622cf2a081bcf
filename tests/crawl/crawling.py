"""Crawling: every address the house has, with every id in it, and every link on the way."""

from __future__ import annotations

import base64
import itertools
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Mapper, Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from consent.sqlalchemy import StoredFact
from registry.accounts.operations import account_by_email
from registry.authority import TABLE, VISITOR, Actor, Permission, Role
from registry.caseworkers.actors import actor_for
from registry.claims.parts import PARTS, pages
from registry.purposes import PURPOSES
from registry.review.rules import Stage
from registry.storage.database import Base, Referenced
from registry.work import Floors
from tests.crawl.house import Sown
from tests.making.accounts import sign_in

LINK: Final = re.compile(r'(?:href|src|action)="(/[^"#]*)')
CANARY: Final = re.compile(r"zq[a-z]{14}", re.IGNORECASE)
FORM: Final = re.compile(r'<form[^>]*method="post"[^>]*?(?:action="([^"]*)")?[^>]*>')
ENDS: Final = re.compile(r"sign-out|withdrawal|removal|wiping|recusal")
"""What is not sent for a try: after it there is less to see."""
FULL: Final = bool(os.environ.get("KINFOLD_TEST_FULL"))
LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "check": ("licence",),
    "door": ("family", "desk"),
    "form": ("json", "jws"),
    "kind": ("png", "svg"),
    "name": (
        "names",
        "person",
        "places",
        "appearance",
        "belongings",
        "event",
        "separation",
        "care",
    ),
    "number": tuple(str(int(stage)) for stage in Stage),
    "page": tuple({page.name: None for kind in PARTS for page in pages(kind)}),
    "purpose": tuple(purpose.code for purpose in PURPOSES),
    "row": ("2026-03-02",),
    "side": ("seeking", "holding"),
    "size": ("small", "large", "1"),
    "token": ("nobody",),
    "what": ("second-guardian", "holder-absent", "court-restriction"),
}
STRANGE: Final = ("nobody",)
FEW: Final[Mapping[str, tuple[str, ...]]] = {
    "page": ("names", "claimant", "withheld", "location", "papers", "own_words"),
    "purpose": ("store_photo", "show_caseworkers", "search_found"),
}
"""What stands for the whole list, where not everything is tried."""
MOST: Final = 60 if FULL else 6
"""So many addresses of one page, and further sheets of one list, are tried of each."""
IDS: Final[Mapping[str, str]] = {
    "choice_id": "receipt_choices",
    "contact_id": "trusted_contacts",
    "factor_id": "totp_factors",
    "grant_id": "role_grants",
    "note_id": "contact_notes",
    "report_id": "hand_overs",
    "task_id": "verification_tasks",
    "turn_id": "duty_turns",
}
"""Ids that an address calls by another name than their table does by its kind."""


@dataclass
class Seen:
    """What one person saw: kinds of data by address, and where a form can be sent to."""

    kinds_at: dict[str, set[str]] = field(default_factory=dict)
    forms: set[str] = field(default_factory=set)

    @property
    def kinds(self) -> set[str]:
        """The kinds of data seen on any page."""
        return set().union(*self.kinds_at.values())


def addresses(app: Flask, floors: Floors, email: str) -> list[str]:
    """Every address that can be asked for, with every id that any row bears.

    So many of each page are enough, from first to last: what leads to a page one may see is a link
    on the way. Where not everything is tried, one address is enough of a page whose door is shut to
    this person's roles, whatever the id.
    """
    known, roles = {**LISTS, **({} if FULL else FEW), **_ids(floors)}, _roles(floors, email)
    places: list[str] = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            permission: Permission = vars(app.view_functions[rule.endpoint])["permission"]
            is_shut = not any(line.role in roles for line in TABLE[permission])
            every = list(_places(rule, known))
            places += every[:: _step(len(every), 1 if is_shut and not FULL else MOST)]
    return sorted(set(places))


def _step(count: int, most: int) -> int:
    return max(1, -(-count // most))


def _roles(floors: Floors, email: str) -> frozenset[Role]:
    with floors.reading() as session:
        account = account_by_email(session, floors.keyring, email) if email else None
        actor = account and actor_for(session, account.ref, floors.clock())
    return (actor or VISITOR).roles


def _ids(floors: Floors) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    tables = {
        f"{each.class_.kind.replace('-', '_')}_id": each.local_table for each in _referenced()
    }
    tables |= {name: Base.metadata.tables[table] for name, table in IDS.items()}
    with floors.reading() as session:
        for name, table in tables.items():
            rows = session.scalars(select(table.columns["id"]))
            found[name] = tuple(str(each) for each in rows) or STRANGE
        found["about"] = ("nothing",)
        if FULL:
            found["about"] += tuple(session.scalars(select(StoredFact.id)))
    return found


def _referenced() -> Iterator[Mapper[Any]]:
    """The tables whose rows have an id of their own."""
    return (each for each in Base.registry.mappers if issubclass(each.class_, Referenced))


def unknown_names(app: Flask, floors: Floors) -> set[str]:
    """What stands in an address and is in no list: nobody would ever crawl there."""
    known = {*LISTS, *_ids(floors), "filename"}
    asked = (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))
    return {name for rule in asked for name in rule.arguments} - known


def _places(rule: Rule, known: Mapping[str, Iterable[str]]) -> Iterator[str]:
    names = [name for name in rule.arguments if name not in (rule.defaults or {})]
    if "/lists/" in rule.rule:
        known = {**known, "page": ("marks", "family")}
    for values in itertools.product(*(known.get(name, STRANGE) for name in names)):
        with suppress(ValueError):  # a word where the address wants a number
            built = rule.build(dict(zip(names, values, strict=True)) | dict(rule.defaults or {}))
            if built is not None:
                yield built[1]


def signed_in(app: Flask, email: str) -> FlaskClient:
    """Somebody's browser; nobody's, if no address is given."""
    _remember_roles(app)
    client = app.test_client()
    if email:
        answer = sign_in(client, email)
        assert answer.location == "/home", (email, answer.status_code)
    return client


def _remember_roles(app: Flask) -> None:
    """Roles do not change while somebody looks around: it is enough to read them once."""
    known: dict[tuple[str, datetime], Actor | None] = {}

    def source(rows: Session, account_ref: str, now: datetime) -> Actor | None:
        key = account_ref, now
        if key not in known:
            known[key] = actor_for(rows, account_ref, now)
        return known[key]

    app.extensions["kinfold.actors"] = source


def crawl(client: FlaskClient, places: Iterable[str], sown: Sown, *, on: bool = True) -> Seen:
    """Ask for all of these, and for every link found on the way."""
    seen, waiting, asked = Seen(), list(places), set[str]()
    sheets = Counter[str]()
    while waiting:
        place = waiting.pop()
        page, _, sheet = place.partition("?")
        sheets[page] += bool(sheet)
        if place in asked or page.startswith("/static") or sheets[page] > MOST:
            continue
        asked.add(place)
        answer = client.get(place)
        if found := kinds_in(answer, sown):
            seen.kinds_at[place] = found
        if answer.mimetype == "text/html":
            seen.forms |= {action or place for action in FORM.findall(answer.text)}
            links = LINK.findall(answer.text.replace("&amp;", "&")) if on else ()
            waiting.extend(link for link in links if not ENDS.search(link))
    return seen


def send_empty(client: FlaskClient, places: Iterable[str], sown: Sown) -> Seen:
    """Send every form with nothing in it: what comes back with its sentences is a page, too."""
    seen = Seen()
    for place in sorted(places):
        if not ENDS.search(place):
            seen.kinds_at[place] = kinds_in(client.post(place, data={}), sown)
    return seen


def kinds_in(answer: TestResponse, sown: Sown) -> set[str]:
    """The kinds of data in one answer: its words, its headers, what is signed, or a picture."""
    if answer.mimetype == "image/jpeg":
        photo_id = answer.request.path.split("/")[-2]
        return {f"{sown.owner_of_photo[photo_id]} picture"}
    body = answer.get_data().decode("utf-8", "replace")
    text = "\n".join((*map(str, answer.headers.values()), body, *_laid_open(body)))
    words = {word[:2].title() + word[2:].lower() for word in CANARY.findall(text)}
    return {sown.seeds.kinds[word] for word in words if word in sown.seeds.kinds}


def _laid_open(text: str) -> Iterator[str]:
    """What a signed copy says under its wrapping."""
    if re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", text):
        part = text.split(".")[1]
        content: Any = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        yield json.dumps(content, ensure_ascii=False)
