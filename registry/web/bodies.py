"""What is sent to us stays in memory: no photo lies on a disk before it is sealed."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any, Final

from flask import Blueprint, Request, request

BODY_LIMIT: Final = 256 * 1024
"""The largest form, in bytes."""
UPLOAD_LIMIT: Final = 12 * 1024 * 1024
"""The largest form with a photo in it, in bytes."""
PARTS_LIMIT: Final = 60
"""The most fields and files of one form."""

_READ = 2 * UPLOAD_LIMIT  # so much is read of what is too large, to answer it with a sentence
SERVER: Final = {
    "max_request_body_size": _READ,
    # A buffer that overflows is written to a temporary file, in plain: none here ever does.
    "inbuf_overflow": _READ + 1,
    "outbuf_overflow": _READ + 1,
    # All of these at once, each with a body as large as can be, fit into 1.2 GB.
    "connection_limit": 50,
}
"""How the server in front of us must be set."""
SILENT: Final = {"ident": "", "clear_untrusted_proxy_headers": True}
"""It says of itself neither name nor version, and believes no header about who asks."""


def admit_photo(blueprint: Blueprint, view: str) -> None:
    """Let a photo through at one view; this is set before anything reads the form."""

    @blueprint.url_value_preprocessor
    def widen(endpoint: str | None, _values: dict[str, Any] | None) -> None:
        if endpoint == f"{blueprint.name}.{view}":
            request.max_content_length = UPLOAD_LIMIT


class SealedRequest(Request):
    """A request whose files are kept in memory: they are limited, and soon sealed or gone."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        """Werkzeug's own writes a file of more than 500 KB to a temporary one."""
        del total_content_length, content_type, filename, content_length
        return BytesIO()
