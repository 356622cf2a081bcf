"""Where the files of the house lie, in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of templates; a checkout's own wins over an installed copy."""
    checkout = PACKAGE.parent / "templates"
    return checkout if (checkout / "layouts").is_dir() else PACKAGE / "templates"


def static() -> Path:
    """The folder of the stylesheet and the script."""
    return PACKAGE / "static"


def migrations(database: str) -> Path:
    """The Alembic folder of one database: `registry` or `keys`."""
    return PACKAGE / "migrations" / database


def translations() -> Path:
    """The folder of message catalogues."""
    return PACKAGE / "translations"
