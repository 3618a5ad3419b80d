"""How long a request that was returned was with its doctor: no days of its decision (R15, T-E1-MD)."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0031"
down_revision = "reporting_0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("leave_asked", sa.Column("days_with_doctor", sa.Integer, nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("leave_asked", "days_with_doctor")
