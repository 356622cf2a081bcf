"""The log of a process: one JSON object a line, in UTC, with a level; nothing can break a line."""

from __future__ import annotations

import structlog


def write_plain_lines() -> None:
    """Write the log as lines that a program can read."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(sort_keys=True),
        ]
    )
