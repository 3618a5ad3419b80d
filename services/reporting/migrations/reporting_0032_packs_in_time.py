"""Until when an induction pack could be sent, as the service says whose rule it is (O-E1)."""

import sqlalchemy as sa
from alembic import op

revision = "reporting_0032"
down_revision = "reporting_0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("induction_pack", sa.Column("send_by", sa.Date))  # none: said before the day was


def downgrade() -> None:
    op.drop_column("induction_pack", "send_by")
