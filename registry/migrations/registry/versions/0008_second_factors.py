"""Second factors, codes for when one is lost, and sessions that know what was shown in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.storage.database import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    op.create_table(
        "totp_factors",
        sa.Column("account_ref", sa.String(), nullable=False),
        sa.Column("added_at", UtcTime(), nullable=False),
        sa.Column("confirmed_at", UtcTime(), nullable=True),
        sa.Column("last_step", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_totp_factors")),
    )
    op.create_index(op.f("ix_totp_factors_account_ref"), "totp_factors", ["account_ref"])
    op.create_table(
        "recovery_codes",
        sa.Column("account_ref", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint(
            "account_ref", "place", name=op.f("uq_recovery_codes_account_ref_place")
        ),
    )
    op.create_index(op.f("ix_recovery_codes_account_ref"), "recovery_codes", ["account_ref"])
    op.create_table(
        "factor_resets",
        sa.Column("caseworker_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("signed_by_ref", sa.String(), nullable=True),
        sa.Column("signed_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_resets")),
    )
    op.create_index(op.f("ix_factor_resets_caseworker_ref"), "factor_resets", ["caseworker_ref"])
    op.create_table(
        "entry_links",
        sa.Column("account_ref", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sent_at", UtcTime(), nullable=False),
        sa.Column("until", UtcTime(), nullable=False),
        sa.Column("used_at", UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_entry_links_digest")),
    )
    for column in ("account_ref", "sent_at"):
        op.create_index(op.f(f"ix_entry_links_{column}"), "entry_links", [column])
    op.create_table(
        "link_requests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email_index", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_requests")),
    )
    op.create_index(op.f("ix_link_requests_asked_at"), "link_requests", ["asked_at"])
    # Whoever is signed in signs in anew: no session from before knows what was shown in it.
    _drop_sessions()
    _make_sessions(
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("has_factor", sa.Boolean(), nullable=False),
        sa.Column("half_ref", sa.String(), nullable=True),
        sa.Column("proved_at", UtcTime(), nullable=True),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.UniqueConstraint("id", name=op.f("uq_web_sessions_id")),
    )
    op.create_index(op.f("ix_web_sessions_half_ref"), "web_sessions", ["half_ref"])


def downgrade() -> None:
    """Go one version down."""
    _drop_sessions()
    _make_sessions()
    op.drop_table("link_requests")
    op.drop_table("entry_links")
    op.drop_table("factor_resets")
    op.drop_table("recovery_codes")
    op.drop_table("totp_factors")


def _make_sessions(*more: sa.Column[object] | sa.UniqueConstraint) -> None:
    op.create_table(
        "web_sessions",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("account_ref", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_web_sessions")),
    )
    for column in ("account_ref", "seen_at", "started_at"):
        op.create_index(op.f(f"ix_web_sessions_{column}"), "web_sessions", [column])


def _drop_sessions() -> None:
    op.drop_table("web_sessions")
