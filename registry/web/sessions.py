"""A server-side session: the cookie is a random token, everything else is a row."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any, Protocol

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from registry.authority import Actor
from registry.errors import Unwritable
from registry.storage.database import transaction
from registry.web.devices import device_of
from registry.web.models import WebSession
from registry.work import Floors

FAMILY_IDLE = timedelta(minutes=30)
STAFF_IDLE = timedelta(minutes=15)
SHARED_IDLE = timedelta(minutes=10)
HALF_OPEN = timedelta(minutes=10)
"""So long after the password the second factor may follow."""
LONGEST = timedelta(hours=12)
TOUCH_EVERY = timedelta(seconds=60)
TOKEN_BYTES = 32


class ActorSource(Protocol):
    """Who an account is today; the floor above knows."""

    def __call__(self, session: Session, account_ref: str, now: datetime) -> Actor | None:
        """The actor, with the roles that stand now; None when the account is no more."""


class RowSession(CallbackDict[str, Any], SessionMixin):
    """What Flask calls the session; it remembers which row it came from."""

    def __init__(self, content: dict[str, Any], digest: str | None, row: WebSession | None) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(content, changed)
        self.digest = digest
        self.account_ref = None if row is None else row.account_ref
        self.half_ref = None if row is None else row.half_ref
        self.is_staff = row is not None and row.is_staff
        self.is_shared = row is not None and row.is_shared
        self.has_factor = row is not None and row.has_factor
        self.started_at = None if row is None else row.started_at
        self.seen_at = None if row is None else row.seen_at
        self.proved_at = None if row is None else row.proved_at
        self.id = uuid.uuid4() if row is None else row.id
        self.modified = False
        self.is_ended = False
        self.is_rotated = False
        self.is_lost = False

    def start(
        self, account_ref: str, now: datetime, *, is_staff: bool, has_factor: bool, is_shared: bool
    ) -> None:
        """Sign in: a fresh token and a fresh form token, so that none from before is worth much."""
        self._anew(now)
        self.account_ref, self.half_ref = account_ref, None
        self.is_staff, self.has_factor, self.is_shared = is_staff, has_factor, is_shared

    def open_half(self, account_ref: str, now: datetime, *, is_shared: bool) -> None:
        """The password was right and a factor is still to come: until then this is nobody."""
        self._anew(now)
        self.account_ref, self.half_ref = None, account_ref
        self.is_staff, self.has_factor, self.is_shared = False, False, is_shared

    def prove(self, now: datetime, *, has_factor: bool) -> None:
        """It was shown again who this is: a fresh token; since when one is signed in stays."""
        self.proved_at, self.is_rotated, self.modified = now, True, True
        self.has_factor = self.has_factor or has_factor

    def waiting(self, now: datetime) -> str | None:
        """Whose second factor is awaited; None when nobody's is, or no longer."""
        if self.proved_at is None or now - self.proved_at > HALF_OPEN:
            return None
        return self.half_ref

    def _anew(self, now: datetime) -> None:
        self.clear()
        self.id, self.started_at, self.proved_at = uuid.uuid4(), None, now
        self.is_rotated = self.modified = True

    def end(self) -> None:
        """Sign out: the row goes."""
        self.clear()
        self.account_ref, self.half_ref, self.is_ended = None, None, True


def digest_of(token: str) -> str:
    """What the row knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_over(row: WebSession, now: datetime) -> bool:
    """Was nothing done in it for too long, or did it last too long?"""
    idle = STAFF_IDLE if row.is_staff else FAMILY_IDLE
    if row.is_shared:
        idle = SHARED_IDLE
    # By a clock that went back it was seen in time to come: that is as long ago as it is ahead.
    return abs(now - row.seen_at) > idle or abs(now - row.started_at) > LONGEST


class RowSessions(SessionInterface):
    """Reads and writes the rows, each in a short transaction of its own."""

    def __init__(self, floors: Floors) -> None:
        self._floors = floors

    def cookie(self) -> str:
        """The cookie's name; browsers hold `__Host-` to https and to this host alone."""
        return "__Host-kinfold" if self._floors.settings.secure else "kinfold"

    def open_session(self, app: Flask, request: Request) -> RowSession:  # noqa: ARG002 - Flask's
        """The session of this request; an empty one when there is none that still counts."""
        token = request.cookies.get(self.cookie())
        if not token:
            return RowSession({}, None, None)
        digest = digest_of(token)
        with self._floors.reading() as session:
            row = session.get(WebSession, digest)
        if row is None or is_over(row, self._floors.clock()):
            return RowSession({}, None, None)
        return RowSession(json.loads(row.content), digest, row)

    def save_session(
        self,
        app: Flask,  # noqa: ARG002 - Flask's signature
        session: SessionMixin,
        response: Response,
    ) -> None:
        """Keep what changed; touch the row at most once a minute."""
        if not isinstance(session, RowSession):  # pragma: no cover - Flask's type is wider
            raise TypeError(type(session))
        if session.is_lost:
            return
        try:
            self._save(session, response)
        except OperationalError as error:
            session.is_lost = True  # the page that says so has nothing more to keep
            if session.modified or session.is_ended:
                raise Unwritable from error

    def _save(self, session: RowSession, response: Response) -> None:
        if session.is_ended:
            self._drop(session.digest)
            response.delete_cookie(self.cookie(), path="/", secure=self._floors.settings.secure)
            return
        now = self._floors.clock()
        is_stale = session.seen_at is not None and now - session.seen_at > TOUCH_EVERY
        if session.modified or is_stale:
            self._keep(session, response, now)

    def _keep(self, session: RowSession, response: Response, now: datetime) -> None:
        old = session.digest
        if old is None or session.is_rotated:
            token = secrets.token_urlsafe(TOKEN_BYTES)
            session.digest, session.started_at = digest_of(token), session.started_at or now
            response.set_cookie(
                self.cookie(),
                token,
                path="/",
                httponly=True,
                samesite="Lax",
                secure=self._floors.settings.secure,
            )
        if session.is_rotated:
            self._drop(old)
        with transaction(self._floors.engine) as rows:
            rows.merge(
                WebSession(
                    digest=session.digest,
                    id=session.id,
                    account_ref=session.account_ref,
                    half_ref=session.half_ref,
                    content=json.dumps(dict(session)),
                    started_at=session.started_at,
                    seen_at=now,
                    proved_at=session.proved_at,
                    is_staff=session.is_staff,
                    is_shared=session.is_shared,
                    has_factor=session.has_factor,
                    device=device_of(request.user_agent.string).value,
                )
            )

    def _drop(self, digest: str | None) -> None:
        if digest is not None:
            with transaction(self._floors.engine) as rows:
                rows.execute(delete(WebSession).where(WebSession.digest == digest))
