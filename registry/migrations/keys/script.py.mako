"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import consent.sqlalchemy  # noqa: F401 - some versions name its types
import registry.storage.database  # noqa: F401

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Go one version back."""
    ${downgrades if downgrades else "pass"}
