"""The trail, its nodes, the checkpoints and the consent leaves can only be added to."""

from __future__ import annotations

from alembic import op

from registry.storage import append_only

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    append_only.install(op.get_bind())


def downgrade() -> None:
    """Go one version down."""
    for name in append_only.guards():
        op.execute(f"DROP TRIGGER IF EXISTS {name}")
