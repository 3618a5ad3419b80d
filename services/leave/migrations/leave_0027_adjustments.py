"""Days that one doctor is granted in a leave year beside what placements earn, or has fewer (section 3)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0027"
down_revision = "leave_0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entitlement_adjustment",
        sa.Column("adjustment_id", sa.Uuid, primary_key=True),
        sa.Column("doctor_id", sa.Uuid, nullable=False, index=True),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("days", sa.Numeric(5, 1), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("adjusted_by", sa.Uuid, nullable=False),
        sa.Column("adjusted_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("entitlement_adjustment")
