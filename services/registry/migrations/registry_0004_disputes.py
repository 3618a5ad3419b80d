"""Disputes: what doctors say is wrong with their placements, and what is in dispute now."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registry_0004"
down_revision = "registry_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dispute",
        sa.Column("dispute_id", sa.Uuid, primary_key=True),
        sa.Column("placement_id", sa.Uuid, nullable=False),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text), nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("disputed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.Text),
        sa.Column("answer", sa.Text),
        sa.Column("closed_by", sa.Uuid),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("dispute_of_doctor", "dispute", ["doctor_id", "disputed_at", "dispute_id"])
    op.create_index(
        "dispute_waiting",
        "dispute",
        ["host", "disputed_at", "dispute_id"],
        postgresql_where=sa.text("outcome IS NULL"),
    )
    op.create_table(
        "disputed_field",
        sa.Column("placement_id", sa.Uuid, primary_key=True),
        sa.Column("field", sa.Text, primary_key=True),
        sa.Column("dispute_id", sa.Uuid, nullable=False, index=True),
    )


def downgrade() -> None:
    op.drop_table("disputed_field")
    op.drop_table("dispute")
