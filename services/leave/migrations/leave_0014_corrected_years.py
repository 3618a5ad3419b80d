"""What was said of a leave year that is over, so that it is said anew where it was wrong (T-D1)."""

import sqlalchemy as sa
from alembic import op

revision = "leave_0014"
down_revision = "leave_0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("looked_at", sa.Column("trust", sa.Text))
    op.add_column("looked_at", sa.Column("half_days", sa.Integer))
    op.add_column("looked_at", sa.Column("half_days_taken", sa.Integer))
    op.add_column("looked_at", sa.Column("changed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_index("looked_at_changed", "looked_at", ["doctor_id"], postgresql_where=sa.text("changed"))


def downgrade() -> None:
    op.drop_index("looked_at_changed", "looked_at")
    for name in ("changed", "half_days_taken", "half_days", "trust"):
        op.drop_column("looked_at", name)
