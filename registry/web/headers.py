"""The headers of every response, written by hand: the libraries for it are stale or too lax."""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, request

from registry.work import Floors

NONCE_BYTES = 16


def nonce() -> str:
    """The nonce of this response for scripts and styles."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(NONCE_BYTES)
    return str(g.nonce)


def policy() -> str:
    """The content security policy: nothing, but for what is named."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce()}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def install(app: Flask, floors: Floors) -> None:
    """Put the headers on every response of the application."""

    @app.after_request
    def _headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy()
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Cross-Origin-Embedder-Policy"] = "require-corp"
        headers["Referrer-Policy"] = "same-origin"
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"
        if request.endpoint != "static":
            headers["Cache-Control"] = "no-store"
        if floors.settings.secure:
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        return response
