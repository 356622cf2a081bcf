"""A server-side session: the cookie is a random token, everything else is a row."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any, Protocol

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from registry.authority import Actor
from registry.errors import Unwritable
from registry.storage.database import transaction
from registry.web.models import WebSession
from registry.work import Floors

FAMILY_IDLE = timedelta(minutes=30)
STAFF_IDLE = timedelta(minutes=15)
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
        self.is_staff = row is not None and row.is_staff
        self.started_at = None if row is None else row.started_at
        self.seen_at = None if row is None else row.seen_at
        self.modified = False
        self.is_ended = False
        self.is_rotated = False
        self.is_lost = False

    def start(self, account_ref: str, *, is_staff: bool) -> None:
        """Sign in: a fresh token and a fresh form token, so that none from before is worth much."""
        self.clear()
        self.account_ref, self.is_staff, self.is_rotated = account_ref, is_staff, True
        self.modified = True

    def end(self) -> None:
        """Sign out: the row goes."""
        self.clear()
        self.account_ref, self.is_ended = None, True


def digest_of(token: str) -> str:
    """What the row knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


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
        if row is None or self._is_over(row):
            return RowSession({}, None, None)
        return RowSession(json.loads(row.content), digest, row)

    def _is_over(self, row: WebSession) -> bool:
        now = self._floors.clock()
        idle = STAFF_IDLE if row.is_staff else FAMILY_IDLE
        # By a clock that went back it was seen in time to come: that is as long ago as it is ahead.
        return abs(now - row.seen_at) > idle or abs(now - row.started_at) > LONGEST

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
            session.digest, session.started_at = digest_of(token), now
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
                    account_ref=session.account_ref,
                    content=json.dumps(dict(session)),
                    started_at=session.started_at,
                    seen_at=now,
                    is_staff=session.is_staff,
                )
            )

    def _drop(self, digest: str | None) -> None:
        if digest is not None:
            with transaction(self._floors.engine) as rows:
                rows.execute(delete(WebSession).where(WebSession.digest == digest))
