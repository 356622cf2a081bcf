"""The people around a child, what time does to a record, and the proofs of both logs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import consent.sqlalchemy
import registry.storage.database
from consent import tree

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one version up."""
    op.create_table(
        "attempts",
        sa.Column("holder_ref", sa.String(), nullable=False),
        sa.Column("on", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_child_ref"), ["child_ref"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempts_holder_ref"), ["holder_ref"], unique=False)

    op.create_table(
        "checkpoints",
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("origin", "at", name=op.f("pk_checkpoints")),
    )
    op.create_table(
        "comings_of_age",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("invited_at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("account_ref", sa.String(), nullable=True),
        sa.Column("claimed_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("seen_by_ref", sa.String(), nullable=True),
        sa.Column("seen_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comings_of_age")),
        sa.UniqueConstraint("digest", name=op.f("uq_comings_of_age_digest")),
    )
    with op.batch_alter_table("comings_of_age", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_comings_of_age_child_ref"), ["child_ref"], unique=False
        )

    op.create_table(
        "contact_words",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("contact_ref", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("helper_ref", sa.String(), nullable=True),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_words")),
    )
    with op.batch_alter_table("contact_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_words_child_ref"), ["child_ref"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contact_words_contact_ref"), ["contact_ref"], unique=False
        )

    op.create_table(
        "exclusions",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("concerns", sa.String(), nullable=False),
        sa.Column("excluded_ref", sa.String(), nullable=True),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("ended_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusions")),
    )
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_exclusions_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "guardian_claims",
        sa.Column("claim_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guardian_claims")),
        sa.UniqueConstraint("claim_ref", name=op.f("uq_guardian_claims_claim_ref")),
    )
    op.create_table(
        "leavings",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("holder_ref", sa.String(), nullable=False),
        sa.Column("asked_at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("due_at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leavings")),
    )
    with op.batch_alter_table("leavings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leavings_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "left_to_end",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_left_to_end")),
        sa.UniqueConstraint(
            "child_ref", "purpose", "ends_on", name=op.f("uq_left_to_end_child_ref_purpose_ends_on")
        ),
    )
    with op.batch_alter_table("left_to_end", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_left_to_end_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "matter_answers",
        sa.Column("matter_ref", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_answers")),
        sa.UniqueConstraint("matter_ref", name=op.f("uq_matter_answers_matter_ref")),
    )
    with op.batch_alter_table("matter_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_matter_answers_child_ref"), ["child_ref"], unique=False
        )

    op.create_table(
        "matters",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("concern", sa.String(), nullable=False),
        sa.Column("about_ref", sa.String(), nullable=False),
        sa.Column("speaker_ref", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("opened_at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("answer_by", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
    )
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matters_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "measure_ends",
        sa.Column("measure_ref", sa.String(), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_ends")),
        sa.UniqueConstraint("measure_ref", name=op.f("uq_measure_ends_measure_ref")),
    )
    with op.batch_alter_table("measure_ends", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_ends_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "measures",
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("about_ref", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("capacity", sa.String(), nullable=True),
        sa.Column("with_others", sa.String(), nullable=True),
        sa.Column("codes", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("paper", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("in_care", sa.Boolean(), nullable=False),
        sa.Column("is_told", sa.Boolean(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measures")),
    )
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measures_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "other_holders",
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_holders")),
    )
    with op.batch_alter_table("other_holders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_other_holders_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "receipt_choices",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_choices")),
        sa.UniqueConstraint("reference", name=op.f("uq_receipt_choices_reference")),
    )
    with op.batch_alter_table("receipt_choices", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipt_choices_child_ref"), ["child_ref"], unique=False
        )

    op.create_table(
        "receipt_keepings",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("choice_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_keepings")),
        sa.UniqueConstraint("choice_ref", name=op.f("uq_receipt_keepings_choice_ref")),
    )
    with op.batch_alter_table("receipt_keepings", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_receipt_keepings_child_ref"), ["child_ref"], unique=False
        )

    op.create_table(
        "reminders",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("to_ref", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "child_ref",
            "to_ref",
            "topic",
            "ends_on",
            "days_before",
            name=op.f("uq_reminders_child_ref_to_ref_topic_ends_on_days_before"),
        ),
    )
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminders_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "rounds",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("done_at", registry.storage.database.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_rounds")),
    )
    op.create_table(
        "sealings",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("ended_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealings")),
    )
    with op.batch_alter_table("sealings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealings_child_ref"), ["child_ref"], unique=False)

    op.create_table(
        "trail_nodes",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_trail_nodes")),
    )
    op.create_table(
        "trusted_contacts",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("by_ref", sa.String(), nullable=False),
        sa.Column("named_at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("confirmed_by_ref", sa.String(), nullable=True),
        sa.Column("confirmed_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("ended_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_contacts")),
        sa.UniqueConstraint("digest", name=op.f("uq_trusted_contacts_digest")),
    )
    with op.batch_alter_table("trusted_contacts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_trusted_contacts_child_ref"), ["child_ref"], unique=False
        )

    op.create_table(
        "unsealings",
        sa.Column("child_ref", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_by_ref", sa.String(), nullable=False),
        sa.Column("asked_at", registry.storage.database.UtcTime(), nullable=False),
        sa.Column("agreed_by_ref", sa.String(), nullable=True),
        sa.Column("agreed_at", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("until", registry.storage.database.UtcTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsealings")),
    )
    with op.batch_alter_table("unsealings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unsealings_child_ref"), ["child_ref"], unique=False)

    with op.batch_alter_table("consent_standings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("since", consent.sqlalchemy.tables.Moment(timezone=True), nullable=True)
        )
        batch_op.add_column(
            sa.Column("marks", sa.String(length=64), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("beside", sa.Text(), nullable=False, server_default=""))
    _grow_the_tree_of_the_trail()


def _grow_the_tree_of_the_trail() -> None:
    """Keep the nodes above the entries that were written before nodes were kept."""
    connection = op.get_bind()
    entries = sa.table("trail_entries", sa.column("seq"), sa.column("leaf"))
    leaves = list(connection.scalars(sa.select(entries.c.leaf).order_by(entries.c.seq)))
    nodes = sa.table("trail_nodes", sa.column("level"), sa.column("position"), sa.column("digest"))
    level = 0
    while len(leaves) > 1:
        leaves = [
            tree.node_hash(left, right)
            for left, right in zip(leaves[::2], leaves[1::2], strict=False)
        ]
        level += 1
        connection.execute(
            sa.insert(nodes),
            [
                {"level": level, "position": position, "digest": digest}
                for position, digest in enumerate(leaves)
            ],
        )


def downgrade() -> None:
    """Go one version back."""
    with op.batch_alter_table("consent_standings", schema=None) as batch_op:
        batch_op.drop_column("beside")
        batch_op.drop_column("marks")
        batch_op.drop_column("since")

    with op.batch_alter_table("unsealings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unsealings_child_ref"))

    op.drop_table("unsealings")
    with op.batch_alter_table("trusted_contacts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_trusted_contacts_child_ref"))

    op.drop_table("trusted_contacts")
    op.drop_table("trail_nodes")
    with op.batch_alter_table("sealings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealings_child_ref"))

    op.drop_table("sealings")
    op.drop_table("rounds")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reminders_child_ref"))

    op.drop_table("reminders")
    with op.batch_alter_table("receipt_keepings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_keepings_child_ref"))

    op.drop_table("receipt_keepings")
    with op.batch_alter_table("receipt_choices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_receipt_choices_child_ref"))

    op.drop_table("receipt_choices")
    with op.batch_alter_table("other_holders", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_other_holders_child_ref"))

    op.drop_table("other_holders")
    with op.batch_alter_table("measures", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measures_child_ref"))

    op.drop_table("measures")
    with op.batch_alter_table("measure_ends", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_ends_child_ref"))

    op.drop_table("measure_ends")
    with op.batch_alter_table("matters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matters_child_ref"))

    op.drop_table("matters")
    with op.batch_alter_table("matter_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matter_answers_child_ref"))

    op.drop_table("matter_answers")
    with op.batch_alter_table("left_to_end", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_left_to_end_child_ref"))

    op.drop_table("left_to_end")
    with op.batch_alter_table("leavings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leavings_child_ref"))

    op.drop_table("leavings")
    op.drop_table("guardian_claims")
    with op.batch_alter_table("exclusions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_exclusions_child_ref"))

    op.drop_table("exclusions")
    with op.batch_alter_table("contact_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_words_contact_ref"))
        batch_op.drop_index(batch_op.f("ix_contact_words_child_ref"))

    op.drop_table("contact_words")
    with op.batch_alter_table("comings_of_age", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comings_of_age_child_ref"))

    op.drop_table("comings_of_age")
    op.drop_table("checkpoints")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attempts_holder_ref"))
        batch_op.drop_index(batch_op.f("ix_attempts_child_ref"))

    op.drop_table("attempts")
