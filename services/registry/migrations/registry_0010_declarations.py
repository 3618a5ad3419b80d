"""Placements that doctors declare themselves, and what came of it."""

import sqlalchemy as sa
from alembic import op

revision = "registry_0010"
down_revision = "registry_0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declaration",
        sa.Column("declaration_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("site", sa.Text, nullable=False),
        sa.Column("grade", sa.Text, nullable=False),
        sa.Column("specialty", sa.Text),
        sa.Column("wte", sa.Numeric(4, 3), nullable=False),
        sa.Column("start", sa.Date, nullable=False),
        sa.Column("end", sa.Date, nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(40)),
        sa.Column("words", sa.Text),
        sa.Column("answered_by", sa.Uuid),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("placement_id", sa.Uuid),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_index("declaration_of_doctor", "declaration", ["doctor_id", "declared_at", "declaration_id"])
    op.create_index(
        "declaration_waiting",
        "declaration",
        ["host", "declared_at", "declaration_id"],
        postgresql_where=sa.text("answer IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("declaration")
